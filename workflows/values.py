"""Dated legal values: which number counted on which day."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.apps import apps

from workflows.models import LegalValue
from workflows.shipped import store_values


class NoValueError(LookupError):
    """No value is in force for the key on the day."""


def value_on(key: str, day: date) -> Any:
    """Return the value of `key` in force on `day`; raises NoValueError where there is none."""
    return row_on(key, day).value


def row_on(key: str, day: date) -> LegalValue:
    """Return the row (value, source, whether confirmed) in force for `key` on `day`."""
    row = LegalValue.objects.filter(key=key, valid_from__lte=day).order_by("-valid_from").first()
    if row is None:
        raise NoValueError(f"No value of {key!r} is in force on {day}.")
    return row


def values_on(keys: Iterable[str], day: date) -> dict[str, Any]:
    """Return the values of many keys in force on `day`, by one query; a key without one is left out."""
    rows = LegalValue.objects.filter(key__in=list(keys), valid_from__lte=day)
    return dict(rows.order_by("key", "-valid_from").distinct("key").values_list("key", "value"))


def ensure(key: str, value: Any, valid_from: date, source: str, *, confirmed: bool = True) -> None:
    """Store a value unless one stands for that key and day; what an administrator changed stays."""
    store_values(apps, [(key, value, valid_from, source, confirmed)])
