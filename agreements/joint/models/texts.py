"""The common text, its systems, and what the secretariat alone sees of it."""

import uuid
from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone
from django_fsm import RETURN_VALUE

from accounts.permissions import P
from agreements.joint import states
from agreements.joint.states import EDITABLE, NEGOTIATING, TextState
from agreements.municipal.states import FOLLOW
from documents.models import WordTemplate
from workflows.states import StateField, step

if TYPE_CHECKING:
    from agreements.joint.models.rounds import Round

S = TextState


class CommonText(models.Model):
    """A common text (fælles aftaletekst) with one supplier, who sees the row once it has been sent it.

    The wording the secretariat works on stands in WorkingCopy; what the supplier was sent, in Round.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField("nummer", max_length=20, unique=True)
    version = models.PositiveIntegerField("version", default=1)
    title = models.CharField("titel", max_length=200)
    supplier = models.ForeignKey(
        "register.Supplier", on_delete=models.PROTECT, related_name="common_texts", verbose_name="leverandør"
    )
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="replaced_by", verbose_name="afløser"
    )
    applies_from = models.DateField("gælder tidligst fra", null=True)
    # The name the supplier had when the text was agreed on, where it has another one since.
    supplier_name_then = models.CharField(
        "leverandørens navn dengang", max_length=200, blank=True, default="", db_default=""
    )
    template = models.ForeignKey(
        "documents.WordTemplate", on_delete=models.PROTECT, related_name="+", verbose_name="skabelon"
    )
    structure = models.CharField(
        "skabelontype",
        max_length=20,
        choices=WordTemplate.Structure.choices,
        default=WordTemplate.Structure.DT2020,
        db_default="dt2020",
    )
    # The supplier's own text as it was sent; template_sha256 is then that text with our appendix behind it.
    own_body = models.ForeignKey(
        "documents.StoredFile",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="leverandørens egen tekst",
    )
    template_version = models.CharField("skabelonens version", max_length=20)
    template_sha256 = models.CharField("skabelonens SHA-256", max_length=64)
    body_sha256 = models.CharField("tekstens SHA-256", max_length=64)
    state = StateField(TextState, default=S.DRAFT)
    state_since = models.DateTimeField("siden", default=timezone.now)
    held_from = models.CharField(max_length=30, blank=True)
    held_until = models.DateField("tages op igen", null=True)
    case_worker_id = models.UUIDField("sagsbehandler (id)")
    case_worker_name = models.CharField("sagsbehandler", max_length=150)
    case_worker_email = models.EmailField("sagsbehandlers e-mail", blank=True)
    case_worker_phone = models.CharField("sagsbehandlers telefon", max_length=30, blank=True)
    shown_at = models.DateTimeField("første gang sendt til leverandøren", null=True)
    agreed_at = models.DateTimeField("godkendt af leverandøren", null=True)
    agreed_by_name = models.CharField("godkendt af", max_length=300, blank=True)
    released_at = models.DateTimeField("frigivet", null=True)
    released_by_name = models.CharField("frigivet af", max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at"]
        verbose_name = "aftaleteksten"
        verbose_name_plural = "fælles aftaletekster"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(agreed_at=None, agreed_by_name="")
                | (models.Q(agreed_at__isnull=False) & ~models.Q(agreed_by_name="")),
                name="agreements_j_agreed_pair",
            ),
            models.CheckConstraint(
                condition=models.Q(released_at=None, released_by_name="")
                | (models.Q(released_at__isnull=False) & ~models.Q(released_by_name="")),
                name="agreements_j_released_pair",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def current_round(self) -> "Round | None":
        """Return the round that is running or ran last."""
        return self.rounds.order_by("-number").first()

    def _since_now(self) -> None:
        self.state_since = timezone.now()

    @step(
        "state",
        source=[S.DRAFT, S.AT_SECRETARIAT],
        target=S.AT_SUPPLIER,
        permission=P.AGREEMENTS_NEGOTIATE,
        label="Send til leverandøren",
        guards=[
            states.has_systems,
            states.has_own_body,
            states.is_complete,
            states.has_supplier_contact,
            states.wishes_answered,
        ],
        explanation="Leverandøren får teksten som Word og på en side, og kan godkende den eller "
        "skrive ønsker.",
    )
    def send_to_supplier(self) -> None:
        """Hand the pen to the supplier."""
        self.shown_at = self.shown_at or timezone.now()
        self._since_now()

    @step(
        "state",
        source=S.AT_SUPPLIER,
        target=S.AT_SECRETARIAT,
        permission=P.SUPPLIER_NEGOTIATE,
        label="Send ønsker",
        guards=[states.has_wishes],
        explanation="Sekretariatet svarer på hvert ønske for sig.",
    )
    def return_wishes(self) -> None:
        """Hand the pen back with wishes."""
        self._since_now()

    @step(
        "state",
        source=S.AT_SUPPLIER,
        target=S.AT_SECRETARIAT,
        permission=P.AGREEMENTS_NEGOTIATE,
        label="Registrér svar modtaget på mail",
        guards=[states.has_wishes],
        explanation="Leverandøren har sendt sin Word-fil på mail. Sekretariatet har lagt den op og "
        "svarer på hvert ønske.",
    )
    def register_reply(self) -> None:
        """Take the pen back with wishes that came by mail."""
        self._since_now()

    @step(
        "state",
        source=S.AT_SUPPLIER,
        target=S.AGREED,
        permission=P.SUPPLIER_NEGOTIATE,
        label="Ingen ønsker: godkend teksten",
        guards=[states.has_no_wishes],
        explanation="Teksten ligger fast, og sekretariatet kan frigive den til kommunerne.",
    )
    def accept(self, *, by_name: str) -> None:
        """Agree on the wording; this is no signature."""
        self.agreed_at, self.agreed_by_name = timezone.now(), by_name
        self._since_now()

    @step(
        "state",
        source=[S.AGREED, S.RELEASED],
        target=S.AT_SECRETARIAT,
        permission=P.AGREEMENTS_NEGOTIATE,
        label="Tag teksten op igen",
        explanation="Teksten kan rettes og skal sendes til leverandøren igen.",
    )
    def take_up_again(self) -> None:
        """Open a wording that was agreed on."""
        self.agreed_at = self.released_at = None
        self.agreed_by_name = self.released_by_name = ""
        self._since_now()

    @step(
        "state",
        source=S.AGREED,
        target=S.RELEASED,
        permission=P.AGREEMENTS_RELEASE,
        label="Frigiv teksten",
        guards=[states.has_systems, states.has_own_body, states.is_complete, states.second_read],
        explanation="Teksten kan derefter sendes til kommunerne.",
    )
    def release(self, *, by_name: str) -> None:
        """Let the text be sent to the members."""
        self.released_at, self.released_by_name = timezone.now(), by_name
        self._since_now()

    @step(
        "state",
        source=[S.RELEASED, S.SENT],
        target=S.SENT,
        permission=P.AGREEMENTS_NEGOTIATE,
        label="Send til kommunerne",
        guards=[states.has_systems],
        explanation="Hver valgt kommune får sin egen aftale i sit eget arkiv.",
    )
    def send(self) -> None:
        """Send the text to members."""
        self._since_now()

    @step(
        "state",
        source=list(NEGOTIATING),
        target=S.ON_HOLD,
        permission=P.AGREEMENTS_NEGOTIATE,
        label="Sæt i bero",
        explanation="Forhandlingen ligger stille, til den tages op igen.",
    )
    def hold(self, *, until: date | None = None) -> None:
        """Let the negotiation rest, to a day where it is to be taken up again."""
        self.held_from, self.held_until = self.state, until
        self._since_now()

    @step(
        "state",
        source=S.ON_HOLD,
        target=RETURN_VALUE(*NEGOTIATING),
        permission=P.AGREEMENTS_NEGOTIATE,
        label="Genoptag",
        explanation="Forhandlingen fortsætter, hvor den slap.",
    )
    def resume(self) -> str:
        """Go on where the negotiation rested."""
        back, self.held_from, self.held_until = self.held_from, "", None
        self._since_now()
        return back

    @step(
        "state",
        source=[S.AT_SUPPLIER, S.AT_SECRETARIAT, S.ON_HOLD],
        target=S.BROKEN_OFF,
        permission=P.AGREEMENTS_RELEASE,
        label="Afbryd uden enighed",
        explanation="Kommunerne, der bruger systemerne, får sekretariatets råd.",
    )
    def break_off(self) -> None:
        """End the negotiation without a text."""
        self._since_now()

    @step(
        "state",
        source=[*NEGOTIATING, S.RELEASED, S.SENT, S.ON_HOLD],
        target=S.WITHDRAWN,
        permission=P.AGREEMENTS_RELEASE,
        label="Træk teksten tilbage",
        explanation="Aftaler, som ingen har underskrevet, trækkes tilbage hos kommunerne.",
    )
    def withdraw(self) -> None:
        """Take the text back, also where it has been sent."""
        self._since_now()

    @step(
        "state",
        source=S.SENT,
        target=S.SUPERSEDED,
        permission=FOLLOW,
        label="Afløst af ny version",
    )
    def be_superseded(self) -> None:
        """A new version has been sent; agreements on this one apply until theirs is in force."""
        self._since_now()

    @property
    def is_editable(self) -> bool:
        """Return whether the secretariat holds the pen."""
        return self.state in EDITABLE


class CommonTextSystem(models.Model):
    """A system that the text covers; the name is a copy of the day it was chosen."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    common_text = models.ForeignKey(CommonText, on_delete=models.CASCADE, related_name="systems")
    system = models.ForeignKey("register.System", on_delete=models.PROTECT, related_name="common_texts")
    supplier_id = models.UUIDField()
    system_name = models.CharField("system", max_length=200)

    class Meta:
        ordering = ["system_name"]
        constraints = [
            models.UniqueConstraint(fields=["common_text", "system"], name="agreements_j_textsystem_once")
        ]

    def __str__(self) -> str:
        return self.system_name


class WorkingCopy(models.Model):
    """The contract text's fields as the secretariat has them now: {part: {field: value}}."""

    common_text = models.OneToOneField(
        CommonText, primary_key=True, on_delete=models.CASCADE, related_name="working_copy"
    )
    values = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(auto_now=True)
    changed_by_name = models.CharField(max_length=300, blank=True)
    # What was unusual when a part was saved, and who saw it: {part: [{text, by, at}]}.
    seen_warnings = models.JSONField(default=dict, db_default={})


class SubProcessor(models.Model):
    """A row of appendix B.1 as the secretariat has it now."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    common_text = models.ForeignKey(CommonText, on_delete=models.CASCADE, related_name="subprocessors")
    position = models.PositiveSmallIntegerField()
    name = models.CharField("navn", max_length=200)
    registration_number = models.CharField("CVR- eller registreringsnummer", max_length=40)
    address = models.CharField("adresse", max_length=300)
    country = models.CharField("land", max_length=2)
    processing = models.TextField("beskrivelse af behandlingen")
    transfer_basis = models.CharField("overførselsgrundlag", max_length=30, blank=True)
    approved_on = models.DateField("godkendt siden", null=True, blank=True)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name


class InternalNote(models.Model):
    """A note of the secretariat's own; never shown to supplier or municipality."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    common_text = models.ForeignKey(CommonText, on_delete=models.CASCADE, related_name="notes")
    text = models.TextField("note")
    by_id = models.UUIDField()
    by_name = models.CharField("skrevet af", max_length=300)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at"]
