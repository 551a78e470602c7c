"""What the point model said of a system on a day, with what it was computed from."""

import uuid

from django.db import models
from django.utils import timezone

from register.models.systems import System


class ScoreResult(models.Model):
    """One stored result: never changed, so that an old case keeps the numbers it was decided on.

    ``parts`` are the members' own results with their inputs, ``model`` the configuration as it was (value,
    source, day, whether confirmed). The driver is the member with the strictest result. All copies: nothing
    that changes later reaches a stored result.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    system = models.ForeignKey(System, on_delete=models.PROTECT, related_name="results", db_index=False)
    computed_at = models.DateTimeField("beregnet", default=timezone.now)
    cause = models.CharField("anledning", max_length=200)
    lowest = models.PositiveSmallIntegerField("point, mindst", null=True)
    highest = models.PositiveSmallIntegerField("point, højst", null=True)
    lowest_concept = models.PositiveSmallIntegerField("koncept, mindst", null=True)
    concept = models.PositiveSmallIntegerField("anbefalet mindste koncept", null=True)
    driver_id = models.UUIDField(null=True)
    driver_name = models.CharField("afgørende kommune", max_length=100, blank=True)
    parts = models.JSONField("beregningen pr. kommune", default=list)
    model = models.JSONField("pointmodel", default=dict)
    fingerprint = models.CharField(max_length=64)

    class Meta:
        ordering = ["-computed_at"]
        verbose_name = "pointberegning"
        verbose_name_plural = "pointberegninger"
        indexes = [models.Index(fields=["system", "-computed_at"], name="register_result_latest")]

    def __str__(self) -> str:
        return f"{self.system}, {self.highest} point"

    @property
    def is_open(self) -> bool:
        """Whether what was not known decides which concept is recommended."""
        return self.lowest_concept != self.concept
