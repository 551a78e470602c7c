"""One click reminds those who have not opened the newest text; the telephone is quicker still."""

from django.db import transaction
from django.utils import timezone

from accounts.permissions import P
from accounts.sites import hosts_of, municipality_url
from agreements.joint.incidents.following import newest_of, rows_of
from agreements.joint.incidents.models import Incident
from agreements.joint.incidents.reach import addresses_of
from agreements.joint.incidents.sending import AHEAD
from agreements.joint.incidents.states import IncidentState
from workflows.actors import Actor
from workflows.engine import NotPermittedError, NotPossibleError
from workflows.log import record
from workflows.mail import Mail, leave_at_once, queue_mails


@transaction.atomic
def remind(*, incident: Incident, by: Actor) -> int:
    """Write at once to all that have not opened the newest text; returns to how many.

    Raises NotPermittedError, and NotPossibleError where there is nobody to remind.
    """
    if not by.may(P.AGREEMENTS_NEGOTIATE):
        raise NotPermittedError("Du har ikke adgang til at gøre dette.")
    newest = newest_of(incident)
    if newest is None or incident.state not in (IncidentState.SENT, IncidentState.CLOSED):
        raise NotPossibleError("Der er ikke noget at rykke for.")
    silent = [row for row in rows_of(incident) if not row.has_read]
    hosts = hosts_of(row.member.municipality_id for row in silent)
    mails = [
        Mail(
            to,
            {
                "number": incident.number,
                "title": incident.title,
                "name": incident.subject_name,
                "municipality": row.member.municipality_name,
                "sent_at": newest.sent_at,
                "contact": incident.told_contact,
                "url": municipality_url(
                    hosts.get(row.member.municipality_id, ""), "agreements:incident", incident.id
                ),
            },
            joint_id=incident.id,
        )
        for row in silent
        if (to := addresses_of(row.reached))
    ]
    if not mails:
        raise NotPossibleError("Alle har åbnet det seneste, eller der er ingen mailadresse at skrive til.")
    queue_mails(mails, template="agreements/incident_reminder", send_after=timezone.now() - AHEAD)
    record(incident, "remind_silent", by=by, data={"municipalities": len(mails)})
    leave_at_once()
    return len(mails)
