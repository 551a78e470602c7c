"""Where an own supervision stands, what may come of it, and why a step is not possible now."""

from typing import TYPE_CHECKING

from django.db import models

from audits.municipal.states import DecisionState

if TYPE_CHECKING:
    from audits.municipal.own.models import OwnAudit


class OwnState(models.TextChoices):
    """The states of a municipality's own supervision; the labels are what users see."""

    PLANNED = "planned", "planlagt"
    STARTED = "started", "i gang"
    FINISHED = "finished", "afsluttet"
    CANCELLED = "cancelled", "aflyst"


RESULTS = [
    (each.value, each.label)
    for each in (DecisionState.APPROVED, DecisionState.APPROVED_REMARKS, DecisionState.NOT_APPROVED)
]
OPEN = (OwnState.PLANNED, OwnState.STARTED)
TONE: dict[str, str] = {
    OwnState.PLANNED: "neutral",
    OwnState.STARTED: "waiting",
    OwnState.FINISHED: "success",
    OwnState.CANCELLED: "neutral",
}
EXPLANATION: dict[str, str] = {
    OwnState.PLANNED: "Tilsynet er planlagt. Ingen er begyndt.",
    OwnState.STARTED: "Kommunen er ved at føre tilsyn. Skriv undervejs, hvad I har set på, og læg filer op.",
    OwnState.FINISHED: "Tilsynet er afsluttet med kommunens konklusion.",
    OwnState.CANCELLED: "Tilsynet er aflyst og tæller ikke med. Det, der blev set på, og filerne er bevaret.",
}


def something_looked_at(audit: "OwnAudit") -> str | None:
    """What was looked at is what the authority asks for."""
    if audit.looked_at.strip():
        return None
    return "Skriv først, hvad I har set på."
