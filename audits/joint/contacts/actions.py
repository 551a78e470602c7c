"""Asking contacts, and taking in whom they name instead."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.permissions import P
from audits.joint.actions.announcing import contacts_of
from audits.joint.contacts.links import hash_of, link_of, token_of
from audits.joint.models import ContactAsk, ContactRound
from register.actions.suppliers import remove_contact, save_contact
from register.models import Supplier, SupplierContact
from secretariat.pagekit.tags.words import da_date
from workflows.actors import Actor
from workflows.deadlines import check_deadline
from workflows.engine import NotPermittedError, NotPossibleError
from workflows.log import record
from workflows.mail import Mail, queue_mails

TEMPLATE = "audits/contact_question"
OPEN_FOR = timedelta(days=30)  # after the day that was asked for; a late answer is an answer


@transaction.atomic
def ask(*, by: Actor, name: str, suppliers: Iterable[UUID], answer_by: date) -> ContactRound:
    """Ask the contact of each supplier by a one-time link; one without a contact is left out.

    Who is the contact of several gets one mail with a link for each: the answers may differ.
    Raises NotPossibleError for a day that cannot be a deadline, or where nobody could be asked.
    """
    if not by.may(P.AUDITS_CONDUCT):
        raise NotPermittedError("Du har ikke adgang til at spørge leverandørernes kontaktpersoner.")
    check_deadline(answer_by)
    contacts = contacts_of(suppliers)
    if not contacts:
        raise NotPossibleError("Ingen af leverandørerne har en kontaktperson at spørge.")
    today = timezone.localdate()
    found = ContactRound(
        name=name.strip() or f"Kontaktrunde {da_date(today)}",
        answer_by=answer_by,
        by_id=by.id,
        by_name=by.signature,
    )
    found.save(force_insert=True)
    names = dict(Supplier.objects.filter(pk__in=contacts).values_list("pk", "name"))
    asks = [_ask_of(found, contact) for contact in contacts.values()]
    people = _by_person(asks)
    rows = queue_mails([_mail(own, names, found) for own in people], template=TEMPLATE)
    for own, mail in zip(people, rows, strict=True):
        for each in own:
            each.mail_id = mail.id
    ContactAsk.objects.bulk_create(asks)
    record(found, "ask", by=by, data={"name": found.name, "contacts": len(asks)})
    return found


def _ask_of(found: ContactRound, contact: SupplierContact) -> ContactAsk:
    ask_id = uuid.uuid4()
    until = timezone.make_aware(datetime.combine(found.answer_by, time(23, 59))) + OPEN_FOR
    return ContactAsk(
        id=ask_id,
        round=found,
        supplier_id=contact.supplier_id,
        contact=contact,
        name=contact.name,
        email=contact.email,
        token_sha256=hash_of(token_of(ask_id)),
        expires_at=until,
    )


def _by_person(asks: Iterable[ContactAsk]) -> list[list[ContactAsk]]:
    found: dict[str, list[ContactAsk]] = {}
    for each in asks:
        found.setdefault(each.email.lower(), []).append(each)
    return list(found.values())


def _mail(own: Sequence[ContactAsk], names: dict[UUID, str], found: ContactRound) -> Mail:
    asks = [{"supplier": names[each.supplier_id], "link": link_of(each.id)} for each in own]
    asks.sort(key=lambda each: each["supplier"])
    context = {
        "name": own[0].name,
        "suppliers": [each["supplier"] for each in asks],
        "asks": asks,
        "answer_by": found.answer_by,
        "by": found.by_name,
    }
    return Mail(to=[own[0].email], context=context, joint_id=found.id)


@transaction.atomic
def take_in(*, by: Actor, asks: Sequence[ContactAsk]) -> int:
    """Let those who were named be the contacts, instead of those who named them; returns how many."""
    return sum(_settle(by, each, ContactAsk.Settled.ACCEPTED) for each in asks)


@transaction.atomic
def dismiss(*, by: Actor, asks: Sequence[ContactAsk]) -> int:
    """Leave the contacts as they are, whatever was answered; returns how many."""
    return sum(_settle(by, each, ContactAsk.Settled.DISMISSED) for each in asks)


def _settle(by: Actor, each: ContactAsk, how: ContactAsk.Settled) -> bool:
    if not by.may(P.REGISTER_EDIT):
        raise NotPermittedError("Du har ikke adgang til at rette kontaktpersoner.")
    locked = ContactAsk.objects.select_for_update(of=("self",)).select_related("supplier").get(pk=each.pk)
    if locked.answer != ContactAsk.Answer.OTHER or locked.settled:
        return False
    locked.settled, locked.settled_by_name = how, by.signature
    locked.save(update_fields=["settled", "settled_by_name"])
    if how == ContactAsk.Settled.ACCEPTED:
        _replace(by, locked)
    record(locked, how.value, by=by, data={"supplier": locked.supplier.name, "contact": locked.new_name})
    return True


def _replace(by: Actor, each: ContactAsk) -> None:
    known = SupplierContact.objects.filter(
        supplier=each.supplier, email__iexact=each.new_email, role=SupplierContact.Role.CONTACT
    ).first()
    facts = {
        "name": each.new_name,
        "email": each.new_email,
        "phone": each.new_phone,
        "role": SupplierContact.Role.CONTACT,
        "last_confirmed": timezone.localdate(each.answered_at),
    }
    save_contact(supplier=each.supplier, facts=facts, by=by, contact=known)
    if each.contact is not None and (known is None or each.contact_id != known.pk):
        remove_contact(contact=each.contact, by=by)
