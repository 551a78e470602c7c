"""A window of the matrix: all members, some reports of the year, and totals over all of it."""

from collections import Counter
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.utils.safestring import SafeString

from audits.joint.models import Report
from audits.joint.states import SENT_OUT
from secretariat.overviews.decisions import MISSING, WITHDRAWN
from secretariat.overviews.matrix.drawn import drawn_cells
from secretariat.overviews.matrix.reading import Reading, Standings
from tenants.models import Municipality

COLUMNS = 30
EVERYTHING = 100_000
BY_MISSING, BY_CASE = "", "sag"
MEMBERS = (Municipality.State.MEMBER, Municipality.State.LEAVING)


def decidable(edge: Counter[str]) -> int:
    """Return how many there are to decide, decided or not: what was withdrawn is not."""
    return edge.total() - edge[WITHDRAWN]


class Subject(NamedTuple):
    """A report of the year: whose column it is."""

    report_id: UUID
    audit_id: UUID
    case_number: str
    supplier: str


@dataclass(frozen=True)
class Column:
    """One report, and where all its municipalities stand."""

    subject: Subject
    edge: Counter[str]

    @property
    def missing(self) -> int:
        """Return how many decisions are missing."""
        return self.edge[MISSING]

    @property
    def total(self) -> int:
        """Return how many there are, decided or not."""
        return decidable(self.edge)


@dataclass(frozen=True)
class Row:
    """One municipality: its cells in the order of the columns, drawn, and what the whole year comes to."""

    id: UUID
    name: str
    cells: SafeString
    edge: Counter[str]

    @property
    def missing(self) -> int:
        """Return how many decisions are missing."""
        return self.edge[MISSING]

    @property
    def total(self) -> int:
        """Return how many there are, decided or not."""
        return decidable(self.edge)


@dataclass(frozen=True)
class Matrix:
    """The window, and the totals of the year."""

    columns: list[Column]
    rows: list[Row]
    page: Page[Any]
    whole: Counter[str]

    @property
    def missing(self) -> int:
        """Return how many decisions are missing in the year."""
        return self.whole[MISSING]


def matrix(
    year: int,
    *,
    page: Any = 1,
    order: str = BY_MISSING,
    columns: int = COLUMNS,
    reading: Reading | None = None,
) -> Matrix:
    """Return a window of the year's matrix; a page beyond the last is the last."""
    reading = reading or Standings()
    subjects = _subjects(year)
    ids = [each.report_id for each in subjects]
    edges = reading.rows(year, ids) if ids else {}
    if order != BY_CASE and ids:
        missing = reading.missing(year, ids)
        subjects.sort(key=lambda each: -missing.get(each.report_id, 0))
    window = Paginator(subjects, columns).get_page(page)
    shown = [each.report_id for each in window]
    cells = reading.cells(shown) if shown else {}
    rows = [
        Row(
            municipality_id,
            name,
            drawn_cells(cells.get((report_id, municipality_id)) for report_id in shown),
            edges.get(municipality_id, Counter()),
        )
        for municipality_id, name in _members()
    ]
    by_report: dict[UUID, Counter[str]] = {report_id: Counter() for report_id in shown}
    for (report_id, _), told in cells.items():
        for group, number in told:
            by_report[report_id][group] += number
    heads = [Column(each, by_report[each.report_id]) for each in window]
    return Matrix(heads, rows, window, sum(edges.values(), Counter()))


def _subjects(year: int) -> list[Subject]:
    rows = Report.objects.filter(audit__year=year, audit__state__in=SENT_OUT).order_by("audit__case_number")
    return [
        Subject(*each)
        for each in rows.values_list("id", "audit_id", "audit__case_number", "audit__supplier__name")
    ]


def _members() -> list[tuple[UUID, str]]:
    rows = Municipality.objects.filter(state__in=MEMBERS).order_by("name_sort")
    return list(rows.values_list("id", "short_name"))
