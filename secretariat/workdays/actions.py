"""The secretariat's own closed days, and which weeks are kept quiet."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.permissions import P
from workflows.actors import Actor
from workflows.calendar import QUIET, forget_closed_days
from workflows.engine import NotPermittedError, NotPossibleError
from workflows.log import record
from workflows.models import ClosedDay, LegalValue

WEEKS = range(1, 54)


@transaction.atomic
def add_closed_day(*, by: Actor, day: date, yearly: bool, name: str, source: str) -> ClosedDay:
    """Close the offices on a day, or on the same day every year from then on.

    Deadlines that are set already stay. Raises NotPossibleError for a day that has passed or is closed.
    """
    _must_manage(by)
    if day <= timezone.localdate():
        raise NotPossibleError("Lukkedagen skal ligge efter i dag.")
    if ClosedDay.objects.filter(day=day, yearly=yearly, until=None).exists():
        raise NotPossibleError("Den dag er allerede en lukkedag.")
    row = ClosedDay(day=day, yearly=yearly, name=name, source=source, entered_by_name=by.signature)
    row.save(force_insert=True)
    record(row, "add", by=by, data=_facts(row))
    transaction.on_commit(forget_closed_days)
    return row


@transaction.atomic
def end_closed_day(*, by: Actor, row: ClosedDay) -> ClosedDay:
    """Let a closed day count no more from today on; on what has passed it has counted.

    Raises NotPossibleError for one that has passed or ended.
    """
    _must_manage(by)
    today = timezone.localdate()
    row = ClosedDay.objects.select_for_update().get(pk=row.pk)
    if row.until or (not row.yearly and row.day <= today):
        raise NotPossibleError("Lukkedagen gælder ikke længere.")
    row.until = today
    row.save(update_fields=["until"])
    record(row, "end", by=by, data=_facts(row))
    transaction.on_commit(forget_closed_days)
    return row


@transaction.atomic
def set_quiet_weeks(*, by: Actor, weeks: list[int], valid_from: date, source: str) -> LegalValue:
    """Keep other weeks quiet from a day on.

    Raises NotPossibleError for a day before today, or one that is taken.
    """
    _must_manage(by)
    if valid_from < timezone.localdate():
        raise NotPossibleError("Ændringen kan tidligst gælde fra i dag.")
    if LegalValue.objects.filter(key=QUIET, valid_from=valid_from).exists():
        raise NotPossibleError("Der er allerede en ændring fra den dag.")
    row = LegalValue(key=QUIET, value=sorted(set(weeks)), valid_from=valid_from, source=source)
    row.save(force_insert=True)
    record(row, "set_quiet_weeks", by=by, data={"weeks": row.value, "from": valid_from.isoformat()})
    transaction.on_commit(forget_closed_days)
    return row


def _must_manage(by: Actor) -> None:
    if not by.may(P.VALUES_MANAGE):
        raise NotPermittedError("Du har ikke adgang til at ændre kalenderen.")


def _facts(row: ClosedDay) -> dict[str, str | bool]:
    return {"name": row.name, "day": row.day.isoformat(), "yearly": row.yearly}
