"""What waits for the secretariat among the incidents."""

from datetime import datetime, timedelta

from django.utils import timezone

from accounts.permissions import P
from agreements.joint.incidents.models import Incident
from agreements.joint.incidents.states import IncidentState
from workflows.actors import Actor
from workflows.desk import Waiting

S = IncidentState
SOON = timedelta(hours=1)


def waiting(actor: Actor) -> list[Waiting]:
    """Return the drafts to send, and the open incidents with the next update that was promised."""
    if not actor.may(P.AGREEMENTS_NEGOTIATE):
        return []
    found = []
    due: datetime | None
    for incident in Incident.objects.filter(state__in=[S.DRAFT, S.SENT]).prefetch_related("texts"):
        if incident.state == S.DRAFT:
            words, action, due = (
                "Straksorienteringen er ikke sendt.",
                "Send straksorientering",
                incident.created_at,
            )
        else:
            moments = [each.next_update_at for each in incident.texts.all() if each.sent_at]
            due = promised = moments[-1] if moments else None
            words, action = "Følg op, og send kommunerne en opdatering.", "Følg op"
            if promised and promised <= timezone.now() + SOON:
                words = "Den lovede opdatering skal sendes nu."
        found.append(
            Waiting(
                f"Hændelse: {incident.title}",
                f"{incident.number}. {words}",
                timezone.localtime(due).date() if due else None,
                "agreements:incident",
                {"incident_id": incident.id},
                action,
                since=incident.state_since,
            )
        )
    return found
