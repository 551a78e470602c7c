"""Where an incident may stand on the joint side."""

from typing import Any

from django.db import models


class IncidentState(models.TextChoices):
    """The states of an incident; the labels are what users see."""

    DRAFT = "draft", "kladde"
    SENT = "sent", "udsendt"
    CLOSED = "closed", "afsluttet"
    WITHDRAWN = "withdrawn", "trukket tilbage"


S = IncidentState
EXPLANATIONS = {
    S.DRAFT: "Straksorienteringen er ikke sendt endnu. Ingen kommune har fået den.",
    S.SENT: "Kommunerne har fået straksorienteringen. De vurderer hver for sig, hvad den betyder for dem.",
    S.CLOSED: "Kommunerne har fået det sidste ord i sagen. De skriver hver for sig deres vurdering færdig.",
    S.WITHDRAWN: "Straksorienteringen gælder ikke længere, og kommunerne har fået besked.",
}
TONES = {S.DRAFT: "warning", S.SENT: "error", S.CLOSED: "success", S.WITHDRAWN: "neutral"}
WAY = (S.DRAFT, S.SENT, S.CLOSED)


def somebody_is_concerned(incident: Any) -> str | None:
    """An alarm needs somebody to reach."""
    if incident.members.exists():
        return None
    return "Vælg mindst én kommune, som hændelsen berører."
