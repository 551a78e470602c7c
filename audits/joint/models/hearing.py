"""The hearing over a draft report."""

from django.db import models

from audits.joint.models.audit import Audit
from audits.joint.models.base import SupplierRow
from audits.joint.models.findings import Finding


class Hearing(SupplierRow):
    """One round of hearing: the draft as a Word file, a deadline, and how it ended."""

    audit = models.ForeignKey(Audit, on_delete=models.CASCADE, related_name="hearings")
    number = models.PositiveSmallIntegerField("runde", default=1)
    draft = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, related_name="+")
    letter = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, related_name="+")
    deadline = models.DateField("høringsfrist")
    opened_at = models.DateTimeField("sendt i høring", auto_now_add=True)
    answered_at = models.DateTimeField("besvaret", null=True)
    answered_by_name = models.CharField("besvaret af", max_length=300, blank=True)
    no_comments = models.BooleanField("ingen bemærkninger", default=False)

    class Meta:
        ordering = ["number"]
        verbose_name = "høringen"
        constraints = [
            models.UniqueConstraint(fields=["audit", "number"], name="audits_hearing_once"),
            models.CheckConstraint(
                condition=models.Q(answered_at=None, answered_by_name="")
                | (models.Q(answered_at__isnull=False) & ~models.Q(answered_by_name="")),
                name="audits_hearing_answered_by_and_at",
            ),
        ]


class HearingComment(SupplierRow):
    """The supplier's comment, on a finding or on the draft as a whole, and the case worker's answer."""

    hearing = models.ForeignKey(Hearing, on_delete=models.CASCADE, related_name="comments")
    finding = models.ForeignKey(
        Finding, null=True, blank=True, on_delete=models.CASCADE, related_name="comments"
    )
    text = models.TextField("bemærkning", max_length=4000)
    by_name = models.CharField(max_length=300)
    created_at = models.DateTimeField(auto_now_add=True)
    answer = models.TextField("svar", max_length=4000, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by_name = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["created_at"]
        verbose_name = "høringsbemærkning"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answered_at=None, answered_by_name="")
                | (models.Q(answered_at__isnull=False) & ~models.Q(answered_by_name="")),
                name="audits_comment_answered_by_and_at",
            )
        ]
