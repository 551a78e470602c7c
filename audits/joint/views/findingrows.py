"""The page of a case's findings: each with its steps, and what an earlier audit left to this one."""

from dataclasses import dataclass

from django.http import HttpResponse

from accounts.permissions import P
from accounts.request import PersonRequest
from audits.joint.models import Audit, Finding, FollowedUp
from audits.joint.stands import told_of
from audits.joint.states import OUR_TURN, SUPPLIERS_TURN, AuditState
from audits.joint.views.common import Refused, case_page
from workflows.engine import Possible, available


@dataclass(frozen=True)
class Carried:
    """A finding of an earlier audit, and what this one found about it, if it has been looked at."""

    finding: Finding
    result: FollowedUp | None


def show(request: PersonRequest, audit: Audit, refused: Refused | None = None) -> HttpResponse:
    """Show the findings with what can be done about each; `refused` stands at the row it is about."""
    found = list(
        audit.findings.select_related("audit_system", "audit").prefetch_related(
            "handed_in__file", "followed_up"
        )
    )
    told = told_of(found)
    rows = [
        {
            "finding": each,
            "steps": _steps(request, each),
            "handed_in": each.handed_in.all(),
            "told": told.get(each.id, []),
        }
        for each in found
    ]
    left = _carried(audit)
    context = {
        "rows": rows,
        "may_add": request.actor.may(P.AUDITS_CONDUCT)
        and audit.state in (AuditState.REVIEW, AuditState.HEARING),
        "carried": left,
        "unlooked": sum(each.result is None for each in left),
        "follow_up_states": SUPPLIERS_TURN | OUR_TURN if audit.is_sent else (),
        "refused": refused,
    }
    return case_page(request, audit, "findings", context)


def _carried(audit: Audit) -> list[Carried]:
    """Return what the audit begins with."""
    results = {each.finding_id: each for each in audit.follow_ups.select_related("new_finding")}
    return [Carried(each, results.get(each.id)) for each in Finding.carried_to(audit)]


def _steps(request: PersonRequest, finding: Finding) -> list[Possible]:
    return [each for each in available(finding, by=request.actor) if each.name != "send_to_hearing"]
