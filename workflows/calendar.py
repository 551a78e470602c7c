"""Working days in Denmark: weekends, moving holidays, and closed days kept as data."""

from datetime import date, timedelta
from functools import lru_cache

from django.core.cache import cache

CLOSED_DAYS_KEY = "workflows.closed_days"


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
    """Return the extra closed days that the secretariat has entered (kept in the cache for an hour)."""
    from workflows.models import ClosedDay

    known: frozenset[date] | None = cache.get(CLOSED_DAYS_KEY)
    if known is None:
        known = frozenset(ClosedDay.objects.values_list("day", flat=True))
        cache.set(CLOSED_DAYS_KEY, known, 3600)
    return known


def is_working_day(day: date) -> bool:
    """Return whether public offices work on `day`."""
    return day.weekday() < 5 and day not in holidays(day.year) and day not in closed_days()


def add_working_days(start: date, days: int) -> date:
    """Return the day `days` working days after `start`; 0 gives `start` or the next working day."""
    day = start
    while days > 0 or not is_working_day(day):
        day += timedelta(days=1)
        if is_working_day(day):
            days -= 1
            if days <= 0:
                break
    return day


def working_days_between(start: date, end: date) -> int:
    """Return the working days after `start` up to and with `end`; negative where `end` lies before."""
    if end < start:
        return -working_days_between(end, start)
    days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    return sum(is_working_day(day) for day in days)
