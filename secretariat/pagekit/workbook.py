"""A workbook of tables as a page shows them. Text is never taken for a formula or an address."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import xlsxwriter
from django.http import HttpResponse

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDTH = 24
LONGEST = 32_767  # of a cell; Excel's own limit, beyond which a cell would come out empty
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Sheet:
    """A table on a sheet of a workbook."""

    name: str
    headers: Sequence[str]
    rows: Iterable[Iterable[Any]]
    widths: Sequence[int] = ()


def workbook(
    sheet_name: str,
    headers: Iterable[str],
    rows: Iterable[Iterable[Any]],
    *,
    widths: Sequence[int] = (),
) -> bytes:
    """Return the table as an .xlsx; text stays text also after an edit, and is cut where a cell is full."""
    return workbook_of([Sheet(sheet_name, list(headers), rows, widths)])


def workbook_of(sheets: Iterable[Sheet]) -> bytes:
    """Return several tables as one .xlsx, each on a sheet of its own."""
    made = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(made, options) as book:
        forms = {
            "bold": book.add_format({"bold": True, "text_wrap": True, "valign": "top"}),
            "day": book.add_format({"num_format": "dd-mm-yyyy"}),
            "quoted": book.add_format({"quote_prefix": True}),
            "text": book.add_format({"num_format": "@"}),
        }
        for each in sheets:
            _write(book.add_worksheet(each.name), each, forms)
    return made.getvalue()


def _write(sheet: Any, given: Sheet, forms: dict[str, Any]) -> None:
    sheet.write_row(0, 0, given.headers, forms["bold"])
    for line, row in enumerate(given.rows, start=1):
        for column, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(line, column, value, forms["day"])
            elif isinstance(value, str):
                form = forms["quoted" if value.startswith(_FORMULA) else "text"]
                sheet.write_string(line, column, value[:LONGEST], form)
            else:
                sheet.write(line, column, value)
    sheet.freeze_panes(1, 0)
    for column, width in enumerate(given.widths or [WIDTH] * len(given.headers)):
        sheet.set_column(column, column, width)


def as_download(content: bytes, name: str) -> HttpResponse:
    """Return the workbook as a file to save."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type=XLSX, headers=headers)
