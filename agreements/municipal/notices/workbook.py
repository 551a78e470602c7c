"""A workbook of one table, as a page shows it. Text is never taken for a formula or an address."""

import io
from collections.abc import Iterable
from datetime import date
from typing import Any

import xlsxwriter
from django.http import HttpResponse

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDTH = 24
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def workbook(sheet_name: str, headers: Iterable[str], rows: Iterable[Iterable[Any]]) -> bytes:
    """Return the table as an .xlsx; text that looks like a formula is marked as text."""
    made = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(made, options) as book:
        sheet = book.add_worksheet(sheet_name)
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        day = book.add_format({"num_format": "dd-mm-yyyy"})
        quoted = book.add_format({"quote_prefix": True})
        titles = list(headers)
        sheet.write_row(0, 0, titles, bold)
        for line, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(line, column, value, day)
                elif isinstance(value, str):
                    sheet.write_string(line, column, value, quoted if value.startswith(_FORMULA) else None)
                else:
                    sheet.write(line, column, value)
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, max(len(titles) - 1, 0), WIDTH)
    return made.getvalue()


def as_download(content: bytes, name: str) -> HttpResponse:
    """Return the workbook as a file to save."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=XLSX, headers=headers)
