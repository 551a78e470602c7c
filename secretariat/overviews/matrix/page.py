"""A window of the matrix: all members, some reports of the year, and what is missing over all of it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count
from django.utils.safestring import SafeString

from audits.joint.models import Report
from audits.joint.states import SENT_OUT
from secretariat.overviews.decisions import GROUP_OF, MISSING, WITHDRAWN
from secretariat.overviews.matrix.drawn import drawn_row
from secretariat.overviews.matrix.reading import Reading, Standings
from tenants.models import Municipality, Standing

COLUMNS = 30
EVERYTHING = 100_000
BY_MISSING, BY_CASE = "", "sag"
MEMBERS = (Municipality.State.MEMBER, Municipality.State.LEAVING)


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
        """Return how many there are, decided or not; what was withdrawn is neither."""
        return self.edge.total() - self.edge[WITHDRAWN]


@dataclass(frozen=True)
class Row:
    """One municipality: its line drawn, and how many decisions it misses in the whole year."""

    id: UUID
    name: str
    drawn: SafeString
    missing: int


@dataclass(frozen=True)
class Matrix:
    """The window, and how many decisions are missing in the whole year."""

    columns: list[Column]
    rows: list[Row]
    page: Page[Any]
    missing: int


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
    edges = reading.edges(year)
    reports = sent_reports(year)
    if order != BY_CASE:
        reports.sort(key=lambda each: -edges.columns.get(each, 0))
    window = Paginator(reports, columns).get_page(page)
    shown = list(window)
    cells = reading.cells(shown) if shown else {}
    rows = [
        Row(
            municipality_id,
            name,
            drawn_row(
                municipality_id,
                name,
                year,
                edges.rows.get(municipality_id, 0),
                [cells.get((report_id, municipality_id)) for report_id in shown],
            ),
            edges.rows.get(municipality_id, 0),
        )
        for municipality_id, name in _members()
    ]
    return Matrix(_columns(shown, cells), rows, window, sum(edges.columns.values()))


def sent_reports(year: int) -> list[UUID]:
    """Return the year's reports that have been sent, in the order of their cases."""
    rows = Report.objects.filter(audit__year=year, audit__state__in=SENT_OUT)
    return list(rows.order_by("audit__case_number").values_list("id", flat=True))


def _columns(shown: Sequence[UUID], cells: Any) -> list[Column]:
    edges: dict[UUID, Counter[str]] = {report_id: Counter() for report_id in shown}
    for (report_id, _), told in cells.items():
        for group, number in told:
            edges[report_id][group] += number
    facts = Report.objects.filter(pk__in=shown).values_list(
        "id", "audit_id", "audit__case_number", "audit__supplier__name"
    )
    subjects = {each[0]: Subject(*each) for each in facts}
    return [Column(subjects[report_id], edges[report_id]) for report_id in shown]


def _members() -> list[tuple[UUID, str]]:
    rows = Municipality.objects.filter(state__in=MEMBERS).order_by("name_sort")
    return list(rows.values_list("id", "short_name"))


def row_edges(year: int) -> list[tuple[str, Counter[str]]]:
    """Return each member's name with its decisions on the whole year's reports, by group."""
    told = Standing.objects.filter(kind="audit_report", joint_id__in=sent_reports(year))
    edges: dict[UUID, Counter[str]] = {}
    for municipality_id, state, number in (
        told.order_by().values_list("municipality_id", "state").annotate(n=Count("pk"))
    ):
        edges.setdefault(municipality_id, Counter())[GROUP_OF[state]] += number
    return [(name, edges.get(municipality_id, Counter())) for municipality_id, name in _members()]
