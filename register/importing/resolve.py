"""Which of the register's suppliers and systems a workbook speaks of, and which it brings with it.

By number before name, as within the workbook. A supplier or system that the register knows without a
number or
uuid gets it from the workbook; what the register has is otherwise left as it is, for the secretariat may have
put it right.
"""

import uuid
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from register.importing.known import Known
from register.portfolio.merging import Merged, SupplierGroup, SupplierKey, SystemGroup, SystemKey
from register.portfolio.spelling import name_key, supplier_key
from workflows.danish import sort_key


@dataclass(slots=True)
class Resolved:
    """Ids for all groups of a workbook, and the rows that will add or complete what is missing."""

    supplier_ids: dict[SupplierKey, UUID] = field(default_factory=dict)
    system_ids: dict[SystemKey, UUID] = field(default_factory=dict)
    suppliers: list[dict[str, Any]] = field(default_factory=list)
    systems: list[dict[str, Any]] = field(default_factory=list)
    names: list[dict[str, Any]] = field(default_factory=list)


def _known_supplier(group: SupplierGroup, known: Known, taken: set[UUID]) -> UUID | None:
    number = group.registration
    if number is not None:
        found = known.supplier_by_number.get((number.country, number.number))
        candidates = [known.unnumbered_suppliers.get(name) for name in group.name_keys]
        return found or next((each for each in candidates if each and each not in taken), None)
    names = list(group.name_keys)
    unnumbered = (known.unnumbered_suppliers.get(name) for name in names)
    numbered = (each for name in names for each in known.suppliers_by_name.get(name, ()))
    return next((each for each in (*unnumbered, *numbered) if each), None)


def _resolve_suppliers(merged: Merged, known: Known, resolved: Resolved) -> None:
    taken: set[UUID] = set()
    numbered_first = sorted(merged.suppliers.values(), key=lambda group: group.registration is None)
    for group in numbered_first:
        found = _known_supplier(group, known, taken)
        number = group.registration
        is_known = number is not None and (number.country, number.number) in known.supplier_by_number
        if found is None or (number is not None and not is_known):
            resolved.suppliers.append(_supplier_row(group, found))
        supplier_id = found or resolved.suppliers[-1]["id"]
        resolved.supplier_ids[group.key] = UUID(str(supplier_id))
        if number is not None:
            taken.add(resolved.supplier_ids[group.key])


def _supplier_row(group: SupplierGroup, found: UUID | None) -> dict[str, Any]:
    number = group.registration
    return {
        "id": str(found or uuid.uuid4()),
        "name": group.name,
        "country": number.country if number else "DK",
        "number": number.number if number else "",
        "name_key": supplier_key(group.name),
        "name_sort": sort_key(group.name),
    }


def _known_system(
    group: SystemGroup, names: list[tuple[str, UUID | None]], known: Known, taken: set[UUID]
) -> UUID | None:
    candidates = [each for name in names for each in known.systems_by_name.get(name, ())]
    if group.kitos is None:
        return candidates[0] if candidates else None
    found = known.system_by_kitos.get(group.kitos)
    fitting = (each for each in candidates if each in known.systems_without_kitos and each not in taken)
    return found or next(fitting, None)


def _resolve_systems(merged: Merged, known: Known, resolved: Resolved) -> None:
    taken: set[UUID] = set()
    uuid_first = sorted(merged.systems.values(), key=lambda group: group.kitos is None)
    for group in uuid_first:
        names = [
            (name, resolved.supplier_ids[key] if key else None) for name, key in sorted(group.names, key=repr)
        ]
        found = _known_system(group, names, known, taken)
        supplier_id = resolved.supplier_ids[group.supplier] if group.supplier else None
        gains_kitos = group.kitos is not None and group.kitos not in known.system_by_kitos
        gains_supplier = found in known.systems_without_supplier and supplier_id is not None
        if found is None or gains_kitos or gains_supplier:
            resolved.systems.append(_system_row(group, found, supplier_id))
        system_id = found or UUID(resolved.systems[-1]["id"])
        resolved.system_ids[group.key] = system_id
        if group.kitos is not None:
            taken.add(system_id)
        resolved.names.extend(
            {
                "system_id": str(system_id),
                "name_key": name,
                "supplier_id": str(supplier) if supplier else None,
            }
            for name, supplier in names
            if system_id not in known.systems_by_name.get((name, supplier), ())
        )


def _system_row(group: SystemGroup, found: UUID | None, supplier_id: UUID | None) -> dict[str, Any]:
    return {
        "id": str(found or uuid.uuid4()),
        "kitos_uuid": str(group.kitos) if group.kitos else None,
        "name": group.name,
        "supplier_id": str(supplier_id) if supplier_id else None,
        "name_key": name_key(group.name),
        "name_sort": sort_key(group.name),
    }


def resolve(merged: Merged, known: Known) -> Resolved:
    """Finds or invents the id of every supplier and system of a workbook; writes nothing."""
    resolved = Resolved()
    _resolve_suppliers(merged, known, resolved)
    _resolve_systems(merged, known, resolved)
    return resolved
