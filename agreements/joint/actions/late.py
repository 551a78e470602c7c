"""Giving late joiners what stands, by themselves or after a click."""

from collections import defaultdict
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from agreements.joint import late
from agreements.joint.limits import ANSWER_WORKING_DAYS
from agreements.joint.models import CommonText, LateJoiner, Sending
from agreements.joint.recipients import members_to_choose_from
from agreements.joint.states import TextState
from workflows.actors import Actor
from workflows.calendar import deadline_after
from workflows.engine import NotPossibleError, move
from workflows.jobs import enqueue
from workflows.log import record
from workflows.models import LegalValue
from workflows.values import value_on

OPEN = (LateJoiner.State.WAITING, LateJoiner.State.LEFT_OUT)


@transaction.atomic
def look_for_late_joiners(*, by: Actor) -> int:
    """Note who came later and, where that is the way chosen, give it to them. Returns how many were given."""
    late.note_found()
    return len(give_late(rows=late.to_give_by_itself(), by=by))


@transaction.atomic
def give_late_after_click(*, ids: list[UUID], by: Actor) -> list[Sending]:
    """Give those chosen on the list what they wait for; raises NotPossibleError where none is left."""
    sendings = give_late(rows=list(late.waiting().filter(pk__in=ids)), by=by)
    if not sendings:
        raise NotPossibleError("De valgte har fået aftalerne, eller teksterne gælder ikke længere.")
    return sendings


@transaction.atomic
def give_late(*, rows: list[LateJoiner], by: Actor) -> list[Sending]:
    """Make one sending for each text, and one job for them all, so that each municipality gets one mail.

    Each row is settled under its text's lock: what is given, or does not stand any more, is left alone.
    """
    chosen = defaultdict(list)
    for row in rows:
        chosen[row.common_text_id].append(row.id)
    answer_by = deadline_after(timezone.localdate(), value_on(ANSWER_WORKING_DAYS, timezone.localdate()))
    texts = CommonText.objects.filter(pk__in=chosen).order_by("number")
    found = [_send(text, chosen[text.id], answer_by, by) for text in texts]
    sendings = [each for each in found if each is not None]
    if sendings:
        job = enqueue(
            "agreements.give_late", by=by, payload={"sendings": [str(each.id) for each in sendings]}
        )
        Sending.objects.filter(pk__in=[each.id for each in sendings]).update(job_id=job.id)
    return sendings


def _send(text: CommonText, row_ids: list[UUID], answer_by: date, by: Actor) -> Sending | None:
    CommonText.objects.select_for_update(of=("self",)).get(pk=text.pk)
    rows = list(LateJoiner.objects.filter(pk__in=row_ids, state__in=OPEN))
    free = {each.municipality.id for each in members_to_choose_from(text) if not each.why_not}
    given = [row for row in rows if row.municipality_id in free]
    if not given or CommonText.objects.values_list("state", flat=True).get(pk=text.pk) != TextState.SENT:
        return None
    move(text, "send", by=by, data={"municipalities": len(given)})
    sending = Sending(
        common_text=text,
        municipality_ids=[row.municipality_id for row in given],
        answer_by=answer_by,
        signing_order=text.sendings.values_list("signing_order", flat=True).latest("created_at"),
        sent_by_id=by.id,
        sent_by_name=by.signature,
    )
    sending.save(force_insert=True)
    settle(text=text, sending=sending, by=by)
    return sending


def settle(*, text: CommonText, sending: Sending, by: Actor) -> None:
    """Note that a sending gives its municipalities what they may have waited for."""
    LateJoiner.objects.filter(
        common_text=text, municipality_id__in=sending.municipality_ids, state__in=OPEN
    ).update(
        state=LateJoiner.State.GIVEN,
        sending=sending,
        settled_at=timezone.now(),
        settled_by_name=by.signature[:300],
    )


def leave_out(*, text: CommonText, using: list[UUID], by: Actor) -> None:
    """Note who uses the systems and has not been chosen, so that nothing is sent to them by itself."""
    chosen = {each for ids in text.sendings.values_list("municipality_ids", flat=True) for each in ids}
    LateJoiner.objects.bulk_create(
        [
            LateJoiner(
                common_text=text,
                municipality_id=each,
                state=LateJoiner.State.LEFT_OUT,
                why="Blev ikke valgt, da teksten blev sendt ud.",
                settled_at=timezone.now(),
                settled_by_name=by.signature[:300],
            )
            for each in using
            if each not in chosen
        ],
        ignore_conflicts=True,
    )


@transaction.atomic
def set_way_of_giving(*, way: str, by: Actor) -> LegalValue:
    """Choose how late joiners get what stands, from today on."""
    if way not in (late.BY_ITSELF, late.AFTER_CLICK):
        raise ValueError(f"Late joiners are not given anything {way!r}.")
    before = late.way_of_giving()
    row, _ = LegalValue.objects.update_or_create(
        key=late.LATE_JOINERS,
        valid_from=timezone.localdate(),
        defaults={"value": way, "source": f"Valgt af {by.name}"[:300], "confirmed": True},
    )
    record(row, "set_late_joiners", by=by, data={"before": before, "way": way})
    return row
