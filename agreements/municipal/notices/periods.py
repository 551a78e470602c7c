"""How long an agreement gives before a new sub-processor is used, and for objecting to it."""

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from workflows.calendar import add_working_days

GENERAL, SPECIFIC = "generel", "specifik"
WORKING_DAYS = "arbejdsdage"
_MONTHS = 12
_SPELLED = ("en", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti", "elleve", "tolv")
_NUMBERS = {word: number for number, word in enumerate(_SPELLED, 1)} | {"et": 1, "én": 1, "ét": 1}
_WORDS = re.compile(
    rf"(\d{{1,3}}|\b(?:{'|'.join(_NUMBERS)})(?=\s))\s*(arbejdsdag|hverdag|dag|døgn|uge|måned)", re.IGNORECASE
)
_UNITS = {
    "arbejdsdag": WORKING_DAYS,
    "hverdag": WORKING_DAYS,
    "dag": "dage",
    "døgn": "dage",
    "uge": "uger",
    "måned": "måneder",
}
_ONE = {"dage": "dag", "uger": "uge", "måneder": "måned", WORKING_DAYS: "arbejdsdag"}


@dataclass(frozen=True)
class Period:
    """A number of days, weeks, months or working days."""

    number: int
    unit: str

    def __str__(self) -> str:
        return f"{self.number} {_ONE.get(self.unit, self.unit) if self.number == 1 else self.unit}"

    def ends(self, start: date) -> date:
        """Return the last day; the day of receipt itself does not count.

        One that would end when public offices are closed ends on the next working day, as in Regulation
        1182/71, article 3(4).
        """
        if self.unit == WORKING_DAYS:
            return add_working_days(start, self.number)
        if self.unit == "måneder":
            end = _months_after(start, self.number)
        else:
            end = start + timedelta(days=self.number * (7 if self.unit == "uger" else 1))
        return add_working_days(end, 0)


def _months_after(start: date, number: int) -> date:
    """Return the same day of a later month, or that month's last where it is shorter."""
    years, month = divmod(start.month - 1 + number, _MONTHS)
    year = start.year + years
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def read_period(words: str) -> Period | None:
    """Return the period that an agreement's words name ("30 dage efter varslet"), or None."""
    found = _WORDS.search(words)
    if found is None:
        return None
    number = int(found[1]) if found[1].isdecimal() else _NUMBERS[found[1].lower()]
    return Period(number, _UNITS[found[2].lower()]) if number else None


@dataclass(frozen=True)
class Terms:
    """What an agreement says of a new sub-processor: kind of authorisation, notice, time for objecting."""

    authorisation: str = GENERAL
    notice: Period | None = None
    objection: Period | None = None

    @classmethod
    def of(cls, appendix_b: Mapping[str, Any], notice_days: int | None = None) -> "Terms":
        """Return the terms of appendix B's agreed fields; `notice_days` counts where they say nothing."""
        number, unit = appendix_b.get("notice_number"), appendix_b.get("notice_unit")
        notice = Period(int(number), str(unit)) if number and unit else None
        if notice is None and notice_days:
            notice = Period(notice_days, "dage")
        authorisation = SPECIFIC if appendix_b.get("authorisation") == SPECIFIC else GENERAL
        within = read_period(str(appendix_b.get("objection_within") or ""))
        return cls(authorisation, notice, within if authorisation == GENERAL else None)

    def due(self, received: date) -> date | None:
        """Return the last day for an answer; without a window of its own the whole notice counts."""
        period = self.objection or self.notice
        return period.ends(received) if period else None

    def notice_ends(self, received: date) -> date | None:
        """Return the last day of the notice: before it nobody new may be used unasked."""
        return self.notice.ends(received) if self.notice else None

    def as_data(self, received: date) -> dict[str, str | None]:
        """Return the terms and their days, counted from a day of receipt, as plain data."""
        due, ends = self.due(received), self.notice_ends(received)
        return {
            "authorisation": self.authorisation,
            "due": due.isoformat() if due else None,
            "notice_ends": ends.isoformat() if ends else None,
        }
