"""Whom the secretariat writes to: a supplier's contacts, a municipality's contact person and mailbox."""

from uuid import UUID

from accounts.addresses import municipality_addresses
from register.models import Supplier, SupplierContact

__all__ = [
    "municipality_addresses",
    "personal_addresses",
    "supplier_addresses",
    "supplier_contacts",
]


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
