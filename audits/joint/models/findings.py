"""Findings (forhold): what is not as it should be, per system, until it is closed."""

from django.db import models
from django.utils import timezone

from accounts.permissions import P
from audits.joint import guards
from audits.joint.models.audit import Audit, AuditSystem
from audits.joint.models.base import SupplierRow
from audits.joint.models.questions import Question
from audits.joint.states import FINDING_TONE, REPORTED, SETTLED, FindingKind, FindingState
from workflows.states import StateField, step

F = FindingState


class Finding(SupplierRow):
    """One finding about one system. The supplier sees those that were in a hearing (row policy).

    The deadline is empty until the report is made, unless somebody has given one: the supplier's time runs
    from the report.
    """

    audit = models.ForeignKey(Audit, on_delete=models.CASCADE, related_name="findings")
    audit_system = models.ForeignKey(AuditSystem, on_delete=models.CASCADE, related_name="findings")
    number = models.PositiveSmallIntegerField("nummer")
    objective = models.CharField("kontrolmål", max_length=1, choices=Question.Objective.choices)
    kind = models.CharField("slags", max_length=16, choices=FindingKind.choices)
    title = models.CharField("overskrift", max_length=200)
    text = models.TextField("beskrivelse", max_length=4000)
    deadline = models.DateField("frist", null=True, blank=True)
    state = StateField(F, default=F.FOUND)
    plan = models.TextField("handlingsplan", max_length=4000, blank=True)
    plan_done_by = models.DateField("planens slutdato", null=True, blank=True)
    heard_at = models.DateTimeField("sendt i høring", null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["number"]
        verbose_name = "forholdet"
        constraints = [models.UniqueConstraint(fields=["audit", "number"], name="audits_finding_once")]

    def __str__(self) -> str:
        return self.title

    @property
    def tone(self) -> str:
        """Return the tone of the state's tag."""
        return FINDING_TONE[self.state]

    @property
    def is_settled(self) -> bool:
        """Return whether nothing more is to be done about it here."""
        return self.state in SETTLED

    @property
    def is_reported(self) -> bool:
        """Return whether it stands in the report."""
        return self.state in REPORTED

    @step("state", source=F.FOUND, target=F.HEARING, permission=P.AUDITS_CONDUCT, label="Send i høring")
    def send_to_hearing(self) -> None:
        """The supplier may comment."""
        self.heard_at = timezone.now()

    @step("state", source=F.HEARING, target=F.UPHELD, permission=P.AUDITS_CONDUCT, label="Fasthold")
    def uphold(self) -> None:
        """It stands after the hearing."""

    @step(
        "state", source=[F.FOUND, F.HEARING], target=F.DROPPED, permission=P.AUDITS_CONDUCT, label="Frafald"
    )
    def drop(self) -> None:
        """It does not stand."""

    @step(
        "state",
        source=[F.UPHELD, F.REOPENED, F.PRESENTED],
        target=F.AWAITING_PLAN,
        permission=P.AUDITS_CONDUCT,
        label="Bed om handlingsplan",
        guards=[guards.report_is_out],
    )
    def ask_plan(self, **facts: object) -> None:
        """The supplier must say what it will do, and when."""
        for name, value in facts.items():
            setattr(self, name, value)

    @step(
        "state",
        source=F.UPHELD,
        target=F.NEXT_AUDIT,
        permission=P.AUDITS_CONDUCT,
        label="Følg op ved næste tilsyn",
        guards=[guards.mild, guards.report_is_out],
    )
    def leave_to_next(self) -> None:
        """It can wait."""

    @step(
        "state",
        source=F.AWAITING_PLAN,
        target=F.PLAN_RECEIVED,
        permission=P.SUPPLIER_ANSWER,
        label="Send handlingsplan",
    )
    def hand_in_plan(self, **facts: object) -> None:
        """What the supplier will do, and when."""
        for name, value in facts.items():
            setattr(self, name, value)

    @step(
        "state",
        source=F.PLAN_RECEIVED,
        target=F.REMEDYING,
        permission=P.AUDITS_CONDUCT,
        label="Godtag handlingsplanen",
    )
    def accept_plan(self) -> None:
        """The plan will do."""

    @step(
        "state",
        source=F.PLAN_RECEIVED,
        target=F.AWAITING_PLAN,
        permission=P.AUDITS_CONDUCT,
        label="Send handlingsplanen retur",
    )
    def return_plan(self) -> None:
        """The plan will not do."""

    @step(
        "state",
        source=F.REMEDYING,
        target=F.DOCUMENTED,
        permission=P.SUPPLIER_ANSWER,
        label="Send dokumentation for udbedring",
        guards=[guards.has_documentation],
    )
    def document(self) -> None:
        """Proof that it is mended."""

    @step(
        "state",
        source=F.DOCUMENTED,
        target=F.CONFIRMED,
        permission=P.AUDITS_CONDUCT,
        label="Bekræft udbedringen",
    )
    def confirm(self) -> None:
        """The proof is good."""

    @step(
        "state",
        source=F.DOCUMENTED,
        target=F.REMEDYING,
        permission=P.AUDITS_CONDUCT,
        label="Send dokumentationen retur",
    )
    def return_documentation(self) -> None:
        """The proof is not good."""

    @step("state", source=F.CONFIRMED, target=F.CLOSED, permission=P.AUDITS_CONDUCT, label="Luk forholdet")
    def close(self) -> None:
        """Done."""

    @step(
        "state",
        source=[F.CONFIRMED, F.CLOSED, F.NEXT_AUDIT],
        target=F.REOPENED,
        permission=P.AUDITS_CONDUCT,
        label="Genåbn forholdet",
    )
    def reopen(self) -> None:
        """It was not done after all."""

    @step(
        "state",
        source=[F.AWAITING_PLAN, F.REMEDYING, F.REOPENED],
        target=F.PRESENTED,
        permission=P.AUDITS_CONDUCT,
        label="Forelæg for kommunerne",
        guards=[guards.finding_overdue],
        explanation="Kommunerne får at vide, at leverandøren ikke har rettet op.",
    )
    def present(self) -> None:
        """The supplier does not mend it; the municipalities must know."""


class FindingStep(SupplierRow):
    """Something the supplier handed in about a finding: words, and perhaps a file."""

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="handed_in")
    text = models.TextField("hvad der er gjort", max_length=4000)
    file = models.ForeignKey(
        "documents.StoredFile", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    by_name = models.CharField(max_length=300)

    class Meta:
        ordering = ["created_at"]
        verbose_name = "dokumentation for udbedring"
