"""Danish dates as people write them."""

import math
import re
from datetime import date, datetime, timedelta
from functools import lru_cache

# Registerlovene took effect on 1 January 1979; no agreement about processing personal data is older.
EARLIEST = date(1979, 1, 1)
_EXCEL_DAY_ZERO = date(1899, 12, 30)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januar jan january", "februar feb febr february", "marts mar march", "april apr", "maj may",
            "juni jun june", "juli jul july", "august aug", "september sep sept", "oktober okt oct october",
            "november nov", "december dec decem",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_TIME = re.compile(
    r"[T\s]+(?:kl\.?\s*)?\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?\s*(?:Z|[+-]\d{2}:?\d{2})?$"
)
_WEEKDAY = re.compile(
    r"^(?:mandag|tirsdag|onsdag|torsdag|fredag|lørdag|søndag)\s*(?:den\s+)?(?:d\.\s*)?,?\s*", re.I
)
_LEAD = re.compile(r"^(?:den|d\.|dato:?)\s+", re.I)
_YEAR_FIRST = re.compile(r"(\d{4})\s*[-./ ]\s*(\d{1,2})\s*[-./ ]\s*(\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})\s*[-./ ]\s*(\d{1,2})\s*[-./ ]\s*(\d{4}|\d{2}|'\d{2})\.?")
_WORDS = re.compile(r"(\d{1,2})[.\s-]*\s*([a-zæøå]+)[.\s,-]*\s*(\d{4}|\d{2})\.?", re.I)
_COMPACT = re.compile(r"(\d{2})(\d{2})(\d{4})|(\d{4})(\d{2})(\d{2})")
_SERIAL = re.compile(r"\d{5}(?:[.,]\d+)?")


class NotADate(ValueError):
    """The text is no date; the message says in Danish what is wrong with it."""


def _whole_year(text: str, today: date) -> int:
    """Two digits are the latest year that does not lie ahead: in 2026, 24 is 2024 and 98 is 1998."""
    digits = text.lstrip("'")
    if len(digits) == 4:
        return int(digits)
    year = today.year - today.year % 100 + int(digits)
    return year if year <= today.year else year - 100


def _numbers(text: str, today: date) -> tuple[int, int, int] | None:
    if match := _YEAR_FIRST.fullmatch(text):
        year, month, day = match.groups()
        return int(year), int(month), int(day)
    if match := _DAY_FIRST.fullmatch(text):
        day, month, year = match.groups()
        return _whole_year(year, today), int(month), int(day)
    if (match := _WORDS.fullmatch(text)) and match[2].lower() in _MONTHS:
        return _whole_year(match[3], today), _MONTHS[match[2].lower()], int(match[1])
    return None


def _compact(text: str) -> date | None:
    """Eight digits: 20210727 when that is a date of our time, otherwise 27072021."""
    if not re.fullmatch(r"\d{8}", text):
        return None
    for year, month, day in ((text[:4], text[4:6], text[6:]), (text[4:], text[2:4], text[:2])):
        try:
            found = date(int(year), int(month), int(day))
        except ValueError:
            continue
        if 1900 <= found.year <= 2200:
            return found
    return None


def _from_serial(number: float) -> date | None:
    """A spreadsheet's day count, where the cell has lost its date format; eight digits are a date in
    figures.
    """
    if not math.isfinite(number):
        return None
    if 20000 <= number <= 80000:
        return _EXCEL_DAY_ZERO + timedelta(days=int(number))
    if number == int(number) and 1_000_000 <= number <= 99_999_999:
        return _compact(f"{int(number):08d}")
    return None


@lru_cache(maxsize=32768)
def _date_in_text(text: str, today: date) -> date:
    plain = _LEAD.sub("", _WEEKDAY.sub("", _TIME.sub("", text))).strip()
    if found := _compact(plain):
        return found
    if _SERIAL.fullmatch(plain) and (found := _from_serial(float(plain.replace(",", ".")))):
        return found
    numbers = _numbers(plain, today)
    if numbers is None:
        raise NotADate(f"»{text}« er ikke en dato. Skriv dag, måned og år, fx 12-03-2024.")
    try:
        return date(*numbers)
    except ValueError:
        raise NotADate(f"Datoen »{text}« findes ikke i kalenderen.") from None


def agreement_date(value: object, today: date) -> date:
    """The date in a cell: a date, a day count or a text in any usual Danish form.

    Raises NotADate when it cannot be read, is not in the calendar, lies ahead of ``today`` or before 1979.
    """
    if isinstance(value, datetime):
        found: date | None = value.date()
    elif isinstance(value, date):
        found = value
    elif isinstance(value, int | float) and not isinstance(value, bool):
        found = _from_serial(float(value))
    else:
        found = _date_in_text(str(value).strip(), today)
    if found is None:
        shown = f"{value:g}" if isinstance(value, float) else str(value)
        raise NotADate(f"»{shown}« er ikke en dato. Skriv dag, måned og år, fx 12-03-2024.")
    if found > today:
        raise NotADate(f"Datoen {found:%d-%m-%Y} ligger i fremtiden.")
    if found < EARLIEST:
        raise NotADate(f"Datoen {found:%d-%m-%Y} er ældre end de første regler om persondata (1979).")
    return found
