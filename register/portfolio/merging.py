"""Which lines speak of the same supplier and the same system.

A supplier is its registration number, else its name. A line without a number belongs to the number most lines
give for that name. A system is its KITOS uuid, else its name together with its supplier. A line without
a uuid
belongs to the uuid that other lines give for the same name and supplier; where those disagree, to the
one most
lines give, and the line carries a note. Two uuids are never made one: KITOS says they are two.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar
from uuid import UUID

from .identifiers import Registration
from .lines import Line
from .spelling import best_spelling

K = TypeVar("K", bound=Hashable)
SupplierKey = Registration | str
SystemKey = UUID | tuple[str, SupplierKey | None]


@dataclass(slots=True)
class SupplierGroup:
    """All lines' spellings of one supplier."""

    key: SupplierKey
    spellings: Counter[str] = field(default_factory=Counter)
    name_keys: Counter[str] = field(default_factory=Counter)

    @property
    def name(self) -> str:
        """The spelling to show; a supplier known by number only is shown by its number."""
        if self.spellings:
            return best_spelling(self.spellings)
        return self.key.text if isinstance(self.key, Registration) else self.key

    @property
    def registration(self) -> Registration | None:
        """The supplier's number, where any line states one."""
        return self.key if isinstance(self.key, Registration) else None


@dataclass(slots=True)
class SystemGroup:
    """All lines' spellings of one system."""

    key: SystemKey
    spellings: Counter[str] = field(default_factory=Counter)
    suppliers: Counter[SupplierKey] = field(default_factory=Counter)
    names: set[tuple[str, SupplierKey | None]] = field(default_factory=set)

    @property
    def name(self) -> str:
        """The spelling to show."""
        return best_spelling(self.spellings)

    @property
    def kitos(self) -> UUID | None:
        """The uuid, where any line states one."""
        return self.key if isinstance(self.key, UUID) else None

    @property
    def supplier(self) -> SupplierKey | None:
        """The supplier most lines name; of equals the first named."""
        return max(self.suppliers, key=lambda key: self.suppliers[key]) if self.suppliers else None


def _most_used(counted: Counter[K]) -> K:
    """The key with the highest count; of equals the one met first."""
    return max(counted, key=lambda key: counted[key])


@dataclass(slots=True)
class Merged:
    """The suppliers and systems of a workbook, and which of them each line speaks of (by position of the
    line).
    """

    suppliers: dict[SupplierKey, SupplierGroup]
    systems: dict[SystemKey, SystemGroup]
    supplier_of: list[SupplierKey | None]
    system_of: list[SystemKey]
    ambiguous: set[int]


def _merge_suppliers(lines: list[Line]) -> tuple[dict[SupplierKey, SupplierGroup], list[SupplierKey | None]]:
    numbers: dict[str, Counter[Registration]] = defaultdict(Counter)
    for line in lines:
        if line.supplier_registration and line.supplier_key:
            numbers[line.supplier_key][line.supplier_registration] += 1
    number_of = {name: _most_used(counted) for name, counted in numbers.items()}
    groups: dict[SupplierKey, SupplierGroup] = {}
    keys: list[SupplierKey | None] = []
    for line in lines:
        key: SupplierKey = line.supplier_registration or number_of.get(line.supplier_key) or line.supplier_key
        keys.append(key or None)
        if not key:
            continue
        group = groups.get(key) or groups.setdefault(key, SupplierGroup(key))
        if line.supplier:
            group.spellings[line.supplier] += 1
            group.name_keys[line.supplier_key] += 1
    return groups, keys


def merge(lines: Iterable[Line]) -> Merged:
    """Groups accepted lines into suppliers and systems by the rules above; the order of lines decides
    ties only.
    """
    lines = list(lines)
    suppliers, supplier_of = _merge_suppliers(lines)
    uuids: dict[tuple[str, SupplierKey | None], Counter[UUID]] = defaultdict(Counter)
    for line, supplier in zip(lines, supplier_of, strict=True):
        if line.kitos:
            uuids[line.system_key, supplier][line.kitos] += 1
    uuid_of = {name: _most_used(counted) for name, counted in uuids.items()}
    systems: dict[SystemKey, SystemGroup] = {}
    system_of: list[SystemKey] = []
    ambiguous: set[int] = set()
    for position, (line, supplier) in enumerate(zip(lines, supplier_of, strict=True)):
        name = (line.system_key, supplier)
        key: SystemKey = line.kitos or uuid_of.get(name) or name
        if line.kitos is None and len(uuids.get(name, ())) > 1:
            ambiguous.add(position)
        system_of.append(key)
        group = systems.get(key) or systems.setdefault(key, SystemGroup(key))
        group.spellings[line.system] += 1
        group.names.add(name)
        if supplier:
            group.suppliers[supplier] += 1
    return Merged(suppliers, systems, supplier_of, system_of, ambiguous)
