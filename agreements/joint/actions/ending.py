"""Letting a negotiation rest, opening it again, and ending it without a text in use."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from agreements.joint.actions.late_advice import advise, facts_of
from agreements.joint.addresses import supplier_addresses
from agreements.joint.models import Advice, CommonText
from agreements.joint.recipients import members_using
from agreements.joint.states import TextState
from workflows.actors import Actor
from workflows.engine import NotPossibleError, move
from workflows.jobs import enqueue
from workflows.log import record
from workflows.mail import queue_mail


@transaction.atomic
def hold(*, text: CommonText, reason: str, until: date | None = None, by: Actor) -> CommonText:
    """Let the negotiation rest, with the reason and the day it is to be taken up again."""
    if until is not None and until <= timezone.localdate():
        raise NotPossibleError("Datoen skal ligge efter i dag.")
    data = {"until": until.isoformat()} if until else {}
    return move(text, "hold", by=by, reason=reason, data=data, until=until)


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
    """End without agreement.

    Each member that uses the systems gets the secretariat's advice, by mail and on its own site. The supplier
    is told that the negotiation has ended, never what the municipalities are advised.
    """
    move(text, "break_off", by=by, reason=advice)
    facts = _facts(text)
    advise(text=text, members=members_using(text), advice=advice, facts=facts, by=by)
    if addresses := supplier_addresses(text.supplier_id):
        queue_mail(to=addresses, template="agreements/broken_off_supplier", context=facts, joint_id=text.id)
    return text


@transaction.atomic
def read_advice(*, advice: Advice, by: Actor) -> None:
    """Note that the municipality has read the advice; act as the municipality."""
    if advice.read_at is None:
        advice.read_at, advice.read_by_name = timezone.now(), by.signature
        advice.save(update_fields=["read_at", "read_by_name"])
        record(advice, "read_advice", by=by)


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
    return {**facts_of(text), "state": TextState(text.state).label}
