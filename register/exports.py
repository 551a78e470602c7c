"""Workbooks to take away: refused lines to correct, and a municipality's systems as shown."""

import io
from collections.abc import Iterable
from datetime import date
from typing import Any

import xlsxwriter

from register.models import AgreementStatus, Answer, ImportLine, ImportRun, SystemUse
from register.portfolio.columns import Field
from register.portfolio.identifiers import Registration

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDTH = 24
PORTFOLIO = [name.value for name in Field if name != Field.MUNICIPALITY_CODE]


def _workbook(
    sheet_name: str, headers: Iterable[str], rows: Iterable[Iterable[Any]], *, line_by_line: bool = False
) -> bytes:
    """A workbook of one table with fixed headers. Text is never taken for a formula or an address.

    `line_by_line` holds one line at a time instead of all, for tens of thousands of them.
    """
    made = io.BytesIO()
    kept = {"constant_memory": True} if line_by_line else {"in_memory": True}
    options = {**kept, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(made, options) as book:
        sheet = book.add_worksheet(sheet_name)
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        day = book.add_format({"num_format": "dd-mm-yyyy"})
        titles = list(headers)
        sheet.write_row(0, 0, titles, bold)
        for line, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(line, column, value, day)
                else:
                    sheet.write(line, column, value)
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, max(len(titles) - 1, 0), WIDTH)
    return made.getvalue()


def refused_workbook(run: ImportRun) -> bytes:
    """The refused lines of an import under their own headers, with line, field and reason to the right.

    Once corrected it can be sent in as it is: the columns to the right are none the import reads.
    """
    headers = [header for _, header in run.understood.get("columns", [])]
    lines = ImportLine.objects.filter(run=run, outcome=ImportLine.Outcome.REFUSED)
    rows = (
        [*(line.cells or []), f"{line.sheet}, linje {line.number}", line.reason, line.field, line.advice]
        for line in lines
    )
    return _workbook(
        "Afviste linjer", [*headers, "Note: hvor", "Note: årsag", "Note: felt", "Note: ret"], rows
    )


def portfolio_workbook() -> bytes:
    """All members' systems in use, as an import reads them: taken out and read in again it changes nothing.

    Act as the secretariat. Rows, not objects: there are tens of thousands.
    """
    uses = SystemUse.objects.filter(is_active=True).order_by("municipality__name_sort", "system__name_sort")
    rows = (_portfolio_row(*row) for row in uses.values_list(*_COLUMNS).iterator())
    return _workbook("Portefølje", PORTFOLIO, rows, line_by_line=True)


_COLUMNS = (
    *("municipality__name", "municipality__cvr", "system__kitos_uuid", "system__name"),
    *("system__supplier__name", "system__supplier__country", "system__supplier__number"),
    *("personal_data", "special_categories", "cpr", "other_protected", "special_processing"),
    *("subjects", "subjects_is_estimate", "agreement", "agreement_date", "owner_email"),
)
_SHOWN = dict([*Answer.choices, *AgreementStatus.choices])


def _portfolio_row(*row: Any) -> list[Any]:
    municipality, cvr, kitos, system, supplier, country, number, *rest = row
    answers, (subjects, is_estimate, agreement, day, owner) = rest[:5], rest[5:]
    return [
        municipality,
        cvr,
        str(kitos or ""),
        system,
        supplier or "",
        Registration(country, number).text if number else "",
        *(_SHOWN.get(answer, answer) for answer in answers),
        f"ca. {subjects}" if is_estimate else subjects,
        _SHOWN.get(agreement, agreement),
        day,
        owner,
    ]
