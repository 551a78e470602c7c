"""Work for the worker: a row says what, for whom and under which role; the message is only its id."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from walls.callers import Caller, acting_as
from workflows.actors import Actor
from workflows.models import Job

Handler = Callable[["RunningJob"], dict[str, Any] | None]
_handlers: dict[str, Handler] = {}
MAX_ATTEMPTS = 5
STALE_AFTER = timedelta(minutes=15)


class RunningJob:
    """What a handler gets: the payload, who asked, and how to tell progress."""

    def __init__(self, row: Job) -> None:
        self.id: UUID = row.id
        self.payload: dict[str, Any] = row.payload
        self.by = Actor(row.by_id, row.by_name, may_all=True)

    def progress(self, done: int, total: int, message: str = "") -> None:
        """Tell how far the work is; call it outside a transaction, or it is seen only at its end."""
        with acting_as(Caller.jobs()):
            Job.objects.filter(pk=self.id).update(done=done, total=total, message=message)


def job(kind: str) -> Callable[[Handler], Handler]:
    """Register a handler for jobs of `kind`; it runs under the row's role and may be run again."""

    def register(handler: Handler) -> Handler:
        _handlers[kind] = handler
        return handler

    return register


def enqueue(
    kind: str, *, by: Actor, caller: Caller | None = None, payload: dict[str, Any] | None = None
) -> Job:
    """Store a job and hand its id to the worker when the transaction commits.

    The role is the secretariat's unless `caller` names another. If the broker is away the row
    waits, and the sweep finds it.
    """
    if kind not in _handlers:
        raise ValueError(f"No handler for jobs of kind {kind!r}.")
    row = Job(
        kind=kind,
        caller=(caller or Caller.secretariat()).as_data(),
        payload=payload or {},
        by_id=by.id,
        by_name=by.signature,
    )
    row.save(force_insert=True)
    transaction.on_commit(lambda: send(row.id), robust=True)
    return row


def send(job_id: UUID) -> None:
    """Hand a job's id to the broker."""
    from workflows.tasks import run_job

    run_job.delay(str(job_id))


def run(job_id: UUID) -> None:
    """Run one job under the role its row names; a finished or running one is left alone.

    What the handler raises is kept on the row; after MAX_ATTEMPTS the job has failed.
    """
    with acting_as(Caller.jobs()):
        row = _claim(job_id)
    if row is None:
        return
    try:
        with acting_as(Caller.from_data(row.caller)):
            result = _handlers[row.kind](RunningJob(row)) or {}
    except Exception as error:
        with acting_as(Caller.jobs()):
            final = row.attempts >= MAX_ATTEMPTS
            state = Job.State.FAILED if final else Job.State.QUEUED
            Job.objects.filter(pk=row.pk).update(
                state=state,
                message=f"{type(error).__name__}: {error}"[:2000],
                finished_at=timezone.now() if final else None,
            )
        raise
    with acting_as(Caller.jobs()):
        Job.objects.filter(pk=row.pk).update(state=Job.State.DONE, finished_at=timezone.now(), result=result)


def _claim(job_id: UUID) -> Job | None:
    with transaction.atomic():
        row = Job.objects.select_for_update(skip_locked=True).filter(pk=job_id).first()
        if row is None or row.state in (Job.State.DONE, Job.State.FAILED):
            return None
        fresh = row.started_at and row.started_at > timezone.now() - STALE_AFTER
        if row.state == Job.State.RUNNING and fresh:
            return None
        row.state, row.started_at, row.attempts = Job.State.RUNNING, timezone.now(), row.attempts + 1
        row.save(update_fields=["state", "started_at", "attempts"])
    return row


def overdue(now: Any = None) -> list[UUID]:
    """Return the ids of jobs that nobody took: queued for over 20 s, or running for too long."""
    now = now or timezone.now()
    queued = Job.objects.filter(state=Job.State.QUEUED, created_at__lt=now - timedelta(seconds=20))
    stuck = Job.objects.filter(state=Job.State.RUNNING, started_at__lt=now - STALE_AFTER)
    return [*queued.values_list("pk", flat=True)[:200], *stuck.values_list("pk", flat=True)[:200]]
