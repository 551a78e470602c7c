"""What a municipality does with an incident: opens it, notes its own assessment, tells it or keeps it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from accounts.permissions import P
from agreements.municipal.incidents.models import BreachNote, Incident
from agreements.municipal.incidents.states import IncidentState
from workflows.actors import Actor
from workflows.engine import NotPermittedError, NotPossibleError, move
from workflows.log import history, record

S = IncidentState


@dataclass(frozen=True)
class Assessment:
    """What the municipality documents of an incident (art. 33(5), 33(1) and 34 of the GDPR)."""

    aware_at: datetime
    verdict: str
    reported: str
    told: str
    assessed_by_name: str
    subjects: int | None = None
    effects: str = ""
    measures: str = ""
    reported_at: datetime | None = None
    reference: str = ""
    why_not_reported: str = ""
    told_at: datetime | None = None
    why_not_told: str = ""


@transaction.atomic
def open_it(*, incident: Incident, by: Actor) -> Incident:
    """Note that somebody has opened the newest text, and tell the secretariat; once a person and text."""
    newest = incident.texts.order_by("sent_at").last()
    if newest is None:
        return incident
    seen = history(incident).filter(action__in=["open", "open_text"], by_id=by.id, data__text=str(newest.id))
    if seen.exists():
        return incident
    data = {"text": str(newest.id)}
    if incident.state == S.RECEIVED:
        move(incident, "open", by=by, data=data)
    else:
        record(incident, "open_text", by=by, data=data)
    _call("agreements_municipal_incident_read_v1", incident.id)
    return incident


@transaction.atomic
def assess(*, incident: Incident, assessment: Assessment, by: Actor) -> BreachNote:
    """Store the municipality's note, whole or not; it never leaves its schema by this.

    Raises NotPermittedError, and NotPossibleError where nobody has opened the incident.
    """
    if not by.may(P.OWN_AGREEMENTS_CHOOSE):
        raise NotPermittedError("Du har ikke adgang til at gøre dette.")
    locked = Incident.objects.select_for_update().get(pk=incident.pk)
    if locked.state == S.RECEIVED:
        raise NotPossibleError("Åbn orienteringen, før vurderingen skrives.")
    note = BreachNote.objects.filter(incident=locked).first() or BreachNote(incident=locked)
    is_new = note._state.adding
    for name, value in vars(assessment).items():
        setattr(note, name, value)
    note.assessed_at = timezone.now()
    note.save()
    record(note, "write" if is_new else "rewrite", by=by, data={"verdict": note.verdict})
    whole = not note.missing()
    if whole and locked.state == S.READ:
        locked.note = note
        move(locked, "assess", by=by)
    elif not whole and locked.state == S.ASSESSED:
        move(locked, "reassess", by=by)
    return note


@transaction.atomic
def tell(*, incident: Incident, by: Actor) -> BreachNote:
    """Tell the secretariat what the municipality has noted; it chooses that itself.

    Raises NotPermittedError, and NotPossibleError without a note.
    """
    if not by.may(P.OWN_AGREEMENTS_CHOOSE):
        raise NotPermittedError("Du har ikke adgang til at gøre dette.")
    note = BreachNote.objects.select_for_update().filter(incident=incident).first()
    if note is None:
        raise NotPossibleError("Skriv først kommunens notat.")
    note.shared_at = timezone.now()
    note.save(update_fields=["shared_at"])
    record(note, "tell", by=by)
    _call("agreements_municipal_incident_tell_v1", incident.id)
    return note


def _call(function: str, subject: UUID) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s)", [subject])
