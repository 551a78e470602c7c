"""What a municipality has of joint supervision: reports it received, and what it decided.

Everything stands in the municipality's own schema. Across the wall came UUIDs and copies of the
facts as they were, never a foreign key. The rows of a report are written by the delivery
(audits_joint_deliver_report_v1) and read here.
"""

import uuid

from django.db import models
from django.utils import timezone

from accounts.permissions import P
from audits.municipal.states import (
    CONCEPTS,
    DECIDED,
    FINDING_TONE,
    LEVEL_TONE,
    OPEN,
    SETTLED,
    TONE,
    DecisionState,
    EvidenceKind,
    FindingKind,
    FindingState,
    Level,
    Response,
    StandState,
    WhatNow,
)
from workflows.states import StateField, step

D = DecisionState


class Row(models.Model):
    """A row with a UUID; URLs carry it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True


class ReceivedReport(Row):
    """One version of a report, visible here since `published_at`."""

    report_id = models.UUIDField()
    audit_id = models.UUIDField()
    version_id = models.UUIDField()
    version = models.SmallIntegerField("version")
    kind = models.CharField("slags", max_length=10)
    reason = models.TextField("hvorfor", blank=True)
    case_number = models.CharField("sagsnummer", max_length=20)
    supplier_id = models.UUIDField()
    supplier_name = models.CharField("leverandør", max_length=300)
    supplier_number = models.CharField("leverandørens CVR-nummer", max_length=40, blank=True)
    concept = models.SmallIntegerField("tilsynskoncept", choices=CONCEPTS)
    summary = models.TextField("sammenfatning")
    next_audit = models.CharField("næste tilsyn", max_length=200, blank=True)
    sent_by_name = models.CharField("sendt af", max_length=300)
    contact_name = models.CharField("sagsbehandler", max_length=150)
    contact_phone = models.CharField("telefon", max_length=30, blank=True)
    due = models.DateField("stillingtagen senest", null=True)
    # Documentation that municipalities cannot open, and what came of earlier findings; see the delivery.
    closed = models.JSONField("dokumentation uden adgang", default=list, blank=True, db_default=[])
    followed_up = models.JSONField("fulgt op fra sidst", default=list, blank=True, db_default=[])
    published_at = models.DateTimeField("modtaget", unique=True)
    is_current = models.BooleanField("gældende udgave", default=True)
    corrected_at = models.DateTimeField("rettet", null=True)
    withdrawn_at = models.DateTimeField("trukket tilbage", null=True)

    class Meta:
        ordering = ["-published_at"]
        verbose_name = "rapporten"
        constraints = [
            models.UniqueConstraint(fields=["report_id", "version"], name="audits_received_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.supplier_name}, {self.case_number}"

    @property
    def counts(self) -> bool:
        """Return whether it is the edition that stands, and has not been withdrawn."""
        return self.is_current and self.withdrawn_at is None

    @property
    def closed_documents(self) -> list[dict[str, str]]:
        """Return title, kind and why of the documentation that lies at the secretariat only."""
        kinds = dict(EvidenceKind.choices)
        return [
            {
                "title": each["title"],
                "kind": kinds.get(each["kind"], ""),
                "where": "Forevist for sekretariatet, ikke afleveret"
                if each["shown"]
                else "Kan ikke åbnes, ligger hos sekretariatet",
                "why": each["why"] or "",
            }
            for each in self.closed
        ]


class ReceivedSystem(Row):
    """The report's conclusion on one of the municipality's own systems, and its decision on it."""

    report = models.ForeignKey(
        ReceivedReport, on_delete=models.CASCADE, related_name="systems", db_index=False
    )  # the unique constraint below is its index
    system_id = models.UUIDField()
    name = models.CharField("system", max_length=300)
    level = models.CharField("konklusion", max_length=6, choices=Level.choices)
    text = models.TextField("konklusionens tekst")
    state = StateField(D, default="")
    state_since = models.DateTimeField("siden")

    rating = models.CharField(
        "vores vurdering af databehandleren", max_length=6, choices=Level.choices, blank=True
    )
    conclusion = models.TextField("konklusion", max_length=4096, blank=True)
    remark = models.TextField("bemærkninger", max_length=4000, blank=True)
    what_now = models.CharField("hvad sker der nu", max_length=12, choices=WhatNow.choices, blank=True)
    what_now_note = models.TextField("begrundelse", max_length=2000, blank=True)
    risk_owner = models.CharField("hvem accepterer risikoen", max_length=200, blank=True)
    risk_until = models.DateField("risikoen accepteres til", null=True, blank=True)
    next_audit_on = models.DateField("næste tilsyn", null=True, blank=True)
    journal_number = models.CharField("journalnummer", max_length=60, blank=True)
    decided_at = models.DateTimeField("besluttet", null=True)
    decided_by_id = models.UUIDField(null=True)
    decided_by_name = models.CharField("besluttet af", max_length=300, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = "stillingtagen"
        constraints = [
            models.UniqueConstraint(fields=["report", "system_id"], name="audits_received_system_once"),
            models.CheckConstraint(
                condition=models.Q(decided_at=None, decided_by_id=None, decided_by_name="")
                | (
                    models.Q(decided_at__isnull=False, decided_by_id__isnull=False)
                    & ~models.Q(decided_by_name="")
                ),
                name="audits_decision_by_and_at",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["approved", "approved_remarks", "not_approved"])
                | models.Q(decided_at__isnull=False),
                name="audits_decided_has_decider",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def tone(self) -> str:
        """Return the tone of the state's tag."""
        return TONE[self.state]

    @property
    def level_tone(self) -> str:
        """Return the tone of the conclusion's tag."""
        return LEVEL_TONE[self.level]

    @property
    def is_open(self) -> bool:
        """Return whether the municipality has to decide."""
        return self.state in OPEN

    @property
    def is_decided(self) -> bool:
        """Return whether it has decided."""
        return self.state in DECIDED

    @step("state", source="", target=D.RECEIVED, permission=P.AUDITS_PUBLISH, label="Modtag")
    def receive(self) -> None:
        """The report comes for the first time."""

    @step("state", source="", target=D.REOPENED, permission=P.AUDITS_PUBLISH, label="Modtag ny version")
    def receive_again(self) -> None:
        """A new version comes after a decision."""

    @step(
        "state",
        source=[D.RECEIVED, D.CONSIDERING, D.APPROVED, D.APPROVED_REMARKS, D.NOT_APPROVED, D.REOPENED],
        target=D.WITHDRAWN,
        permission=P.AUDITS_PUBLISH,
        label="Træk tilbage",
    )
    def withdraw(self) -> None:
        """The secretariat takes the report back."""

    @step(
        "state",
        source=[D.RECEIVED, D.REOPENED],
        target=D.CONSIDERING,
        permission=P.OWN_DECIDE,
        label="Begynd vurdering",
        explanation="Viser andre, at kommunen er i gang.",
    )
    def consider(self, **facts: object) -> None:
        """Somebody has begun."""
        self._take(facts)

    @step(
        "state",
        source=[D.RECEIVED, D.CONSIDERING, D.REOPENED],
        target=D.APPROVED,
        permission=P.OWN_DECIDE,
        label="Godkend tilsyn",
    )
    def approve(self, **facts: object) -> None:
        """The supervision is approved."""
        self._take(facts)

    @step(
        "state",
        source=[D.RECEIVED, D.CONSIDERING, D.REOPENED],
        target=D.APPROVED_REMARKS,
        permission=P.OWN_DECIDE,
        label="Godkend tilsyn med bemærkninger",
    )
    def approve_with_remarks(self, **facts: object) -> None:
        """The supervision is approved, and something is said about it."""
        self._take(facts)

    @step(
        "state",
        source=[D.RECEIVED, D.CONSIDERING, D.REOPENED],
        target=D.NOT_APPROVED,
        permission=P.OWN_DECIDE,
        label="Godkend ikke tilsyn",
    )
    def reject(self, **facts: object) -> None:
        """The supervision cannot be approved; the municipality says what now."""
        self._take(facts)

    @step(
        "state",
        source=[D.APPROVED, D.APPROVED_REMARKS, D.NOT_APPROVED],
        target=D.CONSIDERING,
        permission=P.OWN_DECIDE,
        label="Tag stilling igen",
    )
    def reconsider(self, **facts: object) -> None:
        """The decision is taken up again; what was decided stays in the log."""
        self._take({**facts, "decided_at": None, "decided_by_id": None, "decided_by_name": ""})

    def _take(self, facts: dict[str, object]) -> None:
        for name, value in facts.items():
            setattr(self, name, value)


class ReceivedFinding(Row):
    """A finding about one of the own systems; its state follows the secretariat's follow-up."""

    system = models.ForeignKey(
        ReceivedSystem, on_delete=models.CASCADE, related_name="findings", db_index=False, db_constraint=False
    )  # the unique constraint below is its index
    finding_id = models.UUIDField()
    number = models.SmallIntegerField("nummer")
    kind = models.CharField("slags", max_length=16, choices=FindingKind.choices)
    title = models.CharField("overskrift", max_length=200)
    text = models.TextField("beskrivelse")
    deadline = models.DateField("frist", null=True)
    state = models.CharField("status", max_length=16, choices=FindingState.choices)
    told_at = models.DateTimeField("opdateret")
    note = models.TextField("hvorfor det er forelagt", blank=True, db_default="")
    action = models.TextField("hvad leverandøren skal gøre", blank=True, db_default="")
    plan = models.TextField("leverandørens handlingsplan", blank=True, db_default="")
    plan_done_by = models.DateField("leverandørens egen dato", null=True)

    class Meta:
        ordering = ["number"]
        verbose_name = "forhold"
        constraints = [
            models.UniqueConstraint(fields=["system", "finding_id"], name="audits_received_finding_once")
        ]

    @property
    def tone(self) -> str:
        """Return the tone of the state's tag."""
        return FINDING_TONE[self.state]

    @property
    def is_open(self) -> bool:
        """Return whether something remains to be done about it."""
        return self.state not in SETTLED

    @property
    def is_presented(self) -> bool:
        """Return whether the secretariat has put it to the municipality to act on."""
        return self.state == FindingState.PRESENTED


class ReceivedComment(Row):
    """What the supplier said in the hearing, and the secretariat's answer, as the report tells it."""

    report = models.ForeignKey(
        ReceivedReport, on_delete=models.CASCADE, related_name="comments", db_constraint=False
    )
    place = models.SmallIntegerField("rækkefølge")
    heading = models.CharField("afsnit", max_length=300)
    text = models.TextField("bemærkning")
    outcome = models.CharField("resultat", max_length=40)
    answer = models.TextField("svar")

    class Meta:
        ordering = ["place"]
        verbose_name = "bemærkning fra høringen"


class FindingStand(Row):
    """What the municipality does about a finding itself: who decided it, why, and for a risk until when.

    The finding's own row is written anew with each version of the report, so its facts are copied here.
    """

    finding_id = models.UUIDField()
    report_id = models.UUIDField()
    system_id = models.UUIDField()
    system_name = models.CharField("system", max_length=300)
    supplier_name = models.CharField("leverandør", max_length=300)
    case_number = models.CharField("sagsnummer", max_length=20)
    title = models.CharField("forhold", max_length=200)
    kind = models.CharField("slags", max_length=16, choices=FindingKind.choices)
    response = models.CharField("vores svar", max_length=16, choices=Response.choices)
    reason = models.TextField("begrundelse", max_length=4000)
    owner = models.CharField("hvem accepterer risikoen", max_length=200, blank=True)
    until = models.DateField("risikoen accepteres til", null=True, blank=True)
    journal_number = models.CharField("journalnummer", max_length=60, blank=True)
    state = StateField(StandState, default=StandState.IN_FORCE)
    decided_at = models.DateTimeField("besluttet")
    decided_by_id = models.UUIDField()
    decided_by_name = models.CharField("besluttet af", max_length=300)

    class Meta:
        ordering = ["-decided_at"]
        verbose_name = "vores svar på forholdet"
        constraints = [
            models.UniqueConstraint(
                fields=["finding_id"],
                condition=models.Q(state="in_force"),
                name="audits_finding_stand_one_in_force",
            ),
            models.CheckConstraint(
                condition=~models.Q(response="risk_accepted")
                | (models.Q(until__isnull=False) & ~models.Q(owner="")),
                name="audits_risk_has_owner_and_end",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_risk(self) -> bool:
        """Return whether a risk is accepted."""
        return self.response == Response.ACCEPT

    @property
    def applies(self) -> bool:
        """Return whether it counts today: an accepted risk counts to its last day."""
        return self.state == StandState.IN_FORCE and (
            self.until is None or self.until >= timezone.localdate()
        )

    @property
    def tone(self) -> str:
        """Return the tone of its tag."""
        if self.state != StandState.IN_FORCE:
            return "neutral"
        return "success" if self.applies else "error"

    @property
    def status(self) -> str:
        """Return where it stands in a word, also when the accepted time has run out."""
        if self.state == StandState.IN_FORCE and not self.applies:
            return "udløbet"
        return str(StandState(self.state).label)

    @step(
        "state",
        source=StandState.IN_FORCE,
        target=StandState.REPLACED,
        permission=P.OWN_DECIDE,
        label="Tag stilling igen",
    )
    def supersede(self) -> None:
        """Another stand takes its place."""

    @step(
        "state",
        source=StandState.IN_FORCE,
        target=StandState.ENDED,
        permission=P.OWN_DECIDE,
        label="Træk tilbage",
    )
    def end(self) -> None:
        """It does not count any more."""


class ReceivedFile(Row):
    """A file that came along: the report itself, or documentation that may follow it."""

    report = models.ForeignKey(
        ReceivedReport, on_delete=models.CASCADE, related_name="files", db_constraint=False
    )
    file = models.ForeignKey(
        "documents_municipal.MunicipalFile",
        on_delete=models.CASCADE,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )
    is_report = models.BooleanField(default=False)
    # May be read on the site, but not downloaded.
    read_only = models.BooleanField("kan kun læses på siden", default=False, db_default=False)
    # Where the supplier says that the file is confidential: for who answers a request for access.
    confidential = models.JSONField("fortrolige steder", default=list, blank=True, db_default=[])
    replaced_at = models.DateTimeField("erstattet", null=True)

    class Meta:
        verbose_name = "fil til rapporten"


class FollowUpTask(Row):
    """Something the municipality does itself: carried over from the report, or its own idea."""

    report = models.ForeignKey(ReceivedReport, on_delete=models.CASCADE, related_name="tasks")
    text = models.CharField("opgave", max_length=500)
    from_report = models.BooleanField("fra rapporten", default=False)
    finding_id = models.UUIDField(null=True)
    responsible = models.CharField("ansvarlig", max_length=150, blank=True)
    responsible_email = models.EmailField("ansvarliges e-mail", blank=True, db_default="")
    due = models.DateField("frist", null=True, blank=True)
    done_at = models.DateTimeField("udført", null=True)
    done_by_name = models.CharField("udført af", max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["created_at", "text"]
        verbose_name = "opgave"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(done_at=None, done_by_name="")
                | (models.Q(done_at__isnull=False) & ~models.Q(done_by_name="")),
                name="audits_task_done_by_and_at",
            )
        ]

    @property
    def is_late(self) -> bool:
        """Return whether its day has passed and it is not done."""
        return self.done_at is None and self.due is not None and self.due < timezone.localdate()


class Remark(Row):
    """A remark by the DPO (advice, never a decision) or a question to the secretariat."""

    class Kind(models.TextChoices):
        DPO = "dpo", "DPO's bemærkning"
        QUESTION = "question", "Spørgsmål til sekretariatet"
        CONTEST = "contest", "Indsigelse mod rapporten"

    report = models.ForeignKey(ReceivedReport, on_delete=models.CASCADE, related_name="remarks")
    kind = models.CharField("slags", max_length=10, choices=Kind.choices)
    finding_id = models.UUIDField(null=True)
    text = models.TextField("tekst", max_length=4000)
    goes_up = models.BooleanField("sendes til sekretariatet", default=False)
    by_id = models.UUIDField()
    by_name = models.CharField("skrevet af", max_length=300)
    created_at = models.DateTimeField("skrevet", auto_now_add=True)

    class Meta:
        ordering = ["created_at"]
        verbose_name = "bemærkning"


# Where Django looks for the room's models; they stand in folders of their own.
from audits.municipal.opinions.models import SystemOpinion  # noqa: E402, F401
from audits.municipal.own.models import OwnAudit, OwnAuditFile, OwnAuditTask  # noqa: E402, F401
from audits.municipal.plan.models import Plan, PlanLine  # noqa: E402, F401
from audits.municipal.taskreminders.models import TaskReminder  # noqa: E402, F401
from audits.municipal.yearreports.models import YearReport  # noqa: E402, F401
