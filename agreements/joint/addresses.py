"""Whom the secretariat writes to: a supplier's contacts, a municipality's contact person and mailbox."""

from collections.abc import Iterable
from uuid import UUID

from accounts.models import Colleague
from register.models import Supplier, SupplierContact
from tenants.models import Municipality


def supplier_contacts(supplier_id: UUID) -> list[SupplierContact]:
    """Return the supplier's contact persons and deputies, contact persons first."""
    wanted = [SupplierContact.Role.CONTACT, SupplierContact.Role.DEPUTY]
    return list(SupplierContact.objects.filter(supplier_id=supplier_id, role__in=wanted).exclude(email=""))


def supplier_addresses(supplier_id: UUID) -> list[str]:
    """Return all addresses that a mail to the supplier goes to, its shared mailbox last."""
    mailbox = Supplier.objects.filter(pk=supplier_id).values_list("shared_mailbox", flat=True).first()
    return [each.email for each in supplier_contacts(supplier_id)] + ([mailbox] if mailbox else [])


def personal_addresses(supplier_id: UUID) -> frozenset[str]:
    """Return the supplier's addresses that belong to persons, in lower case."""
    found = SupplierContact.objects.filter(supplier_id=supplier_id).values_list("email", flat=True)
    return frozenset(email.lower() for email in found)


def municipality_addresses(municipality_ids: Iterable[UUID]) -> dict[UUID, list[str]]:
    """Return for each municipality the addresses of its contact person, deputy and shared mailbox."""
    ids = list(municipality_ids)
    found: dict[UUID, list[str]] = {each: [] for each in ids}
    people = Colleague.objects.filter(
        site="municipality", municipality_id__in=ids, roles__overlap=["contact", "deputy"]
    )
    for colleague in people:
        if colleague.municipality_id is not None:
            found[colleague.municipality_id].append(colleague.email)
    for each in Municipality.objects.filter(pk__in=ids).exclude(shared_mailbox=""):
        found[each.id].append(each.shared_mailbox)
    return found
