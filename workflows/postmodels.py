"""What is kept of mail: whom an answer goes to, what came back, what came in, and whose reminders rest."""

import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone


class CaseAddress(models.Model):
    """The address that mails about one thing are answered to; nobody guesses its token."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    token = models.CharField(max_length=32, unique=True)
    joint_id = models.UUIDField(unique=True)
    made_at = models.DateTimeField(default=timezone.now)


class MailAbout(models.Model):
    """One more thing that a collected mail is about, beside the mail's own `joint_id`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    mail = models.ForeignKey("workflows.OutboxMail", on_delete=models.CASCADE, related_name="abouts")
    joint_id = models.UUIDField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mail", "joint_id"], name="workflows_mailabout_once")]


class MailBounce(models.Model):
    """That a mail did not reach one of its addresses; it waits until somebody has acted on it."""

    class Settled(models.TextChoices):
        SENT_AGAIN = "sent_again", "sendt igen"
        LEFT = "left", "lagt væk"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    mail = models.ForeignKey("workflows.OutboxMail", on_delete=models.PROTECT, related_name="bounces")
    address = models.EmailField()
    code = models.CharField(max_length=20, blank=True)  # RFC 3463, e.g. 5.1.1
    text = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)
    settled = models.CharField(max_length=10, choices=Settled.choices, blank=True)
    settled_at = models.DateTimeField(null=True)
    settled_by_name = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = "returmail"
        constraints = [models.UniqueConstraint(fields=["mail", "address"], name="workflows_mailbounce_once")]
        indexes = [models.Index(fields=["settled", "at"], name="workflows_mailbounce_open")]


class IncomingMail(models.Model):
    """A mail that came to the secretariat's mailbox, as text; the mailbox keeps the mail itself."""

    class Kind(models.TextChoices):
        ANSWER = "answer", "svar"
        AUTO = "auto", "automatisk svar"
        BOUNCE = "bounce", "returmail"

    class State(models.TextChoices):
        LOOSE = "loose", "uden sag"
        PLACED = "placed", "på sagen"
        DISMISSED = "dismissed", "lagt væk"
        NOTED = "noted", "noteret"  # nothing to do: an automatic answer, a bounce that found its mail

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # The same mail under another number (the mailbox was moved) is the same mail.
    fingerprint = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.ANSWER)
    state = models.CharField(max_length=10, choices=State.choices, default=State.LOOSE)
    message_id = models.CharField(max_length=300, blank=True)
    received_at = models.DateTimeField(default=timezone.now)
    from_address = models.CharField(max_length=320, blank=True)
    from_name = models.CharField(max_length=200, blank=True)
    subject = models.CharField(max_length=250, blank=True)
    text = models.TextField(blank=True)
    remarks = models.JSONField(default=list)  # what the reader should know, in Danish
    files = models.JSONField(default=list)  # name, id of the stored file, or why it was not kept
    case_id = models.UUIDField(null=True)
    is_expected = models.BooleanField(default=False)  # From is one that was written to; that is no proof
    read_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    settled_by_name = models.CharField(max_length=300, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        verbose_name = "indgået mail"
        indexes = [
            models.Index(fields=["state", "received_at"], name="workflows_incoming_state"),
            models.Index(fields=["case_id", "received_at"], name="workflows_incoming_case"),
        ]

    @property
    def path(self) -> str:
        """Return the path of the mail's page on the secretariat's site."""
        return reverse("post:letter", settings.SITE_URLCONFS["secretariat"], args=[self.pk])


class MailboxPosition(models.Model):
    """How far a mailbox has been read; moved in the transaction that keeps the mail (RFC 3501, 2.3.1.1)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    mailbox = models.CharField(max_length=300, unique=True)
    uidvalidity = models.BigIntegerField()
    uid = models.BigIntegerField(default=0)
    read_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)


class ReminderStop(models.Model):
    """That nobody is reminded about a case for the time being."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case_id = models.UUIDField()
    reason = models.TextField("begrundelse")
    since = models.DateTimeField(default=timezone.now)
    by_name = models.CharField(max_length=300)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case_id"], condition=models.Q(ended_at=None), name="workflows_reminderstop_once"
            )
        ]
