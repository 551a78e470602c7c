"""Journal and KLE numbers from a workbook: the list as it was taken out, filled in, and sent back."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO
from uuid import UUID

from agreements.municipal.keeping.actions import Journal
from agreements.municipal.keeping.kle import kle_number
from agreements.municipal.listing.export import ID, JOURNAL, KLE
from agreements.municipal.models import Agreement
from register.portfolio.cells import cell_text
from register.portfolio.workbook import Sheet, WorkbookError, read_sheets
from secretariat.pagekit.workbook import workbook

NUMBER = "Aftalenummer"
MOST_LINES = 5_000
SEARCHED = 50
LONGEST = 60
_ALIASES = {
    "aftalens id": ID, "id": ID,
    "aftalenummer": NUMBER, "aftalenr": NUMBER, "aftalenr.": NUMBER,
    "journalnummer": JOURNAL, "journalnr": JOURNAL, "journalnr.": JOURNAL,
    "sagsnummer": JOURNAL, "sagsnr": JOURNAL,
    "kle-nummer": KLE, "kle": KLE, "kle-nr": KLE, "kle-nr.": KLE, "kle nummer": KLE, "kle-emne": KLE,
}  # fmt: skip


@dataclass(frozen=True)
class Refused:
    """A line that cannot be used, and why."""

    line: int
    cells: list[Any]
    reason: str


@dataclass
class JournalPlan:
    """What a workbook would change."""

    headers: list[str]
    changed: list[Journal] = field(default_factory=list)
    same: int = 0
    refused: list[Refused] = field(default_factory=list)


def plan_of(source: BinaryIO) -> JournalPlan:
    """Read a workbook; raises WorkbookError where it is none, or has not the columns it takes.

    A column that is not there changes nothing. An empty cell empties the number: the list says what it is.
    """
    sheet, at, columns = _table(read_sheets(source))
    plan = JournalPlan([cell_text(cell) for cell in sheet.rows[at]])
    known = {each.id: each for each in Agreement.objects.all()}
    by_number: dict[str, list[Agreement]] = {}
    for each in known.values():
        by_number.setdefault(each.number.casefold(), []).append(each)
    seen: set[UUID] = set()
    for line, row in enumerate(sheet.rows[at + 1 :], start=at + 2):
        cells = [*row, *[""] * (len(plan.headers) - len(row))]
        if not any(map(cell_text, cells)):
            continue
        try:
            entry = _entry(cells, columns, known, by_number)
            if entry.agreement.id in seen:
                raise ValueError("Aftalen står på en linje længere oppe også.")
        except ValueError as error:
            plan.refused.append(Refused(line, list(cells), str(error)))
            continue
        seen.add(entry.agreement.id)
        if entry.changes:
            plan.changed.append(entry)
        else:
            plan.same += 1
    return plan


def _table(sheets: list[Sheet]) -> tuple[Sheet, int, dict[str, int]]:
    for sheet, at, columns in _candidates(sheets):
        if {ID, NUMBER} & columns.keys() and {JOURNAL, KLE} & columns.keys():
            if len(sheet.rows) - at > MOST_LINES:
                raise WorkbookError(f"Regnearket har flere end {MOST_LINES} linjer. Del det i flere filer.")
            return sheet, at, columns
    raise WorkbookError(
        "Regnearket skal have kolonnen »Aftalens id« eller »Aftalenummer« og »Journalnummer« eller "
        "»KLE-nummer«. Hent listen som regneark, udfyld den, og send den igen."
    )


def _candidates(sheets: list[Sheet]) -> Iterator[tuple[Sheet, int, dict[str, int]]]:
    for sheet in sheets:
        for at, row in enumerate(sheet.rows[:SEARCHED]):
            columns: dict[str, int] = {}
            for position, cell in enumerate(row):
                if name := _ALIASES.get(cell_text(cell).casefold()):
                    columns.setdefault(name, position)
            yield sheet, at, columns


def _entry(
    cells: list[Any],
    columns: dict[str, int],
    known: dict[UUID, Agreement],
    by_number: dict[str, list[Agreement]],
) -> Journal:
    agreement = _agreement(cells, columns, known, by_number)
    journal, kle = agreement.journal_number, agreement.kle
    if JOURNAL in columns:
        journal = cell_text(cells[columns[JOURNAL]])
        if len(journal) > LONGEST:
            raise ValueError(f"Journalnummeret er længere end {LONGEST} tegn.")
    if KLE in columns:
        kle = kle_number(cell_text(cells[columns[KLE]]))
    return Journal(agreement, journal, kle)


def _agreement(
    cells: list[Any],
    columns: dict[str, int],
    known: dict[UUID, Agreement],
    by_number: dict[str, list[Agreement]],
) -> Agreement:
    if ID in columns and (text := cell_text(cells[columns[ID]])):
        try:
            return known[UUID(text)]
        except (ValueError, KeyError):
            raise ValueError("Aftalens id er ikke et af jeres.") from None
    number = cell_text(cells[columns[NUMBER]]) if NUMBER in columns else ""
    found = by_number.get(number.casefold(), [])
    if not number or not found:
        raise ValueError(f"Der er ingen aftale med nummeret »{number[:40]}«.")
    if len(found) > 1:
        raise ValueError(f"Flere aftaler har nummeret »{number[:40]}«. Brug kolonnen »Aftalens id«.")
    return found[0]


def refused_workbook(plan: JournalPlan) -> bytes:
    """Return the refused lines under their own headers, with line and reason to the right."""
    rows = ([*map(cell_text, each.cells), f"linje {each.line}", each.reason] for each in plan.refused)
    return workbook("Afviste linjer", [*plan.headers, "Note: hvor", "Note: årsag"], rows)
