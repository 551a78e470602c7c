"""Deadlines of joint supervision, all from dated configuration."""

from datetime import date, timedelta

from workflows.calendar import deadline_after, past_quiet
from workflows.values import value_on


def supplier_deadline(key: str, today: date) -> date:
    """Return by when a supplier answers what is sent today: working days by the dated value `key`.

    None falls in the quiet weeks, in which nobody is reminded of it either.
    """
    return deadline_after(today, int(value_on(key, today)))


def deadline_for(kind: str, start: date) -> date | None:
    """Return the deadline of a finding of the kind, counted from a day; None: the kind has none."""
    rule = value_on("audit.finding_days", start).get(kind, {})
    if "working_days" in rule:
        return deadline_after(start, rule["working_days"])
    return past_quiet(start + timedelta(days=rule["days"])) if "days" in rule else None


def time_for(kind: str, today: date) -> str:
    """Return the time a finding of the kind gives, as a report tells it; "" where the kind has none."""
    rule = value_on("audit.finding_days", today).get(kind, {})
    if "working_days" in rule:
        return f"{rule['working_days']} arbejdsdage efter at rapporten er sendt"
    return f"{rule['days']} dage efter at rapporten er sendt" if "days" in rule else ""


def decision_due(sent_on: date) -> date:
    """Return by when a municipality decides on what is sent on a day; outside closed days and quiet weeks."""
    return past_quiet(sent_on + timedelta(days=int(value_on("audit.decision_days", sent_on))))
