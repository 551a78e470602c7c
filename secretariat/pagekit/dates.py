"""Danish dates and working days in words."""

import re
from datetime import date

MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni",
    "juli", "august", "september", "oktober", "november", "december",
)  # fmt: skip
ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WORDS = re.compile(r"(\d{1,2})\.?\s+([a-zæøå]+)\.?\s+(\d{4})")
DAY_FIRST = re.compile(r"(\d{1,2})[./\-\s](\d{1,2})[./\-\s](\d{4})")
YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
SHORTEST_MONTH = 3


def parse_date(text: str) -> date | None:
    """Read a date as Danes write it: 12.3.2026, 12-03-2026, 12/3/2026, 2026-03-12 or "12. marts 2026".

    Returns None when the text is no such date, or no day of the calendar (31.2.2026).
    """
    parts = _parts(text.strip().lower())
    if parts is None:
        return None
    try:
        return date(*parts)
    except ValueError:
        return None


def _parts(text: str) -> tuple[int, int, int] | None:
    if match := DAY_FIRST.fullmatch(text):
        return int(match[3]), int(match[2]), int(match[1])
    if match := YEAR_FIRST.fullmatch(text):
        return int(match[1]), int(match[2]), int(match[3])
    if match := WORDS.fullmatch(text):
        month = _month(match[2])
        return (int(match[3]), month, int(match[1])) if month else None
    return None


def _month(word: str) -> int | None:
    """Return the number of a month by its name or an abbreviation of at least three letters ("sept.")."""
    if len(word) < SHORTEST_MONTH:
        return None
    return next((number for number, name in enumerate(MONTHS, 1) if name.startswith(word)), None)


def in_words(day: date) -> str:
    """Return "12. marts 2026"."""
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"


def in_english(day: date) -> str:
    """Return "12 March 2026"."""
    return f"{day.day} {ENGLISH_MONTHS[day.month - 1]} {day.year}"


def working_days_in_words(days: int) -> str:
    """Return "i dag", "om 3 arbejdsdage" or, for a negative number, "for 3 arbejdsdage siden"."""
    if days == 0:
        return "i dag"
    number = abs(days)
    counted = f"{number} arbejdsdag{'' if number == 1 else 'e'}"
    return f"om {counted}" if days > 0 else f"for {counted} siden"


def working_days_in_english(days: int) -> str:
    """Return "today", "in 3 working days" or "3 working days ago"."""
    if days == 0:
        return "today"
    number = abs(days)
    counted = f"{number} working day{'' if number == 1 else 's'}"
    return f"in {counted}" if days > 0 else f"{counted} ago"
