"""What follows by itself: a date that has passed, and a newer version that has come into force."""

from dataclasses import replace
from datetime import date, timedelta

from django.db import connection, transaction

from agreements.municipal.models import Agreement
from agreements.municipal.reporting import report_up
from agreements.municipal.states import AgreementState
from workflows.actors import Actor
from workflows.engine import move
from workflows.values import value_on

S = AgreementState
DELETION_DAYS = "agreement.deletion_days"
SUPERSEDABLE = (S.SIGNED_BY_ONE, S.SIGNED, S.IN_FORCE, S.EXPIRED)


def deletion_due(from_day: date) -> date:
    """Return the last day for proof of deletion or return, counted from the end of the agreement."""
    return from_day + timedelta(days=int(value_on(DELETION_DAYS, from_day)))


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
    many were ended and how many expired. Raises OperationalError where the schema is locked: the job that
    calls this is then tried again.
    """
    due = Agreement.objects.filter(state=S.UNDER_NOTICE, ends_on__lt=today)
    past = Agreement.objects.filter(state=S.IN_FORCE, valid_until__lt=today)
    with transaction.atomic():
        _wait_briefly()
        ended, expired = list(due), list(past)
    for each in ended:
        with transaction.atomic():
            _wait_briefly()
            # After days down the supplier still gets a week.
            last = max(deletion_due(each.ends_on or today), today + timedelta(days=7))
            move(each, "end", by=by, deletion_due=last)
            report_up(each, "deletion")
    for each in expired:
        with transaction.atomic():
            _wait_briefly()
            move(each, "expire", by=by)
            report_up(each, "expired")
    return {"ended": len(ended), "expired": len(expired)}


def _wait_briefly() -> None:
    """A schema that is being migrated is locked for long: let the job be tried again instead."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '2s'")
