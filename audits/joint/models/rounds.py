"""A round: many supervisions begun in one act, with how it went for each."""

from uuid import UUID

from django.db import models
from django.utils import timezone

from audits.joint.models.audit import Audit
from audits.joint.models.base import Row


class AuditRound(Row):
    """One act of beginning many. The worker sends; the mails wait until `leaves_at`, to be called back."""

    name = models.CharField("navn", max_length=120)
    deadline = models.DateField("svarfrist")
    intro = models.TextField("indledning til leverandørerne", blank=True)
    leaves_at = models.DateTimeField("mailene går")
    job_id = models.UUIDField(null=True)
    by_id = models.UUIDField()
    by_name = models.CharField("sat i gang af", max_length=300)
    created_at = models.DateTimeField("sat i gang", default=timezone.now)

    class Meta:
        ordering = ["-created_at"]
        verbose_name = "tilsynsrunden"
        verbose_name_plural = "tilsynsrunder"

    def __str__(self) -> str:
        return self.name

    @property
    def is_held(self) -> bool:
        """Return whether the mails still wait for their time."""
        return self.leaves_at > timezone.now()


class RoundMember(Row):
    """One supervision of a round and how it went: what the worker's list and the page of the round show."""

    class Outcome(models.TextChoices):
        WAITING = "waiting", "venter"
        SENT = "sent", "varslet"
        FAILED = "failed", "ikke sendt"
        TAKEN_BACK = "taken_back", "kaldt tilbage"

    round = models.ForeignKey(AuditRound, on_delete=models.CASCADE, related_name="members")
    audit = models.ForeignKey(Audit, on_delete=models.PROTECT, related_name="rounds")
    outcome = models.CharField("udfald", max_length=12, choices=Outcome.choices, default=Outcome.WAITING)
    problem = models.CharField("hvorfor ikke", max_length=500, blank=True)
    mail_id = models.UUIDField(null=True)
    changed_at = models.DateTimeField("siden", default=timezone.now)

    class Meta:
        verbose_name = "tilsynet i runden"
        constraints = [
            models.UniqueConstraint(fields=["round", "audit"], name="audits_roundmember_once"),
            # A supervision waits in one round at a time: nobody gets two letters.
            models.UniqueConstraint(
                fields=["audit"], condition=models.Q(outcome="waiting"), name="audits_roundmember_one_waiting"
            ),
        ]

    def settle(self, outcome: str, *, problem: str = "", mail_id: UUID | None = None) -> None:
        """Note how it went; the caller saves."""
        self.outcome, self.problem, self.changed_at = outcome, problem[:500], timezone.now()
        if mail_id is not None:
            self.mail_id = mail_id
