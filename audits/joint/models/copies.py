"""Each municipality's own Word file of a version of the report, made before it is delivered."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from audits.joint.models.base import Row
from audits.joint.models.report import ReportVersion


class ReportCopy(Row):
    """One municipality's file of one version: its own cover, and only the systems it uses.

    The delivery takes it along only where `system_ids`, in rising order, are what the municipality uses.
    """

    version = models.ForeignKey(ReportVersion, on_delete=models.CASCADE, related_name="copies")
    municipality = models.ForeignKey("tenants.Municipality", on_delete=models.CASCADE, related_name="+")
    system_ids = ArrayField(models.UUIDField())
    file = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "kommunens egen fil"
        constraints = [
            models.UniqueConstraint(fields=["version", "municipality"], name="audits_report_copy_once")
        ]
