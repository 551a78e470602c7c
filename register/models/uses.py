"""Which municipality uses which system, and what it says about its own use."""

import uuid

from django.db import models

from register.models.systems import Answer, System
from tenants.models import Municipality


class AgreementStatus(models.TextChoices):
    """What a municipality says of its data processing agreement."""

    YES = "ja", "Ja"
    NO = "nej", "Nej"
    IN_PROGRESS = "i_proces", "I proces"
    NOT_RELEVANT = "ikke_relevant", "Ikke relevant"
    NOT_STATED = "ikke_oplyst", "Ikke oplyst"


class Source(models.TextChoices):
    """Where a fact comes from; what the municipality itself reported wins over a file."""

    FILE = "file", "Indlæst fra fil"
    MUNICIPALITY = "municipality", "Oplyst af kommunen"


class SystemUse(models.Model):
    """One municipality's use of one system. The facts are the municipality's, never shown to another."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # The constraint and the index below begin with these columns.
    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="system_uses", db_index=False
    )
    system = models.ForeignKey(System, on_delete=models.PROTECT, related_name="uses", db_index=False)
    source = models.CharField("kilde", max_length=12, choices=Source.choices, default=Source.FILE)
    personal_data = models.CharField(
        "personoplysninger", max_length=8, choices=Answer.choices, default=Answer.UNKNOWN
    )
    special_categories = models.CharField(
        "følsomme oplysninger", max_length=8, choices=Answer.choices, default=Answer.UNKNOWN
    )
    cpr = models.CharField("CPR-nummer", max_length=8, choices=Answer.choices, default=Answer.UNKNOWN)
    other_protected = models.CharField(
        "andre beskyttelsesværdige oplysninger",
        max_length=8,
        choices=Answer.choices,
        default=Answer.UNKNOWN,
        db_default=Answer.UNKNOWN,
    )
    special_processing = models.CharField(
        "særlig behandling",
        max_length=8,
        choices=Answer.choices,
        default=Answer.UNKNOWN,
        db_default=Answer.UNKNOWN,
    )
    # Which of the answers above the municipality itself has told, by name with commas: no file changes them.
    told = models.CharField(max_length=120, blank=True, default="", db_default="")
    subjects = models.PositiveIntegerField("antal registrerede", null=True, blank=True)
    subjects_is_estimate = models.BooleanField("skøn", default=False)
    subjects_basis = models.CharField(
        "hvad skønnet bygger på", max_length=300, blank=True, default="", db_default=""
    )
    subjects_source = models.CharField(max_length=12, choices=Source.choices, default=Source.FILE)
    agreement = models.CharField(
        "databehandleraftale",
        max_length=14,
        choices=AgreementStatus.choices,
        default=AgreementStatus.NOT_STATED,
    )
    agreement_date = models.DateField("aftaledato", null=True, blank=True)
    owner_email = models.EmailField("systemejer", max_length=254, blank=True)
    is_active = models.BooleanField("bruges", default=True)
    reported_at = models.DateTimeField("senest oplyst af kommunen", null=True)
    reported_by_name = models.CharField("oplyst af", max_length=300, blank=True)
    created_at = models.DateTimeField("oprettet", auto_now_add=True)
    updated_at = models.DateTimeField("ændret", auto_now=True)

    class Meta:
        verbose_name = "systemanvendelse"
        verbose_name_plural = "systemanvendelser"
        constraints = [models.UniqueConstraint(fields=["municipality", "system"], name="register_use_once")]
        indexes = [models.Index(fields=["system", "agreement"], name="register_use_agreement")]

    def __str__(self) -> str:
        return f"{self.municipality} · {self.system}"

    @property
    def told_answers(self) -> frozenset[str]:
        """The names of the answers that the municipality itself has told."""
        return frozenset(name for name in self.told.split(",") if name)
