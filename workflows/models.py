"""What every case has in common: its log, dated legal values, closed days, jobs and outgoing mail."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from workflows.postmodels import (
    CaseAddress,
    IncomingMail,
    MailAbout,
    MailBounce,
    MailboxPosition,
    ReminderStop,
)

__all__ = [
    "CaseAddress",
    "ClosedDay",
    "IncomingMail",
    "Job",
    "LegalValue",
    "LogEntry",
    "LogEntryBase",
    "LogHeads",
    "MailAbout",
    "MailBounce",
    "MailText",
    "MailboxPosition",
    "OutboxMail",
    "ReminderRule",
    "ReminderStop",
    "Seal",
    "SealBase",
    "SentReminder",
]


class LogEntryBase(models.Model):
    """One thing done. Concrete tables stand on each side of the wall; rows are never changed."""

    number = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(default=timezone.now)
    subject_kind = models.CharField(max_length=80)
    subject_id = models.UUIDField()
    action = models.CharField(max_length=60)
    before = models.CharField(max_length=40, blank=True)
    after = models.CharField(max_length=40, blank=True)
    reason = models.TextField(blank=True)
    data = models.JSONField(default=dict)
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=300)

    class Meta:
        abstract = True


class LogEntry(LogEntryBase):
    """The shared schema's log."""

    class Meta:
        indexes = [models.Index(fields=["subject_id", "at"], name="workflows_log_subject")]


class SealBase(models.Model):
    """One link of a log's hash chain: the digest of the former link and one log row."""

    position = models.BigIntegerField(primary_key=True)
    entry = models.BigIntegerField(unique=True)
    digest = models.BinaryField()
    sealed_at = models.DateTimeField()

    class Meta:
        abstract = True


class Seal(SealBase):
    """The shared log's chain; written by workflows_seal_v1 only."""


class LogHeads(models.Model):
    """Where every chain ended on one day, signed; the same stands in a file kept apart."""

    day = models.DateField(primary_key=True)
    made_at = models.CharField(max_length=40)  # as it was signed
    former = models.CharField(max_length=64, blank=True)  # the SHA-256 of the heads before these
    chains = models.JSONField()
    sha256 = models.CharField(max_length=64)
    signature = models.CharField(max_length=88)
    key_id = models.CharField(max_length=16)


class LegalValue(models.Model):
    """A value that law, a guide or the board decides: dated, with its source, never a constant in code."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField("nøgle", max_length=80)
    value = models.JSONField("værdi")
    valid_from = models.DateField("gælder fra")
    source = models.CharField("kilde", max_length=300)
    confirmed = models.BooleanField("bekræftet", default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "valid_from"], name="workflows_legalvalue_once")
        ]


class ClosedDay(models.Model):
    """A day besides weekends and public holidays on which the offices are closed, and no deadline falls.

    `day` is the day itself, or with `yearly` the first one; `until` the last day on which the row counts.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    day = models.DateField("dag")
    yearly = models.BooleanField("hvert år", default=False)
    until = models.DateField("gælder til og med", null=True, blank=True)
    name = models.CharField("navn", max_length=60)
    source = models.CharField("kilde", max_length=300, blank=True)
    entered_by_name = models.CharField("indført af", max_length=300, blank=True)

    class Meta:
        verbose_name = "lukkedag"
        ordering = ["day"]


class Job(models.Model):
    """Work for the worker. A task's only argument is the id of such a row."""

    class State(models.TextChoices):
        QUEUED = "queued", "i kø"
        RUNNING = "running", "i gang"
        DONE = "done", "færdig"
        FAILED = "failed", "fejlet"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=60)
    caller = models.JSONField()
    payload = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    message = models.TextField(blank=True)
    result = models.JSONField(default=dict)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    # Not handed over again before then; nothing for a job that has not failed.
    not_before = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=300)

    class Meta:
        indexes = [models.Index(fields=["state", "created_at"], name="workflows_job_state")]


class OutboxMail(models.Model):
    """A mail to be sent; written in the transaction of what it tells, sent afterwards."""

    class State(models.TextChoices):
        WAITING = "waiting", "venter"
        SENT = "sent", "sendt"
        FAILED = "failed", "kunne ikke sendes"
        WITHDRAWN = "withdrawn", "kaldt tilbage"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    to = ArrayField(models.EmailField())
    reply_to = models.EmailField(blank=True)
    subject = models.CharField(max_length=250)
    body = models.TextField()
    attachments = models.JSONField(default=list)
    joint_id = models.UUIDField(null=True)
    kind = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    error = models.TextField(blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    send_after = models.DateTimeField(default=timezone.now)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["state", "send_after"], name="workflows_outbox_due"),
            models.Index(fields=["joint_id"], name="workflows_outbox_joint"),
        ]


class MailText(models.Model):
    """The secretariat's own wording of one of the product's mails; the last row counts.

    An empty text stands for the shipped one, so that going back to it is a row too.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    template = models.CharField(max_length=60)
    number = models.PositiveIntegerField()
    text = models.TextField("tekst", blank=True)
    changed_by_name = models.CharField(max_length=300)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["template", "-number"]
        constraints = [models.UniqueConstraint(fields=["template", "number"], name="workflows_mailtext_once")]


class ReminderRule(models.Model):
    """When whom is reminded: one row per step, from the friendly word to the management's."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    about = models.CharField("om", max_length=60)
    working_days = models.SmallIntegerField("arbejdsdage efter fristen")  # before it where negative
    party = models.CharField("til", max_length=20)
    # Only what falls due from that day on: a rule that is set in force writes to nobody about old matters.
    active_from = models.DateField("gælder fra", null=True)

    class Meta:
        ordering = ["about", "working_days", "party"]
        constraints = [
            models.UniqueConstraint(
                fields=["about", "working_days", "party"], name="workflows_reminderrule_once"
            )
        ]

    @property
    def before(self) -> int:
        """Return the working days before the deadline; negative where it is after it."""
        return -self.working_days


class SentReminder(models.Model):
    """That a rule has been followed for one matter and its deadline; a new deadline begins anew."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    rule = models.ForeignKey(ReminderRule, on_delete=models.PROTECT, related_name="+")
    matter_id = models.UUIDField()
    due = models.DateField()
    sent_on = models.DateField()
    # Where several steps were overtaken, after days without a worker, one mail went for all of them.
    mail_id = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rule", "matter_id", "due"], name="workflows_sentreminder_once")
        ]
