"""The supplier's side: wishes, and accepting the wording."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from agreements.joint.models import CommonText, Round, Wish
from agreements.joint.states import TextState
from workflows.actors import Actor
from workflows.engine import OutdatedError, move
from workflows.log import record
from workflows.mail import queue_mail

NOT_YOURS = gettext_lazy("Teksten ligger ikke længere hos jer. Hent siden igen, og se hvad der er sket.")


@transaction.atomic
def write_wish(*, text: CommonText, clause: str, heading: str, wish: str, proposal: str, by: Actor) -> Wish:
    """Write what the supplier would like otherwise in one clause, while it holds the pen."""
    turn = open_round(text)
    row = Wish(
        round=turn,
        supplier_id=text.supplier_id,
        clause=clause,
        place=clause,
        heading=heading,
        text=wish,
        proposal=proposal,
        written_by_name=by.signature,
    )
    row.save(force_insert=True)
    record(text, "write_wish", by=by, data={"clause": clause})
    return row


@transaction.atomic
def drop_wish(*, text: CommonText, wish: Wish, by: Actor) -> None:
    """Take a wish back before it has been sent."""
    if wish.round_id != open_round(text).id:
        raise OutdatedError(str(NOT_YOURS))
    wish.dropped = True
    wish.save(update_fields=["dropped"])
    record(text, "drop_wish", by=by, data={"clause": wish.clause})


def open_round(text: CommonText) -> Round:
    """Return the running round, the text locked; raises OutdatedError where the supplier has not the pen."""
    fresh = CommonText.objects.select_for_update(of=("self",)).get(pk=text.pk)
    turn = fresh.current_round
    if fresh.state != TextState.AT_SUPPLIER or turn is None or turn.returned_at:
        raise OutdatedError(str(NOT_YOURS))
    return turn


@transaction.atomic
def return_wishes(*, text: CommonText, note: str, by: Actor) -> CommonText:
    """Hand the pen back with the wishes; the case worker gets a mail."""
    move(text, "return_wishes", by=by)
    turn = _close_round(text, Round.Outcome.WISHES, note, by)
    _tell_case_worker(
        text, "agreements/wishes_received", by, wishes=turn.wishes.filter(dropped=False).count()
    )
    return text


@transaction.atomic
def accept(*, text: CommonText, note: str, by: Actor) -> CommonText:
    """Agree on the wording as it was sent."""
    move(text, "accept", by=by, by_name=by.signature)
    _close_round(text, Round.Outcome.ACCEPTED, note, by)
    _tell_case_worker(text, "agreements/text_accepted", by)
    return text


def _close_round(text: CommonText, outcome: str, note: str, by: Actor) -> Round:
    turn: Round = text.rounds.order_by("-number")[0]
    turn.outcome, turn.returned_at = outcome, timezone.now()
    turn.returned_by_name, turn.closing_note = by.signature, note
    turn.save(update_fields=["outcome", "returned_at", "returned_by_name", "closing_note"])
    return turn


def _tell_case_worker(text: CommonText, template: str, by: Actor, **more: object) -> None:
    if not text.case_worker_email:
        return
    context = {
        "number": text.number,
        "title": text.title,
        "by": by.signature,
        "name": text.case_worker_name,
        **more,
    }
    queue_mail(to=[text.case_worker_email], template=template, context=context, joint_id=text.id)
