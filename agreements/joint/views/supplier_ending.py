"""The supplier's page of an agreement that applies or ends: notice, and proof of deletion or return."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.access import requires
from accounts.permissions import P
from accounts.reading import hand_out
from agreements.joint.endings.actions import act
from agreements.joint.endings.forms import ProofForm, SupplierNoticeForm
from agreements.joint.endings.reading import Ending, endings, terms_of
from agreements.joint.models import SupplierAct
from agreements.joint.views.copies import signed_file
from documents.checks.refusal import RefusedFileError
from workflows.engine import MoveError

Form = SupplierNoticeForm | ProofForm


def _get(agreement_id: UUID) -> Ending:
    found = endings(agreement_id)
    if not found:
        raise Http404
    return found[0]


@requires(P.SUPPLIER_NEGOTIATE)
def ending(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    """Show how one agreement stands, and take a notice or a proof."""
    found = _get(agreement_id)
    form = _form(found, request)
    if request.method == "POST" and form is None:
        messages.info(request, _("Det kan ikke gøres nu. Her ser du, hvor aftalen står."))
        return redirect("agreements:ending", found.issued.id)
    if form is not None and request.method == "POST" and form.is_valid() and _take(found, form, request):
        return redirect("agreements:ending", found.issued.id)
    context = {"ending": found, "form": form, "acts": found.acts}
    return render(request, "agreements/supplier/ending.html", context)


def _form(found: Ending, request: HttpRequest) -> Form | None:
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    if found.may_give_notice:
        return SupplierNoticeForm(data, files, earliest=terms_of(found.issued.id).earliest)
    if found.owes_proof:
        return ProofForm(data, files, initial={"kind": terms_of(found.issued.id).at_the_end})
    return None


def _take(found: Ending, form: Form, request: HttpRequest) -> bool:
    given = form.cleaned_data
    kind = given.get("kind", SupplierAct.Kind.NOTICE)
    try:
        sent = act(
            agreement=found.issued,
            kind=kind,
            on=given["on"],
            text=given["text"],
            received=given["file"],
            by=request.actor,  # type: ignore[attr-defined]
        )
    except RefusedFileError as error:
        form.add_error("file", str(error))
    except MoveError as error:
        form.add_error(None, error.reason)
    else:
        sent.refresh_from_db()
        name = {"name": found.issued.municipality_name}
        if sent.delivered_at:
            messages.success(request, _("Det er sendt til %(name)s.") % name)
        else:
            messages.warning(
                request, _("Det er modtaget og sendes til %(name)s, så snart det er muligt.") % name
            )
        return True
    return False


@requires(P.SUPPLIER_NEGOTIATE)
def act_file(request: HttpRequest, agreement_id: UUID, act_id: UUID) -> HttpResponseBase:
    """Give the file of a notice or proof that the supplier itself sent."""
    found = _get(agreement_id)
    sent = found.issued.acts.select_related("file").filter(pk=act_id, file__isnull=False).first()
    if sent is None or sent.file is None:
        raise Http404
    return hand_out(request, sent.file, about=found.issued)


@requires(P.SUPPLIER_NEGOTIATE)
def notice_file(request: HttpRequest, agreement_id: UUID) -> HttpResponseBase:
    """Give the document of the municipality's notice."""
    found = _get(agreement_id)
    if not found.file_sha256:
        raise Http404
    file = signed_file(found.file_sha256, found.file_size, found.file_name)
    return hand_out(request, file, about=found.issued)
