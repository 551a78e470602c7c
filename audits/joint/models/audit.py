"""The case: one supervision of one supplier, over one or more of its systems."""

from django.db import models
from django.utils import timezone

from accounts.permissions import P
from audits.joint import guards
from audits.joint.concepts import not_silently_lower
from audits.joint.models.base import Row, SupplierRow
from audits.joint.states import ANSWERABLE, CONCEPTS, EXPLANATION, OURS, SENT_OUT, TONE, AuditState, Level
from workflows.states import StateField, step

S = AuditState


class Audit(Row):
    """A supervision. The supplier sees it once it has been announced."""

    case_number = models.CharField("sagsnummer", max_length=20, unique=True)
    supplier = models.ForeignKey("register.Supplier", on_delete=models.PROTECT, related_name="audits")
    year = models.PositiveSmallIntegerField("år")
    quarter = models.PositiveSmallIntegerField("kvartal")
    case_worker_id = models.UUIDField("sagsbehandler (id)")
    case_worker_name = models.CharField("sagsbehandler", max_length=150)
    case_worker_phone = models.CharField("telefon", max_length=30, blank=True)
    case_worker_email = models.EmailField("e-mail", blank=True)
    concept = models.PositiveSmallIntegerField("tilsynskoncept", choices=CONCEPTS, default=3)
    intro = models.TextField("indledning til leverandøren", blank=True)
    deadline = models.DateField("svarfrist", null=True, blank=True)
    announced_at = models.DateTimeField("varslet", null=True, blank=True)
    contact_name = models.CharField("leverandørens kontaktperson", max_length=150, blank=True)
    contact_email = models.EmailField("kontaktpersonens e-mail", blank=True)
    notice = models.ForeignKey("documents.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    hearing_wanted = models.BooleanField("høring ønsket uden forhold", default=False)
    state = StateField(S, default=S.PLANNED)
    state_since = models.DateTimeField("siden", default=timezone.now)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "tilsynet"
        verbose_name_plural = "tilsyn"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(quarter__gte=1, quarter__lte=4), name="audits_audit_quarter"
            )
        ]
        indexes = [
            models.Index(fields=["state", "deadline"], name="audits_audit_state"),
            models.Index(fields=["case_worker_id", "state"], name="audits_audit_worker"),
        ]

    def __str__(self) -> str:
        return self.case_number

    @property
    def quarter_words(self) -> str:
        """Return "2. kvartal 2026"."""
        return f"{self.quarter}. kvartal {self.year}"

    @property
    def tone(self) -> str:
        """Return the tone of the state's tag."""
        return TONE[self.state]

    @property
    def explanation(self) -> str:
        """Return what the state means, in a sentence."""
        return EXPLANATION[self.state]

    @property
    def pen(self) -> str:
        """Return who must act next: "secretariat", "supplier", "municipalities" or ""."""
        if self.state in OURS:
            return "secretariat"
        if self.state in ANSWERABLE or self.state == S.HEARING:
            return "supplier"
        return "municipalities" if self.state in (S.PUBLISHED, S.FOLLOW_UP) else ""

    @step(
        "state",
        source=S.PLANNED,
        target=S.ANNOUNCED,
        permission=P.AUDITS_CONDUCT,
        label="Send varsel",
        guards=[guards.has_systems, not_silently_lower],
        explanation="Leverandøren får brevet med frist og inviteres til at svare.",
    )
    def announce(self, **facts: object) -> None:
        """Take the letter, contact and deadline."""
        self._take(facts)

    @step(
        "state",
        source=S.ANNOUNCED,
        target=S.PLANNED,
        permission=P.AUDITS_CONDUCT,
        label="Kald varslet tilbage",
        guards=[guards.notice_not_left],
        explanation="Mailen er ikke gået endnu. Leverandøren får intet, og tilsynet er planlagt igen.",
    )
    def take_back(self) -> None:
        """Nothing has been told: forget letter, contact and deadline."""
        nothing = {"intro": "", "contact_name": "", "contact_email": ""}
        self._take({**nothing, "notice": None, "deadline": None, "announced_at": None})

    @step(
        "state",
        source=S.ANNOUNCED,
        target=S.AWAITING,
        permission=P.SUPPLIER_ANSWER,
        label="Begynd at svare",
    )
    def begin(self) -> None:
        """The supplier has begun."""
        self._take({})

    @step(
        "state",
        source=[S.AWAITING, S.AWAITING_MORE],
        target=S.REVIEW,
        permission=P.SUPPLIER_ANSWER,
        label="Indsend",
        guards=[guards.everything_answered],
        explanation="Sekretariatet gennemgår svarene og vender tilbage.",
    )
    def submit(self) -> None:
        """The supplier has handed in."""
        self._take({})

    @step(
        "state",
        source=S.REVIEW,
        target=S.AWAITING_MORE,
        permission=P.AUDITS_CONDUCT,
        label="Send retur til uddybning",
        guards=[guards.something_returned],
        explanation="Leverandøren får spørgsmålene og en ny frist.",
    )
    def ask_more(self, **facts: object) -> None:
        """Some answers or files are lacking."""
        self._take(facts)

    @step(
        "state",
        source=S.AWAITING_MORE,
        target=S.REVIEW,
        permission=P.AUDITS_CONDUCT,
        label="Genoptag gennemgangen uden svar",
    )
    def resume(self) -> None:
        """Go on with what there is."""
        self._take({})

    @step(
        "state",
        source=S.REVIEW,
        target=S.HEARING,
        permission=P.AUDITS_CONDUCT,
        label="Send udkast i høring",
        guards=[guards.review_complete, guards.hearing_needed],
        explanation="Leverandøren får udkastet og kan kommentere det.",
    )
    def send_to_hearing(self) -> None:
        """The draft goes to the supplier."""
        self._take({})

    @step(
        "state",
        source=[S.REVIEW, S.HEARING, S.NOT_POSSIBLE],
        target=S.SECOND_READING,
        permission=P.AUDITS_CONDUCT,
        label="Send til kvalitetslæser",
        guards=[
            guards.review_complete,
            guards.carried_looked_at,
            guards.concluded,
            guards.heard,
            guards.not_out,
            guards.second_reader_needed,
            not_silently_lower,
        ],
        explanation="En anden læser rapporten, før den kan sendes.",
    )
    def to_second_reader(self) -> None:
        """A rule asks for a second pair of eyes."""
        self._take({})

    @step(
        "state",
        source=[S.REVIEW, S.HEARING, S.NOT_POSSIBLE],
        target=S.READY,
        permission=P.AUDITS_CONDUCT,
        label="Gør rapporten klar til udsendelse",
        guards=[
            guards.review_complete,
            guards.carried_looked_at,
            guards.concluded,
            guards.heard,
            guards.not_out,
            guards.second_reader_not_needed,
            not_silently_lower,
        ],
    )
    def make_ready(self) -> None:
        """No rule asks for a second reader."""
        self._take({})

    @step(
        "state",
        source=S.SECOND_READING,
        target=S.READY,
        permission=P.AUDITS_SECOND_READ,
        label="Godkend rapporten til udsendelse",
        guards=[guards.report_written],
    )
    def pass_reading(self) -> None:
        """The second reader has no objection."""
        self._take({})

    @step(
        "state",
        source=S.SECOND_READING,
        target=S.REVIEW,
        permission=P.AUDITS_SECOND_READ,
        label="Send tilbage til sagsbehandleren",
    )
    def fail_reading(self) -> None:
        """The second reader wants changes."""
        self._take({})

    @step(
        "state",
        source=S.READY,
        target=S.PUBLISHED,
        permission=P.AUDITS_PUBLISH,
        label="Send til kommunerne",
        guards=[guards.report_written],
        explanation="Rapporten lægges hos hver kommune, der bruger et af systemerne.",
    )
    def publish(self) -> None:
        """The report goes out."""
        self._take({})

    @step(
        "state",
        source=S.READY,
        target=S.REVIEW,
        permission=P.AUDITS_CONDUCT,
        label="Tag rapporten op igen",
        explanation="Rapporten er ikke sendt. Den kan rettes, og så dannes den på ny.",
    )
    def take_up_again(self) -> None:
        """Something must be put right before anybody has it."""
        self._take({})

    @step(
        "state",
        source=[S.PUBLISHED, S.CLOSED],
        target=S.FOLLOW_UP,
        permission=P.AUDITS_PUBLISH,
        label="Begynd opfølgning",
        guards=[guards.something_to_follow],
    )
    def follow_up(self) -> None:
        """Findings remain to be followed up."""
        self._take({})

    @step(
        "state",
        source=[S.PUBLISHED, S.FOLLOW_UP],
        target=S.CLOSED,
        permission=P.AUDITS_CONDUCT,
        label="Afslut sagen",
        guards=[guards.nothing_open],
    )
    def close(self) -> None:
        """Everything has been followed up."""
        self._take({})

    @step(
        "state",
        source=[S.PUBLISHED, S.FOLLOW_UP, S.CLOSED],
        target=S.REVIEW,
        permission=P.AUDITS_CONDUCT,
        label="Udarbejd en ny udgave af rapporten",
        explanation="Den sendte rapport bliver liggende hos kommunerne, til den nye er sendt.",
    )
    def revise(self) -> None:
        """Another version of the report is wanted."""
        self._take({})

    @step(
        "state",
        source=[
            S.PUBLISHED,
            S.FOLLOW_UP,
            S.CLOSED,
            # While a new version is being written the former one lies with the municipalities.
            S.REVIEW,
            S.AWAITING_MORE,
            S.HEARING,
            S.SECOND_READING,
            S.READY,
            S.NOT_POSSIBLE,
        ],
        target=S.WITHDRAWN,
        permission=P.AUDITS_PUBLISH,
        label="Træk rapporten tilbage",
        guards=[guards.something_sent],
        explanation="Rapporten mærkes som trukket tilbage hos alle kommuner, der har fået den.",
    )
    def withdraw(self) -> None:
        """The report does not count any more."""
        self._take({})

    @step(
        "state",
        source=[S.PLANNED, S.ANNOUNCED, S.AWAITING, S.AWAITING_MORE],
        target=S.CANCELLED,
        permission=P.AUDITS_PLAN,
        label="Aflys tilsynet",
        guards=[guards.nothing_sent],
    )
    def cancel(self) -> None:
        """Nothing comes of it."""
        self._take({})

    @step(
        "state",
        source=[S.ANNOUNCED, S.AWAITING, S.AWAITING_MORE],
        target=S.NOT_POSSIBLE,
        permission=P.AUDITS_CONDUCT,
        label="Kunne ikke gennemføres",
        guards=[guards.deadline_passed],
        explanation="Leverandøren har intet givet. Også det bliver til en rapport.",
    )
    def give_up(self) -> None:
        """The supplier gave nothing; that too is a report."""
        self._take({})

    def _take(self, facts: dict[str, object]) -> None:
        for name, value in facts.items():
            setattr(self, name, value)
        self.state_since = timezone.now()

    @property
    def is_sent(self) -> bool:
        """Return whether a report lies with the municipalities."""
        return self.state in SENT_OUT


class AuditSystem(SupplierRow):
    """One system in the audit, with the facts as they were when it was planned."""

    audit = models.ForeignKey(Audit, on_delete=models.CASCADE, related_name="systems")
    system = models.ForeignKey("register.System", on_delete=models.PROTECT, related_name="audits")
    name = models.CharField("system", max_length=300)

    class Meta:
        ordering = ["name"]
        verbose_name = "system i tilsynet"
        constraints = [models.UniqueConstraint(fields=["audit", "system"], name="audits_auditsystem_once")]

    def __str__(self) -> str:
        return self.name


class SystemAssessment(Row):
    """What the secretariat thinks of one system; the supplier sees it only as the report tells it."""

    audit_system = models.OneToOneField(AuditSystem, on_delete=models.CASCADE, related_name="assessment")
    points_low = models.PositiveSmallIntegerField("point, mindst", null=True)
    points_high = models.PositiveSmallIntegerField("point, højst", null=True)
    recommended_concept = models.PositiveSmallIntegerField("anbefalet mindste koncept", null=True)
    # What it was computed from, as it was then.
    result = models.ForeignKey("register.ScoreResult", null=True, on_delete=models.PROTECT, related_name="+")
    members = models.PositiveSmallIntegerField("kommuner ved planlægningen", default=0)
    level = models.CharField("konklusion", max_length=6, choices=Level.choices, blank=True)
    text = models.TextField("konklusionens tekst", max_length=4096, blank=True)
    level_reason = models.TextField(
        "hvorfor mildere end forholdene siger", max_length=1000, blank=True, db_default=""
    )

    class Meta:
        verbose_name = "vurdering"


class AuditNote(Row):
    """An internal note, e.g. of a telephone call. Never seen outside the secretariat."""

    audit = models.ForeignKey(Audit, on_delete=models.CASCADE, related_name="notes")
    text = models.TextField("notat")
    # A telephone note says with whom and about what; any other note leaves both empty.
    spoke_with = models.CharField("talt med", max_length=200, blank=True, db_default="")
    about = models.CharField("om", max_length=200, blank=True, db_default="")
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=300)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at"]
        verbose_name = "notat"


class MunicipalDuty(Row):
    """What each municipality must do itself (complementary controls); becomes its tasks on delivery."""

    audit = models.ForeignKey(Audit, on_delete=models.CASCADE, related_name="duties")
    number = models.PositiveSmallIntegerField("nummer")
    text = models.CharField("opgave", max_length=500)

    class Meta:
        ordering = ["number"]
        verbose_name = "kommunens egen opgave"
        constraints = [models.UniqueConstraint(fields=["audit", "number"], name="audits_duty_once")]
