"""Findings (forhold): what is not as it should be, per system, until it is closed."""

from datetime import date

from django.db import models
from django.utils import timezone

from accounts.permissions import P
from audits.joint import guards
from audits.joint.models.audit import Audit, AuditSystem
from audits.joint.models.base import SupplierRow
from audits.joint.models.questions import Question
from audits.joint.models.standards import StandardText
from audits.joint.states import (
    FINDING_TONE,
    NOT_SENT,
    REPORTED,
    SETTLED,
    SUPPLIERS_TURN,
    AuditState,
    FindingKind,
    FindingState,
)
from workflows.states import StateField, step

F = FindingState


class Finding(SupplierRow):
    """One finding about one system. The supplier sees those that were in a hearing (row policy).

    The deadline is empty until the report is sent, unless somebody has given one: the supplier's time runs
    from when it gets the report.
    """

    audit = models.ForeignKey(Audit, on_delete=models.CASCADE, related_name="findings")
    audit_system = models.ForeignKey(AuditSystem, on_delete=models.CASCADE, related_name="findings")
    number = models.PositiveSmallIntegerField("nummer")
    objective = models.CharField("kontrolmål", max_length=1, choices=Question.Objective.choices)
    kind = models.CharField("slags", max_length=16, choices=FindingKind.choices)
    title = models.CharField("overskrift", max_length=200)
    text = models.TextField("beskrivelse", max_length=4000)
    action = models.TextField("hvad leverandøren skal gøre", max_length=2000, blank=True, db_default="")
    standard = models.ForeignKey(
        StandardText, null=True, blank=True, on_delete=models.PROTECT, related_name="findings"
    )
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

    @property
    def due(self) -> date | None:
        """Return the day that counts now: the supplier's own once its plan is accepted, else the deadline."""
        if self.state == F.REMEDYING and self.plan_done_by:
            return self.plan_done_by
        return self.deadline

    @property
    def is_overdue(self) -> bool:
        """Return whether the supplier has not done in time what it is to do now."""
        return self.state in SUPPLIERS_TURN and bool(self.due and self.due < timezone.localdate())

    @classmethod
    def carried_to(cls, audit: Audit) -> models.QuerySet["Finding"]:
        """Return what an audit begins with: findings of earlier ones about its systems, left to the next.

        Those already followed up in this audit are among them; once its report is sent no more come.
        """
        found = models.Q(followed_up__audit=audit)
        if audit.state in NOT_SENT:
            found |= models.Q(pk__in=cls.left_to(audit).order_by().values("pk"))
        rows = cls._default_manager.filter(found).distinct()
        return rows.select_related("audit", "audit_system").order_by("audit__case_number", "number")

    @classmethod
    def left_to(cls, audit: Audit) -> models.QuerySet["Finding"]:
        """Return what waits for the next audit of the systems, as the supplier may know it, too.

        What a report said that has been withdrawn counts no more, and waits for nothing.
        """
        systems = audit.systems.values("system")
        rows = cls._default_manager.filter(state=F.NEXT_AUDIT, audit_system__system__in=systems)
        rows = (
            rows.exclude(audit=audit)
            .exclude(audit__state=AuditState.WITHDRAWN)
            .select_related("audit", "audit_system")
        )
        return rows.order_by("audit__case_number", "number")

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
        source=[F.UPHELD, F.AWAITING_PLAN, F.REMEDYING, F.PRESENTED],
        target=F.NEXT_AUDIT,
        permission=P.AUDITS_CONDUCT,
        label="Følg op ved næste tilsyn",
        guards=[guards.can_wait, guards.report_is_out],
        explanation="Næste tilsyn med systemet begynder med forholdet.",
    )
    def leave_to_next(self) -> None:
        """It can wait, or the municipalities have been told and nothing more comes of it here."""

    @step(
        "state",
        source=F.NEXT_AUDIT,
        target=F.CLOSED,
        permission=P.AUDITS_CONDUCT,
        label="Luk efter opfølgning",
        guards=[guards.followed_up],
    )
    def settle(self) -> None:
        """A later audit has followed it up."""

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
    def accept_plan(self, **facts: object) -> None:
        """The plan will do, with its own date."""
        for name, value in facts.items():
            setattr(self, name, value)

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
        guards=[guards.worth_presenting],
        explanation="Kommunerne får en mail, og forholdet står hos dem som noget, de skal forholde sig til.",
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


class FollowedUp(SupplierRow):
    """What a later audit of the system found out about a finding that was left to it."""

    class Outcome(models.TextChoices):
        DONE = "done", "bragt i orden"
        AGAIN = "again", "ikke bragt i orden, nyt forhold"
        LATER = "later", "følges op igen ved næste tilsyn"

    audit = models.ForeignKey(Audit, on_delete=models.CASCADE, related_name="follow_ups")
    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="followed_up")
    outcome = models.CharField("resultat", max_length=5, choices=Outcome.choices)
    text = models.TextField("hvad vi har set", max_length=2000, blank=True)
    new_finding = models.ForeignKey(
        Finding, null=True, blank=True, on_delete=models.SET_NULL, related_name="follows"
    )
    at = models.DateTimeField(auto_now=True)
    by_name = models.CharField(max_length=300)

    class Meta:
        ordering = ["finding__audit__case_number", "finding__number"]
        verbose_name = "opfølgning fra sidst"
        constraints = [models.UniqueConstraint(fields=["audit", "finding"], name="audits_followed_up_once")]
