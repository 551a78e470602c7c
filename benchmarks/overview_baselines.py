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

from audits.joint.models import Report
from audits.joint.states import SENT_OUT
from audits.municipal.models import ReceivedSystem
from benchmarks.matrix_baselines import looking_in
from secretariat.overviews.decisions import GROUP_OF
from secretariat.overviews.matrix.page import MEMBERS
from secretariat.overviews.matrix.reading import Cells, Edges, add
from tenants.models import Municipality
from walls.callers import acting_as


class SchemaLoop:
    """Reads every schema in turn; see the module."""

    def __init__(self) -> None:
        self.told: dict[UUID, list[tuple[UUID, str]]] = {}

    def edges(self, year: int) -> Edges:
        """Return both edges over the year's reports."""
        sent = Report.objects.filter(audit__year=year, audit__state__in=SENT_OUT)
        reports = set(sent.values_list("id", flat=True))
        for member in Municipality.objects.filter(state__in=MEMBERS):
            with acting_as(looking_in(member.schema_name)):
                rows = ReceivedSystem.objects.filter(report__is_current=True).order_by()
                self.told[member.id] = list(rows.values_list("report__report_id", "state"))
        found = Edges({}, {})
        for municipality_id, told in self.told.items():
            row = found.rows[municipality_id] = Counter()
            for report_id, state in told:
                if report_id in reports:
                    group = GROUP_OF[state]
                    row[group] += 1
                    if report_id not in found.columns:
                        found.columns[report_id] = Counter()
                    found.columns[report_id][group] += 1
        return found

    def cells(self, report_ids: Sequence[UUID]) -> Cells:
        """Return the cells of these reports."""
        shown, found = set(report_ids), {}
        for municipality_id, told in self.told.items():
            for report_id, state in told:
                if report_id in shown:
                    add(found, (report_id, municipality_id), state, 1)
        return found


class FlatTable:
    """Reads the one table; see the module."""

    def edges(self, year: int) -> Edges:
        """Return both edges over the year's reports."""
        found = Edges({}, {})
        by = "SELECT {0}, state, count(*) FROM bench_told WHERE year = %s GROUP BY 1, 2"
        for edge, column in ((found.rows, "municipality_id"), (found.columns, "report_id")):
            for key, state, number in _asked(by.format(column), year):
                add(edge, key, state, number)
        return found

    def cells(self, report_ids: Sequence[UUID]) -> Cells:
        """Return the cells of these reports."""
        found: Cells = {}
        query = (
            "SELECT report_id, municipality_id, state, count(*) FROM bench_told"
            " WHERE report_id = ANY (%s) GROUP BY 1, 2, 3"
        )
        for report_id, municipality_id, state, number in _asked(query, list(report_ids)):
            add(found, (report_id, municipality_id), state, number)
        return found


def _asked(query: str, *given: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(query, given)
        return cursor.fetchall()
