"""Municipality × agreement: where each stands, totals on both edges, and what is missing."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from agreements.joint.models import CommonText
from agreements.joint.recipients import members
from agreements.joint.states import TextState
from agreements.municipal.states import TONES, AgreementState
from tenants.models import Municipality, Recipient, Standing

MISSING = frozenset({"for_decision", "question", "wanted", "to_sign", "signed_by_one", "signed", "waiting"})
SETTLED = frozenset({"in_force"})


@dataclass(frozen=True)
class Cell:
    """One municipality's agreement: state, its words and tone, and for how many days."""

    state: str
    label: str
    tone: str
    days: int | None = None
    agreement_id: UUID | None = None


@dataclass
class Row:
    """One municipality with its cells in the order of the columns."""

    municipality: Municipality
    cells: list[Cell | None]
    counted: Counter[str] = field(default_factory=Counter)

    @property
    def missing(self) -> int:
        """Return how many of its agreements are not settled."""
        return sum(count for state, count in self.counted.items() if state in MISSING)


@dataclass
class Matrix:
    """The whole overview."""

    texts: list[CommonText]
    rows: list[Row]
    columns: list[Counter[str]]

    @property
    def totals(self) -> list[dict[str, Any]]:
        """Return for each column how many are in force, missing, and sent in all."""
        return [_edge(counted) for counted in self.columns]

    @property
    def by_state(self) -> list[tuple[str, str, int]]:
        """Return (label, tone, number) for each state that occurs."""
        total: Counter[str] = sum(self.columns, Counter())
        return [
            (*_words(state), total[state]) for state in [*AgreementState.values, "waiting"] if total[state]
        ]


def _edge(counted: Counter[str]) -> dict[str, Any]:
    missing = sum(count for state, count in counted.items() if state in MISSING)
    return {"in_force": sum(counted[state] for state in SETTLED), "missing": missing, "sent": counted.total()}


def _words(state: str) -> tuple[str, str]:
    if state == "waiting":
        return "venter på levering", "waiting"
    known = AgreementState(state)
    return known.label, TONES[known]


def matrix(*, municipality: str = "", about: str = "", only_missing: bool = False) -> Matrix:
    """Return the matrix of the texts that have been sent, filtered by municipality and agreement."""
    texts = (
        CommonText.objects.filter(sendings__isnull=False)
        .select_related("supplier")
        .distinct()
        .order_by("-number")
    )
    if about:
        texts = texts.filter(
            Q(supplier__name__icontains=about) | Q(title__icontains=about) | Q(number__icontains=about)
        )
    chosen = list(texts)
    columns = {text.id: place for place, text in enumerate(chosen)}
    who = members().filter(name__icontains=municipality) if municipality else members()
    rows = {each.id: Row(each, [None] * len(chosen)) for each in who}
    for text_id, municipality_id, cell in _cells(list(columns)):
        if municipality_id in rows:
            rows[municipality_id].cells[columns[text_id]] = cell
            rows[municipality_id].counted[cell.state] += 1
    shown = [row for row in rows.values() if row.missing or not only_missing]
    counted = [
        Counter(found.state for row in shown if (found := row.cells[place])) for place in range(len(chosen))
    ]
    return Matrix(chosen, shown, counted)


def _cells(text_ids: list[UUID]) -> list[tuple[UUID, UUID, Cell]]:
    now = timezone.now()
    found = []
    sent = CommonText.objects.filter(pk__in=text_ids, state=TextState.SENT).values("pk")
    waiting = Recipient.objects.filter(kind="agreement", joint_id__in=sent, state=Recipient.State.WAITING)
    for text_id, municipality_id in waiting.values_list("joint_id", "municipality_id"):
        found.append((text_id, municipality_id, Cell("waiting", *_words("waiting"))))
    standings = Standing.objects.filter(kind="agreement", joint_id__in=text_ids)
    for each in standings.only("joint_id", "municipality_id", "state", "since", "subject_id"):
        cell = Cell(each.state, *_words(each.state), (now - each.since).days, each.subject_id)
        found.append((each.joint_id, each.municipality_id, cell))  # type: ignore[arg-type]
    return found
