"""The worker takes in confirmed piles, under the municipality's own role."""

from typing import Any
from uuid import UUID

from agreements.municipal.intake.actions import take_in
from agreements.municipal.intake.models import Intake
from workflows.jobs import RunningJob, job


@job("agreements.take_in")
def take_in_pile(running: RunningJob) -> dict[str, Any]:
    """Take in a confirmed pile; running it again takes in what is left."""
    intake = Intake.objects.get(pk=UUID(running.payload["intake"]))
    if intake.state != Intake.State.RUNNING:
        return {"taken": 0}
    return {"taken": take_in(intake=intake, by=running.by)}
