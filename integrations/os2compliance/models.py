"""Keys by which a municipality's own system reads, and the integers that such systems know our rows by."""

import uuid
from datetime import datetime

from django.db import models
from django.utils import timezone

from accounts.models import Engagement
from tenants.models import Municipality


class ApiKey(models.Model):
    """A key of one municipality: shown once, known by its hash only, recognised by its beginning.

    A key that is rolled goes on under the same name in a new row, and the old row ends at `expires_at`.
    """

    class State(models.TextChoices):
        LIVE = "live", "virker"
        ENDING = "ending", "udløber"
        EXPIRED = "expired", "udløbet"
        REVOKED = "revoked", "spærret"
        LEFT = "left", "virker ikke, da personen ikke længere har adgang"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="api_keys")
    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="+")
    name = models.CharField("navn", max_length=80)
    prefix = models.CharField("begynder med", max_length=12)
    key_hash = models.CharField(max_length=64, unique=True)
    ends_with_person = models.BooleanField("ophører med personens adgang", default=False)
    made_by_name = models.CharField("lavet af", max_length=300)
    created_at = models.DateTimeField("lavet", default=timezone.now)
    expires_at = models.DateTimeField("udløber", null=True)
    revoked_at = models.DateTimeField("spærret", null=True)
    used_at = models.DateTimeField("senest brugt", null=True)

    class Meta:
        ordering = ["-created_at"]
        verbose_name = "nøglen"

    def __str__(self) -> str:
        return self.name

    def state_at(self, now: datetime) -> str:
        """Return whether the key counts, as far as the key itself goes."""
        if self.revoked_at is not None:
            return self.State.REVOKED
        if self.expires_at is None:
            return self.State.LIVE
        return self.State.ENDING if self.expires_at > now else self.State.EXPIRED


class PublicNumber(models.Model):
    """The integer that outside systems know a row by; given once by a definer function, never again.

    The numbers of all kinds come from one sequence, so that no number stands for two things of any kind.
    """

    class Kind(models.TextChoices):
        AUDIT = "audit"
        SUPPLIER = "supplier"
        SYSTEM = "system"
        DOCUMENT = "document"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    subject_id = models.UUIDField()
    number = models.IntegerField(unique=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject_id"], name="os2compliance_number_once")
        ]
