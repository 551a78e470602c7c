"""Who at a supplier reads English: the contact as the register has it, and who has chosen it on the site."""

from collections.abc import Collection

from django.db import transaction
from django.db.models.functions import Lower

from accounts import languages
from register.models import SupplierContact
from workflows.actors import Actor
from workflows.languages import knows_languages
from workflows.log import record


@knows_languages
def known(addresses: Collection[str]) -> dict[str, str]:
    """Return the language of each of the addresses (in lower case) that belongs to somebody at a supplier.

    Who can sign in has chosen for herself. Act as the secretariat, or as a supplier for its own.
    """
    rows = SupplierContact.objects.annotate(address=Lower("email")).filter(address__in=addresses)
    return {**dict(rows.values_list("address", "language")), **languages.languages_of(addresses)}


def reads(contact: SupplierContact) -> str:
    """Return the language that a letter to the contact is written in."""
    return known([contact.email.lower()])[contact.email.lower()]


@transaction.atomic
def choose(*, by: Actor, email: str, language: str) -> None:
    """Let somebody at a supplier choose the language of her mails and letters; act as the supplier."""
    languages.choose_language([email], language)
    contacts = SupplierContact.objects.filter(email__iexact=email).exclude(language=language)
    for each in contacts.select_related("supplier"):
        each.language = language
        each.save(update_fields=["language"])
        record(each.supplier, "change_contact", by=by, data={"contact": each.name, "language": language})
