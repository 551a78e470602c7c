"""Where a plan stands at the municipality, who supervises, and why a plan cannot be adopted now."""

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from audits.municipal.plan.models import Plan

NAMED = 5


class PlanState(models.TextChoices):
    """The states of a plan; the labels are what users see."""

    PRESENTED = "presented", "forelagt"
    ADOPTED = "adopted", "tiltrådt"
    ADOPTED_CHANGED = "adopted_changed", "tiltrådt med ændringer"


class Supervisor(models.TextChoices):
    """Who supervises a system."""

    JOINT = "joint", "fælles tilsyn"
    OWN = "own", "kommunens eget tilsyn"
    NONE = "none", "intet tilsyn"


ADOPTED = (PlanState.ADOPTED, PlanState.ADOPTED_CHANGED)
TONE: dict[str, str] = {
    PlanState.PRESENTED: "waiting",
    PlanState.ADOPTED: "success",
    PlanState.ADOPTED_CHANGED: "success",
}
EXPLANATION: dict[str, str] = {
    PlanState.PRESENTED: "Planen er et forslag. Den gælder først, når en beslutningstager har tiltrådt den.",
    PlanState.ADOPTED: "Kommunen har tiltrådt planen, som den blev forelagt.",
    PlanState.ADOPTED_CHANGED: "Kommunen har tiltrådt planen med sine egne ændringer.",
}


def has_lines(plan: "Plan") -> str | None:
    """A plan of nothing is no plan."""
    return None if plan.lines.exists() else "Planen er tom. Der er ingen systemer på jeres liste."


def has_changes(plan: "Plan") -> str | None:
    """What was changed is adopted with changes, and nothing else is."""
    return None if plan.changed_lines() else "Der er ingen ændringer i planen. Tiltræd den, som den er."


def has_no_changes(plan: "Plan") -> str | None:
    """A changed plan is not adopted as it was put forward."""
    return "Planen er ændret. Tiltræd den med ændringer." if plan.changed_lines() else None


def lower_has_reason(plan: "Plan") -> str | None:
    """A concept below the recommended one is lawful with a reason (the authority's guide of 2021)."""
    lines = plan.lines.filter(reason="", concept__lt=models.F("recommended"))
    names = list(lines.values_list("system_name", flat=True)[: NAMED + 1])
    if not names:
        return None
    more = " og flere" if len(names) > NAMED else ""
    return (
        "Skriv en begrundelse, hvor konceptet er lavere end det anbefalede: "
        f"{', '.join(names[:NAMED])}{more}."
    )
