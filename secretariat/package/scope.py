"""What a package is about: all processors, or those and the systems somebody named; from when to when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from register.portfolio.spelling import name_key, supplier_key

LONGEST_WORDS = 300


@dataclass(frozen=True)
class Scope:
    """Keys of processors and systems; nothing named is all. The days are both part of the period."""

    since: date
    until: date
    processors: frozenset[str] = frozenset()
    systems: frozenset[str] = frozenset()

    @property
    def is_all(self) -> bool:
        """Return whether nothing is named."""
        return not self.processors and not self.systems

    def has(self, processor: str, system: str) -> bool:
        """Return whether a system of a processor is asked for."""
        return self.is_all or processor in self.processors or system in self.systems

    def as_data(self) -> dict[str, Any]:
        """Return the named keys for a package's row."""
        return {"processors": sorted(self.processors), "systems": sorted(self.systems)}

    @classmethod
    def from_data(cls, data: dict[str, Any], since: date, until: date) -> "Scope":
        """Return the scope that a package's row keeps."""
        named = (frozenset(map(str, data.get(name, ()))) for name in ("processors", "systems"))
        return cls(since, until, *named)


def last_year(today: date) -> tuple[date, date]:
    """Return the twelve months up to today: the period a page begins with."""
    before = today.replace(year=today.year - 1, day=min(today.day, 28))
    return before + timedelta(days=1), today


def processor_key(supplier_id: UUID | None, name: str) -> str:
    """Return what a processor is known by: the register's id, else its name as it is recognised."""
    return str(supplier_id) if supplier_id else f"p-{supplier_key(name)}"


def system_key(system_id: UUID | str | None, name: str, processor: str) -> str:
    """Return what a system is known by: the register's id, else its name at its processor."""
    return str(system_id) if system_id else f"s-{name_key(name)}-{processor}"


def words_of(names: Iterable[str]) -> str:
    """Return the named ones as an enumeration that fits a line; nothing named is all."""
    listed = list(names)
    if not listed:
        return "Alle databehandlere"
    words = listed[0] if len(listed) == 1 else f"{', '.join(listed[:-1])} og {listed[-1]}"
    if len(words) <= LONGEST_WORDS:
        return words
    return f"{listed[0][:200]} og {len(listed) - 1} andre"
