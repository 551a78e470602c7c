"""The municipality's own remarks and files on an agreement, and each person's last visit to the list."""

import uuid

from django.db import models
from django.utils import timezone


class Remark(models.Model):
    """What somebody in the municipality has noted on an agreement; nobody outside reads it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.ForeignKey(
        "agreements_municipal.Agreement", on_delete=models.CASCADE, related_name="remarks"
    )
    text = models.TextField("bemærkning")
    written_by_id = models.UUIDField()
    written_by_name = models.CharField("skrevet af", max_length=300)
    written_at = models.DateTimeField("skrevet", default=timezone.now)

    class Meta:
        ordering = ["-written_at"]
        verbose_name = "bemærkning"
        verbose_name_plural = "bemærkninger"


class KeptFile(models.Model):
    """A file the municipality keeps with an agreement; taking it off leaves the row."""

    class Kind(models.TextChoices):
        AGREEMENT = "agreement", "Aftalen"
        APPENDIX = "appendix", "Bilag"
        LETTER = "letter", "Brev eller mail"
        OTHER = "other", "Andet"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.ForeignKey(
        "agreements_municipal.Agreement", on_delete=models.CASCADE, related_name="own_files"
    )
    file = models.ForeignKey("documents_municipal.MunicipalFile", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("hvad er det", max_length=10, choices=Kind.choices)
    added_by_id = models.UUIDField()
    added_by_name = models.CharField("lagt op af", max_length=300)
    added_at = models.DateTimeField("lagt op", default=timezone.now)
    removed_at = models.DateTimeField("taget af", null=True)
    removed_by_name = models.CharField("taget af af", max_length=300, blank=True)

    class Meta:
        ordering = ["added_at"]
        verbose_name = "egen fil"
        verbose_name_plural = "egne filer"


class LastVisit(models.Model):
    """When a person last looked at the list: what has changed since `before_at` is new to that person."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person_id = models.UUIDField(unique=True)
    before_at = models.DateTimeField(null=True)
    at = models.DateTimeField(default=timezone.now)
