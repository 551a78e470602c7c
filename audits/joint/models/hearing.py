"""The hearing over a draft report."""

from django.db import models
from django.utils import timezone

from audits.joint.models.audit import Audit, AuditSystem
from audits.joint.models.base import SupplierRow
from audits.joint.models.findings import Finding
from audits.joint.states import AuditState


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
    sections = models.JSONField(default=list, db_default=[])  # the draft as it was sent, part by part

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

    @classmethod
    def under_way(cls) -> "models.QuerySet[Hearing]":
        """Return the hearings that wait for the supplier's answer; one that another has followed does not."""
        newer = cls.objects.filter(audit=models.OuterRef("audit"), number__gt=models.OuterRef("number"))
        waiting = cls.objects.filter(answered_at=None, audit__state=AuditState.HEARING)
        return waiting.filter(~models.Exists(newer))

    @classmethod
    def of_version(cls, audit: Audit) -> "list[Hearing]":
        """Return the hearings that the report tells of: all since a version was sent, before the latest.

        A version without a hearing of its own, e.g. a correction, tells of those of the one before it.
        """
        rows = cls.objects.filter(audit=audit)
        latest = rows.last()
        if latest is None:
            return []
        before = audit.report_versions.filter(sent_at__lt=latest.opened_at).order_by("sent_at").last()
        return list(rows.filter(opened_at__gt=before.sent_at) if before and before.sent_at else rows)

    @property
    def said(self) -> "models.QuerySet[HearingComment]":
        """Return the comments that stand, without those taken back."""
        return HearingComment.objects.filter(hearing=self, dropped=False)

    @property
    def is_over(self) -> bool:
        """Return whether the supplier has sent its answer, or the time for it has passed."""
        return self.answered_at is not None or self.deadline < timezone.localdate()


class HearingFile(SupplierRow):
    """The draft as the supplier sent it back, with comments in Word; `faults` is what was not understood."""

    hearing = models.ForeignKey(Hearing, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, related_name="+")
    read = models.PositiveIntegerField("læste bemærkninger")
    faults = models.JSONField(default=list)
    added_at = models.DateTimeField(auto_now_add=True)
    added_by_name = models.CharField(max_length=300)

    class Meta:
        ordering = ["added_at"]
        verbose_name = "høringssvaret som fil"


class HearingComment(SupplierRow):
    """The supplier's comment on a section of the draft, and the case worker's answer.

    One read from a Word file names the words it stands at (`quote`) and, for a change, what they are to be
    (`proposal`). One taken back before the answer was sent stays as `dropped`.
    """

    class Source(models.TextChoices):
        PAGE = "page", "skrevet på siden"
        WORD = "word", "læst i Word-filen"

    class Outcome(models.TextChoices):
        MET = "met", "imødekommet"
        PARTLY = "partly", "delvist imødekommet"
        NOT = "not", "ikke imødekommet"

    hearing = models.ForeignKey(Hearing, on_delete=models.CASCADE, related_name="comments")
    section = models.CharField(max_length=60, default="general", db_default="general")
    heading = models.CharField("afsnit", max_length=300, blank=True, db_default="")
    audit_system = models.ForeignKey(AuditSystem, null=True, on_delete=models.CASCADE, related_name="+")
    quote = models.TextField("ordene", max_length=2000, blank=True, db_default="")
    proposal = models.TextField("foreslået ordlyd", max_length=4000, blank=True, db_default="")
    source = models.CharField(max_length=4, choices=Source.choices, default=Source.PAGE, db_default="page")
    author = models.CharField("kommentarens forfatter", max_length=150, blank=True, db_default="")
    file = models.ForeignKey(HearingFile, null=True, on_delete=models.CASCADE, related_name="comments")
    dropped = models.BooleanField("taget tilbage", default=False, db_default=False)
    outcome = models.CharField("resultat", max_length=6, choices=Outcome.choices, blank=True, db_default="")
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
