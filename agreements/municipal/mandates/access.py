"""Reading mandates and contacts, in the schema of the municipality that is acting."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from agreements.municipal.mandates.models import Mandate, OwnContacts
from tenants.models import MandateCover


@dataclass(frozen=True)
class Contact:
    """A person as an agreement names one; empty where nobody is named."""

    name: str = ""
    title: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Contacts:
    """Who stands for the municipality in an agreement."""

    contact: Contact
    signatory: Contact


def mandates() -> QuerySet[Mandate]:
    """Return the municipality's mandates, newest first."""
    return Mandate.objects.select_related("file", "agreement")


def get_mandate(mandate_id: UUID) -> Mandate:
    """Return one of one's own mandates, or 404."""
    found = mandates().filter(pk=mandate_id).first()
    if found is None:
        raise Http404
    return found


def mandates_for(cover: MandateCover, *, on: date, agreement_id: UUID | None = None) -> QuerySet[Mandate]:
    """Return the mandates that cover something on a day: those for all agreements, and for the one given."""
    scope = Q(agreement=None) | Q(agreement_id=agreement_id) if agreement_id else Q(agreement=None)
    return (
        mandates()
        .filter(scope, covers__contains=[cover], revoked_at=None, valid_from__lte=on)
        .filter(Q(valid_until=None) | Q(valid_until__gte=on))
    )


def contacts_of(agreement_id: UUID | None) -> Contacts:
    """Return who stands for the municipality in an agreement; None asks for its default."""
    rows = {
        each.agreement_id: each
        for each in OwnContacts.objects.filter(Q(agreement=None) | Q(agreement_id=agreement_id))
    }
    own, default = rows.get(agreement_id), rows.get(None)

    def person(role: str) -> Contact:
        """A named person is taken whole: never one's name with another's address."""
        for row in (own, default):
            if row and getattr(row, f"{role}_name"):
                keys = ("name", "title", "email", "phone")
                return Contact(*(getattr(row, f"{role}_{key}", "") for key in keys))
        return Contact()

    return Contacts(person("contact"), person("signatory"))
