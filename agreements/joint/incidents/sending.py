"""How a text about an incident leaves: a mail to each municipality at once, then the delivery."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.sites import hosts_of, municipality_url
from agreements.joint.incidents.models import Incident, IncidentMember, IncidentText
from agreements.joint.incidents.reach import addresses_of, reached_at
from workflows.actors import Actor
from workflows.jobs import enqueue
from workflows.mail import Mail, filled, leave_at_once, queue_mails

TEMPLATE = "agreements/incident"
AHEAD = timedelta(days=1)  # what is due longest leaves first: an alarm waits behind no other mail


def spread(text: IncidentText, members: Sequence[IncidentMember], *, by: Actor) -> int:
    """Put a mail to each of the members in the outbox, ahead of all others, and let the worker deliver.

    Mails leave whatever the state of the schemas: they carry the essentials. Returns how many mails. A
    text that was spread is not spread again, but to members that have been added since.
    """
    now = timezone.now()
    mails = [each for each in mails_of(text, members) if each.to]
    queue_mails(mails, template=TEMPLATE, send_after=now - AHEAD)
    IncidentMember.objects.filter(pk__in=[each.pk for each in members], mailed_at=None).update(mailed_at=now)
    IncidentText.objects.filter(pk=text.pk, mailed_at=None).update(mailed_at=now)
    enqueue("agreements.deliver_incident", by=by, payload={"text": str(text.id), "attempt": 0})
    leave_at_once()
    return len(mails)


def mails_of(text: IncidentText, members: Sequence[IncidentMember]) -> list[Mail]:
    """Return the mail of each member, addressed to all that an alarm reaches there."""
    ids = [each.municipality_id for each in members]
    reached, hosts = reached_at(ids), hosts_of(ids)
    common = facts_of(text)
    return [
        Mail(
            addresses_of(reached[each.municipality_id]),
            {
                **common,
                "municipality": each.municipality_name,
                "systems": each.systems,
                "url": municipality_url(
                    hosts.get(each.municipality_id, ""), "agreements:incident", text.incident_id
                ),
            },
            joint_id=text.incident_id,
        )
        for each in members
    ]


def facts_of(text: IncidentText) -> dict[str, Any]:
    """Return what the mails about a text have in common."""
    incident: Incident = text.incident
    return {
        "number": incident.number,
        "title": incident.title,
        "label": text.get_kind_display().capitalize(),
        "name": incident.subject_name,
        "message": text.known,
        "unknown": text.unknown,
        "next_update_at": text.next_update_at,
        "supplier_aware_at": incident.supplier_aware_at,
        "told_at": incident.told_at,
        "sent_at": text.sent_at or timezone.now(),
        "told_by": incident.told_by,
        "contact": incident.told_contact,
        "by": text.by_name,
        "ends": text.kind in (IncidentText.Kind.CLOSING, IncidentText.Kind.WITHDRAWAL),
    }


def preview(text: IncidentText, member: IncidentMember) -> tuple[str, str]:
    """Return subject and body of the mail that a member would get now."""
    return filled(TEMPLATE, mails_of(text, [member])[0])
