"""A window of the matrix as a page shows it: some rows, some columns, totals over the whole cut."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils import timezone

from agreements.joint.matrix.cells import IN_FORCE, MISSING, ON_THE_WAY, Cell, words_of
from agreements.joint.matrix.choice import BY_AGE, BY_MISSING, BY_NAME, Choice
from agreements.joint.matrix.reading import Edge, Reader
from agreements.joint.models import CommonText
from agreements.joint.recipients import members
from agreements.municipal.states import AgreementState
from tenants.models import Municipality, Standing
from workflows.searching import found_in

EVERYTHING = 100_000
LATEST = datetime.max.replace(tzinfo=UTC)


@dataclass
class Row:
    """One municipality with its cells in the order of the columns, and what all its agreements come to."""

    municipality: Municipality
    cells: list[Cell | None]
    edge: Edge

    @property
    def missing(self) -> int:
        """Return how many of its agreements in the cut are not settled."""
        return self.edge.missing


@dataclass
class Column:
    """One agreement, and where all its municipalities stand."""

    text: CommonText
    edge: Edge

    @property
    def total(self) -> dict[str, int]:
        """Return how many are in force, missing, and sent in all."""
        return {
            "in_force": self.edge.states[IN_FORCE],
            "missing": self.edge.missing,
            "sent": self.edge.states.total(),
        }


@dataclass
class Matrix:
    """The window, and the totals of the whole cut."""

    columns: list[Column]
    rows: list[Row]
    column_page: Page[Any]
    row_page: Page[Any]
    states: Counter[str] = field(default_factory=Counter)

    @property
    def texts(self) -> list[CommonText]:
        """Return the texts of the window."""
        return [column.text for column in self.columns]

    @property
    def by_state(self) -> list[tuple[str, str, str, int]]:
        """Return (code, label, tone, number) for each state that occurs in the cut."""
        known = [*AgreementState.values, *ON_THE_WAY]
        return [(state, *words_of(state), self.states[state]) for state in known if self.states[state]]

    @property
    def count(self) -> int:
        """Return how many agreements of municipalities the cut holds."""
        return self.states.total()

    @property
    def missing(self) -> int:
        """Return how many of them are not settled."""
        return sum(count for state, count in self.states.items() if state in MISSING)


def matrix(
    choice: Choice | None = None,
    *,
    row_page: str | int = 1,
    column_page: str | int = 1,
    rows: int = EVERYTHING,
    columns: int = EVERYTHING,
) -> Matrix:
    """Return a window of `rows` × `columns` of the cut; a page beyond the last is the last."""
    cut = _Cut(choice or Choice())
    row_pages = Paginator(cut.ordered_members(), rows).get_page(row_page)
    column_pages = Paginator(cut.ordered_texts(), columns).get_page(column_page)
    return cut.window(row_pages, column_pages)


class _Cut:
    """The cut as it is read: who and what it is about, the counts of its rows, and what is on the way."""

    def __init__(self, choice: Choice) -> None:
        self.choice, self.reading = choice, Reader(choice, timezone.now())
        self.who = [each for each in members() if found_in(choice.member, each.name)]
        self.texts = list(choice.texts().values_list("id", flat=True))
        every_member = len(self.who) == Municipality.objects.count()
        self.whole = self.reading.cut(
            self.texts if choice.narrows_texts else None,
            None if every_member else [each.id for each in self.who],
        )
        member_ids, text_ids = {each.id for each in self.who}, set(self.texts)
        self.pending = {
            (text_id, member_id): cell
            for (text_id, member_id), cell in self.reading.on_the_way().items()
            if text_id in text_ids and member_id in member_ids
        }
        self.row_edges = self.reading.row_edges(self.whole, with_age=choice.order == BY_AGE)
        self._count_pending(self.row_edges, 1)

    def _count_pending(self, edges: dict[UUID, Edge], of_place: int) -> None:
        for place, cell in self.pending.items():
            edges.setdefault(place[of_place], Edge()).add(cell.state, 1, cell.since, missing=True)

    def ordered_members(self) -> list[Municipality]:
        """Return the members as the order asks; where cells are left out, only those that have any."""
        who = self.who
        if self.choice.narrows_cells:
            who = [each for each in who if each.id in self.row_edges]
        if self.choice.order == BY_NAME:
            return who
        return sorted(who, key=lambda each: _rank(self.choice, self.row_edges.get(each.id)))

    def ordered_texts(self) -> list[UUID]:
        """Return the texts as the order asks; where cells are left out, only those that have any."""
        if not self.choice.narrows_cells and self.choice.order == BY_NAME:
            return self.texts
        if not self.choice.narrows_cells and self.choice.order == BY_MISSING:
            missing = Counter(self.reading.column_missing(self.whole))
            missing.update(text_id for text_id, _ in self.pending)
            return sorted(self.texts, key=lambda each: -missing[each])
        edges = self._column_edges(self.whole, with_age=self.choice.order == BY_AGE)
        texts = [each for each in self.texts if each in edges] if self.choice.narrows_cells else self.texts
        if self.choice.order == BY_NAME:
            return texts
        return sorted(texts, key=lambda each: _rank(self.choice, edges.get(each)))

    def _column_edges(self, rows: QuerySet[Standing], *, with_age: bool = False) -> dict[UUID, Edge]:
        edges = self.reading.column_edges(rows, with_age=with_age)
        self._count_pending(edges, 0)
        return edges

    def window(self, row_page: Page[Any], column_page: Page[Any]) -> Matrix:
        """Return the cells of these rows and columns, with the totals of the cut."""
        shown = list(column_page.object_list)
        within = self.whole.filter(joint_id__in=shown)
        edges = self._column_edges(within)
        cells = self.reading.cells(within.filter(municipality_id__in=[each.id for each in row_page]))
        cells |= self.pending
        texts = CommonText.objects.select_related("supplier").in_bulk(shown)
        return Matrix(
            [Column(texts[each], edges.get(each, Edge())) for each in shown],
            [
                Row(each, [cells.get((text, each.id)) for text in shown], self.row_edges.get(each.id, Edge()))
                for each in row_page
            ],
            column_page,
            row_page,
            sum((edge.states for edge in self.row_edges.values()), Counter()),
        )


def _rank(choice: Choice, edge: Edge | None) -> Any:
    edge = edge or Edge()
    return (edge.oldest or LATEST) if choice.order == BY_AGE else -edge.missing
