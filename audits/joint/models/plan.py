"""What the plan rests on: when a supplier expects its next statement."""

from django.db import models
from django.utils import timezone

from audits.joint.models.base import Row


class ExpectedStatement(Row):
    """When a supplier's next statement is expected: for one system, or for all. The last row counts.

    Written by the supplier itself or by a case worker; never changed, so that it is known who said what when.
    """

    supplier = models.ForeignKey("register.Supplier", on_delete=models.CASCADE, related_name="+")
    system = models.ForeignKey("register.System", on_delete=models.CASCADE, null=True, related_name="+")
    expected_on = models.DateField("ventes")
    period_end = models.DateField("perioden slutter", null=True, blank=True)
    remark = models.CharField("bemærkning", max_length=500, blank=True)
    by_id = models.UUIDField()
    by_name = models.CharField("oplyst af", max_length=300)
    at = models.DateTimeField("oplyst", default=timezone.now)

    class Meta:
        ordering = ["-at"]
        verbose_name = "den ventede erklæring"
        indexes = [models.Index(fields=["supplier", "-at"], name="audits_expected_last")]
