"""Workbooks as municipalities send them, made by the tests themselves."""

import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from register.actions.imports import import_file
from register.directory import directory
from register.portfolio.portfolio import Portfolio, read_portfolio
from tenants.models import Municipality
from walls.callers import Caller, acting_as
from workflows.actors import Actor

TODAY = date(2026, 3, 12)
DEMO_DATA = Path(__file__).resolve().parents[2] / "secretariat" / "demo" / "data"
HEADERS = [
    "Kommune",
    "Kommunens CVR",
    "KITOS UUID",
    "It-system",
    "Leverandør",
    "Leverandørens CVR",
    "Personoplysninger",
    "Følsomme oplysninger",
    "CPR-nummer",
    "Antal registrerede",
    "Databehandleraftale",
    "Aftaledato",
    "Systemejer",
]
AALBORG = "29189420"
VIBORG = {"Kommune": "Viborg Kommune", "Kommunens CVR": "29189846", "Antal registrerede": 4321}
UUID_A = "947ed28a-d7fa-4bbf-a98c-edd00bd7fe0c"
GOOD = {
    "Kommune": "Aalborg Kommune",
    "Kommunens CVR": AALBORG,
    "KITOS UUID": UUID_A,
    "It-system": "PlanHub",
    "Leverandør": "Pilekerne Danmark A/S",
    "Leverandørens CVR": "98915001",
    "Personoplysninger": "Ja",
    "Følsomme oplysninger": "Nej",
    "CPR-nummer": "Ja",
    "Antal registrerede": 768,
    "Databehandleraftale": "Ja",
    "Aftaledato": "12-03-2024",
    "Systemejer": "ejer@aalborg.example",
}
Line = dict[str, Any]


def xlsx(rows: list[list[Any]], title: str = "Anvendelser", **others: list[list[Any]]) -> io.BytesIO:
    """A workbook with one sheet of rows, and more sheets by name."""
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.title = title
    for sheet, content in [
        (first, rows),
        *((book.create_sheet(name), lines) for name, lines in others.items()),
    ]:
        for row in content:
            sheet.append(row)
    saved = io.BytesIO()
    book.save(saved)
    saved.seek(0)
    return saved


@pytest.fixture
def headers() -> list[str]:
    """The headers of the usual workbook, in order."""
    return list(HEADERS)


@pytest.fixture
def cells() -> Callable[..., list[Any]]:
    """A line without faults as a row of cells, with some cells changed, by header."""

    def row(changes: Line | None = None, order: list[str] | None = None) -> list[Any]:
        facts = {**GOOD, **(changes or {})}
        return [facts.get(header) for header in order or HEADERS]

    return row


@pytest.fixture
def workbook() -> Callable[..., io.BytesIO]:
    """Makes a workbook of rows; further sheets by name."""
    return xlsx


@pytest.fixture
def read_rows() -> Callable[..., Portfolio]:
    """Reads rows of cells as a workbook, every municipality a member, on 12 March 2026."""

    def reading(rows: list[list[Any]], **others: list[list[Any]]) -> Portfolio:
        return read_portfolio(xlsx(rows, **others), directory(), TODAY)

    return reading


@pytest.fixture
def read() -> Callable[..., Portfolio]:
    """Reads lines under the usual headers; each is a good line with some cells changed."""

    def reading(*lines: Line, members: frozenset[str] | None = None) -> Portfolio:
        rows = [HEADERS, *[[{**GOOD, **changes}.get(header) for header in HEADERS] for changes in lines]]
        return read_portfolio(xlsx(rows), directory(members), TODAY)

    return reading


@pytest.fixture(scope="session")
def demo_workbook() -> Path:
    """The portfolio that 63 members have sent in."""
    return DEMO_DATA / "portefoelje.xlsx"


@pytest.fixture(scope="session")
def facit() -> dict[str, Any]:
    """What a right import of it arrives at."""
    figures: dict[str, Any] = json.loads((DEMO_DATA / "portefoelje.facit.json").read_text("utf-8"))
    return {name: value for name, value in figures.items() if name not in ("most_used", "note")}


@pytest.fixture
def register(
    members: dict[str, Municipality],
    workbook: Callable[..., io.BytesIO],
    cells: Callable[..., list[Any]],
    headers: list[str],
) -> None:
    """A register with two systems: one used by Aalborg and Viborg, one by Aalborg alone."""
    other = {"It-system": "VejPilot", "KITOS UUID": "", "Databehandleraftale": "Nej", "Aftaledato": ""}
    rows = [headers, cells(), cells(VIBORG), cells(other)]
    with acting_as(Caller.secretariat()):
        import_file(source=workbook(rows), name="portefølje.xlsx", by=Actor.system())
