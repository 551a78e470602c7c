"""The one box of *Hvem er berørt?*: suppliers, systems, sub-processors and countries that the words name."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from agreements.joint.models import KnownProcessor
from agreements.municipal.countries import NAMES
from agreements.municipal.notices.identity import number_key
from register.models import Supplier, System
from register.queries import search_suppliers
from workflows.searching import search

SUPPLIER, SYSTEM, PROCESSOR, COUNTRY = "leverandoer", "system", "underdatabehandler", "land"
LABELS = {
    SUPPLIER: "Leverandør",
    SYSTEM: "System",
    PROCESSOR: "Underdatabehandler",
    COUNTRY: "Land",
}
MOST = 20


@dataclass(frozen=True)
class Hit:
    """Something the words name."""

    kind: str
    key: str
    name: str
    detail: str = ""

    @property
    def label(self) -> str:
        """Return what kind of thing it is."""
        return LABELS[self.kind]


def find(words: str) -> list[Hit]:
    """Return what the words name, exact names first; nothing for less than two letters."""
    words = words.strip()
    if len(words) < 2:
        return []
    found = [*_countries(words), *_processors(words), *_suppliers(words), *_systems(words)]
    exact = words.casefold()
    return sorted(found, key=lambda hit: hit.name.casefold() != exact)


def get(kind: str, key: str) -> Hit | None:
    """Return the thing of an address, or None where there is none."""
    if kind == COUNTRY:
        return Hit(COUNTRY, key, NAMES[key]) if key in NAMES else None
    models: dict[str, Any] = {SUPPLIER: Supplier, SYSTEM: System, PROCESSOR: KnownProcessor}
    try:
        found = models[kind].objects.filter(pk=UUID(key)).first() if kind in models else None
    except ValueError:
        return None
    return Hit(kind, str(found.pk), found.name) if found else None


def _countries(words: str) -> list[Hit]:
    wanted = words.casefold()
    return [
        Hit(COUNTRY, code, name)
        for code, name in NAMES.items()
        if name.casefold().startswith(wanted) or code.casefold() == wanted
    ]


def _processors(words: str) -> list[Hit]:
    rows: QuerySet[KnownProcessor] = KnownProcessor.objects.none()
    if key := number_key(words):
        rows = KnownProcessor.objects.filter(key=f"nr:{key}")
    rows = rows if rows.exists() else search(KnownProcessor.objects.all(), words, "name")
    return [Hit(PROCESSOR, str(each.id), each.name, each.registration_number) for each in rows[:MOST]]


def _suppliers(words: str) -> list[Hit]:
    rows = search_suppliers(Supplier.objects.order_by("name_sort"), words)[:MOST]
    return [Hit(SUPPLIER, str(each.id), each.name, each.registration) for each in rows]


def _systems(words: str) -> list[Hit]:
    rows = search(System.objects.select_related("supplier").order_by("name_sort"), words, "name")
    return [
        Hit(SYSTEM, str(each.id), each.name, each.supplier.name if each.supplier else "")
        for each in rows[:MOST]
    ]
