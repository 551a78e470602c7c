"""Confirming a municipality's list twice a year: which round it is, and what has changed since."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from register.models import ListConfirmation, SystemUse
from workflows.calendar import deadline_after
from workflows.values import NoValueError, value_on

KEY = "register.confirm_list"
FACTS = {
    "name": "navn",
    "supplier": "leverandør",
    "personal_data": "personoplysninger",
    "subjects": "antal registrerede",
    "agreement": "databehandleraftale",
}


@dataclass(frozen=True)
class Round:
    """A half-year's round: the day it opened, and by when the list is to be confirmed."""

    opened: date
    due: date


@dataclass(frozen=True)
class Changed:
    """A system whose facts are other than when the list was last confirmed."""

    name: str
    what: list[str]
    use: SystemUse | None = None


@dataclass(frozen=True)
class Difference:
    """What has changed since a list was last confirmed."""

    added: list[SystemUse]
    gone: list[str]
    changed: list[Changed]

    @property
    def is_empty(self) -> bool:
        """Whether the list is as it was."""
        return not (self.added or self.gone or self.changed)


def round_on(day: date) -> Round | None:
    """Return the round that has opened last by a day, by the dated configuration; None before the first.

    The value says on which days of the year a round opens, and how many working days there are.
    """
    for year in (day.year, day.year - 1):
        for month, number in sorted(_opening_days(day), reverse=True):
            opened = date(year, month, number)
            if opened <= day:
                return _round(opened)
    return None


def next_round(day: date) -> Round | None:
    """Return the round that opens next after a day, as the values are now; None where none is configured."""
    days = [date(year, *opens) for year in (day.year, day.year + 1) for opens in _opening_days(day)]
    return _round(min(each for each in days if each > day)) if days else None


def _opening_days(day: date) -> list[tuple[int, int]]:
    try:
        return [(month, number) for month, number in value_on(KEY, day)["opens"]]
    except NoValueError:
        return []


def _round(opened: date) -> Round | None:
    try:
        working_days = int(value_on(KEY, opened)["working_days"])
    except NoValueError:  # it would have opened before the first value was in force
        return None
    return Round(opened, deadline_after(opened, working_days))


def listed(uses: Iterable[SystemUse]) -> list[dict[str, Any]]:
    """Return a municipality's active uses as plain facts, to be kept with the confirmation."""
    return [
        {
            "use": str(use.pk),
            "name": use.system.name,
            "supplier": use.system.supplier.name if use.system.supplier else "",
            "personal_data": use.get_personal_data_display(),
            "subjects": use.subjects,
            "agreement": use.get_agreement_display(),
        }
        for use in uses
    ]


def since(last: ListConfirmation | None, uses: list[SystemUse]) -> Difference:
    """Return what has changed in the active uses since the last confirmation; everything is new before it."""
    before = {row["use"]: row for row in last.listed} if last else {}
    now = dict(zip((str(use.pk) for use in uses), listed(uses), strict=True))
    changed = [
        Changed(now[key]["name"], found, use)
        for use in uses
        if (key := str(use.pk)) in before and (found := _other(before[key], now[key]))
    ]
    return Difference(
        added=[use for use in uses if str(use.pk) not in before],
        gone=[row["name"] for key, row in before.items() if key not in now],
        changed=changed,
    )


def _other(before: dict[str, Any], now: dict[str, Any]) -> list[str]:
    return [
        f"{words}: {_shown(before[name])} → {_shown(now[name])}"
        for name, words in FACTS.items()
        if before[name] != now[name]
    ]


def _shown(value: Any) -> str:
    if isinstance(value, int):
        return f"{value:,}".replace(",", ".")
    return str(value) if value else "ikke oplyst"
