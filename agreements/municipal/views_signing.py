"""The municipality's pages of a signed copy: what the check found, confirming it, and all that is kept."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access import requires
from accounts.permissions import P
from accounts.reading import hand_out
from agreements.municipal import actions
from agreements.municipal.access import get_agreement, get_check
from agreements.municipal.forms_signing import ConfirmForm
from agreements.municipal.models import Agreement, SignatureCheck, SignedCopy
from documents.municipal.models import MunicipalFile
from documents.serving import serve_written
from documents.signatures.kept import KeptCopy, bundle, from_row
from workflows.deeds import READ
from workflows.engine import MoveError, available
from workflows.log import record

SIGNING = ("sign_first", "sign_second")


@requires(P.OWN_SIGN)
def check(request: HttpRequest, agreement_id: UUID, check_id: UUID) -> HttpResponse:
    """Show what was found in an uploaded copy, and take it as the municipality's when it is confirmed."""
    found = get_agreement(agreement_id)
    checked = get_check(found, check_id)
    actor = request.actor  # type: ignore[attr-defined]
    data = request.POST if request.method == "POST" else None
    form = ConfirmForm(data, checked=checked, signed_by=found.signatory_name)
    if data is not None and form.is_valid():
        try:
            actions.sign_checked(agreement=found, checked=checked, by=actor, **form.given())
        except MoveError as error:
            form.add_error(None, error.reason)
        else:
            messages.success(request, "Tak. Den underskrevne aftale er gemt, og leverandøren får besked.")
            return redirect("agreements:agreement", found.id)
    step = next((each for each in available(found, by=actor) if each.name in SIGNING), None)
    context = {
        "agreement": found,
        "copy": _of_check(checked),
        "form": form,
        "may_confirm": step is not None and not step.reason and not checked.verdict.obstacles,
        "again": reverse("agreements:step", args=[found.id, step.name]) if step else "",
    }
    return render(request, "agreements/municipality/check.html", context)


def _of_check(checked: SignatureCheck) -> KeptCopy:
    return KeptCopy(
        party="kommunen",
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


@requires(P.OWN_SIGN)
def checked_file(request: HttpRequest, agreement_id: UUID, check_id: UUID) -> HttpResponseBase:
    """Give a copy that was uploaded to be checked."""
    found = get_agreement(agreement_id)
    return hand_out(request, get_check(found, check_id).file, about=found)


def kept_copies(agreement: Agreement) -> list[KeptCopy]:
    """Return the agreement's signed copies with their checks."""
    copies = agreement.copies.select_related("file", "examination")
    return [
        from_row(
            each, each.get_party_display(), reverse("agreements:signed_copy", args=[agreement.id, each.id])
        )
        for each in copies
    ]


@requires(P.OWN_VIEW)
def signatures(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    """Show what was sent, what was signed and how it was checked, together."""
    found = get_agreement(agreement_id)
    context = {"agreement": found, "copies": _or_404(kept_copies(found)), "sent": _sent(found)}
    return render(request, "agreements/municipality/signatures.html", context)


@requires(P.OWN_VIEW)
def signatures_zip(request: HttpRequest, agreement_id: UUID) -> HttpResponseBase:
    """Give the sent document, the signed copies and their checks in one zip; each file read is logged."""
    found = get_agreement(agreement_id)
    copies, sent = _or_404(kept_copies(found)), _sent(found)
    files: list[Any] = [sent, *(each.file for each in SignedCopy.objects.filter(agreement=found))]
    if not all(each.may_be_handed_out for each in files):
        raise Http404
    try:
        packed = bundle(found.number, sent, copies)
    except FileNotFoundError:
        raise Http404 from None
    for each in files:
        facts = {"name": each.name, "file": str(each.id), "sha256": each.sha256}
        record(found, READ, by=request.actor, data=facts)  # type: ignore[attr-defined]
    return serve_written(packed, f"{found.number}-underskrevet.zip", "application/zip")


def _sent(agreement: Agreement) -> MunicipalFile:
    try:
        return actions.sent_document(agreement)
    except MoveError:
        raise Http404 from None


def _or_404(copies: list[KeptCopy]) -> list[KeptCopy]:
    if not copies:
        raise Http404
    return copies
