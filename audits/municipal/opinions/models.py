"""What a system owner was asked about one system of a report, and what the answer is."""

from django.db import models
from django.utils import timezone

from audits.municipal.models import ReceivedSystem, Row


class SystemOpinion(Row):
    """One question to one system owner; the answer is written by the definer function of the link."""

    system = models.ForeignKey(ReceivedSystem, on_delete=models.CASCADE, related_name="opinions")
    name = models.CharField("systemejer", max_length=150)
    email = models.EmailField("e-mail")
    question = models.TextField("spørgsmål", max_length=2000, blank=True)
    answer_by = models.DateField("svar ønskes senest")
    asked_at = models.DateTimeField("spurgt", default=timezone.now)
    asked_by_id = models.UUIDField()
    asked_by_name = models.CharField("spurgt af", max_length=300)
    text = models.TextField("udtalelse", max_length=4000, blank=True)
    written_at = models.DateTimeField("skrevet", null=True)
    written_by_name = models.CharField("skrevet af", max_length=150, blank=True)
    withdrawn_at = models.DateTimeField("trukket tilbage", null=True)

    class Meta:
        ordering = ["asked_at"]
        verbose_name = "udtalelse"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(text="", written_at=None, written_by_name="")
                | (~models.Q(text="") & models.Q(written_at__isnull=False) & ~models.Q(written_by_name="")),
                name="audits_opinion_written_by_and_at",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def status(self) -> tuple[str, str]:
        """Return where it stands in words, and the tone."""
        if self.written_at is not None:
            return "Har svaret", "success"
        if self.withdrawn_at is not None:
            return "Linket er trukket tilbage", "neutral"
        if self.answer_by < timezone.localdate():
            return "Har ikke svaret", "warning"
        return "Afventer svar", "waiting"
