"""The mails that were written, without what would let their reader in as somebody else."""

import re
from collections.abc import Iterable
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from workflows.models import IncomingMail, MailAbout, MailBounce, OutboxMail

HIDDEN = "[personligt link]"
# Whoever has a one-time link comes in as the one it was made for: any long piece of an address but a UUID.
_ADDRESS = re.compile(r"https?://\S+")
_SECRET = re.compile(
    r"(?<=[/=])(?![0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![\w-]))[\w-]{20,}"
)
# Mails whose whole point is a secret: reset of a password, a code, an invitation.
_SECRET_KINDS = re.compile(r"^(account$|accounts/)")
UNTOLD = "Mailen handler om adgang for en person, så dens tekst vises ikke."


def shown_body(row: OutboxMail) -> str:
    """Return a mail's text as it was sent, but for one-time links and what is a person's alone."""
    if _SECRET_KINDS.match(row.kind):
        return UNTOLD
    return _ADDRESS.sub(lambda found: HIDDEN if _SECRET.search(found[0]) else found[0], row.body)


def is_personal(row: OutboxMail) -> bool:
    """Return whether a mail lets its recipient in, so that it is never sent to anybody else."""
    return shown_body(row) != row.body


def about(ids: Iterable[UUID]) -> Q:
    """Return the condition that a mail is about one of the ids, alone or among others."""
    wanted = list(ids)
    among = MailAbout.objects.filter(joint_id__in=wanted).values("mail")
    return Q(joint_id__in=wanted) | Q(pk__in=among)


def path_of(row: OutboxMail) -> str:
    """Return the path of a mail's page on the secretariat's site."""
    return reverse("post:mail", settings.SITE_URLCONFS["secretariat"], args=[row.pk])


def open_bounces() -> QuerySet[MailBounce]:
    """Return what came back and nobody has acted on."""
    return MailBounce.objects.filter(settled="").select_related("mail").order_by("at")


def mails(*, state: str = "", words: str = "", ids: Iterable[UUID] | None = None) -> QuerySet[OutboxMail]:
    """Return the mails of a state ("" for all), newest first.

    With `words` those alone that have them in recipient or subject, with `ids` those about one of them.
    """
    rows = OutboxMail.objects.order_by("-created_at", "id")
    if state == "bounced":
        rows = rows.filter(Exists(MailBounce.objects.filter(mail=OuterRef("pk"))))
    elif state:
        rows = rows.filter(state=state)
    if words:
        rows = rows.filter(Q(to__icontains=words) | Q(subject__icontains=words))
    return rows if ids is None else rows.filter(about(ids))


def incoming_of(case_id: UUID) -> QuerySet[IncomingMail]:
    """Return what came in on a case, newest first."""
    shown = [IncomingMail.State.PLACED, IncomingMail.State.NOTED]
    return IncomingMail.objects.filter(case_id=case_id, state__in=shown).order_by("-received_at")
