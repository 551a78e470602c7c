"""What is done with an incident on the joint side: written, sent, told more of, ended."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from accounts.permissions import P
from agreements.joint.incidents.models import Incident, IncidentMember, IncidentText
from agreements.joint.incidents.reach import Concerned, concerned_by, suppliers_of
from agreements.joint.incidents.sending import spread
from agreements.joint.incidents.states import IncidentState
from register.happenings import Happening, tell
from register.models import Supplier
from workflows import jobs
from workflows.actors import Actor
from workflows.engine import NotPermittedError, NotPossibleError, move
from workflows.log import record

Kind, Source, S = IncidentText.Kind, Incident.Source, IncidentState


@dataclass(frozen=True)
class Subject:
    """What the incident rests on, as *Hvem er berørt?* finds it."""

    kind: str
    key: str
    name: str
    supplier: Supplier | None = None
    system_ids: tuple[UUID, ...] = ()


@dataclass(frozen=True)
class Facts:
    """Who told, when who knew, and what to ask whom."""

    title: str
    told_by: str
    told_contact: str
    supplier_aware_at: datetime | None = None
    told_at: datetime | None = None


@dataclass(frozen=True)
class Words:
    """A text: what is known, what is not, and when the next one comes."""

    known: str
    unknown: str = ""
    next_update_at: datetime | None = None


@transaction.atomic
def begin(
    *, subject: Subject, facts: Facts, words: Words, members: Iterable[Concerned], source: str, by: Actor
) -> Incident:
    """Write a draft; nobody gets it before it is sent. Raises NotPermittedError."""
    if not by.may(P.AGREEMENTS_NEGOTIATE):
        raise NotPermittedError("Du har ikke adgang til at gøre dette.")
    incident = _made(subject, facts, source, by)
    incident.save(force_insert=True)
    _write(incident, Kind.FIRST, words, by)
    _store_members(incident, members)
    record(incident, "begin", by=by, after=incident.state, data={"about": subject.name})
    return incident


@transaction.atomic
def rewrite(
    *, incident: Incident, facts: Facts, words: Words, members: Iterable[Concerned], by: Actor
) -> Incident:
    """Change a draft. Raises NotPermittedError, and NotPossibleError once it is sent."""
    if not by.may(P.AGREEMENTS_NEGOTIATE):
        raise NotPermittedError("Du har ikke adgang til at gøre dette.")
    locked = Incident.objects.select_for_update(of=("self",)).get(pk=incident.pk)
    if locked.state != S.DRAFT:
        raise NotPossibleError("Orienteringen er sendt. Send en opdatering eller en rettelse.")
    for name, value in vars(facts).items():
        setattr(locked, name, value)
    locked.save(update_fields=list(vars(facts)))
    locked.texts.update(**vars(words))
    locked.members.all().delete()
    _store_members(locked, members)
    record(locked, "rewrite", by=by)
    return locked


def _made(
    subject: Subject, facts: Facts, source: str, by: Actor, *, sent_at: datetime | None = None
) -> Incident:
    return Incident(
        state=S.SENT if sent_at else S.DRAFT,
        sent_at=sent_at,
        number=_next_number(),
        supplier=subject.supplier,
        subject_kind=subject.kind,
        subject_key=subject.key,
        subject_name=subject.name[:200],
        system_ids=list(subject.system_ids),
        source=source,
        entered_by_id=by.id,
        entered_by_name=by.signature[:300],
        **vars(facts),
    )


def _next_number() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT agreements_joint_incident_number_v1(%s)", [timezone.localdate().year])
        return str(cursor.fetchone()[0])


def _write(
    incident: Incident,
    kind: str,
    words: Words,
    by: Actor,
    *,
    sent: bool = False,
    source: str = IncidentText.Source.SECRETARIAT,
) -> IncidentText:
    text = IncidentText(
        incident=incident,
        supplier_id=incident.supplier_id,
        source=source,
        kind=kind,
        by_id=by.id,
        by_name=by.signature[:300],
        sent_at=timezone.now() if sent else None,
        **vars(words),
    )
    text.save(force_insert=True)
    return text


def _store_members(incident: Incident, found: Iterable[Concerned]) -> list[IncidentMember]:
    rows = [
        IncidentMember(
            incident=incident,
            supplier_id=incident.supplier_id,
            municipality=each.municipality,
            municipality_name=each.municipality.name,
            systems=each.systems,
            role=each.role,
            breach_hours=each.breach_hours,
        )
        for each in found
    ]
    return IncidentMember.objects.bulk_create(rows, ignore_conflicts=True)


@transaction.atomic
def send(*, incident: Incident, by: Actor) -> Incident:
    """Send the alarm: mails leave at once, the delivery follows, and an extra audit is proposed.

    Raises MoveError where it concerns nobody or has been sent.
    """
    count = incident.members.count()
    move(incident, "send", by=by, data={"municipalities": count})
    text = incident.texts.get()
    text.sent_at = incident.sent_at
    text.save(update_fields=["sent_at"])
    spread(text, list(incident.members.all()), by=by)
    propose_audit(incident, by=by)
    return incident


@transaction.atomic
def update(*, incident: Incident, words: Words, by: Actor, correction: bool = False) -> IncidentText:
    """Tell the same municipalities more, or correct what they were told."""
    kind = Kind.CORRECTION if correction else Kind.UPDATE
    move(incident, "update", by=by, data={"kind": kind})
    return _send_text(incident, kind, words, by)


@transaction.atomic
def close(*, incident: Incident, words: Words, by: Actor) -> IncidentText:
    """End it with a last word to the municipalities."""
    move(incident, "close", by=by)
    return _send_text(incident, Kind.CLOSING, words, by)


@transaction.atomic
def withdraw(*, incident: Incident, reason: str, by: Actor) -> IncidentText:
    """Take it back: it concerned nobody. The municipalities get the reason."""
    move(incident, "withdraw", by=by, reason=reason)
    return _send_text(incident, Kind.WITHDRAWAL, Words(reason), by)


@transaction.atomic
def discard(*, incident: Incident, by: Actor) -> Incident:
    """Give up a draft."""
    return move(incident, "discard", by=by)


def _send_text(incident: Incident, kind: str, words: Words, by: Actor) -> IncidentText:
    text = _write(incident, kind, words, by, sent=True)
    spread(text, list(incident.members.all()), by=by)
    return text


@transaction.atomic
def add(*, incident: Incident, members: Sequence[Concerned], by: Actor) -> int:
    """Reach further members with all that the others have got; returns how many are new."""
    there = set(incident.members.values_list("municipality_id", flat=True))
    new = [each for each in members if each.municipality.id not in there]
    if not new:
        raise NotPossibleError("Vælg mindst én kommune, som ikke har fået orienteringen.")
    move(incident, "add", by=by, data={"municipalities": len(new)})
    _store_members(incident, new)
    rows = incident.members.filter(municipality__in=[each.municipality for each in new])
    newest = incident.texts.filter(sent_at__isnull=False).latest("sent_at")
    spread(newest, list(rows), by=by)
    return len(new)


def propose_audit(incident: Incident, *, by: Actor) -> None:
    """Tell the other rooms what happened at the suppliers; the plan proposes an extra audit of them."""
    about = f"{incident.number}: {incident.title}"
    for supplier_id in suppliers_of(incident):
        tell(Happening("breach", supplier_id, timezone.localdate(), about), by)


@transaction.atomic
def report(*, subject: Subject, facts: Facts, words: Words, by: Actor) -> Incident:
    """A supplier tells all its customers at once, through the portal. Acts as the supplier.

    The worker finds the municipalities and sends; the moment the supplier sent it is the row's own.
    Raises NotPermittedError.
    """
    if not by.may(P.SUPPLIER_NEGOTIATE):
        raise NotPermittedError("Du har ikke adgang til at gøre dette.")
    incident = _made(subject, facts, Source.SUPPLIER, by, sent_at=timezone.now())
    incident.save(force_insert=True)
    record(incident, "report", by=by, after=S.SENT, data={"about": subject.name})
    _start(_write(incident, Kind.FIRST, words, by, sent=True, source=IncidentText.Source.SUPPLIER))
    return incident


@transaction.atomic
def report_more(*, incident: Incident, words: Words, by: Actor) -> IncidentText:
    """A supplier tells the same customers more. Raises MoveError where it may not, or it is over."""
    if not by.may(P.SUPPLIER_NEGOTIATE):
        raise NotPermittedError("Du har ikke adgang til at gøre dette.")
    if incident.state != S.SENT:
        raise NotPossibleError("Hændelsen er afsluttet. Meld en ny, hvis der er sket mere.")
    text = _write(incident, Kind.UPDATE, words, by, sent=True, source=IncidentText.Source.SUPPLIER)
    record(incident, "report_more", by=by)
    _start(text)
    return text


def _start(text: IncidentText) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT agreements_joint_start_incident_v1(%s)", [text.id])
        job_id: UUID = cursor.fetchone()[0]
    transaction.on_commit(lambda: jobs.send(job_id), robust=True)


@transaction.atomic
def take_up(*, text: IncidentText, by: Actor) -> int:
    """Send what a supplier has written to those it concerns; returns how many mails."""
    locked = IncidentText.objects.select_for_update(of=("self",)).select_related("incident").get(pk=text.pk)
    if locked.mailed_at:
        return 0
    incident = locked.incident
    if locked.kind == Kind.FIRST:
        _store_members(incident, concerned_by(incident))
        propose_audit(incident, by=by)
    return spread(locked, list(incident.members.all()), by=by)
