"""Sub-processors as companies of their own, and the common texts that rest on them."""

import uuid
from typing import Any

from django.db import models

from workflows.danish import sort_key


class KnownProcessor(models.Model):
    """A sub-processor, one row however it is written: known by its registration number, else by its name."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=230, unique=True)
    name = models.CharField("navn", max_length=200)
    name_sort = models.CharField(max_length=220, editable=False, db_index=True)
    registration_number = models.CharField("CVR- eller registreringsnummer", max_length=40, blank=True)

    class Meta:
        ordering = ["name_sort"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the key to sort by beside the name."""
        self.name_sort = sort_key(self.name)
        super().save(*args, **kwargs)


class Reliance(models.Model):
    """A common text that rests on a sub-processor: by its agreed appendix B, or by a notice that was sent."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    common_text = models.ForeignKey(
        "agreements_joint.CommonText", on_delete=models.CASCADE, related_name="reliances"
    )
    processor = models.ForeignKey(KnownProcessor, on_delete=models.CASCADE, related_name="reliances")
    notice = models.ForeignKey(
        "agreements_joint.SubProcessorNotice", on_delete=models.CASCADE, null=True, related_name="+"
    )
    country = models.CharField("land", max_length=2, db_index=True)
    level = models.PositiveSmallIntegerField("led i kæden", default=1)
    purpose = models.TextField("formål")
    transfer_basis = models.CharField("overførselsgrundlag", max_length=30, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["common_text", "processor", "notice"],
                nulls_distinct=False,
                name="agreements_j_reliance_once",
            )
        ]


class IndexedText(models.Model):
    """Which agreed round of a text the rows were read from; a newer one is read again."""

    common_text = models.OneToOneField(
        "agreements_joint.CommonText", primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    round_id = models.UUIDField()
