"""Which of the municipality's own agreements covers the systems of one from a common text."""

from collections.abc import Iterable
from uuid import UUID

from agreements.municipal.models import Agreement
from agreements.municipal.states import AgreementState
from register.portfolio.spelling import name_key


def covering_of(agreements: Iterable[Agreement]) -> dict[UUID, Agreement]:
    """Return by agreement the own one in force that covers all its systems; newest first, others left out."""
    own = list(
        Agreement.objects.filter(common_text_id=None, state=AgreementState.IN_FORCE).order_by(
            "-agreed_on", "number"
        )
    )
    known = [(each, _systems(each)) for each in own]
    found = {}
    for agreement in agreements:
        wanted = [_keys(system) for system in agreement.systems]
        for each, systems in known:
            if wanted and _same_supplier(each, agreement) and all(keys & systems for keys in wanted):
                found[agreement.id] = each
                break
    return found


def _keys(system: dict[str, str]) -> frozenset[str]:
    """A system is known by its id or by its name."""
    return frozenset(key for key in (system.get("id") or "", name_key(system["name"])) if key)


def _systems(agreement: Agreement) -> frozenset[str]:
    return (
        frozenset().union(*(_keys(each) for each in agreement.systems)) if agreement.systems else frozenset()
    )


def _same_supplier(own: Agreement, agreement: Agreement) -> bool:
    """Another supplier's agreement covers nothing here; one whose number is not known may."""
    if own.supplier_id and agreement.supplier_id:
        return own.supplier_id == agreement.supplier_id
    return not own.supplier_cvr or not agreement.supplier_cvr or own.supplier_cvr == agreement.supplier_cvr
