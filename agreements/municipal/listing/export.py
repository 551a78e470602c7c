"""The list as a workbook, in which journal and KLE numbers can be filled in and sent back."""

import io
from collections.abc import Iterable
from datetime import date
from typing import Any

import xlsxwriter

from agreements.municipal.models import Agreement

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ID, JOURNAL, KLE = "Aftalens id", "Journalnummer", "KLE-nummer"
HEADERS = (
    "Aftalenummer", "Aftale", "Leverandør", "CVR-nummer", "Systemer", "Status", JOURNAL, KLE, "Skabelon",
    "Gælder fra", "Gælder til", "Sidste dag for opsigelse", "Varsel om underdatabehandler (dage)",
    "Egen aftale", ID,
)  # fmt: skip
WIDTHS = (16, 40, 28, 12, 40, 22, 18, 14, 30, 13, 13, 24, 18, 12, 38)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def workbook(sheet_name: str, headers: Iterable[str], rows: Iterable[Iterable[Any]]) -> bytes:
    """Return a workbook of one table. Text is never a formula or an address, also after an edit."""
    made = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(made, options) as book:
        sheet = book.add_worksheet(sheet_name)
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        day = book.add_format({"num_format": "dd-mm-yyyy"})
        quoted, text_format = book.add_format({"quote_prefix": True}), book.add_format({"num_format": "@"})
        titles = list(headers)
        sheet.write_row(0, 0, titles, bold)
        for line, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(line, column, value, day)
                elif isinstance(value, str):
                    risky = value.startswith(_FORMULA)
                    sheet.write_string(line, column, value, quoted if risky else text_format)
                else:
                    sheet.write(line, column, value)
        sheet.freeze_panes(1, 0)
        for column in range(len(titles)):
            sheet.set_column(column, column, WIDTHS[column] if len(titles) == len(WIDTHS) else 24)
    return made.getvalue()


def agreements_workbook(rows: Iterable[Agreement]) -> bytes:
    """Return the agreements as the list shows them."""
    return workbook("Aftaler", HEADERS, map(_cells, rows))


def _cells(each: Agreement) -> list[Any]:
    return [
        each.number,
        each.title,
        each.supplier_name,
        each.supplier_cvr,
        ", ".join(each.system_names),
        each.get_state_display(),
        each.journal_number,
        each.kle,
        each.get_generation_display(),
        each.in_force_from,
        each.valid_until,
        each.notice_by,
        each.notice_days,
        "Ja" if each.is_own else "Nej",
        str(each.id),
    ]
