"""Finishing the report in Word: take it out, lay it in, see what differs, or go back to the data."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.access import requires
from accounts.permissions import P
from accounts.reading import hand_out
from accounts.request import PersonRequest
from audits.joint import access, editions, everybody
from audits.joint.actions import editing
from audits.joint.everybody import NamesOthersError
from audits.joint.forms.editing import CheckInForm
from audits.joint.models import Audit, ReportEdit
from audits.joint.states import WRITABLE
from audits.joint.views.common import case_of, case_page
from audits.municipal.answers import answers_conflicts, attempt
from documents.checks.refusal import RefusedFileError
from documents.storage import read_bytes
from documents.word import WordError


def shown(audit: Audit, request: PersonRequest) -> dict[str, Any]:
    """Return what the report's page shows of its editing in Word."""
    version = audit.report_versions.filter(sent_at=None).first()
    current = editions.current(version) if version else None
    out = editions.out(version) if version else None
    return {
        "edits": [each for each in version.edits.order_by("-number") if each != out] if version else [],
        "edit_out": out,
        "edit_is_mine": out is not None and out.out_by_id == request.actor.id,
        "edit_current": current,
        "edit_outdated": current is not None
        and audit.state in WRITABLE
        and editions.is_outdated(current, audit),
        "check_in_form": CheckInForm(),
        "read_by_all": everybody.PARTS,
    }


@require_POST
@requires(P.AUDITS_CONDUCT)
@answers_conflicts
def check_out(request: PersonRequest, audit_id: UUID) -> HttpResponse:
    """Take the report out; the page then has the file."""
    audit = case_of(audit_id)
    if attempt(request, lambda: editing.check_out(by=request.actor, audit=audit)):
        messages.success(
            request, "Rapporten er hentet til dig. Download filen, ret den i Word, og læg den ind."
        )
    return redirect("audits:report", audit_id)


@require_POST
@requires(P.AUDITS_CONDUCT)
@answers_conflicts
def check_in(request: PersonRequest, audit_id: UUID) -> HttpResponse:
    """Lay the edited report in; what is wrong with the file stands at the form."""
    from audits.joint.views.report import page

    audit = case_of(audit_id)
    form = CheckInForm(request.POST, request.FILES)
    if form.is_valid() and _laid_in(request, audit, form):
        return redirect("audits:report", audit_id)
    return page(request, audit, {"check_in_form": form})


def _laid_in(request: PersonRequest, audit: Audit, form: CheckInForm) -> bool:
    try:
        edit = attempt(request, lambda: _check_in(request, audit, form), form)
    except RefusedFileError as error:
        form.add_error("file", f"{error.problem} {error.advice}".strip())
        return False
    if edit is None:
        return False
    messages.success(request, f"Redigeret udgave {edit.number} er lagt ind. Rapporten dannes af den.")
    return True


def _check_in(request: PersonRequest, audit: Audit, form: CheckInForm) -> ReportEdit:
    given = form.cleaned_data
    try:
        return editing.check_in(
            by=request.actor,
            audit=audit,
            received=given["file"],
            note=given["note"],
            caught_up=given["caught_up"],
            confirmed=form.confirmed_names(),
        )
    except NamesOthersError as error:
        form.ask(error.named)
        raise


@require_POST
@requires(P.AUDITS_CONDUCT)
@answers_conflicts
def give_up(request: PersonRequest, audit_id: UUID) -> HttpResponse:
    """Let go of a report that is out."""
    editing.give_up_editing(by=request.actor, audit=case_of(audit_id))
    messages.success(request, "Redigeringen er opgivet. Rapporten kan hentes igen.")
    return redirect("audits:report", audit_id)


@require_POST
@requires(P.AUDITS_CONDUCT)
@answers_conflicts
def discard(request: PersonRequest, audit_id: UUID) -> HttpResponse:
    """Let the report be made of the data again."""
    editing.discard_edits(by=request.actor, audit=case_of(audit_id))
    messages.success(request, "Den redigerede udgave er kasseret. Rapporten dannes af sagens oplysninger.")
    return redirect("audits:report", audit_id)


@requires(P.AUDITS_VIEW)
def differences(request: PersonRequest, audit_id: UUID, edit_id: UUID) -> HttpResponse:
    """Show what an edition changed in the generated report."""
    edit = access.edit(audit_id, edit_id)
    if edit.file is None:
        raise Http404
    audit = case_of(audit_id)
    context: dict[str, Any] = {"edit": edit, "changed": [], "problem": ""}
    try:
        context["changed"] = editions.difference(edit).changed
        context["named"] = everybody.named_in_file(audit, read_bytes(edit.file.sha256))
    except WordError as error:
        context["problem"] = " ".join(error.messages)
    return case_page(request, audit, "report", context, template="audits/secretariat/edition.html")


@requires(P.AUDITS_VIEW)
def file(request: PersonRequest, audit_id: UUID, edit_id: UUID) -> HttpResponseBase:
    """Give the file of an edition: what was laid in, or, while it is out, what was taken out."""
    edit = access.edit(audit_id, edit_id)
    return hand_out(request, edit.file or edit.given, about=case_of(audit_id))
