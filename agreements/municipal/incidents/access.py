"""The one way to a municipality's incidents: they are read in its own schema."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from agreements.municipal.incidents.models import BreachNote, Incident


def incidents() -> QuerySet[Incident]:
    """Return one's own incidents, the newest first."""
    return Incident.objects.select_related("note").order_by("-received_at")


def get_incident(incident_id: UUID) -> Incident:
    """Return one of one's own incidents; another's and none at all are both 404."""
    found = incidents().filter(pk=incident_id).first()
    if found is None:
        raise Http404
    return found


def note_of(incident: Incident) -> BreachNote | None:
    """Return the municipality's note, where it has written one."""
    return BreachNote.objects.filter(incident=incident).first()
