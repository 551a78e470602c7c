"""The second reader of an agreed text."""

from django.db import transaction

from accounts.permissions import P
from agreements.joint.models import CommonText, SecondReading
from agreements.joint.second_reading import why
from agreements.joint.states import TextState
from workflows.actors import Actor
from workflows.engine import NotPermittedError, NotPossibleError, OutdatedError, move
from workflows.log import record


@transaction.atomic
def second_read(*, text: CommonText, passed: bool, remark: str, by: Actor) -> SecondReading:
    """Note that somebody other than the case worker has read the agreed text.

    Where it is not passed, the text goes back to the case worker with what should change. Raises MoveError
    with the Danish reason; nobody passes her own case.
    """
    if not by.may(P.AGREEMENTS_SECOND_READ):
        raise NotPermittedError("Du har ikke adgang til at gøre dette.")
    fresh = CommonText.objects.select_for_update(of=("self",)).get(pk=text.pk)
    if fresh.state != TextState.AGREED:
        raise OutdatedError("Teksten er ikke længere til gennemlæsning. Hent siden igen.")
    if by.id == fresh.case_worker_id:
        raise NotPossibleError("Du er selv sagsbehandler på teksten. En anden skal læse den.")
    if not why(fresh):
        raise NotPossibleError("Ingen regel kræver, at teksten læses af en anden.")
    if not passed and not remark.strip():
        raise NotPossibleError("Skriv, hvad der skal ændres.")
    turn = fresh.current_round
    row = SecondReading(
        common_text=fresh,
        round_number=turn.number if turn else 0,
        revision=fresh.working_copy.revision,
        passed=passed,
        remark=remark,
        by_id=by.id,
        by_name=by.signature,
    )
    row.save(force_insert=True)
    record(text, "pass_reading" if passed else "fail_reading", by=by, reason=remark)
    if not passed:
        move(text, "take_up_again", by=by, reason=remark)
    return row
