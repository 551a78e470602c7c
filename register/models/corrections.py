"""What a supplier says is wrong in the list of its systems, and what a municipality is asked then."""

import uuid

from django.db import models
from django.utils import timezone

from accounts.permissions import P
from register.models.suppliers import Supplier
from register.models.systems import System
from register.models.uses import SystemUse
from tenants.models import Municipality
from workflows.states import StateField, step


class SystemCorrection(models.Model):
    """A proposal of the supplier's about one of its systems: it changes nothing by itself.

    Whether a municipality uses a system is not told to a supplier, so what it says of one is noted, never
    answered: it looks the same whatever is true.
    """

    class Kind(models.TextChoices):
        SOLD = "sold", "Systemet er solgt"
        OTHER_COMPANY = "other_company", "Systemet leveres af et andet selskab"
        DISCONTINUED = "discontinued", "Systemet er udgået"
        LEFT = "left", "En kommune bruger ikke længere systemet"

    class State(models.TextChoices):
        PROPOSED = "proposed", "modtaget"
        TAKEN = "taken", "taget til følge"
        DECLINED = "declined", "ikke taget til følge"
        NOTED = "noted", "noteret"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="corrections")
    system = models.ForeignKey(System, on_delete=models.PROTECT, related_name="corrections")
    # A copy: once the system is another's, this supplier sees it no longer.
    system_name = models.CharField("systemets navn", max_length=200)
    kind = models.CharField("hvad", max_length=15, choices=Kind.choices)
    other_name = models.CharField("selskab", max_length=200, blank=True)
    kommunekode = models.CharField("kommune", max_length=4, blank=True)
    effective_on = models.DateField("gælder fra")
    text = models.TextField("bemærkning", max_length=2000, blank=True)
    proposed_by_id = models.UUIDField()
    proposed_by_name = models.CharField("foreslået af", max_length=300)
    proposed_at = models.DateTimeField("foreslået", default=timezone.now)
    state = StateField(State, default=State.PROPOSED)
    answer = models.TextField("svar", max_length=2000, blank=True)

    class Meta:
        ordering = ["-proposed_at"]
        verbose_name = "rettelse fra leverandør"
        verbose_name_plural = "rettelser fra leverandører"

    def __str__(self) -> str:
        return f"{self.system_name}: {self.get_kind_display()}"

    @step(
        "state",
        source=State.PROPOSED,
        target=State.TAKEN,
        permission=P.REGISTER_EDIT,
        label="Tag til følge",
        explanation="Registret rettes, eller der bliver foreslået en ændring, som du bekræfter bagefter.",
    )
    def take(self, *, answer: str = "") -> None:
        """The register follows."""
        self.answer = answer

    @step(
        "state",
        source=State.PROPOSED,
        target=State.DECLINED,
        permission=P.REGISTER_EDIT,
        label="Tag ikke til følge",
        explanation="Leverandøren kan læse begrundelsen på sin side.",
    )
    def decline(self, *, answer: str) -> None:
        """The register stays as it is."""
        self.answer = answer

    @step(
        "state",
        source=State.PROPOSED,
        target=State.NOTED,
        permission=P.REGISTER_EDIT,
        label="Notér",
        explanation="Bruger kommunen systemet efter registret, bliver den spurgt.",
    )
    def note(self) -> None:
        """What is said of a municipality is noted."""


class UseQuestion(models.Model):
    """A municipality is asked whether it still uses a system; until it answers nothing changes."""

    class Answer(models.TextChoices):
        USED = "used", "Vi bruger det stadig"
        STOPPED = "stopped", "Vi bruger det ikke længere"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="use_questions")
    use = models.ForeignKey(SystemUse, on_delete=models.CASCADE, related_name="questions")
    why = models.TextField("anledning")
    asked_at = models.DateTimeField("spurgt", default=timezone.now)
    asked_by_name = models.CharField("spurgt af", max_length=300)
    answer = models.CharField("svar", max_length=8, choices=Answer.choices, blank=True)
    answered_at = models.DateTimeField("besvaret", null=True)
    answered_by_name = models.CharField("besvaret af", max_length=300, blank=True)

    class Meta:
        ordering = ["asked_at"]
        verbose_name = "spørgsmål om brug"
        verbose_name_plural = "spørgsmål om brug"

    def __str__(self) -> str:
        return f"{self.use}"
