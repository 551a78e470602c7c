"""Working days in Denmark: weekends, moving holidays, and closed days kept as data."""

import time
from datetime import date, timedelta
from functools import lru_cache

KEEP_SECONDS = 60.0
ONE_DAY = timedelta(days=1)
SATURDAY = 5

_closed: tuple[float, frozenset[date]] | None = None


@lru_cache(maxsize=64)
def easter(year: int) -> date:
    """Return Easter Sunday of a year (Gregorian calendar, the anonymous algorithm)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    weekday = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * weekday) // 451
    month, day = divmod(h + weekday - 7 * m + 114, 31)
    return date(year, month, day + 1)


@lru_cache(maxsize=64)
def holidays(year: int) -> dict[date, str]:
    """Return the public holidays of a year with their Danish names.

    Store bededag counts until 2023 (abolished from 2024 by Act 214 of 7 March 2023). Public
    offices are also closed on 5 June, 24 and 31 December.
    """
    sunday = easter(year)
    found = {
        date(year, 1, 1): "nytårsdag",
        sunday - timedelta(days=3): "skærtorsdag",
        sunday - timedelta(days=2): "langfredag",
        sunday + timedelta(days=1): "2. påskedag",
        sunday + timedelta(days=39): "Kristi himmelfartsdag",
        sunday + timedelta(days=50): "2. pinsedag",
        date(year, 6, 5): "grundlovsdag",
        date(year, 12, 24): "juleaftensdag",
        date(year, 12, 25): "juledag",
        date(year, 12, 26): "2. juledag",
        date(year, 12, 31): "nytårsaftensdag",
    }
    if year < 2024:
        found[sunday + timedelta(days=26)] = "store bededag"
    return found


def closed_days() -> frozenset[date]:
    """Return the extra closed days that the secretariat has entered; a new one counts within a minute."""
    global _closed  # noqa: PLW0603
    from workflows.models import ClosedDay

    now = time.monotonic()
    if _closed is None or now - _closed[0] > KEEP_SECONDS:
        _closed = now, frozenset(ClosedDay.objects.values_list("day", flat=True))
    return _closed[1]


def forget_closed_days() -> None:
    """Read the closed days again at the next question (in this process)."""
    global _closed  # noqa: PLW0603
    _closed = None


def is_working_day(day: date) -> bool:
    """Return whether public offices work on `day`."""
    return day.weekday() < SATURDAY and day not in holidays(day.year) and day not in closed_days()


def add_working_days(start: date, days: int) -> date:
    """Return the day `days` working days after `start`, or before it where `days` is negative.

    0 gives `start` itself, or the next working day where it is none.
    """
    day = start
    if days == 0:
        while not is_working_day(day):
            day += ONE_DAY
        return day
    one = ONE_DAY if days > 0 else -ONE_DAY
    left = abs(days)
    while left:
        day += one
        left -= is_working_day(day)
    return day


def working_days_between(start: date, end: date) -> int:
    """Return the working days after `start` up to and with `end`; negative where `end` lies before."""
    if end < start:
        return -working_days_between(end, start)
    return sum(is_working_day(start + n * ONE_DAY) for n in range(1, (end - start).days + 1))
