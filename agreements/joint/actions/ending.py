"""Letting a negotiation rest, opening it again, and ending it without a text in use."""

from django.db import transaction

from agreements.joint.addresses import municipality_addresses, supplier_addresses
from agreements.joint.models import CommonText
from agreements.joint.recipients import members_using
from agreements.joint.states import TextState
from workflows.actors import Actor
from workflows.engine import move
from workflows.jobs import enqueue
from workflows.mail import queue_mail


@transaction.atomic
def hold(*, text: CommonText, reason: str, by: Actor) -> CommonText:
    """Let the negotiation rest, with the reason."""
    return move(text, "hold", by=by, reason=reason)


@transaction.atomic
def resume(*, text: CommonText, by: Actor) -> CommonText:
    """Go on where it rested."""
    return move(text, "resume", by=by)


@transaction.atomic
def take_up_again(*, text: CommonText, reason: str, by: Actor) -> CommonText:
    """Open a wording that was agreed on; the supplier must agree again."""
    return move(text, "take_up_again", by=by, reason=reason)


@transaction.atomic
def break_off(*, text: CommonText, advice: str, by: Actor) -> CommonText:
    """End without agreement; each member that uses the systems gets the secretariat's advice by mail."""
    move(text, "break_off", by=by, reason=advice)
    context = {**_facts(text), "advice": advice}
    for addresses in municipality_addresses(each.id for each in members_using(text)).values():
        if addresses:
            queue_mail(to=addresses, template="agreements/broken_off", context=context, joint_id=text.id)
    return text


@transaction.atomic
def withdraw(*, text: CommonText, reason: str, by: Actor) -> CommonText:
    """Take the text back; where it was sent, unsigned agreements are withdrawn by a job."""
    was_sent = text.sendings.exists()
    was_shown = text.shown_at is not None
    move(text, "withdraw", by=by, reason=reason)
    if was_sent:
        enqueue("agreements.withdraw", by=by, payload={"text": str(text.id), "attempt": 0})
    if was_shown and (addresses := supplier_addresses(text.supplier_id)):
        context = {**_facts(text), "reason": reason}
        queue_mail(to=addresses, template="agreements/withdrawn", context=context, joint_id=text.id)
    return text


def _facts(text: CommonText) -> dict[str, object]:
    return {
        "number": text.number,
        "title": text.title,
        "supplier": text.supplier.name,
        "systems": [each.system_name for each in text.systems.all()],
        "case_worker": text.case_worker_name,
        "phone": text.case_worker_phone,
        "state": TextState(text.state).label,
    }
