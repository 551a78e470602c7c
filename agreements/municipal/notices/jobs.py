"""What the worker does in a municipality's name when the days of a notice are over."""

from agreements.municipal.notices import actions
from workflows.actors import Actor
from workflows.jobs import RunningJob, job

SETTLE = "agreements.settle_notices"


@job(SETTLE)
def settle(running: RunningJob) -> dict[str, int]:
    """Let silence count and appendix B change; acts as the municipality that the job names."""
    return {"steps": actions.settle(by=Actor.system("Planlagt kørsel"))}
