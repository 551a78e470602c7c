"""Limits the contract text is checked against: dated legal values, and the countries of the EEA."""

from dataclasses import dataclass
from datetime import date

from workflows.values import NoValueError, values_on

BREACH_HOURS_MOST = "agreement.breach_hours_most"
BREACH_HOURS_USUAL = "agreement.breach_hours_usual"
BREACH_HOURS_REASON = "agreement.breach_hours_reason"
NOTICE_DAYS_LEAST = "agreement.notice_days_least"
EEA = "agreement.eea_countries"
LOCALISATION = "agreement.localisation_countries"
ADEQUATE = "agreement.adequate_countries"
REPLY_WORKING_DAYS = "agreement.supplier_reply_working_days"
ANSWER_WORKING_DAYS = "agreement.municipality_answer_working_days"
OUTSIDE_LINK_DAYS = "agreement.outside_link_days"

# The two lists of countries may be missing: no rule of that kind had begun.
DEMANDED = (BREACH_HOURS_MOST, BREACH_HOURS_USUAL, NOTICE_DAYS_LEAST, EEA, BREACH_HOURS_REASON)


@dataclass(frozen=True)
class Limits:
    """The values in force on a day.

    `localisation` are the countries in which data must lie where the localisation rule applies; none where
    there is no such rule. `adequate` are those the Commission has found adequate (article 45).
    """

    breach_hours_most: int
    breach_hours_usual: int
    notice_days_least: int
    eea: frozenset[str]
    breach_hours_reason: int = 48
    localisation: frozenset[str] = frozenset({"DK"})
    adequate: frozenset[str] = frozenset()


def limits_on(day: date) -> Limits:
    """Return the limits in force on `day`; raises workflows.values.NoValueError where one is missing."""
    values = values_on((*DEMANDED, LOCALISATION, ADEQUATE), day)
    if missing := [key for key in DEMANDED if key not in values]:
        raise NoValueError(f"No value of {', '.join(missing)} is in force on {day}.")
    return Limits(
        values[BREACH_HOURS_MOST],
        values[BREACH_HOURS_USUAL],
        values[NOTICE_DAYS_LEAST],
        frozenset(values[EEA]),
        values[BREACH_HOURS_REASON],
        frozenset(values.get(LOCALISATION, ())),
        frozenset(values.get(ADEQUATE, ())),
    )
