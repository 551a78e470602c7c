"""Days that lie a number of months apart; the last of a month stands for a day it does not have."""

from calendar import monthrange
from datetime import date


def months_after(day: date, months: int) -> date:
    """Return the day that lies `months` after `day`: 31 January and one month is the last of February."""
    whole = day.year * 12 + day.month - 1 + months
    year, month = divmod(whole, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def months_before(day: date, months: int) -> date:
    """Return the day that lies `months` before `day`."""
    return months_after(day, -months)
