"""The files of a municipality: they leave with it. Among them the documentation packages it has made."""

import uuid

from django.db import models
from django.utils import timezone

from documents.abstract import StoredFileBase


class MunicipalFile(StoredFileBase):
    """A file this municipality received by delivery or uploaded itself."""

    class Meta:
        verbose_name = "fil"
        verbose_name_plural = "filer"


class Package(models.Model):
    """A documentation package: what it is about, the answers as somebody edited them, and the file.

    The file comes when the worker has made it. What was missing is kept as it was told that day.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # Nothing named is all: {"processors": [...], "systems": [...]}, by the keys of secretariat.package.
    scope = models.JSONField("omfang", default=dict)
    scope_words = models.CharField("omfatter", max_length=300)
    since = models.DateField("fra")
    until = models.DateField("til")
    answers = models.JSONField("svar", default=dict)
    ordered_by_id = models.UUIDField()
    ordered_by_name = models.CharField("bestilt af", max_length=300)
    ordered_at = models.DateTimeField("bestilt", default=timezone.now)
    begun_at = models.DateTimeField("begyndt", null=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    trouble = models.TextField("hvad der gik galt", blank=True)
    file = models.ForeignKey(MunicipalFile, on_delete=models.PROTECT, null=True, related_name="+")
    finished_at = models.DateTimeField("dannet", null=True)
    annexes = models.PositiveIntegerField("bilag", default=0)
    missing = models.PositiveIntegerField("mangler", default=0)

    class Meta:
        ordering = ["-ordered_at"]
        verbose_name = "dokumentationspakken"
        verbose_name_plural = "dokumentationspakker"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__gte=models.F("since")), name="documents_m_package_period"
            ),
            models.CheckConstraint(
                condition=models.Q(file=None, finished_at=None)
                | models.Q(file__isnull=False, finished_at__isnull=False),
                name="documents_m_package_finished",
            ),
        ]

    def __str__(self) -> str:
        return f"Dokumentationspakke, {self.scope_words}"

    @property
    def is_made(self) -> bool:
        """Return whether the file is there."""
        return self.file_id is not None
