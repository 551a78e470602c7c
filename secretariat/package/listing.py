"""The index of a package: every file in it with title, day and SHA-256, and what is missing."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import xlsxwriter

from documents.packing import Packed

NAME = "01 Bilagsfortegnelse.xlsx"
COLUMNS = (
    ("Nr.", 6),
    ("Titel", 70),
    ("Databehandler", 32),
    ("Dato", 12),
    ("Fil i pakken", 60),
    ("Størrelse (byte)", 16),
    ("SHA-256", 68),
    ("Bemærkning", 60),
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_LONGEST = 32_767  # of a cell; Excel's own limit


@dataclass(frozen=True)
class Line:
    """One line of the index: a file of the package, or one that could not be in it."""

    number: str
    title: str
    processor: str
    day: date | None
    packed: Packed | None
    note: str = ""


def index(lines: Sequence[Line], missing: Sequence[str], about: Sequence[tuple[str, str]]) -> bytes:
    """Return the index as a workbook with the sheets »Bilag«, »Mangler« and »Om pakken«."""
    made = io.BytesIO()
    # Rows go to a temporary file as they are written: the index of a thousand annexes takes no more memory.
    with xlsxwriter.Workbook(made, {"constant_memory": True}) as book:
        forms = _Forms(book)
        sheet = _sheet(book, forms, "Bilag", COLUMNS)
        for number, line in enumerate(lines, 1):
            _write(sheet, forms, number, _cells(line))
        lacking = _sheet(book, forms, "Mangler", (("Det mangler", 120),))
        for number, sentence in enumerate(missing or ["Intet mangler, så vidt kommunen ved."], 1):
            _write(lacking, forms, number, (sentence,))
        told = _sheet(book, forms, "Om pakken", (("Om pakken", 30), ("", 100)))
        for number, pair in enumerate(about, 1):
            _write(told, forms, number, pair)
    return made.getvalue()


class _Forms:
    def __init__(self, book: Any) -> None:
        self.bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self.text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        self.quoted = book.add_format({"quote_prefix": True, "text_wrap": True, "valign": "top"})
        self.day = book.add_format({"num_format": "dd-mm-yyyy", "valign": "top"})
        self.number = book.add_format({"num_format": "#,##0", "valign": "top"})


def _sheet(book: Any, forms: _Forms, name: str, columns: Sequence[tuple[str, int]]) -> Any:
    sheet = book.add_worksheet(name)
    for number, (heading, width) in enumerate(columns):
        sheet.set_column(number, number, width)
        sheet.write_string(0, number, heading, forms.bold)
    sheet.freeze_panes(1, 0)
    return sheet


def _cells(line: Line) -> tuple[Any, ...]:
    packed = line.packed
    return (
        *(line.number, line.title, line.processor, line.day or ""),
        *(packed.name if packed else "Ikke vedlagt", packed.size if packed else ""),
        *(packed.sha256 if packed else "", line.note),
    )


def _write(sheet: Any, forms: _Forms, number: int, cells: Sequence[Any]) -> None:
    for column, value in enumerate(cells):
        if isinstance(value, date):
            sheet.write_datetime(number, column, value, forms.day)
        elif isinstance(value, int):
            sheet.write_number(number, column, value, forms.number)
        else:
            risky = value.startswith(_FORMULA)
            sheet.write_string(number, column, value[:_LONGEST], forms.quoted if risky else forms.text)
