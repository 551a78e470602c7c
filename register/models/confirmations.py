"""That a municipality has looked its list of systems through, as it was then."""

import uuid

from django.db import models
from django.utils import timezone

from tenants.models import Municipality


class ListConfirmation(models.Model):
    """One half-yearly confirmation: `round_from` is the day its round opened; the list is kept as it was."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="list_confirmations", db_index=False
    )
    round_from = models.DateField("runde")
    confirmed_at = models.DateTimeField("bekræftet", default=timezone.now)
    confirmed_by_id = models.UUIDField()
    confirmed_by_name = models.CharField("bekræftet af", max_length=300)
    systems = models.PositiveIntegerField("systemer")
    listed = models.JSONField("listen, som den var", default=list)

    class Meta:
        ordering = ["-round_from"]
        verbose_name = "bekræftelse af listen"
        verbose_name_plural = "bekræftelser af listen"
        constraints = [
            models.UniqueConstraint(fields=["municipality", "round_from"], name="register_confirmed_once")
        ]

    def __str__(self) -> str:
        return f"{self.municipality}, {self.round_from}"
