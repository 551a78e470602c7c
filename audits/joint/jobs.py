"""What the worker does for joint supervision."""

from typing import Any

from audits.joint.actions.publishing import retry_waiting
from workflows.jobs import RunningJob, job


@job("audits.retry_waiting")
def retry(running: RunningJob) -> dict[str, Any]:
    """Deliver again to the municipalities whose schema was locked or lagged behind."""
    sent = retry_waiting(by=running.by)
    return {"delivered": len(sent.delivered), "waiting": len(sent.waiting)}
