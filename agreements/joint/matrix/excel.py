"""The matrix as a workbook: the grid with its totals, and the same as lines. Text is never a formula."""

import io
from typing import Any

import xlsxwriter

from agreements.joint.matrix.cells import Cell
from agreements.joint.matrix.page import Column, Matrix

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_LINES = 20_000
LINE_HEADS = (
    "Kommune",
    "Aftaletekst",
    "Titel",
    "Leverandør",
    "Skabelonversion",
    "Status",
    "Siden",
    "Dage",
    "Hindring",
)


def workbook(matrix: Matrix) -> bytes:
    """Return the whole matrix that is given as an .xlsx."""
    made = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(made, options) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        _grid(book.add_worksheet("Aftaleoverblik"), matrix, bold)
        day = book.add_format({"num_format": "dd-mm-yyyy"})
        _lines(book.add_worksheet("Linjer"), matrix, bold, day)
    return made.getvalue()


def _grid(sheet: Any, matrix: Matrix, bold: Any) -> None:
    last = len(matrix.columns) + 1
    sheet.write_row(
        0, 0, ["Kommune", *(_head(column) for column in matrix.columns), "Mangler", "I alt"], bold
    )
    for line, row in enumerate(matrix.rows, start=1):
        sheet.write_string(line, 0, row.municipality.short_name)
        for place, cell in enumerate(row.cells, start=1):
            if cell:
                sheet.write_string(line, place, _words(cell))
        sheet.write_row(line, last, [row.missing, row.edge.states.total()])
    for line, (label, key) in enumerate(
        (("Gældende", "in_force"), ("Mangler", "missing"), ("I alt", "sent")), start=len(matrix.rows) + 1
    ):
        totals = [column.total[key] for column in matrix.columns]
        sheet.write_row(line, 0, [label, *totals, *([sum(totals)] if key != "in_force" else [])], bold)
    sheet.freeze_panes(1, 1)
    sheet.set_column(0, last, 22)


def _head(column: Column) -> str:
    text = column.text
    return f"{text.number} {text.title}\n{text.supplier.name}\nSkabelonversion {text.template_version}"


def _words(cell: Cell) -> str:
    days = f"{cell.days} {'dag' if cell.days == 1 else 'dage'}"
    return f"{cell.label}, {days}" + (f" ({cell.blocker.label})" if cell.blocker else "")


def _lines(sheet: Any, matrix: Matrix, bold: Any, day: Any) -> None:
    sheet.write_row(0, 0, LINE_HEADS, bold)
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(LINE_HEADS) - 1, 22)
    if matrix.count > MOST_LINES:
        words = "Udsnittet har flere linjer, end der er plads til her. Vælg et snævrere udsnit for at få dem."
        sheet.write_string(1, 0, words)
        return
    found = (
        (row, column, cell)
        for row in matrix.rows
        for column, cell in zip(matrix.columns, row.cells, strict=True)
        if cell
    )
    for line, (row, column, cell) in enumerate(found, start=1):
        text = column.text
        facts = [
            row.municipality.name,
            text.number,
            text.title,
            text.supplier.name,
            text.template_version,
            cell.label,
        ]
        for place, word in enumerate(facts):
            sheet.write_string(line, place, word)
        sheet.write_datetime(line, 6, cell.since.date(), day)
        sheet.write_number(line, 7, cell.days)
        sheet.write_string(line, 8, str(cell.blocker.label) if cell.blocker else "")
