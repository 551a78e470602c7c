"""A report finished in Word: checked out by one, edited, checked in again; every edition is kept."""

from django.db import models

from audits.joint.models.base import Row
from audits.joint.models.report import ReportVersion


class ReportEdit(Row):
    """One time out and in. Without `file` it is out; with `ended_at` it does not count (any more).

    `generated` is what the data said when it was taken out, `facts` the hash of the data behind it: so it is
    seen what the case worker changed, and that the data have changed since.
    """

    version = models.ForeignKey(ReportVersion, on_delete=models.CASCADE, related_name="edits")
    number = models.PositiveSmallIntegerField("udgave")
    generated = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, related_name="+")
    given = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, related_name="+")
    facts = models.CharField(max_length=64)
    out_at = models.DateTimeField("hentet")
    out_by_id = models.UUIDField()
    out_by_name = models.CharField("hentet af", max_length=300)
    file = models.ForeignKey("documents.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    note = models.CharField("hvad der er rettet", max_length=500, blank=True)
    in_at = models.DateTimeField("lagt ind", null=True)
    in_by_name = models.CharField("lagt ind af", max_length=300, blank=True)
    ended_at = models.DateTimeField("kasseret", null=True)
    ended_by_name = models.CharField("kasseret af", max_length=300, blank=True)

    class Meta:
        ordering = ["number"]
        verbose_name = "redigeret udgave"
        constraints = [
            models.UniqueConstraint(fields=["version", "number"], name="audits_report_edit_once"),
            models.UniqueConstraint(
                fields=["version"],
                condition=models.Q(file=None, ended_at=None),
                name="audits_report_edit_one_out",
            ),
            models.CheckConstraint(
                condition=models.Q(in_at=None, in_by_name="", file=None)
                | (models.Q(in_at__isnull=False, file__isnull=False) & ~models.Q(in_by_name="")),
                name="audits_report_edit_in_by_and_at",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at=None, ended_by_name="")
                | (models.Q(ended_at__isnull=False) & ~models.Q(ended_by_name="")),
                name="audits_report_edit_ended_by_and_at",
            ),
        ]
