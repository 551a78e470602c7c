"""The page on which the supplier's own wording is put up, and the file itself."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from accounts.access import requires
from accounts.permissions import P
from accounts.reading import hand_out
from agreements.joint import actions
from agreements.joint.access import get_text
from agreements.joint.forms.secretariat import OwnBodyForm
from agreements.joint.models import CommonText
from documents.checks.refusal import RefusedFileError
from documents.models import WordTemplate
from workflows.engine import MoveError


def _get(text_id: UUID) -> CommonText:
    """A text on the supplier's own wording, or 404."""
    found = get_text(text_id)
    if found.structure != WordTemplate.Structure.SUPPLIER_OWN:
        raise Http404
    return found


@requires(P.AGREEMENTS_NEGOTIATE)
def own_body(request: HttpRequest, text_id: UUID) -> HttpResponse:
    """Put the supplier's Word document up as the body of the text."""
    text = _get(text_id)
    form = OwnBodyForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_own_body(text=text, received=form.cleaned_data["file"], by=request.actor)  # type: ignore[attr-defined]
        except RefusedFileError as refused:
            form.add_error("file", str(refused))
        except MoveError as error:
            form.add_error("file", error.reason)
        else:
            messages.success(request, "Leverandørens tekst er lagt op og låst. Vores bilag står bag den.")
            return redirect("agreements:text", text.id)
    return render(request, "agreements/secretariat/own_body.html", {"text": text, "form": form})


@requires(P.AGREEMENTS_VIEW)
def own_body_file(request: HttpRequest, text_id: UUID) -> HttpResponseBase:
    """Give the supplier's document as it was put up."""
    text = _get(text_id)
    if text.own_body is None:
        raise Http404
    return hand_out(request, text.own_body, about=text)
