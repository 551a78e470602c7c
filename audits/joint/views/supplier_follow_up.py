"""The supplier's part after the report: mending what was found."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.access import requires
from accounts.permissions import P
from accounts.request import SupplierRequest
from audits.joint import access
from audits.joint.actions import findings
from audits.joint.forms.supplier import ActionPlanForm, MendedForm
from audits.joint.models import Finding
from audits.joint.states import AuditState, FindingState
from documents.checks.refusal import RefusedFileError
from workflows.engine import MoveError


@requires(P.SUPPLIER_ANSWER)
def finding(request: SupplierRequest, audit_id: UUID, finding_id: UUID) -> HttpResponse:
    """Show a finding and what it waits for: a plan, or proof that it is mended."""
    found = access.finding(audit_id, finding_id)
    counts = found.audit.state != AuditState.WITHDRAWN
    wants_plan = counts and found.state == FindingState.AWAITING_PLAN
    wants_proof = counts and found.state == FindingState.REMEDYING
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
