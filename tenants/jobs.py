"""What the worker does for one municipality, under its role."""

from time import monotonic

from django.db import transaction

from documents.municipal.scanning import scan_next, unseen
from tenants.scanning import KIND
from workflows.jobs import RunningJob, job
from workflows.log import record

ROUND_SECONDS = 30.0


@job(KIND)
def scan_files(running: RunningJob) -> dict[str, bool]:
    """Scan for a while what no scanner has seen; what is stopped is told in the municipality's log."""
    until = monotonic() + ROUND_SECONDS
    while monotonic() < until:
        with transaction.atomic():
            row = scan_next()
            if row is None:
                break
            if not row.may_be_handed_out:
                record(row, "quarantine", by=running.by, reason=row.state_reason, data={"name": row.name})
    return {"left": unseen().exists()}
