"""Confirming a municipality's list of systems. Act as the municipality."""

from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction

from accounts.permissions import P
from register.confirming import listed
from register.models import ListConfirmation, SystemUse
from register.permitted import must
from workflows.actors import Actor
from workflows.engine import OutdatedError
from workflows.log import record


def confirm_list(*, municipality_id: UUID, opened: date, by: Actor) -> ListConfirmation:
    """Keep that the list is right, with the list as it is.

    Raises NotPermittedError, and OutdatedError where it is done already.
    """
    must(by, P.OWN_SYSTEMS_REPORT)
    uses = list(
        SystemUse.objects.filter(municipality_id=municipality_id, is_active=True)
        .select_related("system__supplier")
        .order_by("system__name_sort")
    )
    row = ListConfirmation(
        municipality_id=municipality_id,
        round_from=opened,
        confirmed_by_id=by.id,
        confirmed_by_name=by.signature[:300],
        systems=len(uses),
        listed=listed(uses),
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            record(row, "confirm_list", by=by, data={"systems": len(uses)})
    except IntegrityError as error:
        raise OutdatedError("Listen er allerede bekræftet for dette halvår.") from error
    return row
