"""The overview read in two other ways; both give the page the very same numbers.

`SchemaLoop` is what an application with a schema per municipality does without a standing table: one query
in each schema for all that was received there, since which reports are shown depends on what all decided.
`FlatTable` is one table of all municipalities' decisions with an index for each question (overview_flat.sql).
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import connection

from audits.municipal.models import ReceivedSystem
from audits.municipal.states import OPEN
from benchmarks.matrix_baselines import looking_in
from secretariat.overviews.matrix.page import MEMBERS, sent_reports
from secretariat.overviews.matrix.reading import Cells, Edges, cells_of
from tenants.models import Municipality
from walls.callers import acting_as


class SchemaLoop:
    """Reads every schema in turn; see the module."""

    def __init__(self) -> None:
        self.told: dict[UUID, list[tuple[UUID, str]]] = {}

    def edges(self, year: int) -> Edges:
        """Read all there is, once, and count what is not decided on the year's reports."""
        for member in Municipality.objects.filter(state__in=MEMBERS):
            with acting_as(looking_in(member.schema_name)):
                rows = ReceivedSystem.objects.filter(report__is_current=True).order_by()
                self.told[member.id] = list(rows.values_list("report__report_id", "state"))
        of_year, found = set(sent_reports(year)), Edges({}, {})
        for municipality_id, told in self.told.items():
            missing = [report_id for report_id, state in told if state in OPEN and report_id in of_year]
            found.rows[municipality_id] = len(missing)
            for report_id in missing:
                found.columns[report_id] = found.columns.get(report_id, 0) + 1
        return found

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

    def edges(self, year: int) -> Edges:
        """Return both edges over the year's reports."""
        query = "SELECT {0}, count(*) FROM bench_told WHERE year = %s AND state = ANY (%s) GROUP BY 1"
        given = (year, sorted(OPEN))
        return Edges(
            dict(_asked(query.format("municipality_id"), *given)),
            dict(_asked(query.format("report_id"), *given)),
        )

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
