"""Files, the blobs behind them, and Word templates."""

import uuid
from datetime import date

from django.db import models

from documents.abstract import StoredFileBase


class Blob(models.Model):
    """Content in the store, under its own hash. Written by documents_hold_blob_v1 and by deliveries only.

    `stored_at` is when somebody last stored it; each time counts, also where it was there.
    """

    sha256 = models.CharField(primary_key=True, max_length=64)
    size = models.PositiveBigIntegerField()
    stored_at = models.DateTimeField(auto_now_add=True)


class BlobHolder(models.Model):
    """Who has a row for a blob: "shared" or a municipality's schema. Without holders a blob may go."""

    SHARED = "shared"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sha256 = models.CharField(max_length=64)
    holder = models.CharField(max_length=63)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sha256", "holder"], name="documents_blobholder_once")]


class StoredFile(StoredFileBase):
    """A file of the joint work. `supplier_id` is set on exactly the files that supplier may see.

    `case_id` is the case a file was sent in: an audit, a common text. What the system made has none.
    """

    supplier_id = models.UUIDField("leverandør", null=True, blank=True, db_index=True)
    case_id = models.UUIDField("sag", null=True, blank=True, db_index=True)

    class Meta:
        verbose_name = "fil"
        verbose_name_plural = "filer"
        indexes = [models.Index(fields=["sha256"], name="documents_storedfile_sha256")]


class WordTemplate(models.Model):
    """A Word template in one version. The newest one in force on a day makes that day's documents."""

    class Kind(models.TextChoices):
        NOTICE = "notice", "Varsel om tilsyn"
        HEARING = "hearing", "Høring over udkast til tilsynsrapport"
        REPORT = "report", "Tilsynsrapport"
        AGREEMENT = "agreement", "Databehandleraftale til underskrift"

    class State(models.TextChoices):
        DRAFT = "draft", "udkast"
        IN_FORCE = "in_force", "i brug"
        RETIRED = "retired", "udgået"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField("dokument", max_length=20, choices=Kind.choices)
    language = models.CharField("sprog", max_length=2, default="da")
    version = models.CharField("version", max_length=20)
    name = models.CharField("navn", max_length=200)
    valid_from = models.DateField("gælder fra")
    state = models.CharField("status", max_length=10, choices=State.choices, default=State.DRAFT)
    sha256 = models.CharField("SHA-256 af filen", max_length=64)
    body_sha256 = models.CharField("SHA-256 af teksten", max_length=64)
    uploaded_by_id = models.UUIDField()
    uploaded_by_name = models.CharField("lagt op af", max_length=300)
    created_at = models.DateTimeField("lagt op", auto_now_add=True)

    class Meta:
        verbose_name = "Word-skabelon"
        verbose_name_plural = "Word-skabeloner"
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "language", "version"], name="documents_wordtemplate_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, version {self.version}"

    def is_needed(self, day: date) -> bool:
        """True where no other template could make that day's documents of the kind."""
        if self.state != self.State.IN_FORCE or self.valid_from > day:
            return False
        others = WordTemplate.objects.filter(
            kind=self.kind, language=self.language, state=self.State.IN_FORCE, valid_from__lte=day
        )
        return not others.exclude(pk=self.pk).exists()
