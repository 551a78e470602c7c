"""What a municipality does in its own supervision: plans, begins, notes, keeps files, concludes."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.permissions import P
from audits.municipal.actions import Decision
from audits.municipal.own.models import OwnAudit, OwnAuditFile, OwnAuditTask
from audits.municipal.own.states import OPEN, OwnState
from audits.municipal.plan.models import Plan
from audits.municipal.plan.states import Supervisor
from audits.municipal.states import CONCEPTS, DecisionState, Level
from documents.actions import keep_municipal_upload
from documents.uploadhandlers import ReceivedFile
from workflows.actors import Actor
from workflows.engine import NotPermittedError, NotPossibleError, OutdatedError, move
from workflows.log import entry, record, record_all

BATCH = 500
MOST_CONCLUSION = 4096  # the limit of the systems that the decision is copied to
LEAST_CONCEPT = 2  # concept 1 is no supervision


@dataclass(frozen=True)
class Subject:
    """The system that is supervised, with copies of the register's facts."""

    system_id: UUID
    system_name: str
    supplier_id: UUID | None = None
    supplier_name: str = ""


@dataclass(frozen=True)
class Task:
    """Something to be done after the supervision."""

    text: str
    responsible: str = ""
    due: date | None = None
    responsible_email: str = ""


@dataclass(frozen=True)
class Outcome:
    """How an own supervision ends: the fields of a decision, and what follows."""

    decision: Decision
    tasks: list[Task] = field(default_factory=list)


def _must(by: Actor) -> None:
    if not by.may(P.OWN_AUDIT):
        raise NotPermittedError("Du har ikke adgang til kommunens egne tilsyn.")


@transaction.atomic
def plan_one(
    *, by: Actor, subject: Subject, concept: int, planned_on: date, responsible: str = ""
) -> OwnAudit:
    """Plan a supervision of one system. Raises NotPossibleError where one is planned or has begun already."""
    _must(by)
    if concept not in dict(CONCEPTS) or concept < LEAST_CONCEPT:
        raise NotPossibleError("Vælg, hvilket koncept I fører tilsyn efter.")
    audit = OwnAudit(
        **vars(subject),
        concept=concept,
        planned_on=planned_on,
        responsible=responsible,
        created_by_name=by.signature,
    )
    try:
        with transaction.atomic():
            audit.save(force_insert=True)
    except IntegrityError as error:
        raise NotPossibleError(
            f"Der er allerede et tilsyn med {subject.system_name}, som ikke er afsluttet."
        ) from error
    record(audit, "plan", by=by, data={"concept": concept}, after=audit.state)
    return audit


@transaction.atomic
def plan_all(*, by: Actor, plan: Plan) -> int:
    """Plan what an adopted plan says the municipality itself supervises in its year; returns how many.

    A system with a supervision that is not finished is left as it is.
    """
    last_day = date(plan.year, 12, 31)
    lines = plan.lines.filter(
        supervisor=Supervisor.OWN,
        concept__gte=LEAST_CONCEPT,
        next_on__gte=date(plan.year, 1, 1),
        next_on__lte=last_day,
    )
    busy = set(OwnAudit.objects.filter(state__in=OPEN).values_list("system_id", flat=True))
    audits = [
        OwnAudit(
            system_id=line.system_id,
            system_name=line.system_name,
            supplier_id=line.supplier_id,
            supplier_name=line.supplier_name,
            concept=line.concept or LEAST_CONCEPT,
            planned_on=line.next_on or last_day,
            created_by_name=by.signature,
        )
        for line in lines
        if line.system_id not in busy
    ]
    OwnAudit.objects.bulk_create(audits, batch_size=BATCH)
    for start in range(0, len(audits), BATCH):
        record_all(
            [
                entry(each, "plan", by=by, data={"concept": each.concept}, after=each.state)
                for each in audits[start : start + BATCH]
            ]
        )
    return len(audits)


@transaction.atomic
def change_plan(*, by: Actor, audit: OwnAudit, concept: int, planned_on: date, responsible: str) -> OwnAudit:
    """Move a supervision that is not finished, give it another concept or somebody responsible."""
    locked = _open(by, audit)
    if concept not in dict(CONCEPTS) or concept < LEAST_CONCEPT:
        raise NotPossibleError("Vælg, hvilket koncept I fører tilsyn efter.")
    facts = {"concept": concept, "planned_on": planned_on, "responsible": responsible}
    changed = [name for name, value in facts.items() if getattr(locked, name) != value]
    if changed:
        for name in changed:
            setattr(locked, name, facts[name])
        locked.save(update_fields=changed)
        record(locked, "change_plan", by=by, data={"planned_on": planned_on.isoformat()})
    return locked


@transaction.atomic
def start(*, by: Actor, audit: OwnAudit) -> OwnAudit:
    """Begin a planned supervision."""
    return move(audit, "start", by=by, started_on=timezone.localdate())


@transaction.atomic
def note(*, by: Actor, audit: OwnAudit, looked_at: str) -> OwnAudit:
    """Write down what has been looked at, as long as the supervision is going on."""
    locked = _open(by, audit)
    if locked.state != OwnState.STARTED:
        raise NotPossibleError("Begynd tilsynet først.")
    if locked.looked_at != looked_at:
        locked.looked_at = looked_at
        locked.save(update_fields=["looked_at"])
        record(locked, "note", by=by)
    return locked


@transaction.atomic
def keep_file(*, by: Actor, audit: OwnAudit, received: ReceivedFile, title: str) -> OwnAuditFile:
    """Keep a file with a supervision that has begun.

    Raises RefusedFileError for a file that cannot be kept, NotPossibleError for one that the virus
    scanner stopped.
    """
    locked = _open(by, audit)
    file = keep_municipal_upload(received, by=by, title=title)
    if not file.may_be_handed_out:
        raise NotPossibleError(file.state_reason)
    kept = OwnAuditFile(audit=locked, file_id=file.pk, added_by_name=by.signature)
    kept.save(force_insert=True)
    record(locked, "keep_file", by=by, data={"name": file.name})
    return kept


@transaction.atomic
def take_off_file(*, by: Actor, kept: OwnAuditFile) -> None:
    """Take a file off a supervision that is not finished; the file itself stays. Twice is once."""
    locked = _open(by, kept.audit)
    row = OwnAuditFile.objects.select_for_update(of=("self",)).select_related("file").get(pk=kept.pk)
    if row.removed_at is None:
        row.removed_at, row.removed_by_name = timezone.now(), by.signature
        row.save(update_fields=["removed_at", "removed_by_name"])
        record(locked, "take_off_file", by=by, data={"name": row.file.name})


@transaction.atomic
def finish(*, by: Actor, audit: OwnAudit, outcome: Outcome) -> OwnAudit:
    """Conclude: the decision with its fields, and the tasks that follow.

    Raises NotPossibleError with what is missing, and what `move` raises.
    """
    decision = outcome.decision
    if faults := [*decision.faults(), *_faults(decision)]:
        raise NotPossibleError(" ".join(faults))
    refused = decision.state == DecisionState.NOT_APPROVED
    done = move(
        audit,
        "finish",
        by=by,
        reason=decision.remark,
        data={"result": decision.state, "rating": decision.rating},
        result=decision.state,
        rating=decision.rating,
        conclusion=decision.conclusion,
        remark=decision.remark,
        what_now=decision.what_now if refused else "",
        what_now_note=decision.what_now_note if refused else "",
        risk_owner=decision.risk_owner if refused else "",
        risk_until=decision.risk_until if refused else None,
        next_audit_on=decision.next_audit_on,
        journal_number=decision.journal_number,
        decided_at=timezone.now(),
        decided_by_id=by.id,
        decided_by_name=by.signature,
    )
    for task in outcome.tasks:
        add_task(by=by, audit=done, task=task)
    return done


@transaction.atomic
def cancel(*, by: Actor, audit: OwnAudit, reason: str) -> OwnAudit:
    """Cancel a supervision that is not finished, and keep why; what was noted and kept stays.

    Raises NotPossibleError without a reason, and what `move` raises.
    """
    if not reason.strip():
        raise NotPossibleError("Skriv, hvorfor tilsynet aflyses.")
    return move(audit, "call_off", by=by, reason=reason.strip(), because=reason.strip())


def _faults(decision: Decision) -> list[str]:
    """Return what a municipality must say itself, where no report says it for it."""
    found = []
    if decision.rating not in Level.values:
        found.append("Vælg jeres vurdering af databehandleren.")
    if not decision.conclusion.strip():
        found.append("Skriv en konklusion.")
    if len(decision.conclusion) > MOST_CONCLUSION:
        found.append("Konklusionen må højst fylde 4.096 tegn.")
    return found


@transaction.atomic
def add_task(*, by: Actor, audit: OwnAudit, task: Task) -> OwnAuditTask:
    """Add something the municipality will do."""
    _must(by)
    if not task.text.strip():
        raise NotPossibleError("Skriv, hvad der skal gøres.")
    row = OwnAuditTask(audit=audit, **vars(task))
    row.save(force_insert=True)
    record(audit, "add_task", by=by, data={"text": task.text})
    return row


@transaction.atomic
def finish_task(*, by: Actor, task: OwnAuditTask) -> OwnAuditTask:
    """Tick a task off. Twice is once."""
    _must(by)
    row = _locked_task(task)
    if row.done_at is None:
        row.done_at, row.done_by_name = timezone.now(), by.signature
        row.save(update_fields=["done_at", "done_by_name"])
        record(row.audit, "finish_task", by=by, data={"text": row.text})
    return row


@transaction.atomic
def assign_task(
    *, by: Actor, task: OwnAuditTask, responsible: str, responsible_email: str = "", due: date | None = None
) -> OwnAuditTask:
    """Say who takes care of a task, and by when; one that is done is left as it is."""
    _must(by)
    if not responsible.strip():
        raise NotPossibleError("Skriv, hvem der er ansvarlig.")
    row = _locked_task(task)
    if row.done_at is not None:
        raise OutdatedError("Opgaven er udført imens. Genåbn den, hvis der er mere at gøre.")
    row.responsible, row.responsible_email, row.due = responsible, responsible_email, due
    row.save(update_fields=["responsible", "responsible_email", "due"])
    data = {"text": row.text, "responsible": responsible, "due": due.isoformat() if due else ""}
    record(row.audit, "assign_task", by=by, data=data)
    return row


@transaction.atomic
def reopen_task(*, by: Actor, task: OwnAuditTask) -> OwnAuditTask:
    """Take up a task again that was ticked off. Twice is once."""
    _must(by)
    row = _locked_task(task)
    if row.done_at is not None:
        row.done_at, row.done_by_name = None, ""
        row.save(update_fields=["done_at", "done_by_name"])
        record(row.audit, "reopen_task", by=by, data={"text": row.text})
    return row


def _locked_task(task: OwnAuditTask) -> OwnAuditTask:
    return OwnAuditTask.objects.select_for_update(of=("self",)).select_related("audit").get(pk=task.pk)


def _open(by: Actor, audit: OwnAudit) -> OwnAudit:
    _must(by)
    locked = OwnAudit.objects.select_for_update(of=("self",)).get(pk=audit.pk)
    if not locked.is_open:
        raise OutdatedError("Tilsynet er afsluttet eller aflyst imens. Hent siden igen.")
    return locked
