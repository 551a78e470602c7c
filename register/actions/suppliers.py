"""Keeping suppliers and the people to write to there, and inviting them in."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.actions import Organisation, invite
from accounts.languages import choose_language
from accounts.lost import take_away_factor
from accounts.models import Colleague
from accounts.permissions import P
from register.models import Supplier, SupplierContact
from register.permitted import must
from workflows.actors import Actor
from workflows.languages import ENGLISH
from workflows.log import record
from workflows.mail import queue_mail

SUPPLIER_FIELDS = ("name", "country", "number", "group_name", "shared_mailbox")
CONTACT_FIELDS = ("name", "email", "phone", "role", "language", "last_confirmed")


def _set(
    row: Supplier | SupplierContact, fields: tuple[str, ...], facts: dict[str, Any]
) -> dict[str, list[str]]:
    """Put the given facts on the row; returns what became other, by field."""
    changed: dict[str, list[str]] = {}
    for name in fields:
        if name in facts and getattr(row, name) != facts[name]:
            changed[name] = [str(getattr(row, name) or ""), str(facts[name] or "")]
            setattr(row, name, facts[name])
    return changed


@transaction.atomic
def add_supplier(*, facts: dict[str, Any], by: Actor) -> Supplier:
    """Add a supplier; ``facts`` holds the fields above.

    Raises IntegrityError for a number that is known, NotPermittedError.
    """
    must(by, P.REGISTER_EDIT)
    supplier = Supplier()
    _set(supplier, SUPPLIER_FIELDS, facts)
    supplier.save(force_insert=True)
    record(supplier, "add", by=by)
    return supplier


@transaction.atomic
def change_supplier(*, supplier: Supplier, facts: dict[str, Any], by: Actor) -> Supplier:
    """Change a supplier's facts and log what became other. Raises NotPermittedError."""
    must(by, P.REGISTER_EDIT)
    locked = Supplier.objects.select_for_update().get(pk=supplier.pk)
    if changed := _set(locked, SUPPLIER_FIELDS, facts):
        locked.save()
        record(locked, "change", by=by, data=changed)
    return locked


@transaction.atomic
def save_contact(
    *, supplier: Supplier, facts: dict[str, Any], by: Actor, contact: SupplierContact | None = None
) -> SupplierContact:
    """Add a contact, or change the given one, and log what became other. Raises NotPermittedError."""
    must(by, P.REGISTER_EDIT)
    row = contact or SupplierContact(supplier=supplier)
    changed = _set(row, CONTACT_FIELDS, facts)
    if changed or contact is None:
        row.save()
        record(
            supplier,
            "change_contact" if contact else "add_contact",
            by=by,
            data={"contact": row.name, **changed},
        )
    if "language" in changed:
        choose_language([row.email], row.language)
    return row


@transaction.atomic
def remove_contact(*, contact: SupplierContact, by: Actor) -> None:
    """Remove a contact; access that was given is ended under Personer. Raises NotPermittedError."""
    must(by, P.REGISTER_EDIT)
    record(contact.supplier, "remove_contact", by=by, data={"contact": contact.name, "email": contact.email})
    contact.delete()


@transaction.atomic
def confirm_contact(*, contact: SupplierContact, by: Actor) -> None:
    """Note that the contact has been confirmed today. Raises NotPermittedError."""
    must(by, P.REGISTER_EDIT)
    contact.last_confirmed = timezone.localdate()
    contact.save(update_fields=["last_confirmed"])
    record(contact.supplier, "confirm_contact", by=by, data={"contact": contact.name})


@transaction.atomic
def invite_contact(*, contact: SupplierContact, by: Actor) -> None:
    """Give the contact access to the supplier's site, by a mail with a one-time link.

    Raises NotPermittedError.
    """
    must(by, P.REGISTER_EDIT)
    supplier = contact.supplier
    url = invite(
        by=by,
        email=contact.email,
        name=contact.name,
        phone=contact.phone,
        organisation=Organisation("supplier", supplier.name, supplier_id=supplier.pk),
        roles=["supplier_contact"],
    )
    bring_language(contact)
    queue_mail(
        to=[contact.email],
        template="register/invitation",
        context={"name": contact.name, "supplier": supplier.name, "by": by.signature, "url": url},
    )
    contact.invited_at = timezone.now()
    contact.save(update_fields=["invited_at"])
    record(supplier, "invite_contact", by=by, data={"contact": contact.name, "email": contact.email})


def bring_language(*contacts: SupplierContact) -> None:
    """Let contacts who have just been invited, and read English, be met in English."""
    if english := [each.email for each in contacts if each.language == ENGLISH]:
        choose_language(english, ENGLISH)


@transaction.atomic
def renew_access(*, contact: SupplierContact, by: Actor) -> None:
    """Take away the contact's second factor, where there is one, and send a new invitation.

    For somebody with a new phone. Raises NotPermittedError, also where the person is not a supplier's alone.
    """
    must(by, P.REGISTER_EDIT)
    works_here = Colleague.objects.filter(
        supplier_id=contact.supplier_id, email=contact.email.lower()
    ).first()
    if works_here:
        take_away_factor(by=by, colleague=works_here)
    invite_contact(contact=contact, by=by)
