"""Celery tasks. No business here: each takes at most the id of a row."""

from datetime import datetime
from uuid import UUID

from celery import shared_task
from django.utils import timezone

from walls.callers import Caller, acting_as
from workflows import heads, jobs, mail, reminding, sealing

OFFICE_HOURS = (8, 16)


@shared_task(name="workflows.run_job")
def run_job(job_id: str) -> None:
    """Run one job."""
    jobs.run(UUID(job_id))


@shared_task(name="workflows.sweep")
def sweep() -> None:
    """Hand over again the jobs that nobody took (the broker was away, a worker died)."""
    with acting_as(Caller.jobs()):
        waiting = jobs.overdue()
    for job_id in waiting:
        jobs.send(job_id)


@shared_task(name="workflows.send_mail")
def send_mail() -> None:
    """Send the mails that are due."""
    with acting_as(Caller.jobs()):
        mail.send_due()


@shared_task(name="workflows.remind")
def remind() -> None:
    """Write the reminders that are due today, within office hours."""
    with acting_as(Caller.secretariat()):
        remind_at(timezone.now())


def remind_at(moment: datetime) -> int:
    """Write what is due at a moment, by the Danish clock; return how many mails. Act as the secretariat."""
    now = timezone.localtime(moment)
    return reminding.send(now.date()) if OFFICE_HOURS[0] <= now.hour < OFFICE_HOURS[1] else 0


@shared_task(name="workflows.seal")
def seal() -> None:
    """Seal what the logs hold since the last time."""
    with acting_as(Caller.jobs()):
        sealing.seal_all()


@shared_task(name="workflows.keep_heads")
def keep_heads() -> None:
    """Sign where the chains end, once a day; before it, look at every row whether it is sealed."""
    with acting_as(Caller.jobs()):
        if not heads.kept_today():
            sealing.seal_all(whole=True)
            heads.keep_today()
