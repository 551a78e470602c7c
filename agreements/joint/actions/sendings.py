"""Sending a released text to members."""

from datetime import date
from uuid import UUID

from django.db import transaction

from agreements.joint.actions.late import leave_out, settle
from agreements.joint.models import CommonText, Sending
from agreements.joint.recipients import members_to_choose_from
from agreements.joint.versions.superseding import supersede_former_text
from agreements.municipal.states import SigningOrder
from workflows.actors import Actor
from workflows.deadlines import check_deadline
from workflows.engine import NotPossibleError, move
from workflows.jobs import enqueue


@transaction.atomic
def send_to_members(
    *,
    text: CommonText,
    municipality_ids: list[UUID],
    answer_by: date | None,
    by: Actor,
    signing_order: str = SigningOrder.ANY,
) -> Sending:
    """Send the text to the chosen members: a job makes each one's documents and delivers them.

    Raises NotPossibleError where nobody is chosen, or one who has the agreement already or is no member, and
    for a day that can be no deadline.
    """
    if answer_by:
        check_deadline(answer_by)
    move(text, "send", by=by, data={"municipalities": len(municipality_ids)})
    members = members_to_choose_from(text)
    open_to = {each.municipality.id for each in members if not each.why_not}
    if not municipality_ids:
        raise NotPossibleError("Vælg mindst én kommune.")
    if set(municipality_ids) - open_to:
        raise NotPossibleError("En af de valgte kommuner har allerede fået aftalen eller er ikke medlem.")
    sending = Sending(
        common_text=text,
        municipality_ids=municipality_ids,
        answer_by=answer_by,
        signing_order=signing_order,
        sent_by_id=by.id,
        sent_by_name=by.signature,
    )
    sending.save(force_insert=True)
    supersede_former_text(text, by=by)
    settle(text=text, sending=sending, by=by)
    leave_out(text=text, using=[each.municipality.id for each in members if each.uses], by=by)
    _enqueue(sending, by)
    return sending


@transaction.atomic
def try_waiting_now(*, sending: Sending, by: Actor) -> Sending:
    """Try again at once for those that still wait."""
    _enqueue(sending, by)
    return sending


def _enqueue(sending: Sending, by: Actor) -> None:
    job = enqueue("agreements.deliver", by=by, payload={"sending": str(sending.id), "attempt": 0})
    sending.job_id = job.id
    sending.save(update_fields=["job_id"])
