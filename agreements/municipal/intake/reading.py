"""An index read line by line, against what the municipality has: its systems, suppliers and agreements."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, BinaryIO

from django.utils import timezone

from agreements.municipal.intake.columns import Column, Table, find_table
from agreements.municipal.intake.facts import (
    day_of,
    days_of,
    faults_of,
    generation_of,
    notice_day,
    number_of,
)
from agreements.municipal.intake.models import IntakeLine
from agreements.municipal.keeping.kle import kle_number
from agreements.municipal.models import Agreement
from register.importing.staging import cell_as_json
from register.models import Supplier, SystemUse
from register.portfolio.cells import optional_text
from register.portfolio.spelling import name_key, supplier_key
from register.portfolio.workbook import WorkbookError, read_sheets

MOST_LINES = 2_000
C = Column
_LIMITS = {C.TITLE: 200, C.NUMBER: 40, C.SUPPLIER: 200, C.JOURNAL: 60, C.FILE: 300, C.TERMINATION: 60}
Key = tuple[str, frozenset[str], date | None]


@dataclass
class Known:
    """What the municipality has already: an index is understood by it."""

    systems: dict[str, dict[str, str]] = field(default_factory=dict)
    suppliers: dict[str, Supplier] = field(default_factory=dict)
    taken: dict[Key, str] = field(default_factory=dict)

    @classmethod
    def now(cls) -> "Known":
        """Return what there is; act as the municipality."""
        known = cls()
        for use in SystemUse.objects.filter(is_active=True).select_related("system__supplier"):
            system = {"id": str(use.system_id), "name": use.system.name}
            known.systems.setdefault(use.system.name_key, system)
            if use.system.supplier:
                for key in (use.system.supplier.number, use.system.supplier.name_key):
                    if key:
                        known.suppliers.setdefault(key, use.system.supplier)
        for each in Agreement.objects.filter(common_text_id=None):
            known.taken[key_of(each)] = each.number
        return known


def key_of(line: Any) -> Key:
    """Return by what two lines, or a line and an agreement, are the same agreement."""
    names = line.system_names or [line.title]
    return (
        line.supplier_cvr or supplier_key(line.supplier_name),
        frozenset(map(name_key, names)),
        line.agreed_on,
    )


def read_index(source: BinaryIO) -> tuple[Table, list[IntakeLine]]:
    """Return the table and its lines, refused ones with the reason; raises WorkbookError for none."""
    table = find_table(read_sheets(source))
    rows = list(_data_rows(table))
    if len(rows) > MOST_LINES:
        raise WorkbookError(f"Regnearket har flere end {MOST_LINES} linjer. Del det i flere filer.")
    known, today = Known.now(), timezone.localdate()
    lines = [_line(table, number, cells, known, today) for number, cells in rows]
    seen: dict[Key, int] = {}
    for position, line in enumerate(lines):
        line.position = position
        _refuse_repeat(line, seen, known)
    return table, lines


def _data_rows(table: Table) -> Iterator[tuple[int, list[Any]]]:
    width = max(table.columns.values()) + 1
    headings = table.sheet.rows[table.at]
    for number, row in enumerate(table.sheet.rows[table.at + 1 :], start=table.at + 2):
        cells = [*row, *[""] * (width - len(row))]
        if row != headings and any(optional_text(cells[place]) for place in table.columns.values()):
            yield number, cells


def _refuse_repeat(line: IntakeLine, seen: dict[Key, int], known: Known) -> None:
    if line.state == IntakeLine.State.REFUSED:
        return
    key = key_of(line)
    if key in known.taken:
        refuse(line, [f"Aftalen er taget ind i forvejen som {known.taken[key]}."])
    elif key in seen:
        refuse(line, [f"Linjen gentager linje {seen[key]}: samme leverandør, system og dato."])
    else:
        seen[key] = line.line


def refuse(line: IntakeLine, reasons: list[str]) -> None:
    """Mark a line as refused, with the reasons."""
    line.state, line.reason = IntakeLine.State.REFUSED, " ".join(reasons)


def _line(table: Table, number: int, cells: list[Any], known: Known, today: date) -> IntakeLine:
    line = IntakeLine(sheet=table.sheet.name[:100], line=number, cells=[cell_as_json(cell) for cell in cells])
    faults: list[str] = []

    def cell(column: Column) -> Any:
        return cells[table.columns[column]] if column in table.columns else ""

    def read(column: Column, reader: Any, **more: Any) -> Any:
        try:
            return reader(cell(column), **more)
        except ValueError as error:
            faults.append(f"{column}: {error}")
            return None

    def text(column: Column) -> str:
        found = optional_text(cell(column))
        if len(found) > _LIMITS[column]:
            faults.append(f"{column}: teksten er længere end {_LIMITS[column]} tegn.")
        return found[: _LIMITS[column]]

    line.title, line.number, line.named_file = text(C.TITLE), text(C.NUMBER), text(C.FILE)
    line.journal_number, line.termination_notice = text(C.JOURNAL), text(C.TERMINATION)
    line.supplier_name, line.supplier_cvr = text(C.SUPPLIER), read(C.CVR, number_of) or ""
    line.systems = systems_of(optional_text(cell(C.SYSTEM)), known)
    line.agreed_on = read(C.AGREED_ON, day_of, ahead=False, today=today)
    line.in_force_from = read(C.FROM, day_of, ahead=True, today=today)
    line.valid_until = read(C.UNTIL, day_of, ahead=True, today=today)
    line.notice_by = read(C.NOTICE_BY, day_of, ahead=True, today=today)
    line.notice_days = read(C.NOTICE_DAYS, days_of)
    line.generation = generation_of(cell(C.GENERATION))
    line.kle = read(C.KLE, lambda found: kle_number(optional_text(found))) or ""
    complete(line, known)
    faults += wrong_with(line)
    if faults:
        refuse(line, faults)
    return line


def complete(line: IntakeLine, known: Known) -> None:
    """Fill in what follows from the rest: the supplier as registered, the title, the last day of notice."""
    supplier = known.suppliers.get(line.supplier_cvr.removeprefix("CVR ")) or known.suppliers.get(
        supplier_key(line.supplier_name)
    )
    line.supplier_id = None
    if supplier is not None:
        line.supplier_id = supplier.id
        line.supplier_name = line.supplier_name or supplier.name
        line.supplier_cvr = line.supplier_cvr or supplier.number
    line.title = line.title or ", ".join(line.system_names)[:200]
    line.notice_by = line.notice_by or notice_day(line.valid_until, line.termination_notice)


def wrong_with(line: IntakeLine) -> list[str]:
    """Return what a line lacks or contradicts, in words."""
    faults = faults_of(line.in_force_from, line.valid_until, line.notice_by)
    if not line.title:
        faults.append("Der mangler et system eller en titel.")
    if not line.supplier_name:
        faults.append("Der mangler en leverandør.")
    return faults


def systems_of(text: str, known: Known) -> list[dict[str, str]]:
    """Return the systems a cell names, with the id of those on the municipality's own list.

    Several stand on lines of their own or between semicolons; a comma parts them where both are known.
    """
    found: list[str] = []
    for part in re.split(r"[;\n]+", text):
        names = [part]
        pieces = [each.strip() for each in part.split(",")]
        if name_key(part) not in known.systems and all(name_key(each) in known.systems for each in pieces):
            names = pieces
        found.extend(name.strip()[:200] for name in names if name.strip())
    return [known.systems.get(name_key(name), {"id": "", "name": name}) for name in dict.fromkeys(found)]
