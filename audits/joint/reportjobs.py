"""What the worker does for supervision; each calls an action."""

from typing import Any
from uuid import UUID

from audits.joint.actions.copies import PREPARE, Tell, make_missing
from audits.joint.actions.objecting import TELL
from audits.joint.actions.publishing import SEND, prepare, publish
from audits.joint.models import Audit, ReportObjection
from audits.joint.states import AuditState
from audits.joint.telling import tell_all
from workflows.jobs import RunningJob, job


@job(PREPARE)
def prepare_copies(running: RunningJob) -> dict[str, Any]:
    """Make each municipality's own file of the versions that will be sent; tells progress."""
    versions = [UUID(each) for each in running.payload["versions"]]
    return {"made": make_missing(versions, by=running.by, tell=_teller(running))}


@job(SEND)
def send_reports(running: RunningJob) -> dict[str, Any]:
    """Make the files that are missing, and send the reports in one act.

    A report that has meanwhile been sent, or sent back to its case worker, is left out and named.
    """
    chosen = Audit.objects.filter(pk__in=running.payload["audits"]).select_related("supplier")
    audits = list(chosen.order_by("case_number"))
    prepare(by=running.by, audits=audits, tell=_teller(running))
    ready = [audit for audit in audits if audit.state == AuditState.READY]
    stopped = [
        f"{audit.supplier.name}, {audit.case_number}: {audit.get_state_display()}"
        for audit in audits
        if audit.state != AuditState.READY
    ]
    if not ready:
        return {"sent": "Ingen rapporter er sendt.", "stopped": stopped}
    return {"sent": publish(by=running.by, audits=ready).summary, "stopped": stopped}


def _teller(running: RunningJob) -> Tell:
    return lambda done, total: running.progress(done, total, "Danner filer")


@job(TELL, whole=True)
def tell_objection(running: RunningJob) -> dict[str, Any]:
    """Tell everybody who has the report what became of an objection."""
    objection = ReportObjection.objects.select_related("audit__supplier", "version").get(
        pk=UUID(running.payload["objection"])
    )
    return {"told": tell_all(objection)}
