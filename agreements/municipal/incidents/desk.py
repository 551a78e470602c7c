"""What a municipality must see first: incidents that it has not opened or assessed; act as it."""

from dataclasses import dataclass
from datetime import datetime

from agreements.municipal.incidents.access import incidents
from agreements.municipal.incidents.clock import Clock, clock_of
from agreements.municipal.incidents.models import Incident
from agreements.municipal.incidents.states import IncidentState


@dataclass(frozen=True)
class Alarm:
    """An open incident as the front page shows it, above everything else."""

    incident: Incident
    news: bool
    clock: Clock
    next_update_at: datetime | None


def alarms() -> list[Alarm]:
    """Return the incidents the municipality has not assessed, those nobody has opened first."""
    found = incidents().filter(withdrawn_at=None).exclude(state=IncidentState.ASSESSED)
    rows = []
    for each in found.prefetch_related("texts"):
        newest = max(each.texts.all(), key=lambda text: text.sent_at, default=None)
        rows.append(
            Alarm(
                each,
                each.state == IncidentState.RECEIVED,
                clock_of(each),
                newest.next_update_at if newest else None,
            )
        )
    return sorted(rows, key=lambda alarm: not alarm.news)
