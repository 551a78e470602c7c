"""What waits of the plan and of the own supervisions, for the municipality's front page."""

from datetime import timedelta

from django.utils import timezone

from accounts.permissions import P
from audits.municipal.own.reading import open_ones
from audits.municipal.plan.models import Plan
from audits.municipal.plan.states import PlanState
from workflows.actors import Actor
from workflows.desk import Waiting

AHEAD = timedelta(days=14)


def waiting(actor: Actor) -> list[Waiting]:
    """Return plans that are to be adopted, and own supervisions that are due within two weeks."""
    return [*(_plans() if actor.may(P.OWN_DECIDE) else []), *(_own() if actor.may(P.OWN_AUDIT) else [])]


def _plans() -> list[Waiting]:
    return [
        Waiting(
            f"Tilsynsplan {plan.year}",
            "Planen for tilsyn med alle jeres systemer er forelagt",
            plan.due,
            "audits:own_plan",
            {"plan_id": plan.id},
            "Tiltræd planen",
            since=plan.presented_at,
        )
        for plan in Plan.objects.filter(state=PlanState.PRESENTED).order_by("year")
    ]


def _own() -> list[Waiting]:
    """One line for one, and one line together for many: they fall due a quarter at a time."""
    due = list(open_ones().filter(planned_on__lte=timezone.localdate() + AHEAD))
    if not due:
        return []
    if len(due) == 1:
        audit = due[0]
        action = "Begynd tilsynet" if audit.state == "planned" else "Afslut tilsynet"
        return [
            Waiting(
                f"Eget tilsyn: {audit.system_name}",
                audit.supplier_name,
                audit.planned_on,
                "audits:own_audit",
                {"audit_id": audit.id},
                action,
            )
        ]
    detail = f"{len(due)} systemer, nærmest {due[0].system_name}"
    return [Waiting("Egne tilsyn", detail, due[0].planned_on, "audits:own_audits", {}, "Se tilsynene")]
