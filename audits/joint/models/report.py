"""The report and its versions."""

from django.db import models

from audits.joint.models.audit import Audit
from audits.joint.models.base import SupplierRow


class Report(SupplierRow):
    """The report of one audit; its versions are what is sent."""

    audit = models.OneToOneField(Audit, on_delete=models.CASCADE, related_name="report")
    summary = models.TextField("sammenfatning", max_length=4000, blank=True)
    summary_en = models.TextField("sammenfatning på engelsk", max_length=4000, blank=True, db_default="")
    next_audit = models.CharField("næste tilsyn", max_length=200, blank=True)

    class Meta:
        verbose_name = "rapporten"


class DeliveryClock(models.Model):
    """The moment of the last delivery, in one row: deliveries take turns on it, and moments only rise."""

    only_row = models.BooleanField(primary_key=True, default=True)
    moment = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(only_row=True), name="audits_one_clock")]


class ReportParcel(models.Model):
    """What a version carries to the municipalities, as it was when it was sent.

    Who gets it later, because its schema was locked, gets the same words as the others.
    """

    version = models.OneToOneField(
        "audits_joint.ReportVersion", on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    carried = models.JSONField()


class ReportVersion(SupplierRow):
    """One version as a Word file. The supplier sees it once it has been sent out (row policy)."""

    class Kind(models.TextChoices):
        NEW = "new", "ny version"
        CORRECTION = "correction", "rettelse"
        WITHDRAWAL = "withdrawal", "tilbagetrækning"

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="versions")
    audit = models.ForeignKey(Audit, on_delete=models.CASCADE, related_name="report_versions")
    number = models.PositiveSmallIntegerField("version")
    kind = models.CharField("slags", max_length=10, choices=Kind.choices, default=Kind.NEW)
    reason = models.TextField("hvorfor", max_length=2000, blank=True)
    file = models.ForeignKey("documents.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    # The same with content controls, of which each municipality's own file is taken. Without one (of a time
    # before there were such) all get the file itself.
    body = models.ForeignKey("documents.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField("dannet", null=True)
    sent_at = models.DateTimeField("sendt", null=True)
    sent_by_id = models.UUIDField(null=True)
    sent_by_name = models.CharField("sendt af", max_length=300, blank=True)
    due = models.DateField("stillingtagen senest", null=True)

    class Meta:
        ordering = ["number"]
        verbose_name = "udgaven"
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="audits_version_once"),
            models.UniqueConstraint(
                fields=["report"], condition=models.Q(sent_at=None), name="audits_version_one_draft"
            ),
            models.CheckConstraint(
                condition=models.Q(sent_at=None, sent_by_id=None, sent_by_name="")
                | (models.Q(sent_at__isnull=False, sent_by_id__isnull=False) & ~models.Q(sent_by_name="")),
                name="audits_version_sent_by_and_at",
            ),
        ]
