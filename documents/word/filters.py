"""How values are written in Danish documents, and the filters a template may use."""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from jinja2 import Undefined
from jinja2.filters import FILTERS

MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni",
    "juli", "august", "september", "oktober", "november", "december",
)  # fmt: skip

ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def dato(value: date | str | None) -> str:
    """12. marts 2026. Text is given back as it is, so that a template can hold "snarest" in a date field."""
    if isinstance(value, date):
        return f"{value.day}. {MONTHS[value.month - 1]} {value.year}"
    return "" if value is None else value


def english_date(value: date | str | None) -> str:
    """12 March 2026, in a document in English."""
    if isinstance(value, date):
        return f"{value.day} {ENGLISH_MONTHS[value.month - 1]} {value.year}"
    return "" if value is None else value


def tal(value: int | Decimal | str | None, decimals: int | None = None) -> str:
    """1.234 or 1.234,50: Danish thousands and decimals."""
    if value is None or isinstance(value, str | Undefined):
        return "" if value is None else str(value)
    text = f"{value:,}" if decimals is None else f"{value:,.{min(decimals, 10)}f}"
    return text.translate(str.maketrans(",.", ".,"))


def liste(values: Iterable[object] | str | None, word: str = "og") -> str:
    """a, b og c: an enumeration in a sentence."""
    if values is None or isinstance(values, str):
        return values or ""
    items = [show(value) for value in values]
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {word} {items[-1]}"


def ja_nej(value: bool | None) -> str:
    """Ja, Nej or Ikke oplyst."""
    return "Ikke oplyst" if value is None else "Ja" if value else "Nej"


def stort(value: str | None) -> str:
    """The text with a capital first letter and the rest as it is (Jinja's own filter would spoil CPR)."""
    text = value or ""
    return text[:1].upper() + text[1:]


def show(value: object) -> str:
    """A value as it is written where the template uses no filter."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, date):
        return dato(value)
    if isinstance(value, Decimal):
        return tal(value)
    return str(value)


def finalize(value: object) -> object:
    """Jinja's last step for each value; text and missing values pass untouched."""
    return value if isinstance(value, str | Undefined) else show(value)


# Of Jinja's own filters only those that neither reach attributes, nor call, nor mark text as safe.
OURS: dict[str, Callable[..., object]] = {
    "dato": dato,
    "date": english_date,
    "tal": tal,
    "liste": liste,
    "ja_nej": ja_nej,
    "stort": stort,
}
OF_JINJA = ("default", "first", "last", "length", "lower", "trim", "upper")
ALLOWED: dict[str, Any] = {**{name: FILTERS[name] for name in OF_JINJA}, **OURS}
