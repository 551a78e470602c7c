"""The overview read in two other ways; both give the page the very same numbers.

`SchemaLoop` is what an application with a schema per municipality does without a standing table: one query
in each schema for all that was received there, since every total and the order of the columns depend on it.
`FlatTable` is one table of all municipalities' decisions with an index for each question (overview_flat.sql).
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import connection

from audits.municipal.models import ReceivedSystem
from audits.municipal.states import OPEN
from benchmarks.matrix_baselines import looking_in
from secretariat.overviews.decisions import GROUP_OF
from secretariat.overviews.matrix.page import MEMBERS
from secretariat.overviews.matrix.reading import Cells, cells_of, counted
from tenants.models import Municipality
from walls.callers import acting_as


class SchemaLoop:
    """Reads every schema in turn; see the module."""

    def __init__(self) -> None:
        self.told: dict[UUID, list[tuple[UUID, str]]] = {}

    def rows(self, year: int, report_ids: Sequence[UUID]) -> dict[UUID, Counter[str]]:
        """Read all there is, once, and return the numbers of each municipality."""
        for member in Municipality.objects.filter(state__in=MEMBERS):
            with acting_as(looking_in(member.schema_name)):
                rows = ReceivedSystem.objects.filter(report__is_current=True).order_by()
                self.told[member.id] = list(rows.values_list("report__report_id", "state"))
        named = set(report_ids)
        return {
            municipality_id: Counter(GROUP_OF[state] for report_id, state in told if report_id in named)
            for municipality_id, told in self.told.items()
        }

    def missing(self, year: int, report_ids: Sequence[UUID]) -> dict[UUID, int]:
        """Return by report how many decisions are missing."""
        return Counter(report_id for told in self.told.values() for report_id, state in told if state in OPEN)

    def cells(self, report_ids: Sequence[UUID]) -> Cells:
        """Return the cells of these reports."""
        shown = set(report_ids)
        return cells_of(
            [
                (report_id, municipality_id, state, 1)
                for municipality_id, told in self.told.items()
                for report_id, state in told
                if report_id in shown
            ]
        )


class FlatTable:
    """Reads the one table; see the module."""

    def rows(self, year: int, report_ids: Sequence[UUID]) -> dict[UUID, Counter[str]]:
        """Return the numbers of each municipality."""
        query = "SELECT municipality_id, state, count(*) FROM bench_told WHERE year = %s GROUP BY 1, 2"
        return counted(_asked(query, year))

    def missing(self, year: int, report_ids: Sequence[UUID]) -> dict[UUID, int]:
        """Return by report how many decisions are missing."""
        query = "SELECT report_id, count(*) FROM bench_told WHERE year = %s AND state = ANY (%s) GROUP BY 1"
        return dict(_asked(query, year, sorted(OPEN)))

    def cells(self, report_ids: Sequence[UUID]) -> Cells:
        """Return the cells of these reports."""
        query = (
            "SELECT report_id, municipality_id, state, count(*) FROM bench_told"
            " WHERE report_id = ANY (%s) GROUP BY 1, 2, 3"
        )
        return cells_of(_asked(query, list(report_ids)))


def _asked(query: str, *given: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(query, given)
        return cursor.fetchall()
