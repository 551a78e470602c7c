"""What follows by itself: a date that has passed, and a newer version that has come into force."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from django.db import DatabaseError, connection, transaction

from agreements.municipal.models import Agreement
from agreements.municipal.reporting import report_up
from agreements.municipal.states import AgreementState
from workflows.actors import Actor
from workflows.calendar import past_quiet
from workflows.engine import MoveError, move
from workflows.values import value_on

S = AgreementState
DELETION_DAYS = "agreement.deletion_days"
SUPERSEDABLE = (S.SIGNED_BY_ONE, S.SIGNED, S.IN_FORCE, S.EXPIRED)


def deletion_due(from_day: date) -> date:
    """Return the last day for proof of deletion or return, counted from the end of the agreement.

    It falls neither on a closed day nor in a quiet week.
    """
    return past_quiet(from_day + timedelta(days=int(value_on(DELETION_DAYS, from_day))))


def supersede_former(*, agreement: Agreement, by: Actor) -> None:
    """Let what the agreement replaces be superseded, in whose name the newer one came into force.

    All earlier versions are looked at: one may have been left out in between.
    """
    former = _former(agreement)
    while former is not None:
        if former.state in SUPERSEDABLE:
            move(
                former,
                "be_superseded",
                by=replace(by, may_all=True),
                data={"number": agreement.number},
            )
            report_up(former)
        former = _former(former)


def _former(agreement: Agreement) -> Agreement | None:
    return Agreement.objects.filter(replaced_by=agreement.pk).first()


def pass_dates(*, today: date, by: Actor) -> dict[str, int]:
    """End and expire what the calendar says, in the schema of the municipality that is acting.

    Each agreement is a transaction of its own and is taken once, however many days have passed. Returns how
    many were ended and how many expired. One that cannot be taken does not keep the others waiting: its
    fault is raised when all have been tried, so the job that calls this is seen and tried again.
    """
    with transaction.atomic():
        _wait_briefly()
        ended = list(Agreement.objects.filter(state=S.UNDER_NOTICE, ends_on__lt=today))
        expired = list(Agreement.objects.filter(state=S.IN_FORCE, valid_until__lt=today))
    faults = [
        fault
        for act, found in ((_end, ended), (_expire, expired))
        for each in found
        if (fault := _try(act, each, today, by))
    ]
    if faults:
        raise faults[0]
    return {"ended": len(ended), "expired": len(expired)}


def _try(
    act: Callable[[Agreement, date, Actor], None], agreement: Agreement, today: date, by: Actor
) -> Exception | None:
    """Do one agreement's act by itself; return its fault, which is none of the others' business."""
    try:
        with transaction.atomic():
            _wait_briefly()
            act(agreement, today, by)
    except (MoveError, DatabaseError) as fault:
        return fault
    return None


def _end(agreement: Agreement, today: date, by: Actor) -> None:
    # After days down the supplier still gets a week.
    last = max(deletion_due(agreement.ends_on or today), past_quiet(today + timedelta(days=7)))
    move(agreement, "end", by=by, deletion_due=last)
    report_up(agreement, "deletion")


def _expire(agreement: Agreement, today: date, by: Actor) -> None:
    move(agreement, "expire", by=by)
    report_up(agreement, "expired")


def _wait_briefly() -> None:
    """A schema that is being migrated is locked for long: let the job be tried again instead."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '2s'")
