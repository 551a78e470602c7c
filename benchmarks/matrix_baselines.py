"""The matrix read in two other ways; both give the page the very same object.

`schema_loop` is what an application with a schema per municipality does without a standing table: one query
in each schema, 98 in all, each for all its agreements, since every total and the order of the columns depend
on all of them. Counting and sorting is done in one pass, and cells are made of what is shown only.
`flat_table` is one table of all municipalities' agreements with an index for each question (matrix_flat.sql):
the same four counted or windowed queries as ours, in plain SQL.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db import connection
from django.utils import timezone

from agreements.joint.matrix.cells import OPEN_STATES, Cell
from agreements.joint.matrix.choice import Choice
from agreements.joint.matrix.page import Column, Matrix, Row
from agreements.joint.matrix.reading import Edge, Place, Reader
from agreements.joint.models import CommonText
from agreements.joint.recipients import members
from agreements.municipal.models import Agreement
from agreements.municipal.states import SigningOrder
from tenants.models import Municipality
from walls import names
from walls.callers import Caller, acting_as

FACTS = ("common_text_id", "state", "state_since", "id", "supplier_signed_on", "signing_order")
OPEN = sorted(OPEN_STATES)


def looking_in(schema: str) -> Caller:
    """Return the site's caller with another schema before it: where there are no walls, a search path."""
    return Caller("secretariat", names.group("secretariat"), schema)


def schema_loop(choice: Choice, **window: Any) -> Matrix:
    """Read every schema in turn; see the module."""
    now, who = timezone.now(), list(members())
    found: dict[UUID, dict[UUID, tuple[str, datetime, UUID, Any]]] = {}
    by_text: defaultdict[UUID, Counter[str]] = defaultdict(Counter)
    row_edges: dict[UUID, Edge] = {}
    for member in who:
        with acting_as(looking_in(member.schema_name)):
            rows = Agreement.objects.order_by("version").values_list(*FACTS)
            own = {text_id: facts for text_id, *facts in rows}
        found[member.id] = own  # type: ignore[assignment]
        for text_id, facts in own.items():
            by_text[text_id][facts[0]] += 1
        row_edges[member.id] = _edge(Counter(facts[0] for facts in own.values()))
    edges = {text_id: _edge(states) for text_id, states in by_text.items()}
    reading, texts = Reader(choice, now), list(choice.texts().values_list("id", flat=True))
    pending = reading.on_the_way()
    missing = Counter({text_id: edge.missing for text_id, edge in edges.items()})
    row_page, column_page = _pages(who, row_edges, texts, missing, window)
    cells: dict[Place, Cell] = {
        (text_id, member.id): Cell(
            facts[0], facts[1], now, facts[2], facts[3] is not None, facts[4] == SigningOrder.SUPPLIER_FIRST
        )
        for member in row_page
        for text_id in column_page
        if (facts := found[member.id].get(text_id))
    }
    return _matrix(row_page, column_page, row_edges, edges, cells | pending)


def flat_table(choice: Choice, **window: Any) -> Matrix:
    """Read the one table; see the module."""
    now, who = timezone.now(), list(members())
    reading, texts = Reader(choice, now), list(choice.texts().values_list("id", flat=True))
    Municipality.objects.count()  # ours asks, too, whether somebody is left out
    pending = reading.on_the_way()
    row_edges = _counted("SELECT municipality_id, state, count(*) FROM bench_flat GROUP BY 1, 2")
    missing = Counter(
        dict(
            _asked("SELECT common_text_id, count(*) FROM bench_flat WHERE state = ANY (%s) GROUP BY 1", OPEN)
        )
    )
    row_page, column_page = _pages(who, row_edges, texts, missing, window)
    shown = list(column_page)
    edges = _counted(
        "SELECT common_text_id, state, count(*) FROM bench_flat"
        " WHERE common_text_id = ANY (%s) GROUP BY 1, 2",
        shown,
    )
    cells = {
        (text_id, municipality_id): Cell(state, since, now, agreement_id, signed, first)
        for text_id, municipality_id, state, since, agreement_id, signed, first in _asked(
            "SELECT common_text_id, municipality_id, state, since, id, supplier_signed, supplier_first"
            " FROM bench_flat WHERE common_text_id = ANY (%s) AND municipality_id = ANY (%s)"
            " ORDER BY version, since",
            shown,
            [each.id for each in row_page],
        )
    }
    return _matrix(row_page, column_page, row_edges, edges, cells | pending)


def _asked(query: str, *given: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(query, given)
        return cursor.fetchall()


def _counted(query: str, *given: Any) -> dict[UUID, Edge]:
    found: defaultdict[UUID, Counter[str]] = defaultdict(Counter)
    for key, state, count in _asked(query, *given):
        found[key][state] = count
    return {key: _edge(states) for key, states in found.items()}


def _edge(states: Counter[str]) -> Edge:
    return Edge(states, sum(count for state, count in states.items() if state in OPEN_STATES))


def _pages(
    who: list[Municipality],
    row_edges: dict[UUID, Edge],
    texts: list[UUID],
    missing: Counter[UUID],
    window: dict[str, Any],
) -> tuple[Any, Any]:
    who = sorted(who, key=lambda each: -row_edges[each.id].missing)
    texts = sorted(texts, key=lambda each: -missing[each])
    rows = Paginator(who, window["rows"]).get_page(window["row_page"])
    return rows, Paginator(texts, window["columns"]).get_page(window["column_page"])


def _matrix(
    row_page: Any,
    column_page: Any,
    row_edges: dict[UUID, Edge],
    edges: dict[UUID, Edge],
    cells: dict[Place, Cell],
) -> Matrix:
    shown = list(column_page)
    texts = CommonText.objects.select_related("supplier").in_bulk(shown)
    return Matrix(
        [Column(texts[each], edges[each]) for each in shown],
        [_row(member, shown, cells, row_edges) for member in row_page],
        column_page,
        row_page,
        sum((edge.states for edge in row_edges.values()), Counter()),
    )


def _row(
    member: Municipality, shown: Iterable[UUID], cells: dict[Place, Cell], row_edges: dict[UUID, Edge]
) -> Row:
    return Row(member, [cells.get((text, member.id)) for text in shown], row_edges[member.id])
