"""What an earlier audit left to this one, on the case: looked at one by one, or all in order."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.access import requires
from accounts.permissions import P
from accounts.request import PersonRequest
from audits.joint import access
from audits.joint.actions import following as actions
from audits.joint.views.common import Refused, case_of, to_row
from audits.joint.views.findingrows import show
from audits.municipal.answers import answers_conflicts, attempt
from workflows.engine import NotPossibleError


@require_POST
@requires(P.AUDITS_CONDUCT)
@answers_conflicts
def follow_up(request: PersonRequest, audit_id: UUID, finding_id: UUID) -> HttpResponse:
    """Note what became of one of them."""
    audit = case_of(audit_id)
    finding = access.carried(audit, finding_id)
    outcome, text = request.POST.get("outcome", ""), request.POST.get("text", "").strip()[:2000]
    try:
        done = actions.follow_up(by=request.actor, audit=audit, finding=finding, outcome=outcome, text=text)
    except NotPossibleError as error:
        return show(request, audit, Refused(finding.id, error.reason, text))
    messages.success(request, f"Forhold {finding.number} fra sidst: {done.get_outcome_display()}.")
    return to_row("findings", audit_id, f"fra-sidst-{finding.id}")


@require_POST
@requires(P.AUDITS_CONDUCT)
@answers_conflicts
def all_in_order(request: PersonRequest, audit_id: UUID) -> HttpResponse:
    """Note of all the rest that it is in order."""
    audit = case_of(audit_id)
    number = attempt(request, lambda: actions.all_in_order(by=request.actor, audit=audit))
    if number:
        messages.success(request, f"{number} forhold fra sidst er noteret som bragt i orden.")
    return redirect("audits:findings", audit_id=audit_id)
