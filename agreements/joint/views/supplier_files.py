"""The supplier's own Word file of a round: uploaded, shown as it was read, taken back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import requires
from accounts.permissions import P
from accounts.reading import hand_out
from agreements.joint import actions
from agreements.joint.access import get_round_file, get_text
from agreements.joint.forms.supplier import ClosingForm, RoundFileForm
from agreements.joint.models import RoundFile
from agreements.joint.states import TextState
from agreements.joint.views.comparing import comparison_page, versions_of
from documents.checks.refusal import RefusedFileError
from workflows.engine import MoveError


@requires(P.SUPPLIER_NEGOTIATE)
def upload(request: HttpRequest, text_id: UUID) -> HttpResponse:
    """Take in the supplier's Word file, and go on to what was read out of it."""
    text = get_text(text_id)
    form = RoundFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            given = {"received": form.cleaned_data["file"], "source": RoundFile.Source.SUPPLIER}
            file = actions.take_in_file(text=text, by=request.actor, **given)  # type: ignore[attr-defined]
        except RefusedFileError as error:
            form.add_error("file", str(error))
        except MoveError as error:
            form.add_error(None, error.reason)
        else:
            messages.success(request, _("Filen er læst. Se efter, om alt er med, og send så jeres ønsker."))
            return redirect("agreements:read_file", text.id, file.id)
    context = {"text": text, "form": form, "has_pen": text.state == TextState.AT_SUPPLIER}
    return render(request, "agreements/supplier/upload.html", context)


@requires(P.SUPPLIER_NEGOTIATE)
def read_file(request: HttpRequest, text_id: UUID, file_id: UUID) -> HttpResponse:
    """Show what was read out of a file, row by row, before it is sent."""
    text = get_text(text_id)
    file = get_round_file(text, file_id)
    context = {
        "text": text,
        "file": file,
        "wishes": file.wishes.filter(dropped=False),
        "has_pen": text.state == TextState.AT_SUPPLIER and not file.dropped,
        "form": ClosingForm(),
    }
    return render(request, "agreements/supplier/read_file.html", context)


@requires(P.SUPPLIER_NEGOTIATE)
def own_file(request: HttpRequest, text_id: UUID, file_id: UUID) -> HttpResponseBase:
    """Give the supplier its own file again."""
    text = get_text(text_id)
    return hand_out(request, get_round_file(text, file_id).file, about=text)


@require_POST
@requires(P.SUPPLIER_NEGOTIATE)
def drop_file(request: HttpRequest, text_id: UUID, file_id: UUID) -> HttpResponse:
    """Take a file back before it is sent."""
    text = get_text(text_id)
    try:
        actions.drop_file(text=text, file=get_round_file(text, file_id), by=request.actor)  # type: ignore[attr-defined]
    except MoveError as error:
        messages.error(request, error.reason)
    else:
        messages.success(request, _("Filen og ønskerne fra den er fjernet."))
    return redirect("agreements:text", text.id)


@requires(P.SUPPLIER_NEGOTIATE)
def compare(request: HttpRequest, text_id: UUID) -> HttpResponse:
    """Compare two rounds, or a round with the supplier's own file."""
    text = get_text(text_id)
    versions = versions_of(text, to_supplier=True)
    return comparison_page(request, text, versions, "agreements/supplier/compare.html")
