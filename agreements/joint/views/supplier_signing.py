"""The supplier signs: download, sign, upload, see what the check found, confirm."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import requires
from accounts.permissions import P
from accounts.reading import hand_out
from agreements.joint import actions
from agreements.joint.actions.signing import may_use
from agreements.joint.models import SupplierSignatureCheck
from agreements.joint.signing import Signing, signings
from agreements.joint.views.copies import signed_file
from agreements.municipal.forms_signing import ConfirmForm, UploadForm
from documents.checks.refusal import RefusedFileError
from documents.serving import serve_written
from documents.signatures.checking import Approval
from documents.signatures.kept import KeptCopy, bundle, from_row, from_told
from workflows.deeds import READ
from workflows.engine import MoveError
from workflows.log import record


def _get(agreement_id: UUID) -> Signing:
    found = signings(agreement_id)
    if not found:
        raise Http404
    return found[0]


@requires(P.SUPPLIER_NEGOTIATE)
def agreement(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    """Show one agreement to sign with all that has been signed, and receive a copy to be checked."""
    found = _get(agreement_id)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            _refuse_out_of_turn(found)
            checked = actions.check_copy(
                agreement=found.issued,
                received=form.cleaned_data["file"],
                by=request.actor,  # type: ignore[attr-defined]
            )
        except RefusedFileError as error:
            form.add_error("file", str(error))
        except MoveError as error:
            form.add_error(None, error.reason)
        else:
            return redirect("agreements:signing_check", found.issued.id, checked.id)
    context = {"signing": found, "form": form, "copies": kept_copies(found)}
    return render(request, "agreements/supplier/signing.html", context)


def _refuse_out_of_turn(found: Signing) -> None:
    if found.waits_for_municipality:
        raise MoveError(_("Kommunen underskriver først. I får en mail, når det er jeres tur."))
    if not found.may_sign:
        raise MoveError(_("Aftalen er ikke til jeres underskrift nu."))


@requires(P.SUPPLIER_NEGOTIATE)
def check(request: HttpRequest, agreement_id: UUID, check_id: UUID) -> HttpResponse:
    """Show what was found in an uploaded copy, and send it to the municipality when it is confirmed."""
    found = _get(agreement_id)
    checked = (
        SupplierSignatureCheck.objects.select_related("file")
        .filter(pk=check_id, agreement=found.issued)
        .first()
    )
    if checked is None:
        raise Http404
    actor: Any = request.actor  # type: ignore[attr-defined]
    form = ConfirmForm(request.POST or None, checked=checked, signed_by=actor.name)
    if request.method == "POST" and form.is_valid():
        try:
            _refuse_out_of_turn(found)
            actions.sign_checked(
                agreement=found.issued,
                checked=checked,
                accepted=found.accepted_facts,
                by=actor,
                **form.given(),
            )
        except MoveError as error:
            form.add_error(None, error.reason)
        else:
            messages.success(
                request, _("Tak. Kopien er sendt til %(name)s.") % {"name": found.issued.municipality_name}
            )
            return redirect("agreements:signing", found.issued.id)
    answered = Approval("ja", "ja", "ja")
    context = {
        "signing": found,
        "copy": _of_check(checked),
        "form": form,
        "refused": may_use(checked, answered, found.accepted_facts),
        "may_confirm": found.may_sign and not may_use(checked, answered, found.accepted_facts),
    }
    return render(request, "agreements/supplier/check.html", context)


def _of_check(checked: SupplierSignatureCheck) -> KeptCopy:
    return KeptCopy(
        party=_("leverandøren"),
        name=checked.file.name,
        sha256=checked.sha256,
        signed_by="",
        signed_on=checked.checked_at.date(),
        kind="scanned" if checked.verdict.is_scanned else "signed",
        facts=checked.found,
        sent_sha256=checked.sent_sha256,
        checked_at=checked.checked_at,
        checked_by=checked.checked_by_name,
    )


def kept_copies(found: Signing) -> list[KeptCopy]:
    """Return the signed copies of both parties with their checks."""

    def url(which: str) -> str:
        return reverse("agreements:signing_file", args=[found.issued.id, which])

    told = from_told(found.copy_facts, "kommunen", found.copy_name, found.copy_sha256, url("kommune"))
    own = (
        from_row(found.issued.supplier_copy, "leverandøren", url("leverandoer")) if found.has_signed else None
    )
    return [each for each in (told, own) if each]


@requires(P.SUPPLIER_NEGOTIATE)
def file(request: HttpRequest, agreement_id: UUID, which: str) -> HttpResponseBase:
    """Give the agreement as `word` or `pdf`, the municipality's signed copy or one's own."""
    found = _get(agreement_id)
    if which == "kommune" and found.copy_sha256:
        copy = signed_file(found.copy_sha256, found.copy_size, found.copy_name)
        return hand_out(request, copy, about=found.issued)
    stored = {
        "word": found.issued.word,
        "pdf": found.issued.pdf,
        "leverandoer": found.issued.supplier_copy.file if found.has_signed else None,
    }.get(which)
    if stored is None:
        raise Http404
    return hand_out(request, stored, about=found.issued)


@requires(P.SUPPLIER_NEGOTIATE)
def signatures_zip(request: HttpRequest, agreement_id: UUID) -> HttpResponseBase:
    """Give the sent document, the signed copies and their checks in one zip; what was read is logged."""
    found = _get(agreement_id)
    copies, sent = kept_copies(found), found.issued.pdf or found.issued.word
    stored = [sent, *([found.issued.supplier_copy.file] if found.has_signed else [])]
    if not copies or not all(each.may_be_handed_out for each in stored):
        raise Http404
    try:
        packed = bundle(found.issued.number, sent, copies)
    except FileNotFoundError:
        raise Http404 from None
    files = [(sent.name, sent.sha256), *((each.name, each.sha256) for each in copies)]
    for name, sha256 in files:
        record(found.issued, READ, by=request.actor, data={"name": name, "sha256": sha256})  # type: ignore[attr-defined]
    return serve_written(packed, f"{found.issued.number}-underskrevet.zip", "application/zip")
