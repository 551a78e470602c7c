"""Systems a municipality uses and does not find in its list."""

import uuid

from django.db import models

from accounts.permissions import P
from register.models.systems import System
from tenants.models import Municipality
from workflows.states import StateField, step


class MissingSystemReport(models.Model):
    """A municipality says that it uses a system the register does not show for it."""

    class State(models.TextChoices):
        RECEIVED = "received", "modtaget"
        ADDED = "added", "tilføjet"
        DECLINED = "declined", "afvist"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="missing_systems")
    name = models.CharField("systemets navn", max_length=200)
    supplier_name = models.CharField("leverandør", max_length=200, blank=True)
    subjects = models.PositiveIntegerField("antal registrerede", null=True, blank=True)
    subjects_is_estimate = models.BooleanField("skøn", default=False)
    note = models.TextField("bemærkning", max_length=1000, blank=True)
    state = StateField(State, default=State.RECEIVED)
    system = models.ForeignKey(System, on_delete=models.PROTECT, null=True, related_name="+")
    answer = models.TextField("svar", max_length=1000, blank=True)
    reported_by_id = models.UUIDField()
    reported_by_name = models.CharField("meldt af", max_length=300)
    reported_at = models.DateTimeField("meldt", auto_now_add=True)

    class Meta:
        ordering = ["-reported_at"]
        verbose_name = "melding om manglende system"
        verbose_name_plural = "meldinger om manglende systemer"

    def __str__(self) -> str:
        return self.name

    @step(
        "state",
        source=State.RECEIVED,
        target=State.ADDED,
        permission=P.REGISTER_EDIT,
        label="Tilføj systemet",
        explanation="Systemet kommer på kommunens liste.",
    )
    def add(self, *, system: System, answer: str = "") -> None:
        """Note which system was meant."""
        self.system, self.answer = system, answer

    @step(
        "state",
        source=State.RECEIVED,
        target=State.DECLINED,
        permission=P.REGISTER_EDIT,
        label="Afvis",
        explanation="Kommunen kan læse begrundelsen på sin side.",
    )
    def decline(self, *, answer: str) -> None:
        """Note why it does not come on the list."""
        self.answer = answer
