"""Municipalities and what passes between them and the joint work: standing, letters, recipients."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F
from django_tenants.models import DomainMixin, TenantMixin

from workflows.danish import sort_key


class Municipality(TenantMixin):
    """A municipality (kommune) with a schema of its own; one of Denmark's 98."""

    class State(models.TextChoices):
        JOINING = "joining", "under indmeldelse"
        MEMBER = "member", "medlem"
        LEAVING = "leaving", "udmeldt (opsigelsesperiode)"
        LEFT = "left", "udtrådt"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kommunekode = models.CharField("kommunekode", max_length=4, unique=True)
    cvr = models.CharField("CVR-nummer", max_length=8, unique=True)
    name = models.CharField("navn", max_length=100)
    short_name = models.CharField("kort navn", max_length=60)
    name_sort = models.CharField(max_length=120, editable=False, db_index=True)
    region = models.CharField("region", max_length=60)
    population = models.PositiveIntegerField("folketal", null=True)
    shared_mailbox = models.EmailField("fælles postkasse", blank=True)
    state = models.CharField("medlemskab", max_length=10, choices=State.choices, default=State.MEMBER)
    member_since = models.DateField("medlem siden", null=True)

    auto_create_schema = False
    auto_drop_schema = False

    class Meta:
        ordering = ["name_sort"]
        verbose_name = "kommune"
        verbose_name_plural = "kommuner"

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the Danish sort key beside the name (the embedded database sorts by bytes)."""
        self.name_sort = sort_key(self.short_name)
        super().save(*args, **kwargs)


class Domain(DomainMixin):
    """A host name of a municipality's site."""


class SchemaStep(models.Model):
    """The SQL one migration ran on the template schema, replayed on every municipality's schema."""

    app = models.CharField(max_length=100)
    name = models.CharField(max_length=200)
    sql = models.TextField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["app", "name"], name="tenants_schemastep_once")]


class Standing(models.Model):
    """Where one record of a municipality stands, told upwards by the municipality itself.

    Written only by the definer functions `*_report_up_*`; the secretariat's overviews read it.
    `subject_id` is the record in the municipality's schema, `joint_id` what it came from.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, related_name="standings", db_index=False
    )  # the unique constraint below is its index
    kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    joint_id = models.UUIDField(null=True)
    system_id = models.UUIDField(null=True)
    state = models.CharField(max_length=40)
    since = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    due = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    notice_by = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "kind", "subject_id"], name="tenants_standing_once"
            )
        ]
        indexes = [
            models.Index(fields=["kind", "joint_id", "state"], name="tenants_standing_joint"),
            # Agreements that end, and nothing else has a date.
            models.Index(
                fields=["kind", "valid_until"],
                condition=models.Q(valid_until__isnull=False),
                name="tenants_standing_expiry",
            ),
            # Reports that a municipality has yet to decide on: few, and counted over all members at once.
            models.Index(
                fields=["joint_id", "municipality"],
                condition=models.Q(kind="audit_report", state__in=["received", "considering", "reopened"]),
                name="tenants_standing_undecided",
            ),
        ]


class Letter(models.Model):
    """A text or file that a municipality sends upwards: a question, reason, remark or signed copy."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="letters")
    kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    joint_id = models.UUIDField(null=True)
    text = models.TextField(blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    facts = models.JSONField(db_default={})  # what goes along with a signed copy: how it was checked
    written_by_id = models.UUIDField()
    written_by_name = models.CharField(max_length=200)
    written_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = [F("written_at").desc()]
        indexes = [models.Index(fields=["kind", "joint_id"], name="tenants_letter_joint")]


class Recipient(models.Model):
    """One municipality that a joint text or report is sent to, and when it became visible there.

    A schema that lags behind in migrations, or is locked, waits here as a named recipient; one that has
    meanwhile told that it uses none of the systems any longer is dropped.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "venter"
        DELIVERED = "delivered", "leveret"
        DROPPED = "dropped", "udgået"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    delivery_id = models.UUIDField()  # the unique constraint below is its index
    kind = models.CharField(max_length=40)
    joint_id = models.UUIDField()
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="received")
    state = models.CharField(max_length=12, choices=State.choices, default=State.WAITING)
    reason = models.CharField("hvorfor", max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    delivered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["delivery_id", "municipality"], name="tenants_recipient_once")
        ]
        indexes = [models.Index(fields=["kind", "joint_id"], name="tenants_recipient_joint")]


class MandateCover(models.TextChoices):
    """What a municipality may let somebody do in its name."""

    SIGN = "sign", "underskrive databehandleraftaler"
    RECEIVE_NOTICES = "receive_notices", "modtage varsler om underdatabehandlere"
    ANSWER_NOTICES = "answer_notices", "svare på varsler om underdatabehandlere"


class HeldMandate(models.Model):
    """A mandate that the secretariat holds from a municipality, told upwards by the municipality itself.

    Without an agreement it counts for all of the municipality's agreements.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="held_mandates")
    mandate_id = models.UUIDField()
    agreement_id = models.UUIDField(null=True)
    covers = ArrayField(models.CharField(max_length=20, choices=MandateCover.choices))
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    given_at = models.DateTimeField()
    given_by_name = models.CharField(max_length=300)
    revoked_at = models.DateTimeField(null=True)
    file_sha256 = models.CharField(max_length=64)
    file_name = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "mandate_id"], name="tenants_heldmandate_once")
        ]
