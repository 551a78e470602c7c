"""Which case a thing belongs to: rooms tell it, so that mail finds its case whatever it was about.

A mail is about a case or something in one (a finding, a hearing, a version of a report). A room registers a
kind of cases with what it takes to find one by an id or a number.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import models


@dataclass(frozen=True)
class Case:
    """A case: its row, what it is called, its page, who works on it, and whom one may expect mail from."""

    row: models.Model
    number: str
    name: str
    path: str
    worker_id: UUID | None = None
    addresses: tuple[str, ...] = ()

    @property
    def id(self) -> UUID:
        """Return the case's key."""
        return UUID(str(self.row.pk))

    @property
    def title(self) -> str:
        """Return "T-2026-0001, KMD A/S"."""
        return f"{self.number}, {self.name}"


@dataclass(frozen=True)
class CaseKind:
    """A kind of cases: who finds them by ids of what lies in them, by their number, and what lies in one."""

    of: Callable[[Collection[UUID]], dict[UUID, Case]]
    numbered: Callable[[Collection[str]], list[Case]]
    within: Callable[[UUID], list[UUID]]


_kinds: list[CaseKind] = []


def register(kind: CaseKind) -> None:
    """Let a room's cases be found."""
    _kinds.append(kind)


def cases_of(ids: Iterable[UUID | None]) -> dict[UUID, Case]:
    """Return the case that each id is of or lies in; what lies in none is left out.

    Act as the secretariat.
    """
    wanted = {each for each in ids if each}
    found: dict[UUID, Case] = {}
    for kind in _kinds:
        if left := wanted - found.keys():
            found.update(kind.of(left))
    return found


def case_of(key: UUID | None) -> Case | None:
    """Return the case that an id is of or lies in."""
    return cases_of([key]).get(key) if key else None


def numbered(numbers: Collection[str]) -> list[Case]:
    """Return the cases with these numbers."""
    return [case for kind in _kinds for case in kind.numbered(numbers)] if numbers else []


def within(case_id: UUID) -> list[UUID]:
    """Return the ids by which mails are about a case: its own, and those of what lies in it."""
    return list(dict.fromkeys([case_id, *(each for kind in _kinds for each in kind.within(case_id))]))
