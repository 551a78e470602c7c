"""What the register holds already, loaded whole: some thousand systems, some ten thousand uses."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from uuid import UUID

from register.directory import directory
from register.models import Supplier, System, SystemName, SystemUse
from register.portfolio.municipalities import Directory
from tenants.models import Municipality


class KnownUse(NamedTuple):
    """A use as it stands; the order of the fields is that of the query below."""

    municipality_id: UUID
    system_id: UUID
    personal_data: str
    special_categories: str
    cpr: str
    other_protected: str
    special_processing: str
    subjects: int | None
    subjects_is_estimate: bool
    subjects_source: str
    told: str
    agreement: str
    agreement_date: date | None
    owner_email: str
    is_active: bool


@dataclass(slots=True)
class Known:
    """The register as an import looks at it."""

    supplier_by_number: dict[tuple[str, str], UUID] = field(default_factory=dict)
    unnumbered_suppliers: dict[str, UUID] = field(default_factory=dict)
    suppliers_by_name: dict[str, list[UUID]] = field(default_factory=lambda: defaultdict(list))
    system_by_kitos: dict[UUID, UUID] = field(default_factory=dict)
    systems_by_name: dict[tuple[str, UUID | None], list[UUID]] = field(
        default_factory=lambda: defaultdict(list)
    )
    systems_without_kitos: set[UUID] = field(default_factory=set)
    systems_without_supplier: set[UUID] = field(default_factory=set)
    uses: dict[tuple[UUID, UUID], KnownUse] = field(default_factory=dict)


def load() -> Known:
    """Reads suppliers, systems with all their names, and uses. Act as the secretariat."""
    known = Known()
    suppliers = Supplier.objects.order_by("created_at", "id")
    for key, country, number, name in suppliers.values_list("id", "country", "number", "name_key"):
        known.suppliers_by_name[name].append(key)
        if number:
            known.supplier_by_number[country, number] = key
        else:
            known.unnumbered_suppliers.setdefault(name, key)
    systems = System.objects.order_by("created_at", "id")
    for key, kitos, name, supplier in systems.values_list("id", "kitos_uuid", "name_key", "supplier_id"):
        known.systems_by_name[name, supplier].append(key)
        if kitos:
            known.system_by_kitos[kitos] = key
        else:
            known.systems_without_kitos.add(key)
        if supplier is None:
            known.systems_without_supplier.add(key)
    names = SystemName.objects.order_by("system__created_at", "system_id")
    for key, name, supplier in names.values_list("system_id", "name_key", "supplier_id"):
        if key not in known.systems_by_name[name, supplier]:
            known.systems_by_name[name, supplier].append(key)
    known.uses = {
        (row[0], row[1]): KnownUse(*row) for row in SystemUse.objects.values_list(*KnownUse._fields)
    }
    return known


def members() -> dict[str, UUID]:
    """The members' ids by CVR number."""
    states = (Municipality.State.MEMBER, Municipality.State.LEAVING)
    return dict(Municipality.objects.filter(state__in=states).values_list("cvr", "id"))


def directory_of(members_by_cvr: dict[str, UUID]) -> Directory:
    """Who a line may be from; where nobody is a member yet, a file is read as if all 98 were."""
    return directory(frozenset(members_by_cvr) or None)
