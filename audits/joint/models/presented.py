"""That a year's plan was put before the members: by whom, when, and with which words."""

from django.db import models
from django.utils import timezone

from audits.joint.models.base import Row


class PlanPresentation(Row):
    """One act of putting a year's plan before all members; each drafts its own in its own schema."""

    year = models.PositiveSmallIntegerField("år")
    due = models.DateField("tiltrædes senest")
    note = models.TextField("følgebrev", max_length=4000, blank=True)
    members = models.PositiveSmallIntegerField("kommuner")
    by_id = models.UUIDField()
    by_name = models.CharField("forelagt af", max_length=300)
    at = models.DateTimeField("forelagt", default=timezone.now)

    class Meta:
        ordering = ["-at"]
        verbose_name = "forelæggelsen"
        verbose_name_plural = "forelæggelser"
