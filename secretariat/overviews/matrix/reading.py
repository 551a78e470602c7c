"""What the matrix reads: the edges counted over the whole year by the database, cells of the window only.

A hundred thousand standings lie beneath it. Those that are not decided are counted from an index of their
own, and none is carried into Python but those of the window; a column's own numbers are those of its cells,
since every row is on the page.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID

from django.db import connection

from audits.joint.states import SENT_OUT
from secretariat.overviews.decisions import GROUP_OF

Told = tuple[tuple[str, int], ...]  # groups of decisions with their numbers: one for most cells
Cells = dict[tuple[UUID, UUID], Told]  # report, municipality
_HERE = Path(__file__).parent
_EDGES, _CELLS = ((_HERE / f"{name}.sql").read_text(encoding="utf-8") for name in ("edges", "cells"))


@dataclass(frozen=True)
class Edges:
    """How many decisions are missing, for each municipality and for each report that lacks any."""

    rows: dict[UUID, int]
    columns: dict[UUID, int]


class Reading(Protocol):
    """Whatever can tell the edges over the sent reports of a year, and the cells of some of them."""

    def edges(self, year: int) -> Edges:
        """Return both edges over the year's reports."""

    def cells(self, report_ids: Sequence[UUID]) -> Cells:
        """Return the cells of these reports."""


class Standings:
    """Reads what the municipalities have told of themselves. Act as the secretariat."""

    def edges(self, year: int) -> Edges:
        """Return both edges over the year's reports."""
        found = Edges({}, {})
        for municipality_id, report_id, number in _asked(_EDGES, year, sorted(SENT_OUT)):
            if municipality_id is None:
                found.columns[report_id] = number
            else:
                found.rows[municipality_id] = number
        return found

    def cells(self, report_ids: Sequence[UUID]) -> Cells:
        """Return the cells of these reports."""
        return cells_of(_asked(_CELLS, list(report_ids)))


def _asked(query: str, *given: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(query, given)
        return cursor.fetchall()


def cells_of(rows: Sequence[tuple[UUID, UUID, str, int]]) -> Cells:
    """Return the cells of rows of report, municipality, state and number."""
    found: Cells = {}
    for report_id, municipality_id, state, number in rows:
        place, told = (report_id, municipality_id), (GROUP_OF[state], number)
        found[place] = _with(found[place], told) if place in found else (told,)
    return found


def _with(told: Told, more: tuple[str, int]) -> Told:
    """Return the cell with another state; two states of one group are one number."""
    numbers = dict(told)
    numbers[more[0]] = numbers.get(more[0], 0) + more[1]
    return tuple(numbers.items())
