"""Why a supervision is run at a concept below the one that is recommended, and who said yes to it."""

from django.db import models
from django.utils import timezone

from accounts.permissions import P
from audits.joint.models.audit import Audit
from audits.joint.models.base import Row
from audits.joint.states import CONCEPTS, LowerState
from workflows.states import StateField, step


class LowerConcept(Row):
    """A wish to use a lower concept than recommended, with its reason, and the answer of somebody else.

    ``statement`` is what the report says of it; it is written when the wish is approved, with the facts as
    they were.
    """

    audit = models.ForeignKey(Audit, on_delete=models.CASCADE, related_name="lower_concepts")
    concept = models.PositiveSmallIntegerField("tilsynskoncept", choices=CONCEPTS)
    recommended = models.PositiveSmallIntegerField("anbefalet mindste koncept", choices=CONCEPTS)
    reason = models.TextField("begrundelse", max_length=2000)
    asked_by_id = models.UUIDField()
    asked_by_name = models.CharField("foreslået af", max_length=300)
    asked_at = models.DateTimeField("foreslået", default=timezone.now)
    state = StateField(LowerState, default=LowerState.ASKED)
    answer = models.TextField("svar", max_length=2000, blank=True)
    decided_at = models.DateTimeField("afgjort", null=True)
    decided_by_id = models.UUIDField(null=True)
    decided_by_name = models.CharField("afgjort af", max_length=300, blank=True)
    statement = models.TextField("rapportens ord om det", blank=True)

    class Meta:
        ordering = ["-asked_at"]
        verbose_name = "lavere koncept"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decided_at=None, decided_by_id=None, decided_by_name="")
                | (
                    models.Q(decided_at__isnull=False, decided_by_id__isnull=False)
                    & ~models.Q(decided_by_name="")
                ),
                name="audits_lower_by_and_at",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="approved") | ~models.Q(decided_by_id=models.F("asked_by_id")),
                name="audits_lower_by_another",
            ),
            models.UniqueConstraint(
                fields=["audit"], condition=models.Q(state="asked"), name="audits_lower_asked_once"
            ),
        ]

    @step(
        "state",
        source=LowerState.ASKED,
        target=LowerState.APPROVED,
        permission=P.AUDITS_APPROVE_CONCEPT,
        label="Godkend det lavere koncept",
        explanation="Varslet kan sendes, og rapporten fortæller om begrundelsen.",
    )
    def approve(self, **facts: object) -> None:
        """Somebody else than who asked says yes."""
        self._take(facts)

    @step(
        "state",
        source=LowerState.ASKED,
        target=LowerState.REFUSED,
        permission=P.AUDITS_APPROVE_CONCEPT,
        label="Afslå",
    )
    def refuse(self, **facts: object) -> None:
        """The recommended concept is to be used."""
        self._take(facts)

    @step(
        "state",
        source=[LowerState.ASKED, LowerState.APPROVED, LowerState.REFUSED],
        target=LowerState.REPLACED,
        permission=P.AUDITS_PLAN,
        label="Afløs af et andet koncept",
    )
    def supersede(self) -> None:
        """Another concept has been chosen meanwhile."""

    def _take(self, facts: dict[str, object]) -> None:
        for name, value in facts.items():
            setattr(self, name, value)
