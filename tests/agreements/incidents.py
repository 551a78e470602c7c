"""An incident on its way to those it concerns, for the tests about it."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from agreements.joint.incidents import actions as joint
from agreements.joint.incidents.actions import Facts, Subject, Words
from agreements.joint.incidents.models import Incident
from agreements.joint.incidents.reach import about
from agreements.joint.reliance.finding import SUPPLIER, get
from agreements.municipal.incidents import actions as own
from agreements.municipal.incidents.actions import Assessment
from agreements.municipal.incidents.models import Incident as OwnIncident
from tests.agreements.conftest import World
from tests.agreements.noticing import work
from walls.callers import Caller, acting_as

NOW = timezone.now
WORDS = Words("Uvedkommende har haft adgang til filer.", "Hvor mange filer.", NOW() + timedelta(hours=4))


def facts() -> Facts:
    """Who told it."""
    return Facts("Adgang til filer", "Leo, Nordlys", "24 24 24 24", NOW() - timedelta(hours=3), NOW())


def draft(world: World, *names: str) -> Incident:
    """A draft to those concerned (or to the named ones of them)."""
    with acting_as(Caller.secretariat()):
        hit = get(SUPPLIER, str(world.supplier.id))
        assert hit
        found = [
            each
            for each in about(hit)
            if not names or each.municipality.id in {world.members[n].id for n in names}
        ]
        return joint.begin(
            subject=Subject(hit.kind, hit.key, hit.name, world.supplier),
            facts=facts(),
            words=WORDS,
            members=found,
            source=Incident.Source.SECRETARIAT,
            by=world.actor("sara"),
        )


def sent(world: World, *names: str) -> Incident:
    """An incident that its members have got."""
    incident = draft(world, *names)
    with acting_as(Caller.secretariat()):
        joint.send(incident=incident, by=world.actor("sara"))
        work("agreements.deliver_incident")
        return Incident.objects.get(pk=incident.pk)


def reported(world: World) -> Incident:
    """An incident that the supplier has told its customers itself."""
    with acting_as(world.caller_of("leo")):
        subject = Subject(SUPPLIER, str(world.supplier.id), "Nordlys", world.supplier)
        made = joint.report(subject=subject, facts=facts(), words=WORDS, by=world.actor("leo"))
    with acting_as(Caller.secretariat()):
        work("agreements.spread_incident")
        work("agreements.deliver_incident")
    return made


def mine(world: World, key: str) -> OwnIncident:
    """A persona's own incident, opened by it; act as its municipality."""
    return own.open_it(incident=OwnIncident.objects.get(), by=world.actor(key))


def assessment(**changes: Any) -> Assessment:
    """A whole note."""
    given: dict[str, Any] = {
        "aware_at": NOW() - timedelta(hours=2),
        "verdict": "breach",
        "subjects": 120,
        "reported": "yes",
        "reported_at": NOW(),
        "reference": "2026-441-1",
        "told": "no",
        "why_not_told": "Lav risiko.",
        "assessed_by_name": "Mette Aalborg",
    }
    return Assessment(**{**given, **changes})
