"""What the worker does for incidents: sends what a supplier has written, and delivers."""

from typing import Any
from uuid import UUID

from django.db import connection, transaction

from accounts.sites import supplier_url
from agreements.joint.addresses import supplier_addresses
from agreements.joint.incidents.actions import take_up
from agreements.joint.incidents.models import IncidentText
from workflows.jobs import RunningJob, job
from workflows.mail import queue_mail


@job("agreements.deliver_incident")
def deliver_incident(running: RunningJob) -> dict[str, Any]:
    """Deliver a text, with those before it, to all that wait for it."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT waits_because FROM agreements_joint_deliver_incident_v1(%s, %s)",
            [UUID(running.payload["text"]), int(running.payload["attempt"])],
        )
        rows = cursor.fetchall()
    waiting = sum(why is not None for (why,) in rows)
    return {"delivered": len(rows) - waiting, "waiting": waiting}


@job("agreements.spread_incident", whole=True)
def spread_incident(running: RunningJob) -> dict[str, Any]:
    """Send what a supplier has written to its customers, and give the supplier its receipt."""
    text = IncidentText.objects.select_related("incident__supplier").get(pk=UUID(running.payload["text"]))
    if text.mailed_at:
        return {"mails": 0}
    mails = take_up(text=text, by=running.by)
    incident = text.incident
    if incident.supplier_id and (addresses := supplier_addresses(incident.supplier_id)):
        context = {
            "number": incident.number,
            "title": incident.title,
            "count": incident.members.count(),
            "sent_at": text.sent_at,
            "by": text.by_name,
            "url": supplier_url("agreements:incident", incident.id),
        }
        queue_mail(
            to=addresses, template="agreements/incident_receipt", context=context, joint_id=incident.id
        )
    return {"mails": mails}
