"""Limits the contract text is checked against: dated legal values, and the countries of the EEA."""

from dataclasses import dataclass
from datetime import date

from workflows.values import value_on

BREACH_HOURS_MOST = "agreement.breach_hours_most"
BREACH_HOURS_USUAL = "agreement.breach_hours_usual"
NOTICE_DAYS_LEAST = "agreement.notice_days_least"
EEA = "agreement.eea_countries"
REPLY_WORKING_DAYS = "agreement.supplier_reply_working_days"
ANSWER_WORKING_DAYS = "agreement.municipality_answer_working_days"


@dataclass(frozen=True)
class Limits:
    """The values in force on a day."""

    breach_hours_most: int
    breach_hours_usual: int
    notice_days_least: int
    eea: frozenset[str]


def limits_on(day: date) -> Limits:
    """Return the limits in force on `day`; raises workflows.values.NoValueError where one is missing."""
    return Limits(
        value_on(BREACH_HOURS_MOST, day),
        value_on(BREACH_HOURS_USUAL, day),
        value_on(NOTICE_DAYS_LEAST, day),
        frozenset(value_on(EEA, day)),
    )
