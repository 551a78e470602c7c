"""Which column of an index holds what, told by its heading, and in which line the headings stand."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from register.portfolio.cells import cell_text
from register.portfolio.workbook import Sheet, WorkbookError
from workflows.searching import folded

SEARCHED_LINES = 200
FEWEST = 2


class Column(StrEnum):
    """A fact an index can state; the value is its name on pages."""

    FILE = "Filnavn"
    NUMBER = "Aftalenummer"
    JOURNAL = "Journalnummer"
    KLE = "KLE-nummer"
    CVR = "CVR-nummer"
    SYSTEM = "System"
    SUPPLIER = "Leverandør"
    NOTICE_BY = "Sidste dag for opsigelse"
    TERMINATION = "Opsigelsesvarsel"
    NOTICE_DAYS = "Varsel om underdatabehandler"
    UNTIL = "Gælder til"
    FROM = "Gælder fra"
    AGREED_ON = "Aftaledato"
    GENERATION = "Skabelon"
    TITLE = "Titel"


Fits = Callable[[frozenset[str], str], bool]


def _any(*words: str) -> Fits:
    return lambda found, _: bool(found & set(words))


def _said(*parts: str) -> Fits:
    return lambda _, text: any(part in text for part in parts)


# Tried in this order: "leverandørens CVR" is a CVR number, "varsel, underdatabehandler" no supplier.
_RULES: tuple[tuple[Column, Fits], ...] = (
    (Column.KLE, _any("kle", "klenummer", "klenr", "kleemne")),
    (Column.JOURNAL, _said("journal", "sagsnummer", "sagsnr", "sags nr", "esdh")),
    (Column.NUMBER, _said("aftalenummer", "aftalenr", "aftale nr", "kontraktnummer", "kontraktnr", "dba nr")),
    (Column.FILE, _said("filnavn", "fil navn", "dokumentnavn", "pdf")),
    (Column.FILE, _any("fil", "filer", "dokument")),
    (Column.CVR, _said("cvr", "registreringsnummer")),
    (
        Column.NOTICE_BY,
        _said("sidste dag for opsigelse", "opsiges senest", "seneste opsigelse", "opsigelsesfrist"),
    ),
    (Column.TERMINATION, _said("opsigelse")),
    (Column.NOTICE_DAYS, _said("underdatabehandler", "underleverandoer", "varsel")),
    (Column.UNTIL, _said("gaelder til", "gyldig til", "udloeb", "slutdato", "ophoer")),
    (Column.FROM, _said("gaelder fra", "gyldig fra", "ikraft", "startdato", "traeder i kraft")),
    (Column.AGREED_ON, _said("aftaledato", "underskrevet", "underskriftsdato", "indgaaet", "dato")),
    (Column.GENERATION, _said("skabelon", "aftaletype", "standardkontrakt", "generation")),
    (Column.SYSTEM, _said("system", "loesning", "applikation")),
    (Column.SUPPLIER, _said("leverandoer", "databehandlers navn", "firma", "virksomhed")),
    (Column.SUPPLIER, lambda _, text: text in ("databehandler", "databehandleren")),
    (Column.TITLE, _said("titel", "aftale", "betegnelse")),
    (Column.TITLE, _any("navn", "dba")),
)


def column_of(heading: str) -> Column | None:
    """Return what a heading names, or None."""
    text = " ".join(re.findall(r"[a-z0-9]+", folded(heading)))
    if not text or len(text) > 100:
        return None
    words = frozenset(text.split())
    return next((column for column, fits in _RULES if fits(words, text)), None)


@dataclass(frozen=True)
class Table:
    """Where the table stands: its sheet, the line of the headings, and which column holds what."""

    sheet: Sheet
    at: int
    columns: dict[Column, int]
    unknown: list[str]

    @property
    def headings(self) -> list[str]:
        """Return the headings as they stand."""
        return [cell_text(cell) for cell in self.sheet.rows[self.at]]


def find_table(sheets: list[Sheet]) -> Table:
    """Return the fullest table; raises WorkbookError that says what it must have."""
    tables = [
        table
        for sheet in sheets
        for at, row in enumerate(sheet.rows[:SEARCHED_LINES])
        if len((table := _table(sheet, at, row)).columns) >= FEWEST
    ]
    best = max(tables, key=lambda table: len(table.columns), default=None)
    if best is None:
        raise WorkbookError(
            "Der er ingen tabel i regnearket. Det skal have en linje med overskrifter, mindst »System« "
            "(eller »Titel«) og »Leverandør« (eller »CVR-nummer«)."
        )
    for wanted in ({Column.SYSTEM, Column.TITLE}, {Column.SUPPLIER, Column.CVR}):
        if not wanted & best.columns.keys():
            names = " eller ".join(f"»{each}«" for each in sorted(wanted))
            raise WorkbookError(
                f"Kolonnen {names} mangler. Overskrifterne blev fundet i linje {best.at + 1} på arket "
                f"»{best.sheet.name}«. Tilføj kolonnen, og læg regnearket op igen."
            )
    return best


def _table(sheet: Sheet, at: int, row: list[object]) -> Table:
    columns: dict[Column, int] = {}
    unknown = []
    for position, cell in enumerate(row):
        heading = cell_text(cell) if isinstance(cell, str) else ""
        found = column_of(heading)
        if found and found not in columns:
            columns[found] = position
        elif heading:
            unknown.append(heading[:100])
    return Table(sheet, at, columns, unknown)
