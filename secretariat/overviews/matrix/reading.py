"""What the matrix reads: the edges counted over the whole year by the database, cells of the window only.

A hundred thousand standings lie beneath it, so that both edges are counted in one pass of one statement,
and no standing is carried into Python but those of the window.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID

from django.db import connection

from audits.joint.states import SENT_OUT
from secretariat.overviews.decisions import GROUP_OF

Counts = dict[UUID, Counter[str]]
Cells = dict[tuple[UUID, UUID], Counter[str]]  # report, municipality
_EDGES = Path(__file__).with_name("edges.sql").read_text(encoding="utf-8")
_CELLS = Path(__file__).with_name("cells.sql").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Edges:
    """What is counted for each municipality and for each report, by group of decisions."""

    rows: Counts
    columns: Counts


class Reading(Protocol):
    """Whatever can tell the edges of a year and the cells of some reports."""

    def edges(self, year: int) -> Edges:
        """Return both edges over the year's reports."""

    def cells(self, report_ids: Sequence[UUID]) -> Cells:
        """Return the cells of these reports."""


class Standings:
    """Reads what the municipalities have told of themselves. Act as the secretariat."""

    def edges(self, year: int) -> Edges:
        """Return both edges over the year's reports."""
        found = Edges({}, {})
        with connection.cursor() as cursor:
            cursor.execute(_EDGES, [year, sorted(SENT_OUT)])
            for municipality_id, report_id, state, number in cursor.fetchall():
                edge, key = (
                    (found.columns, report_id) if municipality_id is None else (found.rows, municipality_id)
                )
                add(edge, key, state, number)
        return found

    def cells(self, report_ids: Sequence[UUID]) -> Cells:
        """Return the cells of these reports."""
        found: Cells = {}
        with connection.cursor() as cursor:
            cursor.execute(_CELLS, [list(report_ids)])
            for report_id, municipality_id, state, number in cursor.fetchall():
                add(found, (report_id, municipality_id), state, number)
        return found


def add(counts: dict[Any, Counter[str]], key: Any, state: str, number: int) -> None:
    """Count so many decisions in a state at a place."""
    if key not in counts:
        counts[key] = Counter()
    counts[key][GROUP_OF[state]] += number
