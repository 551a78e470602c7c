"""Another date for a supplier that reads a text through."""

from datetime import date

from django.db import transaction

from accounts.permissions import P
from accounts.sites import supplier_url
from agreements.joint.addresses import supplier_addresses
from agreements.joint.models import CommonText, Round
from agreements.joint.states import TextState
from workflows.actors import Actor
from workflows.deadlines import check_deadline
from workflows.engine import NotPermittedError, NotPossibleError, OutdatedError
from workflows.log import record
from workflows.mail import queue_mail


@transaction.atomic
def set_due(*, text: CommonText, due: date, reason: str, by: Actor) -> Round:
    """Give the supplier another date for the round that it has, with a reason, and tell it.

    Reminders count from the new date. Raises NotPossibleError without a reason or for a day that can be no
    deadline, OutdatedError where the supplier does not hold the pen.
    """
    if not by.may(P.AGREEMENTS_NEGOTIATE):
        raise NotPermittedError("Du har ikke adgang til at ændre fristen.")
    check_deadline(due)
    if not reason.strip():
        raise NotPossibleError("Skriv, hvorfor fristen ændres.")
    fresh = CommonText.objects.select_for_update(of=("self",)).select_related("supplier").get(pk=text.pk)
    turn = fresh.rounds.filter(outcome=Round.Outcome.OPEN).first()
    if fresh.state != TextState.AT_SUPPLIER or turn is None:
        raise OutdatedError("Teksten ligger ikke hos leverandøren, så der er ingen frist at ændre.")
    before, turn.due = turn.due, due
    turn.save(update_fields=["due"])
    data = {"before": before.isoformat(), "after": due.isoformat()}
    record(fresh, "set_due", by=by, reason=reason, data=data)
    _tell(fresh, turn, reason)
    return turn


def _tell(text: CommonText, turn: Round, reason: str) -> None:
    queue_mail(
        to=supplier_addresses(text.supplier_id),
        template="agreements/new_due",
        context={
            "number": text.number,
            "title": text.title,
            "supplier": text.supplier.name,
            "due": turn.due,
            "reason": reason,
            "case_worker": text.case_worker_name,
            "phone": text.case_worker_phone,
            "url": supplier_url("agreements:text", text.id),
        },
        joint_id=text.id,
        reply_to=text.case_worker_email,
    )
