"""What a supplier does when one of its agreements ends, on its way down to the municipality."""

import uuid

from django.db import models
from django.utils import timezone

from agreements.joint.models.sendings import IssuedAgreement


class SupplierAct(models.Model):
    """A notice of termination, or proof of deletion or return, that a supplier gives on its site.

    `waits_because` is why it has not reached the municipality yet; it is tried again by a job.
    `refused_because` is why it never will: the agreement moved on while the act waited.
    """

    class Kind(models.TextChoices):
        NOTICE = "notice", "Opsigelse"
        DELETED = "slet", "Oplysningerne er slettet"
        RETURNED = "returner", "Oplysningerne er leveret tilbage"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.ForeignKey(IssuedAgreement, on_delete=models.PROTECT, related_name="acts")
    supplier_id = models.UUIDField()
    kind = models.CharField("hvad", max_length=10, choices=Kind.choices)
    on = models.DateField("dato")
    text = models.TextField("begrundelse eller erklæring", blank=True)
    file = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, related_name="+", null=True)
    added_by_id = models.UUIDField()
    added_by_name = models.CharField("sendt af", max_length=300)
    added_at = models.DateTimeField("sendt", default=timezone.now)
    delivered_at = models.DateTimeField("leveret", null=True)
    waits_because = models.CharField("venter, fordi", max_length=300, blank=True, default="")
    refused_because = models.CharField("ikke leveret, fordi", max_length=300, blank=True, default="")

    class Meta:
        ordering = ["-added_at"]
