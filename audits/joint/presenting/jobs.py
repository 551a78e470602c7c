"""The worker puts a plan before one municipality, in that municipality's role."""

from datetime import date
from typing import Any
from uuid import UUID

from audits.joint.presenting.actions import KIND
from audits.joint.presenting.reading import joint_audits
from audits.joint.presenting.telling import as_presented, tell
from audits.municipal.plan.actions import present
from workflows.jobs import RunningJob, job


@job(KIND, whole=True)
def present_plan(running: RunningJob) -> dict[str, Any]:
    """Draft the year's plan for the municipality; run again it drafts it again, and an adopted one stands.

    Its people are written to in the same transaction: once for what is new to them.
    """
    given = running.payload
    year = int(given["year"])
    before = as_presented(year)
    plan = present(
        by=running.by,
        year=year,
        due=date.fromisoformat(given["due"]),
        note=given["note"],
        joint=joint_audits(),
    )
    mails = tell(plan, before, host=given.get("host", ""), presentation=UUID(given["presentation"]))
    return {"plan": str(plan.id), "state": plan.state, "mails": mails}
