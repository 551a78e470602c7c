"""A workbook of one table, as a page shows it. Text is never taken for a formula or an address."""

import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import xlsxwriter
from django.http import HttpResponse

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDTH = 24
LONGEST = 32_767  # of a cell; Excel's own limit, beyond which a cell would come out empty
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def workbook(
    sheet_name: str,
    headers: Iterable[str],
    rows: Iterable[Iterable[Any]],
    *,
    widths: Sequence[int] = (),
) -> bytes:
    """Return the table as an .xlsx; text stays text also after an edit, and is cut where a cell is full."""
    made = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(made, options) as book:
        sheet = book.add_worksheet(sheet_name)
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        day = book.add_format({"num_format": "dd-mm-yyyy"})
        quoted, text = book.add_format({"quote_prefix": True}), book.add_format({"num_format": "@"})
        titles = list(headers)
        sheet.write_row(0, 0, titles, bold)
        for line, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(line, column, value, day)
                elif isinstance(value, str):
                    form = quoted if value.startswith(_FORMULA) else text
                    sheet.write_string(line, column, value[:LONGEST], form)
                else:
                    sheet.write(line, column, value)
        sheet.freeze_panes(1, 0)
        for column, width in enumerate(widths or [WIDTH] * len(titles)):
            sheet.set_column(column, column, width)
    return made.getvalue()


def as_download(content: bytes, name: str) -> HttpResponse:
    """Return the workbook as a file to save."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type=XLSX, headers=headers)
