"""What the municipality does itself: who is responsible, by when, and whether it is done."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from accounts.permissions import P
from audits.municipal.models import FollowUpTask, ReceivedFinding, ReceivedReport
from workflows.actors import Actor
from workflows.engine import NotPermittedError, NotPossibleError, OutdatedError
from workflows.log import record


def tasks_of(report: ReceivedReport) -> list[FollowUpTask]:
    """Return what this version asks for, and what the municipality does by itself, whatever the version."""
    own = Q(report__report_id=report.report_id, from_report=False)
    return list(FollowUpTask.objects.filter(own | Q(report=report)).select_related("report"))


def own_tasks() -> QuerySet[FollowUpTask]:
    """Return the tasks of all reports that count: open ones first, by day, then those that are done."""
    rows = FollowUpTask.objects.filter(
        Q(report__is_current=True, report__withdrawn_at=None) | Q(from_report=False)
    )
    return rows.select_related("report").order_by(
        F("done_at").desc(nulls_first=True), F("due").asc(nulls_last=True), "created_at"
    )


@transaction.atomic
def add_task(
    *,
    by: Actor,
    report: ReceivedReport,
    text: str,
    responsible: str = "",
    responsible_email: str = "",
    due: date | None = None,
    finding_id: UUID | None = None,
) -> FollowUpTask:
    """Add something the municipality will do itself; `finding_id` is the finding that it answers."""
    _may_follow_up(by)
    if not text.strip():
        raise NotPossibleError("Skriv, hvad der skal gøres.")
    task = FollowUpTask(
        report=report,
        text=text,
        responsible=responsible,
        responsible_email=responsible_email,
        due=due,
        finding_id=finding_id,
    )
    task.save(force_insert=True)
    record(report, "add_task", by=by, data={"text": text})
    return task


@transaction.atomic
def task_of_finding(*, by: Actor, report: ReceivedReport, finding: ReceivedFinding) -> FollowUpTask:
    """Make a task of a finding, with its day where that lies ahead; twice is once."""
    _may_follow_up(by)
    found = FollowUpTask.objects.filter(
        report__report_id=report.report_id, finding_id=finding.finding_id
    ).first()
    if found is not None:
        return found
    ahead = finding.deadline is not None and finding.deadline > timezone.localdate()
    text = f"Forhold {finding.number}: {finding.title}"
    due = finding.deadline if ahead else None
    return add_task(by=by, report=report, text=text, due=due, finding_id=finding.finding_id)


@transaction.atomic
def assign_task(
    *, by: Actor, task: FollowUpTask, responsible: str, responsible_email: str = "", due: date | None = None
) -> FollowUpTask:
    """Say who takes care of a task, and by when; a task that is done is left as it is."""
    _may_follow_up(by)
    if not responsible.strip():
        raise NotPossibleError("Skriv, hvem der er ansvarlig.")
    locked = _locked(task)
    if locked.done_at is not None:
        raise OutdatedError("Opgaven er udført imens. Genåbn den, hvis der er mere at gøre.")
    locked.responsible, locked.responsible_email, locked.due = responsible, responsible_email, due
    locked.save(update_fields=["responsible", "responsible_email", "due"])
    data = {"text": task.text, "responsible": responsible, "due": due.isoformat() if due else ""}
    record(task.report, "assign_task", by=by, data=data)
    return locked


@transaction.atomic
def finish_task(*, by: Actor, task: FollowUpTask) -> FollowUpTask:
    """Tick a task off; twice is once."""
    _may_follow_up(by)
    locked = _locked(task)
    if locked.done_at is None:
        locked.done_at, locked.done_by_name = timezone.now(), by.signature
        locked.save(update_fields=["done_at", "done_by_name"])
        record(task.report, "finish_task", by=by, data={"text": task.text})
    return locked


@transaction.atomic
def reopen_task(*, by: Actor, task: FollowUpTask) -> FollowUpTask:
    """Take up a task again that was ticked off."""
    _may_follow_up(by)
    locked = _locked(task)
    if locked.done_at is not None:
        locked.done_at, locked.done_by_name = None, ""
        locked.save(update_fields=["done_at", "done_by_name"])
        record(task.report, "reopen_task", by=by, data={"text": task.text})
    return locked


def _locked(task: FollowUpTask) -> FollowUpTask:
    return FollowUpTask.objects.select_for_update(of=("self",)).select_related("report").get(pk=task.pk)


def _may_follow_up(by: Actor) -> None:
    if not (by.may(P.OWN_DECIDE) or by.may(P.OWN_ASK)):
        raise NotPermittedError("Du har ikke adgang til at ændre opgaver.")
