"""IT systems, every name they are known by, and what the secretariat has found about them."""

import uuid
from typing import Any

from django.db import models

from register.models.suppliers import Supplier
from register.portfolio.spelling import name_key
from workflows.danish import sort_key


class Answer(models.TextChoices):
    """Yes, no, or nobody has said."""

    YES = "ja", "Ja"
    NO = "nej", "Nej"
    UNKNOWN = "uoplyst", "Uoplyst"


class Screening(models.TextChoices):
    """Whether there is a processor at all; no answer yet is none of them."""

    PROCESSOR = "processor", "Databehandler"
    NO_PERSONAL_DATA = "no_personal_data", "Ingen personoplysninger"
    OWN_CONTROLLER = "own_controller", "Leverandøren er selvstændig dataansvarlig"
    OWN_OPERATION = "own_operation", "Egen drift uden leverandøradgang"
    JOINT_CONTROLLERS = "joint_controllers", "Fælles dataansvar"


class System(models.Model):
    """An IT system as all members know it: one row, however they spell it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kitos_uuid = models.UUIDField("KITOS-uuid", null=True, blank=True, unique=True)
    name = models.CharField("navn", max_length=200)
    supplier = models.ForeignKey(
        Supplier,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="systems",
        verbose_name="leverandør",
    )
    # As its supplier says; the members' uses go on until each says otherwise.
    discontinued_on = models.DateField("udgået", null=True, editable=False)
    name_key = models.CharField(max_length=200, editable=False, db_index=True)
    name_sort = models.CharField(max_length=220, editable=False, db_index=True)
    created_at = models.DateTimeField("oprettet", auto_now_add=True)

    class Meta:
        ordering = ["name_sort"]
        verbose_name = "it-system"
        verbose_name_plural = "it-systemer"

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the keys beside the name: one to recognise it by, one to sort it by."""
        self.name_key, self.name_sort = name_key(self.name), sort_key(self.name)
        super().save(*args, **kwargs)


class SystemName(models.Model):
    """A name a system has been reported under, by its key: a line without a uuid is recognised by it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    system = models.ForeignKey(System, on_delete=models.CASCADE, related_name="names")
    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, null=True, related_name="+")
    name_key = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["system", "supplier", "name_key"],
                nulls_distinct=False,
                name="register_systemname_once",
            )
        ]
        indexes = [models.Index(fields=["name_key", "supplier"], name="register_systemname_key")]


class SystemAssessment(models.Model):
    """The secretariat's own view of a system, beside what the members' lines say together.

    Own values are empty until somebody has looked; then they count before the imported ones.
    """

    ANSWERS = ("personal_data", "special_categories", "cpr")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    system = models.OneToOneField(System, on_delete=models.CASCADE, related_name="assessment")
    personal_data = models.CharField("personoplysninger", max_length=8, choices=Answer.choices, blank=True)
    special_categories = models.CharField(
        "følsomme oplysninger", max_length=8, choices=Answer.choices, blank=True
    )
    cpr = models.CharField("CPR-nummer", max_length=8, choices=Answer.choices, blank=True)
    other_protected = models.CharField(
        "andre beskyttelsesværdige oplysninger", max_length=8, choices=Answer.choices, blank=True
    )
    special_processing = models.CharField(
        "særlig behandling", max_length=8, choices=Answer.choices, blank=True
    )
    imported_personal_data = models.CharField(max_length=8, choices=Answer.choices, default=Answer.UNKNOWN)
    imported_special_categories = models.CharField(
        max_length=8, choices=Answer.choices, default=Answer.UNKNOWN
    )
    imported_cpr = models.CharField(max_length=8, choices=Answer.choices, default=Answer.UNKNOWN)
    screening = models.CharField("screening", max_length=20, choices=Screening.choices, blank=True)
    screening_reason = models.TextField("begrundelse", max_length=2000, blank=True)
    screened_at = models.DateTimeField("vurderet", null=True)
    screened_by_name = models.CharField("vurderet af", max_length=300, blank=True)

    class Meta:
        verbose_name = "vurdering af it-system"
        verbose_name_plural = "vurderinger af it-systemer"

    def answer(self, about: str) -> str:
        """What counts for a question (``personal_data`` …): the secretariat's own value, else the
        imported one.
        """
        own: str = getattr(self, about)
        return own or getattr(self, f"imported_{about}", Answer.UNKNOWN)
