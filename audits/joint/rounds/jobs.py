"""The job of a round."""

from uuid import UUID

from audits.joint.models import AuditRound
from audits.joint.rounds.actions import JOB
from audits.joint.rounds.sending import send_round
from workflows.jobs import RunningJob, job


@job(JOB)
def start_round(running: RunningJob) -> None:
    """Send what still waits of a round; may be run again."""
    found = AuditRound.objects.get(pk=UUID(running.payload["round"]))
    send_round(found, by=running.by, tell=running.progress)
