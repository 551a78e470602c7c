"""What may be answered to a question of each type, and how an answer reads."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from audits.joint.questions.words import Kind
from secretariat.pagekit.dates import in_words, parse_date

LONGEST_TEXT = 4000
LONGEST_CELL = 300
MOST_ROWS = 100
FOUR = ("yes", "partly", "no", "not_relevant")
NEGATIVE = re.compile(r"^[-−]")


def choices_of(kind: str) -> tuple[str, ...]:
    """Return which choices an answer of a type can have, apart from none."""
    return FOUR if kind == Kind.ASSESSMENT else ("given", "not_relevant")


def stored_value(kind: str, options: list[str], given: Any) -> Any:
    """Return an answer's content as it is kept, or None for nothing.

    Takes what a form or a workbook gives: words, a date, a number, a table's rows. Raises ValueError with
    words for the reader when it is no answer of the type.
    """
    if given is None or given in ("", []):
        return None
    readers = {
        Kind.TEXT: _text,
        Kind.DATE: _date,
        Kind.NUMBER: _number,
        Kind.TABLE: lambda rows: _table(rows, len(options)),
        Kind.OPTIONS: lambda chosen: _option(chosen, options),
    }
    reader = readers.get(Kind(kind))
    return reader(given) if reader else None


def _text(given: Any) -> str | None:
    text = str(given).replace("\r\n", "\n").replace("\x00", "").strip()
    if len(text) > LONGEST_TEXT:
        raise ValueError(_("Svaret er for langt: højst %(n)s tegn.") % {"n": LONGEST_TEXT})
    return text or None


def _date(given: Any) -> str:
    day = given if isinstance(given, date) else parse_date(str(given))
    if day is None:
        raise ValueError(_("Skriv en dato, der findes, fx 12.3.2026."))
    return date(day.year, day.month, day.day).isoformat()


def _number(given: Any) -> str:
    text = str(given).strip().replace(" ", "")
    # Danes write 1.250,5; a workbook gives 1250.5.
    if "," in text or re.fullmatch(r"\d{1,3}(\.\d{3})+", text):
        text = text.replace(".", "").replace(",", ".")
    try:
        number = Decimal(text)
    except InvalidOperation as error:
        raise ValueError(_("Skriv et tal, fx 12 eller 12,5.")) from error
    if not number.is_finite() or abs(number) > 10**12 or NEGATIVE.match(text):
        raise ValueError(_("Skriv et tal, fx 12 eller 12,5."))
    return f"{number.normalize():f}"


def _table(rows: Any, columns: int) -> list[list[str]] | None:
    # A bar parts the cells of a line in a workbook, so it cannot be in one.
    found = [[_cell(cell) for cell in row[:columns]] for row in rows]
    found = [[*row, *[""] * (columns - len(row))] for row in found if any(row)]
    if len(found) > MOST_ROWS:
        raise ValueError(_("Tabellen kan højst have %(n)s linjer. Vedlæg den som fil.") % {"n": MOST_ROWS})
    if any(len(cell) > LONGEST_CELL for row in found for cell in row):
        raise ValueError(_("Et felt i tabellen er for langt: højst %(n)s tegn.") % {"n": LONGEST_CELL})
    return found or None


def _cell(given: Any) -> str:
    return str(given).strip().replace("\x00", "").replace("|", "/")


def _option(chosen: Any, options: list[str]) -> str:
    if str(chosen) not in options:
        raise ValueError(_("Vælg et af de svar, der kan vælges."))
    return str(chosen)


def value_in_words(kind: str, value: Any) -> str:
    """Return an answer's content as it reads on a page, in a letter or in a cell; "" for none."""
    if value is None:
        return ""
    if kind == Kind.DATE:
        return in_words(date.fromisoformat(str(value)))
    if kind == Kind.NUMBER:
        return str(value).replace(".", ",")
    if kind == Kind.TABLE:
        return "\n".join(" · ".join(row) for row in value)
    return str(value)
