"""Everything about one of the municipality's systems on one page."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from accounts.access import requires
from accounts.permissions import P
from accounts.request import MunicipalityRequest
from agreements.municipal.ofsystems import agreements_of
from agreements.municipal.shown import shown
from audits.municipal.own.models import OwnAudit
from audits.municipal.own.ofsystems import reports_of
from audits.municipal.own.reading import of_system
from audits.municipal.own.states import OwnState
from audits.municipal.plan.reading import current_lines
from audits.municipal.states import LEVEL_TONE
from register.models import SystemUse
from register.views.own import facts_page


@requires(P.OWN_VIEW)
def own_system(request: MunicipalityRequest, use_id: UUID) -> HttpResponse:
    """Show a system: supervision, agreements, and what the municipality knows of its use."""

    def more(use: SystemUse) -> dict[str, Any]:
        own = of_system(use.system_id)
        return {
            "open_own": next((each for each in own if each.is_open), None),
            "line": current_lines([use.system_id]).get(use.system_id),
            "held": _held(use.system_id, own),
            "tasks": [task for each in own for task in each.tasks.all() if task.done_at is None],
            "agreements": [shown(each) for each in agreements_of(use.system_id)],
            "may_audit": request.actor.may(P.OWN_AUDIT),
        }

    return facts_page(request, use_id, "oursystems/system.html", more)


def _held(system_id: UUID, own: list[OwnAudit]) -> list[dict[str, Any]]:
    """Return joint and own supervisions alike, the newest first."""
    rows = [
        {
            "on": timezone.localdate(each.report.published_at),
            "url": reverse("audits:report", args=[each.report_id]),
            "whose": f"Fælles tilsyn, {each.report.case_number}",
            "concept": each.report.get_concept_display(),
            "level": each.get_level_display(),
            "level_tone": LEVEL_TONE[each.level],
            "decision": each.get_state_display(),
            "tone": each.tone,
            "by": each.decided_by_name,
            "journal": each.journal_number,
        }
        for each in reports_of(system_id)
    ]
    rows += [
        {
            "on": timezone.localdate(each.decided_at),
            "url": reverse("audits:own_audit", args=[each.id]),
            "whose": "Vores eget tilsyn",
            "concept": each.get_concept_display(),
            "level": each.get_rating_display(),
            "level_tone": each.rating_tone,
            "decision": each.get_result_display(),
            "tone": each.result_tone,
            "by": each.decided_by_name,
            "journal": each.journal_number,
        }
        for each in own
        if each.state == OwnState.FINISHED
    ]
    return sorted(rows, key=lambda row: row["on"], reverse=True)
