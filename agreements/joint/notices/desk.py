"""What waits for the secretariat among the notices."""

from django.utils import timezone

from accounts.permissions import P
from agreements.joint.notices.models import SubProcessorNotice
from agreements.joint.notices.states import NoticeState
from workflows.actors import Actor
from workflows.desk import Waiting

S = NoticeState
NEXT = {
    S.RECEIVED: ("Varslet skal sendes til kommunerne i dag.", "Send til kommunerne"),
    S.SENT: ("Kommunerne venter på en anbefaling.", "Giv anbefaling"),
}


def waiting(actor: Actor) -> list[Waiting]:
    """Return the notices to forward today and those to assess."""
    if not actor.may(P.AGREEMENTS_NEGOTIATE):
        return []
    found = []
    for notice in SubProcessorNotice.objects.filter(state__in=NEXT).select_related("supplier"):
        words, action = NEXT[S(notice.state)]
        due = timezone.localtime(notice.created_at).date() if notice.state == S.RECEIVED else None
        title = f"{notice.supplier.name}: ny underdatabehandler, {notice.name}"
        found.append(
            Waiting(
                title,
                f"{notice.number}. {words}",
                due,
                "agreements:notice",
                {"notice_id": notice.id},
                action,
                since=notice.state_since,
            )
        )
    return found
