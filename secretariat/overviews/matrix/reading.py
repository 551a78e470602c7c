"""What the matrix reads: the edges counted over the whole year by the database, cells of the window only.

A hundred thousand standings lie beneath it. They are counted from an index, and none is carried into Python
but those of the window; a column's own numbers are those of its cells, since every row is on the page.
"""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID

from django.db import connection

from audits.municipal.states import OPEN
from secretariat.overviews.decisions import GROUP_OF

Told = tuple[tuple[str, int], ...]  # groups of decisions with their numbers: one for most cells
Cells = dict[tuple[UUID, UUID], Told]  # report, municipality
_HERE = Path(__file__).parent
_ROWS, _MISSING, _CELLS = (
    (_HERE / f"{name}.sql").read_text(encoding="utf-8") for name in ("rows", "missing", "cells")
)


class Reading(Protocol):
    """Whatever can tell the edges over the reports of a year, and the cells of some of them."""

    def rows(self, year: int, report_ids: Sequence[UUID]) -> dict[UUID, Counter[str]]:
        """Return by municipality what is counted over all the year's reports, which are named, too."""

    def missing(self, year: int, report_ids: Sequence[UUID]) -> dict[UUID, int]:
        """Return by report how many decisions are missing."""

    def cells(self, report_ids: Sequence[UUID]) -> Cells:
        """Return the cells of these reports."""


class Standings:
    """Reads what the municipalities have told of themselves. Act as the secretariat."""

    def rows(self, year: int, report_ids: Sequence[UUID]) -> dict[UUID, Counter[str]]:
        """Return by municipality what is counted over all the reports."""
        return counted(_asked(_ROWS, list(report_ids)))

    def missing(self, year: int, report_ids: Sequence[UUID]) -> dict[UUID, int]:
        """Return by report how many decisions are missing."""
        return dict(_asked(_MISSING, list(report_ids), sorted(OPEN)))

    def cells(self, report_ids: Sequence[UUID]) -> Cells:
        """Return the cells of these reports."""
        return cells_of(_asked(_CELLS, list(report_ids)))


def _asked(query: str, *given: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(query, given)
        return cursor.fetchall()


def counted(rows: Sequence[tuple[UUID, str, int]]) -> dict[UUID, Counter[str]]:
    """Return the numbers of states as numbers of groups, by whom they are about."""
    found: dict[UUID, Counter[str]] = {}
    for key, state, number in rows:
        found.setdefault(key, Counter())[GROUP_OF[state]] += number
    return found


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
