"""What the secretariat read in a document. It belongs to the file, so it is read once for all audits."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from audits.joint.models.base import Row
from audits.joint.models.findings import Finding
from audits.joint.models.questions import Question
from audits.joint.states import Assurance, AuditorsConclusion, EvidenceKind, Method, ReportType, Scope


class StatementReview(Row):
    """The facts that were read in one file. The supplier has no right to this table."""

    file = models.OneToOneField("documents.StoredFile", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField("slags", max_length=20, choices=EvidenceKind.choices)
    report_type = models.CharField("type", max_length=10, choices=ReportType.choices, blank=True)
    scope = models.CharField("omfang", max_length=10, choices=Scope.choices, blank=True)
    assurance = models.CharField("sikkerhed", max_length=10, choices=Assurance.choices, blank=True)
    period_from = models.DateField("periode fra", null=True, blank=True)
    period_to = models.DateField("periode til", null=True, blank=True)
    expires_on = models.DateField("udløber", null=True, blank=True)
    objectives = ArrayField(models.CharField(max_length=1), default=list, verbose_name="kontrolmål")
    left_out = models.TextField("udeladt af de dækkede kontrolmål", max_length=2000, blank=True)
    conclusion = models.CharField("konklusion", max_length=10, choices=AuditorsConclusion.choices, blank=True)
    conclusion_text = models.TextField("forbehold eller fremhævelse", max_length=4000, blank=True)
    method = models.CharField("underdatabehandlere", max_length=10, choices=Method.choices, blank=True)
    subprocessors = ArrayField(models.CharField(max_length=200), default=list)
    transfer = models.CharField("ny overførsel til tredjeland", max_length=500, blank=True, db_default="")
    controls = ArrayField(models.CharField(max_length=500), default=list)
    checks = ArrayField(models.CharField(max_length=20), default=list)
    gap_note = models.CharField("tiden siden perioden", max_length=500, blank=True)
    note = models.TextField("notat", max_length=4000, blank=True)
    finished_at = models.DateTimeField("gennemgået", null=True)
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=300)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "gennemgangen"


class ReviewedException(Row):
    """An exception that the auditor noted: the control, the auditor's words, and management's answer."""

    review = models.ForeignKey(StatementReview, on_delete=models.CASCADE, related_name="exceptions")
    number = models.PositiveSmallIntegerField("nummer")
    control = models.CharField("kontrol", max_length=100, blank=True)
    objective = models.CharField("kontrolmål", max_length=1, choices=Question.Objective.choices)
    text = models.TextField("revisors tekst", max_length=3000)
    answer = models.TextField("ledelsens svar", max_length=2000, blank=True)

    class Meta:
        ordering = ["number"]
        verbose_name = "undtagelsen"
        constraints = [models.UniqueConstraint(fields=["review", "number"], name="audits_exception_once")]


class ExceptionFinding(Row):
    """That an exception became a finding in one audit; in another it is decided anew."""

    exception = models.ForeignKey(ReviewedException, on_delete=models.CASCADE, related_name="made")
    finding = models.OneToOneField(Finding, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = "forholdet fra en undtagelse"
