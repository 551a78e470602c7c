"""What the worker does for joint supervision; each calls an action, case by case, and tells progress."""

from typing import Any
from uuid import UUID

from audits.joint.actions.handing_over import Handover, hand_over
from audits.joint.actions.together import ACTS, do
from audits.joint.models import Audit
from workflows.jobs import RunningJob, job


@job("audits.together")
def together(running: RunningJob) -> dict[str, Any]:
    """Do one act to each of the cases; the result names those where nothing was done, and why.

    Run again after a stop it leaves alone what is done: the act does not fit those cases any more.
    """
    act = ACTS[running.payload["act"]]
    ids = [UUID(each) for each in running.payload["audits"]]
    found = {each.pk: each for each in Audit.objects.select_related("supplier").filter(pk__in=ids)}
    stops: list[dict[str, str]] = []
    for place, audit_id in enumerate(ids):
        running.progress(place, len(ids), act.label)
        audit = found.get(audit_id)
        if audit and (stop := do(act, audit, by=running.by)):
            stops.append({"audit": str(audit_id), "name": audit.supplier.name, "stop": stop})
    running.progress(len(ids), len(ids), act.label)
    return {"done": len(ids) - len(stops), "stops": stops}


@job("audits.hand_over", whole=True)
def give_on(running: RunningJob) -> dict[str, Any]:
    """Invite the right person, or a colleague, to a case; asked for by somebody of the supplier."""
    given = dict(running.payload)
    audit = Audit.objects.get(pk=UUID(given.pop("audit")))
    return {"sent": hand_over(by=running.by, audit=audit, given=Handover(**given))}
