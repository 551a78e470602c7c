"""Mails to one municipality about one of its agreements."""

from typing import Any
from uuid import UUID

from agreements.joint.addresses import municipality_addresses
from agreements.joint.delivering import agreement_url
from workflows.mail import queue_mail


def to_municipality(
    municipality_id: UUID,
    agreement_id: UUID,
    template: str,
    context: dict[str, Any],
    joint_id: UUID,
    *,
    also: str = "",
) -> None:
    """Write to the contact person, deputy and mailbox (`also` first), with the address of the page."""
    known = municipality_addresses([municipality_id])[municipality_id]
    addresses = [also, *(each for each in known if each != also)] if also else known
    if addresses:
        own = {**context, "url": agreement_url(municipality_id, agreement_id)}
        queue_mail(to=addresses, template=template, context=own, joint_id=joint_id)
