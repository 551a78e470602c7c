"""Documentation that the supplier gives, and its wishes for more time."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from accounts.permissions import P
from audits.joint import guards
from audits.joint.models.answers import Answer
from audits.joint.models.audit import Audit
from audits.joint.models.base import SupplierRow
from audits.joint.models.statements import StatementVersion
from audits.joint.states import EvidenceKind, EvidenceState, ExtensionState, Sharing
from workflows.states import StateField, step

V, X = EvidenceState, ExtensionState


class Evidence(SupplierRow):
    """One document (or something seen but not handed over) in an audit."""

    Kind = EvidenceKind

    audit = models.ForeignKey(Audit, on_delete=models.CASCADE, related_name="evidence")
    answer = models.ForeignKey(Answer, null=True, blank=True, on_delete=models.SET_NULL, related_name="files")
    file = models.ForeignKey("documents.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    # A PDF of a Word or Excel file that may be read on the site, but not downloaded.
    shown_as = models.ForeignKey(
        "documents.StoredFile", null=True, on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField("slags", max_length=20, choices=Kind.choices, default=Kind.OTHER)
    title = models.CharField("titel", max_length=200)
    period_from = models.DateField("periode fra", null=True, blank=True)
    period_to = models.DateField("periode til", null=True, blank=True)
    covers = ArrayField(models.UUIDField(), default=list, verbose_name="dækker systemerne")
    # Which of the kept documents it is, where it is one: the supplier's own, or a sub-processor's.
    version = models.ForeignKey(
        StatementVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="used_as"
    )
    # A sub-processor's, which the secretariat took in: what its owner says of it stays with the version, as
    # the supplier reads this row.
    from_chain = models.BooleanField("underdatabehandlers", default=False, db_default=False)
    wish = models.CharField(
        "leverandørens ønske",
        max_length=10,
        choices=Sharing.choices,
        default=Sharing.CLOSED,
        db_default=Sharing.CLOSED,
    )
    wish_reason = models.TextField("leverandørens begrundelse", max_length=1000, blank=True, db_default="")
    # Empty until the secretariat has decided; then nobody else opens it.
    level = models.CharField(
        "adgang for kommunerne", max_length=10, choices=Sharing.choices, blank=True, db_default=""
    )
    level_reason = models.TextField("hvorfor", max_length=1000, blank=True, db_default="")
    confidential = models.JSONField("fortrolige steder", default=list, blank=True, db_default=[])
    state = StateField(V, default=V.RECEIVED)
    reason = models.TextField("begrundelse", blank=True)
    replaced_by = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="replaces")
    shown_to = models.CharField("forevist for", max_length=200, blank=True)
    shown_by = models.CharField("forevist af", max_length=200, blank=True, db_default="")
    shown_on = models.DateField("forevist den", null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    by_name = models.CharField("afleveret af", max_length=300)

    class Meta:
        ordering = ["created_at"]
        verbose_name = "dokumentationen"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(file__isnull=False) | ~models.Q(shown_to=""),
                name="audits_evidence_file_or_shown",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def owners_reason(self) -> str:
        """Return why its owner wishes what it wishes. Act as the secretariat."""
        return self.version.wish_reason if self.from_chain and self.version else self.wish_reason

    @property
    def owners_passages(self) -> list[dict[str, str]]:
        """Return where its owner says that it is confidential. Act as the secretariat."""
        return self.version.confidential if self.from_chain and self.version else self.confidential

    @step(
        "state", source=V.RECEIVED, target=V.CHECKING, permission=P.SUPPLIER_ANSWER, label="Kontrollér filen"
    )
    def check_file(self) -> None:
        """The file is being looked at."""

    @step("state", source=V.CHECKING, target=V.READY, permission=P.SUPPLIER_ANSWER, label="Filen er i orden")
    def clear(self) -> None:
        """The file may be read."""

    @step(
        "state",
        source=V.RECEIVED,
        target=V.READY,
        permission=P.AUDITS_CONDUCT,
        label="Tag med fra kæden",
        guards=[guards.file_in_order],
    )
    def take_in(self) -> None:
        """The secretariat takes in what a sub-processor has given it."""

    @step(
        "state",
        source=[V.CHECKING, V.QUARANTINED],
        target=V.QUARANTINED,
        permission=P.SUPPLIER_ANSWER,
        label="Læg i karantæne",
    )
    def quarantine(self, reason_given: str) -> None:
        """The file may not be read."""
        self.reason = reason_given

    @step(
        "state",
        source=V.QUARANTINED,
        target=V.READY,
        permission=P.AUDITS_CONDUCT,
        label="Tag ud af karantæne",
        guards=[guards.file_in_order],
    )
    def release(self) -> None:
        """The scanner has answered at last: the file may be read."""
        self.reason = ""

    @step(
        "state",
        source=[V.READY, V.INSUFFICIENT],
        target=V.SUFFICIENT,
        permission=P.AUDITS_CONDUCT,
        label="Tilstrækkelig",
    )
    def suffice(self) -> None:
        """It shows what it should."""
        self.reason = ""

    @step(
        "state",
        source=[V.READY, V.SUFFICIENT],
        target=V.INSUFFICIENT,
        permission=P.AUDITS_CONDUCT,
        label="Utilstrækkelig",
    )
    def fall_short(self, reason_given: str) -> None:
        """It does not show what it should, and why."""
        self.reason, self.level = reason_given, ""

    @step(
        "state",
        source=[V.READY, V.INSUFFICIENT, V.SUFFICIENT, V.QUARANTINED],
        target=V.REPLACED,
        permission=P.SUPPLIER_ANSWER,
        label="Erstat med en nyere",
        guards=[guards.own_document],
    )
    def replace(self, newer: "Evidence") -> None:
        """A newer one has come."""
        self.replaced_by, self.level = newer, ""

    @step("state", source=V.RECEIVED, target=V.SHOWN, permission=P.AUDITS_CONDUCT, label="Notér som forevist")
    def note_shown(self) -> None:
        """It was seen, not handed over."""


class ExtensionRequest(SupplierRow):
    """A supplier's wish for a later deadline."""

    audit = models.ForeignKey(Audit, on_delete=models.CASCADE, related_name="extensions")
    wanted = models.DateField("ønsket frist")
    reason = models.TextField("begrundelse", max_length=2000)
    state = StateField(X, default=X.REQUESTED)
    answer = models.TextField("svar", max_length=2000, blank=True)
    granted_until = models.DateField("ny frist", null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    by_name = models.CharField(max_length=300)

    class Meta:
        ordering = ["-created_at"]
        verbose_name = "anmodningen om udsættelse"
        constraints = [
            models.UniqueConstraint(
                fields=["audit"], condition=models.Q(state="requested"), name="audits_extension_one_open"
            )
        ]

    @step("state", source=X.REQUESTED, target=X.GRANTED, permission=P.AUDITS_CONDUCT, label="Giv udsættelse")
    def grant(self, **facts: object) -> None:
        """Until when."""
        for name, value in facts.items():
            setattr(self, name, value)

    @step("state", source=X.REQUESTED, target=X.REFUSED, permission=P.AUDITS_CONDUCT, label="Afslå")
    def refuse(self, **facts: object) -> None:
        """And why."""
        for name, value in facts.items():
            setattr(self, name, value)
