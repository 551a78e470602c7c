"""Reading the mailbox: each mail once, whatever happens meanwhile."""

import time

from celery import shared_task
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from integrations.mailbox import reading
from integrations.mailbox.imap import Fetched, Mailbox, MailboxError
from integrations.mailbox.taking import take_in
from walls.callers import Caller, acting_as
from workflows.models import MailboxPosition

ROUND_SECONDS = 60.0
LOCK = "hashtextextended('integrations_mailbox', 0)"


@shared_task(name="mailbox.read")
def read_mailbox() -> None:
    """Read what is new in the mailbox, where there is one."""
    if settings.IMAP_URL:
        with acting_as(Caller.secretariat()):
            read_new(settings.IMAP_URL)


def read_new(url: str) -> int:
    """Take in what is new, for a minute, and return how many mails were read. Act as the secretariat.

    How far the mailbox is read moves in the transaction that keeps the mail, so a worker that is killed
    neither loses nor doubles one. Only one reads at a time. What goes wrong is told on the page of the post.
    """
    if not _ask(f"SELECT pg_try_advisory_lock({LOCK})"):
        return 0
    try:
        return _read(url)
    finally:
        _ask(f"SELECT pg_advisory_unlock({LOCK})")


def _read(url: str) -> int:
    number, until, mailbox = 0, time.monotonic() + ROUND_SECONDS, Mailbox(url)
    try:
        with mailbox:
            position = _position(mailbox)
            for uid in mailbox.after(position.uid):
                if time.monotonic() > until:
                    break
                _take(mailbox.fetch(uid), position, uid)
                mailbox.mark_read(uid)
                number += 1
            _told(mailbox.name, "")
    except (MailboxError, OSError) as error:
        _told(mailbox.name, str(error))
        raise
    return number


def _position(mailbox: Mailbox) -> MailboxPosition:
    """Return how far the mailbox is read; from the beginning where its numbers count no more (RFC 3501)."""
    defaults = {"uidvalidity": mailbox.uidvalidity}
    row, _ = MailboxPosition.objects.get_or_create(mailbox=mailbox.name, defaults=defaults)
    if row.uidvalidity != mailbox.uidvalidity:
        row.uidvalidity, row.uid = mailbox.uidvalidity, 0
        row.save(update_fields=["uidvalidity", "uid"])
    return row


def _take(fetched: Fetched | None, position: MailboxPosition, uid: int) -> None:
    mail = _understood(fetched) if fetched else None  # None: it was deleted before it could be fetched
    with transaction.atomic():
        if mail:
            take_in(mail)
        position.uid = uid
        position.save(update_fields=["uid"])


def _understood(fetched: Fetched) -> reading.Read:
    try:
        return reading.read(fetched.content, is_whole=fetched.is_whole)
    except Exception:  # whatever is in the mail, it is kept and the next one is read
        return reading.unreadable(fetched.content)


def _told(name: str, error: str) -> None:
    now = timezone.now()
    known = {"error": error[:500], **({} if error else {"read_at": now})}
    MailboxPosition.objects.update_or_create(
        mailbox=name[:300], defaults=known, create_defaults={"uidvalidity": 0, **known}
    )


def _ask(query: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return bool(cursor.fetchone()[0])
