"""Where an incident may stand at a municipality."""

from typing import Any

from django.db import models


class IncidentState(models.TextChoices):
    """The states of an incident at a municipality; the labels are what users see."""

    RECEIVED = "received", "modtaget"
    READ = "read", "læst"
    ASSESSED = "assessed", "vurderet"


S = IncidentState
EXPLANATIONS = {
    S.RECEIVED: "Ingen i kommunen har åbnet orienteringen endnu.",
    S.READ: "Kommunen har læst orienteringen og skal notere sin egen vurdering.",
    S.ASSESSED: "Kommunen har noteret sin vurdering.",
}
TONES = {S.RECEIVED: "error", S.READ: "warning", S.ASSESSED: "success"}


def note_is_whole(incident: Any) -> str | None:
    """An incident is assessed when its note says whether it was a breach, and what was done about it."""
    note = None if incident._state.adding else getattr(incident, "note", None)
    if note is None:
        return "Skriv først kommunens notat."
    return note.missing() or None
