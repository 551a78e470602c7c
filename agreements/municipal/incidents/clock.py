"""The 72 hours of art. 33(1): hours of the clock from the municipality's own awareness."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from agreements.municipal.incidents.models import HOURS_TO_AUTHORITY, BreachNote, Incident

HOUR = 3600


@dataclass(frozen=True)
class Clock:
    """When the hours end, whether they still count, and how they stand in words."""

    ends: datetime
    runs: bool
    certain: bool
    words: str
    tone: str


def clock_of(incident: Incident, now: datetime | None = None) -> Clock:
    """Return the clock of an incident.

    Until the municipality has noted when it became aware, it counts from the moment the incident came to
    it (`certain` is false); what the municipality heard elsewhere only itself can know.
    """
    moment = now or timezone.now()
    note: BreachNote | None = getattr(incident, "note", None)
    ends = note.deadline if note else incident.received_at + HOURS_TO_AUTHORITY
    runs = note.clock_runs if note else incident.withdrawn_at is None
    words, tone = _words(ends, moment) if runs else ("Uret er standset.", "neutral")
    return Clock(ends, runs, note is not None, words, tone)


def _words(ends: datetime, now: datetime) -> tuple[str, str]:
    left = (ends - now).total_seconds()
    hours = int(abs(left) // HOUR)
    many = "1 time" if hours == 1 else f"{hours} timer"
    if left < 0:
        return f"De 72 timer er gået for {many} siden.", "error"
    if hours == 0:
        return "Der er under en time tilbage af de 72 timer.", "error"
    return f"Der er {many} tilbage af de 72 timer.", "error" if hours < 24 else "warning"
