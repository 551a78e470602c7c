"""What an earlier audit left to this one, on the case: looked at one by one, or all in order."""

from dataclasses import dataclass
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
from audits.joint.models import Audit, Finding, FollowedUp
from audits.joint.views.common import case_of
from audits.municipal.answers import answers_conflicts, attempt


@dataclass(frozen=True)
class Carried:
    """A finding of an earlier audit, and what this one found about it, if it has been looked at."""

    finding: Finding
    result: FollowedUp | None


def carried(audit: Audit) -> list[Carried]:
    """Return what the audit begins with."""
    results = {each.finding_id: each for each in audit.follow_ups.select_related("new_finding")}
    return [Carried(each, results.get(each.id)) for each in Finding.carried_to(audit)]


@require_POST
@requires(P.AUDITS_CONDUCT)
@answers_conflicts
def follow_up(request: PersonRequest, audit_id: UUID, finding_id: UUID) -> HttpResponse:
    """Note what became of one of them."""
    audit = case_of(audit_id)
    finding = access.carried(audit, finding_id)
    outcome, text = request.POST.get("outcome", ""), request.POST.get("text", "").strip()[:2000]
    done = attempt(
        request,
        lambda: actions.follow_up(by=request.actor, audit=audit, finding=finding, outcome=outcome, text=text),
    )
    if done:
        messages.success(request, f"Forhold {finding.number} fra sidst: {done.get_outcome_display()}.")
    return redirect("audits:findings", audit_id=audit_id)


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
