"""Outgoing mail: written to the outbox in the transaction of what it tells, sent afterwards."""

import smtplib
import socket
import ssl
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Any
from urllib.parse import unquote, urlsplit
from uuid import UUID

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone, translation

from workflows.bounces import note_refused
from workflows.languages import DANISH, by_language, known_languages, language_of
from workflows.mailtexts import Wording, in_language, is_translated, wording_of
from workflows.models import OutboxMail
from workflows.replying import reply_address

Refusals = dict[str, tuple[int, bytes]]
MAX_ATTEMPTS = 8
ROUND_SECONDS = 60.0
AWAY = (
    ConnectionError,
    TimeoutError,
    socket.gaierror,
    ssl.SSLError,
    smtplib.SMTPServerDisconnected,
    smtplib.SMTPConnectError,
    smtplib.SMTPHeloError,
    smtplib.SMTPAuthenticationError,
)


def queue_mail(
    *,
    to: list[str],
    template: str,
    context: dict[str, Any],
    joint_id: UUID | None = None,
    attachments: list[tuple[str, str]] | None = None,
    reply_to: str = "",
    language: str = "",
    send_after: datetime | None = None,
) -> OutboxMail:
    """Put a mail in the outbox and return it; where its addressees read two languages, one in each.

    `template` names templates/mails/<template>.txt, or the secretariat's own wording of it; the first
    line is the subject. `attachments`
    are (file name, SHA-256 of a stored blob). Addresses are made unique, order kept. With `language` nobody
    is asked what the addressees read; with `send_after` it waits until then. Returned is the mail to the
    first addressee.
    """
    mail = Mail(to, context, joint_id, attachments or [], reply_to)
    rows = [_written(template, each, part) for each, part in _divided(template, mail, language)]
    for row in rows:
        row.send_after = send_after or row.send_after
    return OutboxMail.objects.bulk_create(rows)[0]


@dataclass(frozen=True)
class Mail:
    """One mail of many of the same kind; see `queue_mail`. With `language` nobody is asked what they read."""

    to: list[str]
    context: dict[str, Any]
    joint_id: UUID | None = None
    attachments: Sequence[tuple[str, str]] = ()
    reply_to: str = ""
    language: str = ""


def queue_mails(
    mails: Sequence[Mail], *, template: str, send_after: datetime | None = None
) -> list[OutboxMail]:
    """Put many mails of one kind in the outbox in one statement; with `send_after` they wait until then.

    Each is one mail, in the language of its first addressee.
    """
    known = known_languages([each for mail in mails for each in mail.to]) if is_translated(template) else {}
    wordings: dict[str, Wording] = {}
    rows = []
    for mail in mails:
        language = mail.language or language_of(mail.to, known)
        if language not in wordings:
            wordings[language] = wording_of(in_language(template, language))
        rows.append(_written(template, language, mail, wordings[language]))
    for row in rows:
        row.send_after = send_after or row.send_after
    return OutboxMail.objects.bulk_create(rows)


def filled(template: str, mail: Mail) -> tuple[str, str]:
    """Return subject and body of a mail as its first addressee would get it now."""
    known = known_languages(mail.to) if is_translated(template) else {}
    row = _written(template, language_of(mail.to, known), mail)
    return row.subject, row.body.strip()


def _divided(template: str, mail: Mail, language: str) -> list[tuple[str, Mail]]:
    """Return the mail once for each language that its addressees read, as far as it is written in it."""
    if language or not is_translated(template):
        return [(language or DANISH, mail)]
    parts = by_language(mail.to, known_languages(mail.to))
    return [(each, replace(mail, to=to)) for each, to in parts.items()] or [(DANISH, mail)]


def _written(template: str, language: str, mail: Mail, wording: Wording | None = None) -> OutboxMail:
    wording = wording or wording_of(in_language(template, language))
    with translation.override(language if is_translated(template) else DANISH):
        subject, _, body = wording.render(mail.context).strip().partition("\n")
    return OutboxMail(
        to=list(dict.fromkeys(address for address in mail.to if address)),
        subject=" ".join(subject.split())[:250],
        body=body.strip() + "\n",
        joint_id=mail.joint_id,
        kind=template,
        attachments=[list(pair) for pair in mail.attachments],
        reply_to=mail.reply_to,
    )


def send_due() -> int:
    """Send what is due over SMTP for a minute, one transaction a mail, and return how many left.

    A mail that fails is tried again later, at most MAX_ATTEMPTS times; a server that cannot be
    reached costs a mail no attempt and ends the round. Without SMTP (the demo) the outbox itself is
    where the mails are read.
    """
    sent, until = 0, time.monotonic() + ROUND_SECONDS
    while settings.SMTP_URL and time.monotonic() < until:
        with transaction.atomic():
            row = (
                OutboxMail.objects.select_for_update(skip_locked=True)
                .filter(state=OutboxMail.State.WAITING, send_after__lte=timezone.now())
                .order_by("send_after")
                .first()
            )
            if row is None:
                break
            reached = _send(row)
            row.save()
        if not reached:
            break
        sent += row.state == OutboxMail.State.SENT
    return sent


def _send(row: OutboxMail) -> bool:
    """Try to send; return whether the server could be reached. The caller saves the row."""
    try:
        refused = _deliver(_message(row))
    except smtplib.SMTPRecipientsRefused as error:
        row.attempts += 1
        row.error = f"Afvist af modtagerens server: {', '.join(error.recipients)}"[:1000]
        _put_off(row, is_final=all(code >= 500 for code, _ in error.recipients.values()))
        if row.state == OutboxMail.State.FAILED:
            note_refused(row, _words(error.recipients))
        return True
    except AWAY as error:
        row.error, row.send_after = _told(error), timezone.now() + timedelta(minutes=2)
        return False
    except Exception as error:  # whatever is wrong with one mail, the others go on
        row.attempts += 1
        row.error = _told(error)
        _put_off(row)
        if row.state == OutboxMail.State.FAILED:
            note_refused(row, dict.fromkeys(row.to, row.error))
        return True
    row.attempts += 1
    row.state, row.sent_at = OutboxMail.State.SENT, timezone.now()
    row.error = f"Afvist af modtagerens server: {', '.join(refused)}" if refused else ""
    note_refused(row, _words(refused))
    return True


def _put_off(row: OutboxMail, *, is_final: bool = False) -> None:
    is_final = is_final or row.attempts >= MAX_ATTEMPTS
    row.state = OutboxMail.State.FAILED if is_final else OutboxMail.State.WAITING
    row.send_after = timezone.now() + timedelta(minutes=2**row.attempts)


def _words(refused: Refusals) -> dict[str, str]:
    return {address: _reason(said) for address, (_, said) in refused.items()}


def _reason(said: bytes | str) -> str:
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else said


def _told(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:1000]


def _message(row: OutboxMail) -> EmailMessage:
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = row.subject, settings.MAIL_FROM, ", ".join(row.to)
    message["Message-ID"] = f"<{row.id}@{settings.BASE_DOMAIN}>"
    if answer_to := reply_address(row):
        message["Reply-To"] = answer_to
    message.set_content(row.body)
    for name, sha256 in row.attachments:
        with default_storage.open(f"{sha256[:2]}/{sha256[2:4]}/{sha256}") as stored:
            message.add_attachment(
                stored.read(), maintype="application", subtype="octet-stream", filename=name
            )
    return message


def _deliver(message: EmailMessage) -> Refusals:
    """Hand one message to the server of SMTP_URL: smtp://user:password@host:port or smtps://.

    What cannot be delivered later on comes back to the mailbox that is read (integrations/mailbox). Returns
    which recipients the server refused while it took the others.
    """
    where = urlsplit(settings.SMTP_URL)
    secure = where.scheme == "smtps"
    kind = smtplib.SMTP_SSL if secure else smtplib.SMTP
    encryption = ssl.create_default_context()
    more: dict[str, Any] = {"context": encryption} if secure else {}
    with kind(where.hostname or "", where.port or (465 if secure else 587), timeout=30, **more) as server:
        server.ehlo()
        if not secure and server.has_extn("starttls"):
            server.starttls(context=encryption)
        if where.username:
            server.login(unquote(where.username), unquote(where.password or ""))
        refused: Refusals = server.send_message(message, from_addr=settings.REPLY_ADDRESS or None)
    return refused


def leave_at_once() -> None:
    """Let the worker send what is due as soon as the transaction has committed, instead of within seconds.

    Where the broker is away the planned run sends it.
    """
    from workflows.tasks import send_mail

    transaction.on_commit(send_mail.delay, robust=True)
