"""The year report for the board: totals only, as they stood when it was made."""

from django.db import models
from django.utils import timezone

from audits.joint.models.base import Row


class BoardReport(Row):
    """One edition of the report of a year. It is never changed: a later look at the year is a new edition."""

    year = models.PositiveSmallIntegerField("år")
    number = models.PositiveSmallIntegerField("udgave")
    file = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, related_name="+")
    figures = models.JSONField("tal", default=dict)
    made_by_id = models.UUIDField()
    made_by_name = models.CharField("dannet af", max_length=300)
    made_at = models.DateTimeField("dannet", default=timezone.now)

    class Meta:
        ordering = ["-year", "-number"]
        verbose_name = "årsberetningen"
        verbose_name_plural = "årsberetninger"
        constraints = [models.UniqueConstraint(fields=["year", "number"], name="audits_boardreport_once")]

    def __str__(self) -> str:
        return f"Årsberetning {self.year}, udgave {self.number}"
