"""A whole workbook, read: what was accepted, refused, repeated, and what it says in the end."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any, BinaryIO

from .cells import YES
from .columns import Field
from .faults import Reason
from .lines import Line, LineReader, RefusedLine
from .merging import Merged, SupplierKey, SystemKey, merge
from .municipalities import Directory
from .pausing import collector_paused
from .tables import Table, find_tables
from .workbook import read_sheets


@dataclass(slots=True)
class Use:
    """A municipality's use of a system as the last line about it says, and the lines it took the place of."""

    line: Line
    system: SystemKey
    supplier: SupplierKey | None
    replaced: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class Portfolio:
    """The result of reading a workbook."""

    tables: list[Table]
    left_out_sheets: list[str]
    accepted: list[Line]
    refused: list[RefusedLine]
    repeats: list[tuple[Line, Line]]
    merged: Merged
    uses: dict[tuple[str, SystemKey], Use]

    @property
    def rows(self) -> int:
        """How many lines of data the workbook has."""
        return len(self.accepted) + len(self.refused)

    def figures(self) -> dict[str, Any]:
        """The figures of the file by itself; *used by at least* counts every use, concluded agreement or
        not.
        """
        members_of = Counter(system for _, system in self.uses)
        with_personal_data = {
            system for (_, system), use in self.uses.items() if use.line.facts.personal_data == YES
        }
        at_least_10 = {system for system, members in members_of.items() if members >= 10}
        reasons = Counter(line.fault.reason for line in self.refused)
        return {
            "rows": self.rows,
            "members": len({municipality for municipality, _ in self.uses}),
            "systems": len(members_of),
            "suppliers_in_use": len({use.supplier for use in self.uses.values() if use.supplier}),
            "system_uses": len(self.uses),
            "exact_repeats": len(self.repeats),
            "refused": {reason.value: reasons[reason] for reason in Reason if reasons[reason]},
            "systems_used_by_at_least_10": len(at_least_10),
            "systems_used_by_at_least_20": sum(members >= 20 for members in members_of.values()),
            "of_those_10_with_personal_data": len(at_least_10 & with_personal_data),
        }

    def absent_fields(self) -> list[Field]:
        """Fields no table of the workbook has a column for; an import leaves what is known of them."""
        return self.tables[0].columns.absent()


def _read_lines(
    tables: list[Table], directory: Directory, today: date
) -> tuple[list[Line], list[RefusedLine]]:
    accepted: list[Line] = []
    refused: list[RefusedLine] = []
    for table in tables:
        reader = LineReader(table.sheet, list(table.columns.positions), directory, today)
        for number, cells in table.lines():
            read = reader.read(number, cells)
            if isinstance(read, Line):
                accepted.append(read)
            else:
                refused.append(read)
    return accepted, refused


def _take_uses(
    lines: list[Line], merged: Merged
) -> tuple[dict[tuple[str, SystemKey], Use], list[tuple[Line, Line]]]:
    """The last line about a municipality and a system wins; a line equal to an earlier one is a repeat."""
    uses: dict[tuple[str, SystemKey], Use] = {}
    first_with: dict[tuple[object, ...], Line] = {}
    repeats: list[tuple[Line, Line]] = []
    for position, line in enumerate(lines):
        earlier = first_with.setdefault(line.cells, line)
        if earlier is not line:
            repeats.append((line, earlier))
        key = (line.municipality.cvr, merged.system_of[position])
        use = uses.get(key)
        if use is None:
            uses[key] = Use(line, merged.system_of[position], merged.supplier_of[position])
        elif use.line.cells != line.cells:
            use.replaced.append(use.line)
            use.line, use.supplier = line, merged.supplier_of[position]
    return uses, repeats


@collector_paused()
def read_portfolio(source: BinaryIO, directory: Directory, today: date) -> Portfolio:
    """Reads a workbook of system uses.

    ``directory`` says which municipalities exist and are members, ``today`` which dates lie ahead.
    Raises WorkbookError with a Danish message when the file as a whole cannot be read.
    """
    tables, left_out = find_tables(read_sheets(source), frozenset(directory.by_cvr))
    accepted, refused = _read_lines(tables, directory, today)
    merged = merge(accepted)
    uses, repeats = _take_uses(accepted, merged)
    return Portfolio(
        tables=tables,
        left_out_sheets=left_out,
        accepted=accepted,
        refused=refused,
        repeats=repeats,
        merged=merged,
        uses=uses,
    )
