"""The supplier's hearing: the draft section by section with a field beside each, or as a Word file."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import requires
from accounts.permissions import P
from accounts.request import SupplierRequest
from audits.joint import access, way
from audits.joint.actions import hearing_files, hearings
from audits.joint.forms.supplier import CommentForm, HearingFileForm
from audits.joint.models import Audit, Hearing
from audits.joint.sections import sections_shown
from audits.joint.states import AuditState
from documents.checks.refusal import RefusedFileError
from workflows.engine import MoveError


@requires(P.SUPPLIER_ANSWER)
def hearing(request: SupplierRequest, audit_id: UUID) -> HttpResponse:
    """Show the draft section by section; POST adds a comment to one of them."""
    audit, found = access.audit(audit_id), access.hearing(audit_id)
    form = CommentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        section = request.POST.get("section", "")
        if section not in {each["key"] for each in _sections(audit, found)}:
            raise Http404
        try:
            hearings.comment(by=request.actor, hearing=found, text=form.cleaned_data["text"], section=section)
        except MoveError as error:
            messages.error(request, error.reason)
        else:
            messages.success(request, _("Bemærkningen er gemt. Send svaret, når I er færdige."))
        return redirect("audits:hearing", audit_id)
    return _show(request, audit, found, form)


def _sections(audit: Audit, found: Hearing) -> list[dict[str, str]]:
    return sections_shown(found, audit.findings.select_related("audit_system"))


def _show(
    request: SupplierRequest,
    audit: Audit,
    found: Hearing,
    form: CommentForm,
    file_form: HearingFileForm | None = None,
) -> HttpResponse:
    comments = list(found.said)
    context: dict[str, Any] = {
        "audit": audit,
        "hearing": found,
        "is_open": found.answered_at is None and audit.state == AuditState.HEARING,
        "when": way.when(found.deadline),
        "form": form,
        "file_form": file_form or HearingFileForm(),
        "comments": comments,
        "read": found.files.select_related("file").last(),
        "sections": [
            {**each, "comments": [one for one in comments if one.section == each["key"]]}
            for each in _sections(audit, found)
        ],
    }
    return render(request, "audits/supplier/hearing.html", context)


@requires(P.SUPPLIER_ANSWER)
def upload(request: SupplierRequest, audit_id: UUID) -> HttpResponse:
    """Read the comments out of the draft sent back as a Word file."""
    audit, found = access.audit(audit_id), access.hearing(audit_id)
    if request.method != "POST":
        return redirect("audits:hearing", audit_id)
    form = HearingFileForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            row = hearing_files.take_in_file(
                by=request.actor, hearing=found, received=form.cleaned_data["file"]
            )
        except RefusedFileError as error:
            form.add_error("file", str(error))
        except MoveError as error:
            form.add_error("file", error.reason)
        else:
            words = _("Vi har læst %(n)s bemærkninger i filen. Se dem efter, og send svaret.")
            messages.success(request, words % {"n": row.read})
            return redirect("audits:hearing", audit_id)
    return _show(request, audit, found, CommentForm(), form)


@require_POST
@requires(P.SUPPLIER_ANSWER)
def take_back(request: SupplierRequest, audit_id: UUID, comment_id: UUID) -> HttpResponse:
    """Take a comment back before the answer is sent."""
    try:
        hearings.take_back(by=request.actor, comment=access.comment(audit_id, comment_id))
    except MoveError as error:
        messages.error(request, error.reason)
    else:
        messages.success(request, _("Bemærkningen er fjernet."))
    return redirect("audits:hearing", audit_id)


@require_POST
@requires(P.SUPPLIER_ANSWER)
def finish(request: SupplierRequest, audit_id: UUID) -> HttpResponse:
    """Send the answer to the hearing: the comments, or that there are none."""
    found = access.hearing(audit_id)
    try:
        hearings.finish_hearing(by=request.actor, hearing=found, no_comments="none" in request.POST)
    except MoveError as error:
        messages.error(request, error.reason)
        return redirect("audits:hearing", audit_id)
    messages.success(request, _("Tak, jeres svar på høringen er sendt."))
    return redirect("audits:case", audit_id)
