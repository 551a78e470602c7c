"""The one way to an incident on the joint side; the walls decide which rows there are."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from agreements.joint.incidents.models import Incident


def incidents() -> QuerySet[Incident]:
    """Return the incidents the caller may see, newest first."""
    return Incident.objects.select_related("supplier").order_by("-created_at")


def get_incident(incident_id: UUID) -> Incident:
    """Return an incident, or 404 where there is none or it is not the caller's."""
    found = incidents().filter(pk=incident_id).first()
    if found is None:
        raise Http404
    return found
