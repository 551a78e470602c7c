"""The supplier's contact cannot sign in any more, e.g. with a new phone."""

from django.db import transaction

from audits.joint.models import Audit
from register.actions.suppliers import renew_access as renew
from register.models import SupplierContact
from workflows.actors import Actor
from workflows.engine import NotPermittedError
from workflows.log import record


@transaction.atomic
def renew_access(*, by: Actor, audit: Audit) -> SupplierContact:
    """Take away the second factor of the case's contact and send a new invitation.

    Raises NotPermittedError (Danish words) where the contact is no longer in the register, or is not
    the supplier's alone.
    """
    contact = (
        SupplierContact.objects.select_related("supplier")
        .filter(supplier_id=audit.supplier_id, email__iexact=audit.contact_email)
        .first()
    )
    if contact is None:
        raise NotPermittedError("Sagens kontaktperson står ikke længere på leverandørens side.")
    renew(contact=contact, by=by)
    record(audit, "renew_access", by=by, data={"contact": contact.name})
    return contact
