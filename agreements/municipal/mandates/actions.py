"""Giving and revoking a mandate, and naming who stands for the municipality."""

from dataclasses import asdict, dataclass
from datetime import date

from django.db import connection, transaction
from django.utils import timezone

from agreements.municipal.mandates.access import Contacts
from agreements.municipal.mandates.models import Mandate, OwnContacts
from agreements.municipal.models import Agreement
from documents.actions import keep_municipal_upload
from documents.uploadhandlers import ReceivedFile
from tenants.models import MandateCover
from workflows.actors import Actor
from workflows.engine import NotPossibleError
from workflows.log import record

SECRETARIAT = "Det fælles databehandlersekretariat"


@dataclass(frozen=True)
class Given:
    """What a mandate says: who may do what, from when to when."""

    holder: Mandate.Holder
    name: str
    title: str
    email: str
    covers: tuple[MandateCover, ...]
    valid_from: date
    valid_until: date | None


@transaction.atomic
def give_mandate(*, given: Given, agreement: Agreement | None, received: ReceivedFile, by: Actor) -> Mandate:
    """Record a mandate with its signed paper; one for the secretariat is told upwards.

    Raises RefusedFileError for a file that cannot be kept, NotPossibleError for one that the virus
    scanner stopped.
    """
    to_secretariat = given.holder == Mandate.Holder.SECRETARIAT
    name = SECRETARIAT if to_secretariat else given.name
    file = keep_municipal_upload(received, by=by, title=f"Fuldmagt til {name}")
    if not file.may_be_handed_out:
        raise NotPossibleError(file.state_reason)
    mandate = Mandate(
        agreement=agreement,
        holder=given.holder,
        holder_name=name,
        holder_title="" if to_secretariat else given.title,
        holder_email="" if to_secretariat else given.email,
        covers=list(given.covers),
        valid_from=given.valid_from,
        valid_until=given.valid_until,
        file_id=file.pk,
        given_by_id=by.id,
        given_by_name=by.signature,
    )
    mandate.save(force_insert=True)
    record(mandate, "give", by=by, data={"name": name, "covers": mandate.cover_labels})
    _tell(mandate)
    return mandate


@transaction.atomic
def revoke_mandate(*, mandate: Mandate, reason: str, by: Actor) -> Mandate:
    """Take a mandate back; from now on nobody may act on it. Raises NotPossibleError if it was already."""
    mandate = Mandate.objects.select_for_update().get(pk=mandate.pk)
    if mandate.revoked_at:
        raise NotPossibleError("Fuldmagten er allerede kaldt tilbage.")
    mandate.revoked_at, mandate.revoked_by_name = timezone.now(), by.signature
    mandate.revoked_reason = reason
    mandate.save(update_fields=["revoked_at", "revoked_by_name", "revoked_reason"])
    record(mandate, "revoke", by=by, reason=reason, data={"name": mandate.holder_name})
    _tell(mandate)
    return mandate


@transaction.atomic
def name_contacts(*, contacts: Contacts, agreement: Agreement | None, by: Actor) -> None:
    """Name the municipality's contact person and signatory, of one agreement or (without one) of all."""
    row, _ = OwnContacts.objects.get_or_create(agreement=agreement)
    for role in ("contact", "signatory"):
        for key, value in asdict(getattr(contacts, role)).items():
            if hasattr(row, f"{role}_{key}"):
                setattr(row, f"{role}_{key}", value)
    row.save()
    data = {"contact": contacts.contact.name, "signatory": contacts.signatory.name}
    record(agreement or row, "name_contacts", by=by, data=data)


def _tell(mandate: Mandate) -> None:
    """Tell upwards what the secretariat holds; nothing of a mandate that it does not hold leaves."""
    if mandate.holder == Mandate.Holder.SECRETARIAT:
        with connection.cursor() as cursor:
            cursor.execute("SELECT agreements_municipal_tell_mandate_v1(%s)", [mandate.id])
