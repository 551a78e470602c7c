"""What a supplier keeps ready for its audits (»Vores dokumentation«), and who rests on whose statement."""

from datetime import date, timedelta

from django.db import models

from audits.joint.models.base import Row, SupplierRow
from audits.joint.states import Assurance, EvidenceKind, ReportType, Sharing

# The next report on a period comes about three months after that period's end (domain: expected statement).
NEXT_AFTER = timedelta(days=92)


class Statement(SupplierRow):
    """A statement, a certificate or a policy as a series: each year's edition is a version of it."""

    kind = models.CharField("slags", max_length=20, choices=EvidenceKind.choices)
    title = models.CharField("titel", max_length=200)
    issuer = models.CharField("udsteder", max_length=200, blank=True)
    retired_at = models.DateTimeField("bruges ikke længere", null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    by_name = models.CharField("lagt op af", max_length=300)

    class Meta:
        ordering = ["title"]
        verbose_name = "dokumentet"

    def __str__(self) -> str:
        return self.title

    @property
    def latest(self) -> "StatementVersion | None":
        """Return the newest edition."""
        return max(self.versions.all(), key=lambda each: each.number, default=None)


class StatementVersion(SupplierRow):
    """One edition: the file and what it says of itself. It is never changed; a newer one is a new row."""

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField("udgave")
    file = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, related_name="+")
    report_type = models.CharField("type", max_length=10, choices=ReportType.choices, blank=True)
    assurance = models.CharField("sikkerhed", max_length=10, choices=Assurance.choices, blank=True)
    period_from = models.DateField("periode fra", null=True, blank=True)
    period_to = models.DateField("periode til", null=True, blank=True)
    expires_on = models.DateField("udløber", null=True, blank=True)
    # When the next edition is asked for; without a period or an end it never is.
    next_wanted_on = models.DateField("den næste ventes", null=True, blank=True, editable=False)
    wish = models.CharField(
        "hvem må åbne den", max_length=10, choices=Sharing.choices, default=Sharing.CLOSED
    )
    wish_reason = models.TextField("begrundelse", max_length=1000, blank=True)
    confidential = models.JSONField("fortrolige steder", default=list, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    by_name = models.CharField("lagt op af", max_length=300)

    class Meta:
        ordering = ["number"]
        verbose_name = "udgaven"
        constraints = [
            models.UniqueConstraint(fields=["statement", "number"], name="audits_statement_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.statement.title}, udgave {self.number}"


def next_wanted(period_to: date | None, expires_on: date | None) -> date | None:
    """Return when the next edition is due: where this one expires, else a year and a season later."""
    if expires_on:
        return expires_on
    if period_to is None:
        return None
    # The last day of February has no twin in the year after a leap year.
    day = min(period_to.day, 28) if period_to.month == 2 else period_to.day
    return period_to.replace(year=period_to.year + 1, day=day) + NEXT_AFTER


class Reliance(Row):
    """That a supplier rests on another's statement: a hosting company's serves all whose systems it runs."""

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="reliances")
    supplier = models.ForeignKey("register.Supplier", on_delete=models.CASCADE, related_name="+")
    delivers = models.CharField("hvad underdatabehandleren leverer", max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    by_name = models.CharField(max_length=300)

    class Meta:
        ordering = ["created_at"]
        verbose_name = "kæden"
        constraints = [models.UniqueConstraint(fields=["statement", "supplier"], name="audits_reliance_once")]
