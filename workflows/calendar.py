"""Working days in Denmark: weekends, moving holidays, and closed days and quiet weeks kept as data."""

import time
from datetime import date, timedelta
from functools import lru_cache

KEEP_SECONDS = 60.0
ONE_DAY = timedelta(days=1)
SATURDAY = 5
QUIET = "reminders.quiet_weeks"
WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")


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

    Store bededag counts until 2023 (abolished from 2024 by Act 214 of 7 March 2023). The customary closed
    days, which no act names, are rows of ClosedDay.
    """
    sunday = easter(year)
    found = {
        date(year, 1, 1): "nytårsdag",
        sunday - timedelta(days=3): "skærtorsdag",
        sunday - timedelta(days=2): "langfredag",
        sunday + timedelta(days=1): "2. påskedag",
        sunday + timedelta(days=39): "Kristi himmelfartsdag",
        sunday + timedelta(days=50): "2. pinsedag",
        date(year, 12, 25): "juledag",
        date(year, 12, 26): "2. juledag",
    }
    if year < 2024:
        found[sunday + timedelta(days=26)] = "store bededag"
    return found


class _Known:
    """What the tables say of the calendar, read at once; years are worked out as they are asked for."""

    def __init__(self) -> None:
        from workflows.models import ClosedDay, LegalValue

        self.read_at = time.monotonic()
        self.closed = list(ClosedDay.objects.order_by("day"))
        rows = LegalValue.objects.filter(key=QUIET).order_by("-valid_from")
        self.quiet = [
            (valid_from, frozenset(weeks)) for valid_from, weeks in rows.values_list("valid_from", "value")
        ]
        self.years: dict[int, dict[date, str]] = {}

    def year(self, year: int) -> dict[date, str]:
        """Return the days of a year on which the offices are closed, with their names."""
        if year not in self.years:
            days = dict(holidays(year))
            for row in self.closed:
                day = _in_year(row.day, year) if row.yearly else row.day
                if day and day.year == year and day >= row.day and (row.until is None or day <= row.until):
                    days.setdefault(day, row.name)
            self.years[year] = days
        return self.years[year]

    def quiet_weeks(self, day: date) -> frozenset[int]:
        """Return the ISO weeks that are quiet by what counts on a day."""
        return next((weeks for since, weeks in self.quiet if since <= day), frozenset())


_known: _Known | None = None


def _calendar() -> _Known:
    global _known  # noqa: PLW0603
    if _known is None or time.monotonic() - _known.read_at > KEEP_SECONDS:
        _known = _Known()
    return _known


def forget_closed_days() -> None:
    """Read closed days and quiet weeks again at the next question (in this process; others: in a minute)."""
    global _known  # noqa: PLW0603
    _known = None


def _in_year(day: date, year: int) -> date | None:
    try:
        return day.replace(year=year)
    except ValueError:  # 29 February
        return None


def closed_in(year: int) -> dict[date, str]:
    """Return all days of a year on which the offices are closed, besides weekends, with their names."""
    return dict(sorted(_calendar().year(year).items()))


def quiet_weeks_on(day: date) -> frozenset[int]:
    """Return the ISO weeks kept quiet by what counts on `day`."""
    return _calendar().quiet_weeks(day)


def is_working_day(day: date) -> bool:
    """Return whether public offices work on `day`."""
    return day.weekday() < SATURDAY and day not in _calendar().year(day.year)


def is_quiet(day: date) -> bool:
    """Return whether no reminder leaves and no deadline falls on the day: closed offices, quiet weeks."""
    return not is_working_day(day) or day.isocalendar().week in quiet_weeks_on(day)


def why_quiet(day: date) -> str:
    """Return in Danish why no deadline can fall on `day`; "" where one can."""
    if name := _calendar().year(day.year).get(day):
        return f"Fristen falder på {name}. Vælg en anden dag."
    if day.weekday() >= SATURDAY:
        return f"Fristen falder på en {WEEKDAYS[day.weekday()]}. Vælg en arbejdsdag."
    if is_quiet(day):
        week = day.isocalendar().week
        return f"Fristen falder i uge {week}, hvor der ikke sættes frister. Vælg en anden dag."
    return ""


def past_quiet(day: date) -> date:
    """Return the day itself, or the next on which a deadline can fall."""
    while is_quiet(day):
        day += ONE_DAY
    return day


def deadline_after(start: date, days: int) -> date:
    """Return the deadline `days` working days after `start`, past closed days and quiet weeks."""
    return past_quiet(add_working_days(start, days))


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
