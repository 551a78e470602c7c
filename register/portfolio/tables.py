"""Finding the table in a workbook: which sheets, which line holds the headers, which columns are which."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from .cells import cell_text, optional_text
from .columns import Columns, Field, match_columns
from .identifiers import digits_of_cvr, kitos_uuid
from .workbook import Sheet, WorkbookError

HEADER_SEARCH_DEPTH = 200
_SAMPLE = 200


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """A table of uses in one sheet."""

    sheet: str
    header_row: int
    columns: Columns
    rows: list[list[object]]

    @property
    def header_line(self) -> int:
        """The line number of the headers as the spreadsheet shows it."""
        return self.header_row + 1

    def lines(self) -> Iterator[tuple[int, tuple[object, ...]]]:
        """Line number and our cells (in the order of ``columns.positions``) of every line with any of them.

        A line that repeats the headers (a table pasted below another) is no line of data.
        """
        positions = list(self.columns.positions.values())
        headers = tuple(self.rows[self.header_row][position] for position in positions)
        widest = max(positions) + 1
        for number, row in enumerate(self.rows[self.header_row + 1 :], start=self.header_row + 2):
            if len(row) < widest:
                row = [*row, *[""] * (widest - len(row))]  # noqa: PLW2901 - the line, made as wide as the table
            cells = tuple([row[position] for position in positions])
            if cells != headers and any(cells) and any(map(cell_text, cells)):
                yield number, cells


def _column_values(rows: list[list[object]], header_row: int, position: int) -> list[str]:
    values = (optional_text(row[position]) for row in rows[header_row + 1 :] if position < len(row))
    found: list[str] = []
    for value in values:
        if value:
            found.append(value)
            if len(found) == _SAMPLE:
                break
    return found


def _settle_bare_cvr(
    columns: Columns, rows: list[list[object]], header_row: int, known: frozenset[str]
) -> Columns:
    """A column that only says *CVR* is the municipality's when its values are, otherwise the supplier's."""
    if columns.bare_cvr is None:
        return columns
    values = _column_values(rows, header_row, columns.bare_cvr)
    municipal = sum(digits_of_cvr(value) in known for value in values) * 2 > len(values)
    name = Field.MUNICIPALITY_CVR if municipal else Field.SUPPLIER_CVR
    if name in columns.positions:
        return columns
    header = cell_text(rows[header_row][columns.bare_cvr])
    return replace(
        columns,
        positions={**columns.positions, name: columns.bare_cvr},
        headers={**columns.headers, name: header},
    )


def _settle_kitos(columns: Columns, rows: list[list[object]], header_row: int) -> Columns:
    """KITOS also has running numbers: a column *KITOS-ID* without a single uuid identifies nothing for us."""
    position = columns.positions.get(Field.KITOS)
    if position is None or "uuid" in columns.headers[Field.KITOS].casefold():
        return columns
    values = _column_values(rows, header_row, position)
    if not values or any(kitos_uuid(value) for value in values):
        return columns
    header = columns.headers[Field.KITOS]
    return replace(
        columns,
        positions={name: place for name, place in columns.positions.items() if name is not Field.KITOS},
        headers={name: text for name, text in columns.headers.items() if name is not Field.KITOS},
        unknown=(*columns.unknown, header),
    )


def _table_of(sheet: Sheet, municipal_cvrs: frozenset[str]) -> Table | None:
    best: tuple[int, int, Columns] | None = None
    for index, row in enumerate(sheet.rows[:HEADER_SEARCH_DEPTH]):
        if sum(1 for cell in row if isinstance(cell, str) and cell) < 2:
            continue
        columns = match_columns(row)
        score = len(columns.positions) + (columns.bare_cvr is not None)
        if score >= 2 and (best is None or score > best[0]):
            best = (score, index, columns)
    if best is None:
        return None
    _, index, columns = best
    columns = _settle_bare_cvr(columns, sheet.rows, index, municipal_cvrs)
    return Table(sheet.name, index, _settle_kitos(columns, sheet.rows, index), sheet.rows)


def _complaint(table: Table) -> WorkbookError:
    missing = table.columns.missing()
    named = " og ".join(f"»{name}«" for name in missing)
    word = "Kolonnen" if len(missing) == 1 else "Kolonnerne"
    found = ", ".join(f"»{header}«" for header in table.columns.headers.values())
    return WorkbookError(
        f"{word} {named} mangler. Overskrifterne blev fundet i linje {table.header_line} på arket "
        f"»{table.sheet}«: {found}. Tilføj det, der mangler, og send filen igen."
    )


def find_tables(sheets: Sequence[Sheet], municipal_cvrs: frozenset[str]) -> tuple[list[Table], list[str]]:
    """The tables of uses in a workbook: the fullest one, and every other sheet with the same fields.

    Also the names of the sheets that hold a table with fewer fields and are left out.
    Raises WorkbookError naming the missing column, or saying that there is no table.
    """
    tables = [table for sheet in sheets if (table := _table_of(sheet, municipal_cvrs))]
    if not tables:
        raise WorkbookError(
            "Der blev ikke fundet en tabel i filen. Den skal have en linje med overskrifter, "
            "mindst »Kommunens CVR«, »It-system« og »Leverandør«."
        )
    whole = [table for table in tables if not table.columns.missing()]
    if not whole:
        raise _complaint(max(tables, key=lambda table: len(table.columns.positions)))
    fullest = max(whole, key=lambda table: len(table.columns.positions))
    fields = fullest.columns.positions.keys()
    used = [table for table in whole if table.columns.positions.keys() == fields]
    return used, [table.sheet for table in whole if table not in used]
