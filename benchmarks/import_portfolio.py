"""import: the members' portfolio, 25,712 lines, from file to committed, against two other ways.

Ours reads, checks, merges, compares with the register, keeps every line with what became of it, and
writes suppliers, systems, their names and uses in one transaction.

`update_or_create` is the usual way, written well: openpyxl in its fast reading mode, the same checks
and merging by the same code, one transaction, suppliers and systems looked up once each, then
`update_or_create` per line. It gets a tenth of the lines and its time counts tenfold. Its uses must
equal ours on the same tenth.

`copy` is what no checked import can beat: calamine and COPY into a table of texts, no check at all.
It must leave as many lines as ours has kept.
"""

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
from django.conf import settings
from django.db import connection, transaction
from python_calamine import CalamineWorkbook

from benchmarks.timing import NotEqualError, Result, Side, measure
from register.actions.imports import import_file
from register.directory import directory
from register.models import ImportLine, Supplier, System, SystemUse
from register.portfolio.lines import Line, LineReader
from register.portfolio.merging import Merged, SupplierKey, SystemKey, merge
from register.portfolio.tables import Table, find_tables
from register.portfolio.workbook import Sheet
from tenants.kommuner import KOMMUNER
from tenants.models import Municipality
from walls.callers import Caller, acting_as
from workflows.actors import Actor

PORTFOLIO = Path(settings.BASE_DIR) / "secretariat" / "demo" / "data" / "portefoelje.xlsx"
TENTH = 2571
TODAY = date(2026, 6, 1)
TABLES = (
    "register_importline, register_importplan, register_importrun, register_systemuse, "
    "register_systemassessment, register_systemname, register_system, register_supplier, import_copy"
)
Outcome = dict[str, Any]


def run(rounds: int = 5) -> Result:
    """Import the portfolio in turn, ours and theirs; see benchmarks.timing.measure."""
    _members()
    whole, tenth = PORTFOLIO.read_bytes(), _a_tenth()
    expected = _ours_on(tenth)
    row_by_row = Side(
        "update_or_create",
        lambda _: _update_or_create(tenth),
        outcome=_outcome,
        clean=_clean,
        equals=lambda _, theirs: _same_uses(expected, theirs),
        scale=10,
    )
    copy = Side(
        "copy",
        lambda _: _copy(whole),
        outcome=lambda *_: {"lines": _count("import_copy")},
        clean=_clean,
        equals=lambda ours, theirs: bool(ours["lines"] == theirs["lines"]),
    )
    ours = Side("ours", lambda _: _ours(whole), outcome=_outcome, clean=_clean)
    return measure("import", ours, [row_by_row, copy], rounds=rounds)


def _members() -> None:
    """All 98 as members, without schemas: an import touches none."""
    with acting_as(Caller.owner()), connection.cursor() as cursor:
        for each in KOMMUNER:
            facts = {"cvr": each.cvr, "name": each.name, "short_name": each.short_name, "region": each.region}
            Municipality(kommunekode=each.kommunekode, schema_name=f"m_{each.kommunekode}", **facts).save()
        columns = ", ".join(f"c{place} text" for place in range(13))
        cursor.execute(f"CREATE TABLE import_copy ({columns})")


def _a_tenth() -> bytes:
    """A workbook of the first tenth of the lines."""
    rows = CalamineWorkbook.from_path(str(PORTFOLIO)).get_sheet_by_index(0).to_python()
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Anvendelser")
    for row in rows[: TENTH + 1]:
        sheet.append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _ours(content: bytes) -> None:
    with acting_as(Caller.secretariat()):
        import_file(source=io.BytesIO(content), name="portefoelje.xlsx", by=Actor.system())


def _ours_on(content: bytes) -> Outcome:
    _ours(content)
    found = _outcome(None, None)
    _clean(None, None)
    return found


def _lines(table: Table) -> Iterator[Line]:
    """The accepted lines of a table, by the product's own checks."""
    reader = LineReader(table.sheet, list(table.columns.positions), directory(), TODAY)
    for number, cells in table.lines():
        line = reader.read(number, cells)
        if isinstance(line, Line):
            yield line


def _openpyxl_rows(content: bytes) -> Sheet:
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    sheet = book.worksheets[0]
    empty_as_text = [
        ["" if cell is None else cell for cell in row] for row in sheet.iter_rows(values_only=True)
    ]
    return Sheet(sheet.title, empty_as_text)


def _update_or_create(content: bytes) -> None:
    (table,), _ = find_tables([_openpyxl_rows(content)], frozenset(directory().by_cvr))
    lines = list(_lines(table))
    merged = merge(lines)
    with acting_as(Caller.secretariat()), transaction.atomic():
        members = {row.cvr: row for row in Municipality.objects.all()}
        suppliers = {key: _supplier(merged, key) for key in merged.suppliers}
        systems = {key: _system(merged, key, suppliers) for key in merged.systems}
        for position, line in enumerate(lines):
            facts = line.facts
            SystemUse.objects.update_or_create(
                municipality=members[line.municipality.cvr],
                system=systems[merged.system_of[position]],
                defaults={
                    "personal_data": facts.personal_data,
                    "special_categories": facts.special_categories,
                    "cpr": facts.cpr,
                    "subjects": facts.subjects.number if facts.subjects else None,
                    "subjects_is_estimate": bool(facts.subjects and facts.subjects.is_estimate),
                    "agreement": facts.agreement,
                    "agreement_date": facts.agreement_date,
                    "owner_email": facts.owner_email,
                },
            )


def _supplier(merged: Merged, key: SupplierKey) -> Supplier:
    group = merged.suppliers[key]
    number = group.registration
    return Supplier.objects.update_or_create(
        country=number.country if number else "DK",
        number=number.number if number else "",
        name=group.name,
    )[0]


def _system(merged: Merged, key: SystemKey, suppliers: dict[SupplierKey, Supplier]) -> System:
    group = merged.systems[key]
    supplier = suppliers[group.supplier] if group.supplier else None
    return System.objects.update_or_create(kitos_uuid=group.kitos, name=group.name, supplier=supplier)[0]


def _copy(content: bytes) -> None:
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    with (
        acting_as(Caller.owner()),
        transaction.atomic(),
        connection.cursor() as cursor,
        cursor.copy("COPY import_copy FROM STDIN") as copy,
    ):
        for row in rows[1:]:
            copy.write_row([str(cell) for cell in row])


def _count(table: str) -> int:
    with acting_as(Caller.owner()), connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return int(cursor.fetchone()[0])


def _outcome(*_: Any) -> Outcome:
    """Every use, with municipality, system and supplier by what identifies them; how many lines are kept."""
    with acting_as(Caller.secretariat()):
        uses = SystemUse.objects.values_list(
            "municipality__cvr",
            "system__kitos_uuid",
            "system__name",
            "system__supplier__number",
            "system__supplier__name",
            "personal_data",
            "special_categories",
            "cpr",
            "subjects",
            "subjects_is_estimate",
            "agreement",
            "agreement_date",
            "owner_email",
        )
        return {"uses": frozenset(uses), "lines": ImportLine.objects.count()}


def _same_uses(expected: Outcome, theirs: Outcome) -> bool:
    if len(expected["uses"]) < TENTH - TENTH // 10:
        raise NotEqualError("the tenth holds too few uses to say anything")
    return bool(expected["uses"] == theirs["uses"])


def _clean(*_: Any) -> None:
    with acting_as(Caller.owner()), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {TABLES} CASCADE")
