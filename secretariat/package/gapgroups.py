"""What is missing, told by kind: one line for many systems, with the systems beneath it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from secretariat.package.gaps import Gap

FEW = 3  # so many of a kind are told one by one
NAMED = 5
SHOWN = 200


@dataclass(frozen=True)
class Group:
    """Gaps of one kind to one question, in the order in which they were found."""

    question: str
    kind: str
    rows: tuple[Gap, ...]

    @property
    def is_folded(self) -> bool:
        """Return whether it is told in one line."""
        return bool(self.kind) and len(self.rows) > FEW

    @property
    def shown(self) -> tuple[Gap, ...]:
        """Return those that a page lists; the package's index has all of them."""
        return self.rows[:SHOWN]

    @property
    def others(self) -> int:
        """Return how many more there are."""
        return max(0, len(self.rows) - SHOWN)

    def sentences(self) -> list[str]:
        """Return what a letter says: each of a few, or the kind with the first names and the number."""
        if not self.is_folded:
            return [each.text for each in self.rows]
        names = ", ".join(each.about for each in self.rows[:NAMED])
        rest = len(self.rows) - NAMED
        more = f" og {rest} mere" if rest > 0 else ""
        return [f"{self.kind} ({len(self.rows)}): {names}{more}. Alle står i fortegnelsen."]


def grouped(found: Iterable[Gap]) -> list[Group]:
    """Return the gaps by question and kind, each kind where its first one stood; without a kind alone."""
    rows: dict[tuple[str, str], list[Gap]] = {}
    for number, each in enumerate(found):
        rows.setdefault((each.question, each.kind or f"\0{number}"), []).append(each)
    return [Group(question, _kind(kind), tuple(same)) for (question, kind), same in rows.items()]


def told(groups: Sequence[Group]) -> list[str]:
    """Return the sentences of a letter, in order."""
    return [sentence for group in groups for sentence in group.sentences()]


def _kind(kind: str) -> str:
    return "" if kind.startswith("\0") else kind
