"""The municipalities are told when a system they use has been sold: their agreements need a supplement."""

import json
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from agreements.joint.addresses import municipality_addresses
from agreements.joint.delivering import agreement_url
from register.models import SupplierChange
from workflows.jobs import RunningJob, job
from workflows.mail import queue_mail

JOB = "agreements.system_sold"


@job(JOB)
@transaction.atomic
def tell_of_sale(running: RunningJob) -> dict[str, Any]:
    """Mark the agreements about a sold system and write to those who use it; who waits is tried later."""
    change = SupplierChange.objects.select_related("system", "supplier", "other").get(
        pk=UUID(running.payload["change"])
    )
    given: list[Any] = [change.id, int(running.payload["attempt"]), running.by.id, running.by.name]
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM agreements_joint_system_sold_v1(%s, %s, %s, %s)", given)
        told = {row[0]: _as_list(row[1]) for row in cursor.fetchall()}
    addresses = municipality_addresses(told)
    for municipality_id, agreements in told.items():
        if addresses[municipality_id]:
            context = _context(change, municipality_id, agreements)
            queue_mail(to=addresses[municipality_id], template="agreements/system_sold", context=context)
    return {"told": len(told)}


def _as_list(found: Any) -> list[dict[str, str]]:
    agreements: list[dict[str, str]] = json.loads(found) if isinstance(found, str) else found
    return agreements


def _context(
    change: SupplierChange, municipality_id: UUID, agreements: list[dict[str, str]]
) -> dict[str, Any]:
    return {
        "system": change.system.name if change.system else "",
        "supplier": change.supplier_name,
        "buyer": change.other_name,
        "on": change.effective_on,
        "agreements": [
            {"number": each["number"], "url": agreement_url(municipality_id, UUID(each["id"]))}
            for each in agreements
        ],
    }
