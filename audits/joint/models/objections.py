"""An objection to a report that has been sent: the supplier's, or a municipality's."""

from django.db import models
from django.utils import timezone

from accounts.permissions import P
from audits.joint.models.audit import Audit
from audits.joint.models.base import SupplierRow
from audits.joint.models.report import ReportVersion
from audits.joint.states import ObjectionState
from workflows.states import StateField, step

S = ObjectionState


class ReportObjection(SupplierRow):
    """Somebody who has the report says that it is wrong; the leader decides, and all recipients are told.

    A municipality's came as a letter (`letter_id`); only the supplier's own is seen by the supplier.
    """

    class Outcome(models.TextChoices):
        NEW_VERSION = "new_version", "Medhold: der udarbejdes en ny version"
        WITHDRAWAL = "withdrawal", "Medhold: rapporten trækkes tilbage"
        REFUSED = "refused", "Ikke medhold"

    audit = models.ForeignKey(Audit, on_delete=models.CASCADE, related_name="objections")
    version = models.ForeignKey(ReportVersion, on_delete=models.CASCADE, related_name="+")
    municipality_id = models.UUIDField(null=True)
    letter_id = models.UUIDField(null=True, unique=True)
    from_name = models.CharField("fra", max_length=300)
    text = models.TextField("indsigelse", max_length=4000)
    by_name = models.CharField("skrevet af", max_length=300)
    raised_at = models.DateTimeField("modtaget", default=timezone.now)
    state = StateField(S, default=S.RECEIVED)
    outcome = models.CharField("afgørelse", max_length=12, choices=Outcome.choices, blank=True)
    reason = models.TextField("begrundelse", max_length=4000, blank=True)
    decided_at = models.DateTimeField("afgjort", null=True)
    decided_by_id = models.UUIDField(null=True)
    decided_by_name = models.CharField("afgjort af", max_length=300, blank=True)

    class Meta:
        ordering = ["raised_at"]
        verbose_name = "indsigelsen"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decided_at=None, decided_by_id=None, decided_by_name="", outcome="")
                | (
                    models.Q(decided_at__isnull=False, decided_by_id__isnull=False)
                    & ~models.Q(decided_by_name="")
                    & ~models.Q(outcome="")
                ),
                name="audits_objection_decided_by_and_at",
            )
        ]

    @step(
        "state",
        source=S.RECEIVED,
        target=S.UPHELD,
        permission=P.AUDITS_DECIDE_OBJECTION,
        label="Giv medhold",
        explanation="Der udarbejdes en ny version, eller rapporten trækkes tilbage.",
    )
    def allow_objection(self, **facts: object) -> None:
        """The report was wrong."""
        self._take(facts)

    @step(
        "state",
        source=S.RECEIVED,
        target=S.REFUSED,
        permission=P.AUDITS_DECIDE_OBJECTION,
        label="Giv ikke medhold",
        explanation="Rapporten står ved magt.",
    )
    def dismiss_objection(self, **facts: object) -> None:
        """The report stands."""
        self._take(facts)

    def _take(self, facts: dict[str, object]) -> None:
        self.reason = str(facts.pop("because", ""))
        for name, value in facts.items():
            setattr(self, name, value)
