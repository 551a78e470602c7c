"""The supplier's part after the review: the hearing over the draft, and mending what was found."""

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
from audits.joint.actions import findings, hearings
from audits.joint.forms.supplier import ActionPlanForm, CommentForm, MendedForm
from audits.joint.models import Finding
from audits.joint.states import AuditState, FindingState
from documents.checks.refusal import RefusedFileError
from workflows.engine import MoveError


@requires(P.SUPPLIER_ANSWER)
def hearing(request: SupplierRequest, audit_id: UUID) -> HttpResponse:
    """Show the draft finding by finding with a comment field beside each; POST adds one comment."""
    audit = access.audit(audit_id)
    found = access.hearing(audit_id)
    form = CommentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        finding = _finding_named(audit_id, request.POST.get("finding", ""))
        try:
            hearings.comment(by=request.actor, hearing=found, text=form.cleaned_data["text"], finding=finding)
        except MoveError as error:
            messages.error(request, error.reason)
        else:
            messages.success(request, _("Bemærkningen er gemt. Send svaret, når I er færdige."))
        return redirect("audits:hearing", audit_id)
    comments = list(found.comments.select_related("finding"))
    context = {
        "audit": audit,
        "hearing": found,
        "is_open": found.answered_at is None and audit.state == AuditState.HEARING,
        "when": way.when(found.deadline),
        "form": form,
        "general": [each for each in comments if each.finding_id is None],
        "comments": comments,
        "findings": [
            {"finding": each, "comments": [one for one in comments if one.finding_id == each.id]}
            for each in audit.findings.select_related("audit_system")
        ],
    }
    return render(request, "audits/supplier/hearing.html", context)


def _finding_named(audit_id: UUID, given: str) -> Finding | None:
    """Return the finding a comment is about, None where it is about the draft; raises Http404."""
    if not given:
        return None
    try:
        return access.finding(audit_id, UUID(given))
    except ValueError:
        raise Http404 from None


@require_POST
@requires(P.SUPPLIER_ANSWER)
def hearing_finish(request: SupplierRequest, audit_id: UUID) -> HttpResponse:
    """Send the answer to the hearing: the comments, or that there are none."""
    found = access.hearing(audit_id)
    try:
        hearings.finish_hearing(by=request.actor, hearing=found, no_comments="none" in request.POST)
    except MoveError as error:
        messages.error(request, error.reason)
        return redirect("audits:hearing", audit_id)
    messages.success(request, _("Tak, jeres svar på høringen er sendt."))
    return redirect("audits:case", audit_id)


@requires(P.SUPPLIER_ANSWER)
def finding(request: SupplierRequest, audit_id: UUID, finding_id: UUID) -> HttpResponse:
    """Show a finding and what it waits for: a plan, or proof that it is mended."""
    found = access.finding(audit_id, finding_id)
    wants_plan = found.state == FindingState.AWAITING_PLAN
    wants_proof = found.state == FindingState.REMEDYING
    form: ActionPlanForm | MendedForm | None = None
    if wants_plan:
        form = ActionPlanForm(request.POST or None)
    elif wants_proof:
        form = MendedForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        if form is None:
            messages.error(request, _("Forholdet venter ikke på jer længere."))
            return redirect("audits:finding", audit_id, finding_id)
        if form.is_valid() and _hand_in(request, found, form):
            messages.success(request, _("Tak, det er sendt til sekretariatet."))
            return redirect("audits:finding", audit_id, finding_id)
    context = {
        "audit": found.audit,
        "finding": found,
        "form": form,
        "wants_plan": wants_plan,
        "wants_proof": wants_proof,
        "handed_in": list(found.handed_in.select_related("file")),
    }
    return render(request, "audits/supplier/finding.html", context)


def _hand_in(request: SupplierRequest, found: Finding, form: ActionPlanForm | MendedForm) -> bool:
    given = dict(form.cleaned_data)
    try:
        if isinstance(form, ActionPlanForm):
            findings.hand_in_plan(by=request.actor, finding=found, **given)
        else:
            received = given.pop("file")
            findings.hand_in_documentation(
                by=request.actor, finding=found, text=given["text"], received=received
            )
    except RefusedFileError as error:
        form.add_error("file", str(error))
        return False
    except MoveError as error:
        form.add_error(None, error.reason)
        return False
    return True
