"""The adopted plan for those who tell of it: pages, packages, year reports.

Act as the municipality: the rows lie in its schema, and it sees no others.
"""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.utils import timezone

from audits.municipal.plan.models import Plan, PlanLine
from audits.municipal.plan.states import ADOPTED, PlanState


def adopted_plan(when: int | date | None = None) -> Plan | None:
    """Return the plan adopted for a year (a year, a day in it, or today); its last version.

    Who and when: adopted_by_name, adopted_at; as Word: `word` (a MunicipalFile); how: `state`, `remark`.
    `plan.lines.all()` are the systems: points, recommended, concept, interval_months, reason, next_words,
    supervisor (joint, own or none), is_changed.
    """
    year = when if isinstance(when, int) else (when or timezone.localdate()).year
    rows = Plan.objects.filter(year=year, state__in=ADOPTED).select_related("word")
    return rows.prefetch_related("lines").order_by("-version").first()


def adopted_plans(first: date, last: date) -> list[Plan]:
    """Return the plans adopted for the years that a span of days touches, in order; the last of each year."""
    found = (adopted_plan(year) for year in range(first.year, last.year + 1))
    return [plan for plan in found if plan is not None]


def presented_plan() -> Plan | None:
    """Return the plan that waits for the municipality, the nearest year's first."""
    return Plan.objects.filter(state=PlanState.PRESENTED).order_by("year").first()


def current_lines(systems: Iterable[UUID]) -> dict[UUID, PlanLine]:
    """Return by system its line in the last plan that was adopted."""
    plan = Plan.objects.filter(state__in=ADOPTED).order_by("-year", "-version").first()
    if plan is None:
        return {}
    rows = plan.lines.filter(system_id__in=list(systems)).select_related("plan")
    return {each.system_id: each for each in rows}
