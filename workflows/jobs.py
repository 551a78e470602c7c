"""Work for the worker: a row says what, for whom and under which role; the message is only its id."""

from collections.abc import Callable
from contextlib import nullcontext
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from walls.callers import Caller, acting_as
from workflows.actors import Actor
from workflows.models import Job

Handler = Callable[["RunningJob"], dict[str, Any] | None]
_handlers: dict[str, Handler] = {}
_whole: set[str] = set()
MAX_ATTEMPTS = 5
OVERDUE_AFTER = timedelta(seconds=20)


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


def job(kind: str, *, whole: bool = False) -> Callable[[Handler], Handler]:
    """Register a handler for jobs of `kind`; it runs under the row's role and may be run again.

    With `whole` what it does and the job's end are one transaction: a worker that is killed leaves both or
    neither, so that nobody is written to twice. Its progress is seen at its end only.
    """

    def register(handler: Handler) -> Handler:
        _handlers[kind] = handler
        if whole:
            _whole.add(kind)
        return handler

    return register


def enqueue(
    kind: str,
    *,
    by: Actor,
    caller: Caller | None = None,
    payload: dict[str, Any] | None = None,
    not_before: datetime | None = None,
) -> Job:
    """Store a job and hand its id to the worker when the transaction commits.

    The role is the secretariat's unless `caller` names another. If the broker is away the row
    waits, and the sweep finds it. With `not_before` the sweep hands it over, then.
    """
    if kind not in _handlers:
        raise ValueError(f"No handler for jobs of kind {kind!r}.")
    row = Job(
        kind=kind,
        caller=(caller or Caller.secretariat()).as_data(),
        payload=payload or {},
        by_id=by.id,
        by_name=by.signature,
        not_before=not_before,
    )
    row.save(force_insert=True)
    if not_before is None:
        transaction.on_commit(lambda: send(row.id), robust=True)
    return row


def send(job_id: UUID) -> None:
    """Hand a job's id to the broker."""
    from workflows.tasks import run_job

    run_job.delay(str(job_id))


def run(job_id: UUID) -> None:
    """Run one job under the role its row names; a finished or running one is left alone.

    What the handler raises is kept on the row, and the next attempt is put off, twice as long each
    time (2, 4, 8, 16 minutes), as with mail; after MAX_ATTEMPTS the job has failed. While it runs
    the connection holds a lock, which a killed worker loses: then the job may be taken again.
    """
    with acting_as(Caller.jobs()):
        if not _lock(job_id):
            return
        try:
            if row := _claim(job_id):
                _handle(row)
        finally:
            _ask("SELECT pg_advisory_unlock(%s)", _key(job_id))


def _handle(row: Job) -> None:
    try:
        with transaction.atomic() if row.kind in _whole else nullcontext():
            with acting_as(Caller.from_data(row.caller)):
                result = _handlers[row.kind](RunningJob(row)) or {}
            _end(row, Job.State.DONE, row.message, result)
    except Exception as error:
        _end(row, Job.State.QUEUED, f"{type(error).__name__}: {error}"[:2000])
        raise


def _end(row: Job, state: Job.State, message: str, result: dict[str, Any] | None = None) -> None:
    if state == Job.State.QUEUED and row.attempts >= MAX_ATTEMPTS:
        state = Job.State.FAILED
    found: dict[str, Any] = {"state": state, "result": result or {}}
    if state == Job.State.QUEUED:
        found["not_before"] = timezone.now() + timedelta(minutes=2**row.attempts)
    else:
        found["finished_at"] = timezone.now()
    if message:
        found["message"] = message
    Job.objects.filter(pk=row.pk).update(**found)


def _claim(job_id: UUID) -> Job | None:
    """Take the job if it is to be run; the caller holds its lock.

    Raises PermissionError for a municipality that is no member (any more); the row stays as it is.
    """
    row = Job.objects.filter(pk=job_id, state__in=[Job.State.QUEUED, Job.State.RUNNING]).first()
    if row is None:
        return None
    if not _is_anybodys(row.caller):
        raise PermissionError(f"The job {job_id} is of a municipality that is no member.")
    if row.attempts >= MAX_ATTEMPTS:
        _end(row, Job.State.QUEUED, "Arbejdsprocessen standsede hver gang, opgaven kørte.")
        return None
    row.state, row.started_at, row.attempts = Job.State.RUNNING, timezone.now(), row.attempts + 1
    row.save(update_fields=["state", "started_at", "attempts"])
    return row


def _is_anybodys(caller: dict[str, str]) -> bool:
    """Whether the row names somebody for whom jobs run; who else may be named is walls.callers' to say."""
    if caller.get("kind") != "municipality":
        return True
    return bool(_ask("SELECT walls_is_member_v1(%s)", caller.get("holder", ""))[0][0])


def overdue() -> list[UUID]:
    """Return the ids of jobs to hand over again: queued for 20 s, or running in a worker that is no more.

    One that failed waits until its next attempt is due, and one of a municipality that has left for ever.
    """
    now = timezone.now()
    since = now - OVERDUE_AFTER
    due = Q(not_before=None) | Q(not_before__lte=now)
    queued = Job.objects.filter(due, state=Job.State.QUEUED, created_at__lt=since)
    running = Job.objects.filter(state=Job.State.RUNNING, started_at__lt=since)
    held = {row[0] for row in _ask(_HELD)}
    dead = [each for each in running.values_list("pk", flat=True) if _key(each) not in held]
    waiting = [key for key, caller in queued.values_list("pk", "caller") if _is_anybodys(caller)]
    return [*waiting[:200], *dead[:200]]


_HELD = """
    SELECT (classid::bigint << 32) | objid::bigint FROM pg_locks
     WHERE locktype = 'advisory' AND granted
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"""


def _key(job_id: UUID) -> int:
    return job_id.int % 2**63


def _lock(job_id: UUID) -> bool:
    return bool(_ask("SELECT pg_try_advisory_lock(%s)", _key(job_id))[0][0])


def _ask(query: str, *given: int | str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, given)
        return cursor.fetchall()
