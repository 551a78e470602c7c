"""Django's mail (sign-in, reset) goes through the same outbox as everything else."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from workflows.models import OutboxMail


class OutboxBackend(BaseEmailBackend):
    """Write messages to the outbox table."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Store each message and return how many."""
        for message in email_messages:
            subject = " ".join(str(message.subject).split())[:250]
            row = OutboxMail(to=message.to, subject=subject, body=str(message.body), kind="account")
            row.save(force_insert=True)
        return len(email_messages)
