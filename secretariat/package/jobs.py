"""The worker makes the packages that municipalities have ordered, under each one's own role."""

from typing import Any
from uuid import UUID

from secretariat.package.actions import make_package
from workflows.jobs import RunningJob, job


@job("package.make")
def make(running: RunningJob) -> dict[str, Any]:
    """Make one package; a job that is run again begins anew."""
    return {"annexes": make_package(package_id=UUID(running.payload["package"]), by=running.by)}
