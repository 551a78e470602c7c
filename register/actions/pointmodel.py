"""Confirming the point model against the guide, and giving it new numbers from a day on."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.permissions import P
from register.points import PointModel
from register.scoring import KEY
from workflows.actors import Actor
from workflows.engine import NotPermittedError, NotPossibleError, OutdatedError
from workflows.log import record
from workflows.models import LegalValue


@transaction.atomic
def confirm(*, row: LegalValue, source: str, by: Actor) -> LegalValue:
    """Note that somebody has compared the numbers with the guide, and where they stand in it.

    Raises NotPermittedError, and OutdatedError where they are confirmed already.
    """
    _must_manage(by)
    locked = LegalValue.objects.select_for_update().get(pk=row.pk, key=KEY)
    if locked.confirmed:
        raise OutdatedError("Modellen er allerede bekræftet.")
    before, locked.source, locked.confirmed = locked.source, source, True
    locked.save(update_fields=["source", "confirmed"])
    record(locked, "confirm_points", by=by, reason=source, data={"source_before": before})
    return locked


@transaction.atomic
def add_version(
    *, value: dict[str, Any], valid_from: date, source: str, confirmed: bool, by: Actor
) -> LegalValue:
    """Store new numbers that count from a day on; what was decided before keeps the numbers of its day.

    Raises NotPermittedError; NotPossibleError for a day that has passed or has a version already, and
    ValueError for what is no point model.
    """
    _must_manage(by)
    PointModel.from_value(value)
    if valid_from < timezone.localdate():
        raise NotPossibleError("En ny udgave kan tidligst gælde fra i dag.")
    if LegalValue.objects.filter(key=KEY, valid_from=valid_from).exists():
        raise NotPossibleError("Der er allerede en udgave, som gælder fra den dag.")
    row = LegalValue(key=KEY, value=value, valid_from=valid_from, source=source, confirmed=confirmed)
    row.save(force_insert=True)
    record(row, "add_points", by=by, reason=source, data={"from": valid_from.isoformat(), "value": value})
    return row


def _must_manage(by: Actor) -> None:
    if not by.may(P.VALUES_MANAGE):
        raise NotPermittedError("Kun en administrator kan ændre pointmodellen.")
