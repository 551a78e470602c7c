"""The one way to get a plan for a page; another municipality's and none look the same."""

from uuid import UUID

from django.http import Http404

from audits.municipal.plan.models import Plan, PlanLine


def own_plan(plan_id: UUID) -> Plan:
    """Return a plan; raises Http404."""
    found = Plan.objects.select_related("word").filter(pk=plan_id).first()
    if found is None:
        raise Http404
    return found


def plan_line(plan: Plan, line_id: UUID) -> PlanLine:
    """Return a line of the plan; raises Http404."""
    found = plan.lines.filter(pk=line_id).first()
    if found is None:
        raise Http404
    return found
