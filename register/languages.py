"""Who at a supplier reads English: the contact as the register has it, and who has chosen it on the site."""

from collections.abc import Collection

from django.db import transaction
from django.db.models.functions import Lower

from accounts import languages
from register.models import SupplierContact
from workflows.actors import Actor
from workflows.languages import DANISH, ENGLISH, knows_languages
from workflows.log import record


@knows_languages
def known(addresses: Collection[str]) -> dict[str, str]:
    """Return the language of each of the addresses (in lower case) that belongs to somebody at a supplier.

    It is English where the register or the person says so: who chooses on the site changes both. Act as
    the secretariat, or as a supplier for its own.
    """
    rows = SupplierContact.objects.annotate(address=Lower("email")).filter(address__in=addresses)
    told = [*rows.values_list("address", "language"), *languages.languages_of(addresses).items()]
    english = {address for address, language in told if language == ENGLISH}
    return {address: ENGLISH if address in english else DANISH for address, _ in told}


@transaction.atomic
def choose(*, by: Actor, email: str, language: str) -> None:
    """Let somebody at a supplier choose the language of her mails and letters; act as the supplier."""
    languages.choose_language([email], language)
    contacts = SupplierContact.objects.filter(email__iexact=email).exclude(language=language)
    for each in contacts.select_related("supplier"):
        each.language = language
        each.save(update_fields=["language"])
        record(each.supplier, "change_contact", by=by, data={"contact": each.name, "language": language})
