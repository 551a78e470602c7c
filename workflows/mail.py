"""Outgoing mail: written to the outbox in the transaction of what it tells, sent afterwards."""

import smtplib
from datetime import timedelta
from email.message import EmailMessage
from typing import Any
from urllib.parse import unquote, urlsplit
from uuid import UUID

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from workflows.models import OutboxMail

MAX_ATTEMPTS = 8


def queue_mail(
    *,
    to: list[str],
    template: str,
    context: dict[str, Any],
    joint_id: UUID | None = None,
    attachments: list[tuple[str, str]] | None = None,
    reply_to: str = "",
) -> OutboxMail:
    """Put a mail in the outbox and return it.

    `template` names templates/mails/<template>.txt; its first line is the subject. `attachments`
    are (file name, SHA-256 of a stored blob). Addresses are made unique, order kept.
    """
    text = render_to_string(f"mails/{template}.txt", context).strip()
    subject, _, body = text.partition("\n")
    row = OutboxMail(
        to=list(dict.fromkeys(address for address in to if address)),
        subject=" ".join(subject.split())[:250],
        body=body.strip() + "\n",
        joint_id=joint_id,
        kind=template,
        attachments=[list(pair) for pair in attachments or []],
        reply_to=reply_to,
    )
    row.save(force_insert=True)
    return row


def send_due() -> int:
    """Send what is due over SMTP, one transaction a mail, and return how many left.

    Without SMTP (the demo) the outbox itself is where the mails are read.
    """
    if not settings.SMTP_URL:
        return 0
    sent = 0
    for _ in range(200):
        with transaction.atomic():
            row = (
                OutboxMail.objects.select_for_update(skip_locked=True)
                .filter(state=OutboxMail.State.WAITING, send_after__lte=timezone.now())
                .order_by("send_after")
                .first()
            )
            if row is None:
                break
            sent += _send(row)
    return sent


def _send(row: OutboxMail) -> bool:
    row.attempts += 1
    try:
        _deliver(_message(row))
    except (OSError, smtplib.SMTPException) as error:
        row.error = str(error)[:1000]
        row.state = OutboxMail.State.FAILED if row.attempts >= MAX_ATTEMPTS else OutboxMail.State.WAITING
        row.send_after = timezone.now() + timedelta(minutes=2**row.attempts)
        row.save()
        return False
    row.state, row.sent_at, row.error = OutboxMail.State.SENT, timezone.now(), ""
    row.save()
    return True


def _message(row: OutboxMail) -> EmailMessage:
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = row.subject, settings.MAIL_FROM, ", ".join(row.to)
    message["Message-ID"] = f"<{row.id}@{settings.BASE_DOMAIN}>"
    if row.reply_to:
        message["Reply-To"] = row.reply_to
    message.set_content(row.body)
    for name, sha256 in row.attachments:
        with default_storage.open(f"{sha256[:2]}/{sha256[2:4]}/{sha256}") as stored:
            message.add_attachment(
                stored.read(), maintype="application", subtype="octet-stream", filename=name
            )
    return message


def _deliver(message: EmailMessage) -> None:
    """Hand one message to the server of SMTP_URL: smtp://user:password@host:port or smtps://."""
    where = urlsplit(settings.SMTP_URL)
    secure = where.scheme == "smtps"
    kind = smtplib.SMTP_SSL if secure else smtplib.SMTP
    with kind(where.hostname or "", where.port or (465 if secure else 587), timeout=30) as server:
        if not secure and server.has_extn("starttls"):
            server.starttls()
        if where.username:
            server.login(unquote(where.username), unquote(where.password or ""))
        server.send_message(message)
