"""Earlier outcomes on the same point, across all texts: what was asked, what came of it, and why."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Q, QuerySet

from agreements.joint.models import Wish, WishAnswer
from workflows.searching import MOST_WORDS, search

MOST_READ = 2_000
SHOWN = 5
SEARCHED = (
    "text",
    "proposal",
    "heading",
    "answer__text",
    "departure__agreed",
    "round__common_text__supplier__name",
)
_WORD = re.compile(r"\w{3,}")


@dataclass(frozen=True)
class Precedent:
    """One earlier wish with its answer, and how much its words have in common with the wish at hand."""

    wish: Wish
    likeness: float = 0.0

    @property
    def answer(self) -> WishAnswer:
        """Return the answer that was given."""
        answer: WishAnswer = self.wish.answer
        return answer


@dataclass
class Earlier:
    """The earlier outcomes on a point: counts over all of them, and the most alike."""

    asked: int = 0
    granted: int = 0
    refused: int = 0
    countered: int = 0
    rows: list[Precedent] = field(default_factory=list)


def point_of(wish: Wish) -> str:
    """Return the point a wish is about: "7.3" for "7.3 a)", the clause where no paragraph is known."""
    return (wish.place or wish.clause).split(" ")[0]


def _answered() -> QuerySet[Wish]:
    return (
        Wish.objects.filter(dropped=False, answer__isnull=False)
        .select_related("answer", "departure", "round__common_text__supplier")
        .defer("comments", "round__values", "round__clauses")
        .order_by("-answer__answered_at")
    )


def precedents_of(wishes: Iterable[Wish]) -> dict[UUID, Earlier]:
    """Return for each wish the earlier outcomes on its point, its own round left out; act as secretariat."""
    asked = list(wishes)
    rounds = {wish.round_id for wish in asked}
    clauses = {wish.clause for wish in asked}
    by_point: dict[str, list[Wish]] = {}
    for each in _answered().filter(clause__in=clauses).exclude(round_id__in=rounds)[:MOST_READ]:
        by_point.setdefault(point_of(each), []).append(each)
    return {wish.id: _earlier(wish, _on_the_point(wish, by_point)) for wish in asked}


def _on_the_point(wish: Wish, by_point: dict[str, list[Wish]]) -> list[Wish]:
    """Return the wishes to the same paragraph, and those that were written to the clause as a whole."""
    point = point_of(wish)
    whole = by_point.get(wish.clause, []) if point != wish.clause else []
    return by_point.get(point, []) + whole


def _earlier(wish: Wish, found: list[Wish]) -> Earlier:
    words = _words_of(wish)
    rows = sorted(
        (Precedent(each, _likeness(words, _words_of(each))) for each in found),
        key=lambda row: row.likeness,
        reverse=True,
    )
    outcomes = [each.answer.outcome for each in found]
    return Earlier(
        len(found),
        outcomes.count(WishAnswer.Outcome.GRANTED),
        outcomes.count(WishAnswer.Outcome.REFUSED),
        outcomes.count(WishAnswer.Outcome.COUNTER),
        rows[:SHOWN],
    )


def _words_of(wish: Wish) -> set[str]:
    changed = " ".join(text for kind, text in wish.pieces if kind != "same") if wish.pieces else wish.proposal
    return {word.casefold() for word in _WORD.findall(f"{wish.text} {changed}")}


def _likeness(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other) if one | other else 0.0


def find_precedents(clause: str, words: str, outcome: str = "") -> QuerySet[Wish]:
    """Return answered wishes of all texts on a clause or point and with all of some words, newest first."""
    found = _answered()
    if point := clause.strip():
        found = found.filter(
            Q(clause__iexact=point) | Q(place__iexact=point) | Q(place__istartswith=f"{point} ")
        )
    if outcome:
        found = found.filter(answer__outcome=outcome)
    return search(found, " ".join(words.split()[:MOST_WORDS]), *SEARCHED)
