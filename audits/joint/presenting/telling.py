"""The mail to a municipality when its plan waits to be adopted, and when what waits has changed.

Act as the municipality, in the transaction in which the plan is put before it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from accounts.sites import municipality_url
from audits.joint.addresses import municipality_addresses
from audits.municipal.plan.models import Plan, PlanLine
from audits.municipal.plan.states import PlanState, Supervisor
from tenants.models import Municipality
from walls.callers import wrapper
from workflows.mail import queue_mail

NEW, CHANGED = "audits/plan_presented", "audits/plan_changed"
NAMED = 20
_PROPOSED = ("proposed_supervisor", "proposed_concept", "proposed_interval", "proposed_next_on")


@dataclass(frozen=True)
class Presented:
    """What was put forward in a plan that waits: by system its name and what is proposed."""

    due: date | None
    note: str
    systems: Mapping[UUID, tuple[Any, ...]]


def as_presented(year: int) -> Presented | None:
    """Return what waits to be adopted for a year, if anything does."""
    plan = Plan.objects.filter(year=year, state=PlanState.PRESENTED).first()
    return _read(plan) if plan else None


def tell(plan: Plan, before: Presented | None, *, host: str, presentation: UUID) -> int:
    """Write one mail to contact persons, deputies, decision makers and the mailbox; return how many went.

    Nothing is written about a plan that is adopted already, nor about one that waits unchanged.
    """
    if plan.is_adopted or before == _read(plan):
        return 0
    caller = wrapper().caller
    member = Municipality.objects.get(pk=caller.holder if caller else None)
    addresses = municipality_addresses([member.pk])[member.pk]
    if not addresses:
        return 0
    changes = _changes(before, _read(plan)) if before else []
    queue_mail(
        to=list(addresses),
        template=CHANGED if before else NEW,
        context={
            "municipality": member.name,
            "year": str(plan.year),
            "due": plan.due,
            "note": plan.note,
            "by": plan.presented_by_name,
            "link": municipality_url(host, "audits:own_plan", plan.id),
            "systems": changes[:NAMED],
            "others": max(0, len(changes) - NAMED),
            "joint_number": plan.lines.filter(supervisor=Supervisor.JOINT).count(),
            "own_number": plan.lines.filter(supervisor=Supervisor.OWN).count(),
        },
        joint_id=presentation,
    )
    return 1


def _read(plan: Plan) -> Presented:
    rows = PlanLine.objects.filter(plan=plan).values_list("system_id", "system_name", *_PROPOSED)
    return Presented(plan.due, plan.note, {row[0]: row[1:] for row in rows})


def _changes(before: Presented, after: Presented) -> list[str]:
    """Return in words which systems came, went, or are planned otherwise, by name."""
    found = [
        (facts[0], "er kommet med" if key not in before.systems else "er planlagt på en anden måde")
        for key, facts in after.systems.items()
        if before.systems.get(key) != facts
    ]
    found += [
        (facts[0], "er ikke længere med") for key, facts in before.systems.items() if key not in after.systems
    ]
    return [f"{name} {what}" for name, what in sorted(found)]
