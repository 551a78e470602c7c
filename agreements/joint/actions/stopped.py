"""Trying again what stopped for good."""

from uuid import UUID

from django.db import transaction

from agreements.joint.models import FactsChange, OutsideRecipient
from agreements.joint.stopped import CHANGE, ROW_OF, Stopped, stopped
from workflows.actors import Actor
from workflows.engine import OutdatedError
from workflows.jobs import enqueue
from workflows.log import record


@transaction.atomic
def try_stopped_again(*, job_id: UUID, by: Actor) -> Stopped:
    """Give what stopped a new job; raises OutdatedError where it is done, given up, or tried already."""
    found = next((each for each in stopped() if each.job.id == job_id), None)
    if found is None:
        raise OutdatedError("Det er prøvet igen, eller ingen venter på det længere.")
    key = UUID(found.job.payload[ROW_OF[found.job.kind]])
    if found.job.kind == CHANGE:
        # Under the row's lock the list is read again: two who click at once make one job.
        change = FactsChange.objects.select_for_update(of=("self",)).select_related("agreement").get(pk=key)
        subject: FactsChange | OutsideRecipient = change
        record(change.agreement, "try_document_again", by=by)
    else:
        subject = OutsideRecipient.objects.select_for_update(of=("self",)).get(pk=key)
        record(subject, "try_link_again", by=by)
    if not any(each.job.id == job_id for each in stopped()):
        raise OutdatedError("Det er prøvet igen, eller ingen venter på det længere.")
    job = enqueue(found.job.kind, by=by, payload=found.job.payload)
    if isinstance(subject, OutsideRecipient):
        subject.job_id = job.id
        subject.save(update_fields=["job_id"])
    return found
