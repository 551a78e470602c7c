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


class PartialUpload(models.Model):
    """An upload in pieces that has not come to its end: how far it is. Its bytes lie in the incoming folder.

    `supplier_id` is whose upload it is, `by_id` the person's: nobody else goes on with it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    supplier_id = models.UUIDField(db_index=True)
    by_id = models.UUIDField()
    name = models.CharField("filnavn", max_length=300)
    size = models.PositiveBigIntegerField("størrelse")
    received = models.PositiveBigIntegerField("modtaget", default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "halv upload"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(received__lte=models.F("size")), name="documents_partial_not_beyond_size"
            )
        ]


class WordTemplate(models.Model):
    """A Word template in one version. The newest one in force on a day makes that day's documents."""

    class Kind(models.TextChoices):
        NOTICE = "notice", "Varsel om tilsyn"
        HEARING = "hearing", "Høring over udkast til tilsynsrapport"
        REPORT = "report", "Tilsynsrapport"
        BOARD_PLAN = "board_plan", "Tilsynsplan til bestyrelsen"
        BOARD_REPORT = "board_report", "Årsberetning til bestyrelsen"
        YEAR_REPORT = "year_report", "Kommunens årsrapport"
        OWN_PLAN = "own_plan", "Kommunens tilsynsplan"
        AGREEMENT = "agreement", "Databehandleraftale til underskrift"
        APPENDIX_B = "appendix_b", "Bilag B i en ny version"
        SUPPLEMENT = "supplement", "Tillæg til databehandleraftale"
        TERMINATION = "termination", "Opsigelse af databehandleraftale"
        PACKAGE = "package", "Dokumentationspakke, brev"
        DECISION = "decision", "Kommunens stillingtagen til et tilsyn"

    class Structure(models.TextChoices):
        """What an agreement's text is built like; the order is that in which they are offered."""

        DT2020 = "dt2020", "Datatilsynets struktur (2020)"
        EU2021_915 = "eu2021_915", "EU's struktur (2021/915)"
        SUPPLIER_OWN = "supplier_own", "Leverandørens egen tekst med vores bilag"

    class State(models.TextChoices):
        MAPPING = "mapping", "felter skal kobles"
        DRAFT = "draft", "udkast"
        IN_FORCE = "in_force", "i brug"
        RETIRED = "retired", "udgået"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField("dokument", max_length=20, choices=Kind.choices)
    structure = models.CharField(
        "skabelontype", max_length=20, choices=Structure.choices, blank=True, default="", db_default=""
    )
    language = models.CharField("sprog", max_length=2, default="da")
    version = models.CharField("version", max_length=20)
    name = models.CharField("navn", max_length=200)
    valid_from = models.DateField("gælder fra")
    valid_until = models.DateField("gælder til og med", null=True, blank=True)
    state = models.CharField("status", max_length=10, choices=State.choices, default=State.DRAFT)
    sha256 = models.CharField("SHA-256 af filen", max_length=64)
    body_sha256 = models.CharField("SHA-256 af teksten", max_length=64)
    # Where the file came with placeholders of its own: that file, and which field each one stands for.
    source_sha256 = models.CharField(
        "SHA-256 af kildefilen", max_length=64, blank=True, default="", db_default=""
    )
    mapping = models.JSONField("koblede felter", default=dict, blank=True, db_default={})
    left_out_reason = models.TextField(
        "begrundelse for manglende felter", blank=True, default="", db_default=""
    )
    uploaded_by_id = models.UUIDField()
    uploaded_by_name = models.CharField("lagt op af", max_length=300)
    created_at = models.DateTimeField("lagt op", auto_now_add=True)

    class Meta:
        verbose_name = "Word-skabelon"
        verbose_name_plural = "Word-skabeloner"
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "structure", "language", "version"], name="documents_wordtemplate_once"
            ),
            models.CheckConstraint(
                condition=models.Q(valid_until=None) | models.Q(valid_until__gte=models.F("valid_from")),
                name="documents_wordtemplate_validity",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, version {self.version}"

    def holds_on(self, day: date) -> bool:
        """True where the template may make that day's documents."""
        if self.state != self.State.IN_FORCE or self.valid_from > day:
            return False
        return self.valid_until is None or day <= self.valid_until

    def is_needed(self, day: date) -> bool:
        """True where no other template could make that day's documents of the kind and structure.

        In another language than Danish it never is: the Danish one is used then.
        """
        if not self.holds_on(day) or self.language != "da":
            return False
        others = WordTemplate.objects.filter(
            kind=self.kind,
            structure=self.structure,
            language=self.language,
            state=self.State.IN_FORCE,
            valid_from__lte=day,
        ).exclude(pk=self.pk)
        return not any(each.holds_on(day) for each in others)
