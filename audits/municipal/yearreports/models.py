"""A year report as it was made: the file, the figures it was made of, who made it and when."""

import uuid

from django.db import models
from django.utils import timezone


class YearReport(models.Model):
    """One edition of the report of a year. It is never changed: a later look at the year is a new edition."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    year = models.PositiveSmallIntegerField("år")
    number = models.PositiveSmallIntegerField("udgave")
    file = models.ForeignKey(
        "documents_municipal.MunicipalFile", on_delete=models.PROTECT, related_name="+", verbose_name="fil"
    )
    figures = models.JSONField("tal", default=dict)
    made_by_id = models.UUIDField()
    made_by_name = models.CharField("dannet af", max_length=300)
    made_at = models.DateTimeField("dannet", default=timezone.now)

    class Meta:
        ordering = ["-year", "-number"]
        verbose_name = "årsrapporten"
        verbose_name_plural = "årsrapporter"
        constraints = [models.UniqueConstraint(fields=["year", "number"], name="audits_m_yearreport_once")]

    def __str__(self) -> str:
        return f"Årsrapport {self.year}, udgave {self.number}"
