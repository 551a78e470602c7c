"""The worker puts a plan before one municipality, in that municipality's role."""

from datetime import date
from typing import Any

from audits.joint.presenting.actions import KIND
from audits.joint.presenting.reading import joint_audits
from audits.municipal.plan.actions import present
from workflows.jobs import RunningJob, job


@job(KIND, whole=True)
def present_plan(running: RunningJob) -> dict[str, Any]:
    """Draft the year's plan for the municipality; run again it drafts it again, and an adopted one stands."""
    given = running.payload
    plan = present(
        by=running.by,
        year=int(given["year"]),
        due=date.fromisoformat(given["due"]),
        note=given["note"],
        joint=joint_audits(),
    )
    return {"plan": str(plan.id), "state": plan.state}
