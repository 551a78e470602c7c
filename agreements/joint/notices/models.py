"""A notice of a new sub-processor: its facts, whom it touches, the advice on it, the receipts."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.permissions import P
from agreements.joint.notices.states import OPEN, NoticeState, everybody_has_answered
from agreements.municipal.notices.states import label_of
from workflows.states import StateField, step

S = NoticeState


class SubProcessorNotice(models.Model):
    """A supplier's notice. The supplier sees it once it is its own or has been forwarded."""

    class Source(models.TextChoices):
        SUPPLIER = "supplier", "indtastet af leverandøren"
        SECRETARIAT = "secretariat", "registreret af sekretariatet"
        MUNICIPALITY = "municipality", "registreret af en kommune"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField("nummer", max_length=20, unique=True)
    supplier = models.ForeignKey(
        "register.Supplier", on_delete=models.PROTECT, related_name="notices", verbose_name="leverandør"
    )
    source = models.CharField("kilde", max_length=12, choices=Source.choices)
    name = models.CharField("navn", max_length=200)
    registration_number = models.CharField("CVR- eller registreringsnummer", max_length=40)
    address = models.CharField("adresse", max_length=300)
    contact = models.CharField("kontakt", max_length=200)
    country = models.CharField("land", max_length=2)
    level = models.PositiveSmallIntegerField("led i kæden", default=1)
    purpose = models.TextField("formål")
    transfer_basis = models.CharField("overførselsgrundlag", max_length=30, blank=True)
    used_from = models.DateField("bruges fra")
    received_on = models.DateField("modtaget")
    state = StateField(NoticeState, default=S.RECEIVED)
    state_since = models.DateTimeField("siden", default=timezone.now)
    entered_by_id = models.UUIDField()
    entered_by_name = models.CharField("indtastet af", max_length=300)
    created_at = models.DateTimeField("oprettet", default=timezone.now)
    shown_at = models.DateTimeField("kan læses af leverandøren fra", null=True)
    forwarded_at = models.DateTimeField("sendt til kommunerne", null=True)
    withdrawn_reason = models.TextField("hvorfor varslet er trukket tilbage", blank=True)

    class Meta:
        ordering = ["-created_at"]
        verbose_name = "varslet"
        verbose_name_plural = "varsler om underdatabehandlere"
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=S.WITHDRAWN) | ~Q(withdrawn_reason=""),
                name="agreements_j_notice_withdrawn",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[S.SENT, S.ASSESSED, S.CLOSED]) | Q(forwarded_at__isnull=False),
                name="agreements_j_notice_forwarded",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"

    def _since_now(self) -> None:
        self.state_since = timezone.now()

    @step(
        "state",
        source=S.RECEIVED,
        target=S.SENT,
        permission=P.AGREEMENTS_NEGOTIATE,
        label="Send til kommunerne",
        explanation="Hver kommune får varslet i sit eget arkiv, og dens frist løber fra i dag.",
    )
    def forward(self) -> None:
        """Forward it to the municipalities, the day it came."""
        self.forwarded_at = timezone.now()
        self.shown_at = self.shown_at or self.forwarded_at
        self._since_now()

    @step(
        "state",
        source=[S.SENT, S.ASSESSED],
        target=S.ASSESSED,
        permission=P.AGREEMENTS_NEGOTIATE,
        label="Giv anbefaling",
        explanation="Kommunerne får sekretariatets vurdering. Hver kommune svarer selv.",
    )
    def assess(self) -> None:
        """Send the municipalities the secretariat's advice, or a new one."""
        self._since_now()

    @step(
        "state",
        source=[S.SENT, S.ASSESSED],
        target=S.CLOSED,
        permission=P.AGREEMENTS_NEGOTIATE,
        label="Afslut",
        guards=[everybody_has_answered],
        explanation="Alle har svaret, og der er intet mere at gøre.",
    )
    def close(self) -> None:
        """End it."""
        self._since_now()

    @step(
        "state",
        source=list(OPEN),
        target=S.WITHDRAWN,
        permission=P.SUPPLIER_NEGOTIATE,
        label="Træk varslet tilbage",
        explanation="Kommunerne får besked, og aftalerne ændres ikke.",
    )
    def withdraw(self, *, withdrawn_reason: str) -> None:
        """The supplier takes it back."""
        self.withdrawn_reason = withdrawn_reason
        self._since_now()

    @step(
        "state",
        source=list(OPEN),
        target=S.WITHDRAWN,
        permission=P.AGREEMENTS_NEGOTIATE,
        label="Notér, at varslet er trukket tilbage",
        explanation="Leverandøren har meddelt det på anden måde. Kommunerne får besked.",
    )
    def note_withdrawn(self, *, withdrawn_reason: str) -> None:
        """The supplier has taken it back by mail."""
        self.withdrawn_reason = withdrawn_reason
        self._since_now()


class NoticedText(models.Model):
    """A common text that the notice is about; without any, it is about all the supplier's agreements."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    notice = models.ForeignKey(SubProcessorNotice, on_delete=models.CASCADE, related_name="texts")
    common_text = models.ForeignKey(
        "agreements_joint.CommonText", on_delete=models.PROTECT, related_name="notices"
    )
    supplier_id = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["notice", "common_text"], name="agreements_j_noticedtext_once")
        ]


class NoticeAdvice(models.Model):
    """The secretariat's advice to the municipalities; a new one stands beside the former.

    Never shown to the supplier.
    """

    class Verdict(models.TextChoices):
        NO_OBJECTION = "no_objection", "Ingen grund til indsigelse"
        CONDITIONS = "conditions", "Ingen indsigelse, hvis leverandøren opfylder vilkår"
        OBJECT = "object", "Gør indsigelse"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    notice = models.ForeignKey(SubProcessorNotice, on_delete=models.CASCADE, related_name="advice")
    verdict = models.CharField("anbefaling", max_length=20, choices=Verdict.choices)
    text = models.TextField("vurdering")
    given_by_id = models.UUIDField()
    given_by_name = models.CharField("givet af", max_length=300)
    given_at = models.DateTimeField("givet", default=timezone.now)

    class Meta:
        ordering = ["-given_at"]


class NoticedAgreement(models.Model):
    """One agreement that the notice touches; `id` is the line's own in the municipality's schema.

    The days are a copy of what was counted there. Where the line stands is told by the municipality
    (tenants.models.Standing); the supplier reads it from its receipts.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    notice = models.ForeignKey(SubProcessorNotice, on_delete=models.CASCADE, related_name="lines")
    supplier_id = models.UUIDField()
    municipality = models.ForeignKey("tenants.Municipality", on_delete=models.CASCADE, related_name="+")
    municipality_name = models.CharField("kommune", max_length=100)
    agreement_id = models.UUIDField()
    agreement_number = models.CharField("aftalenummer", max_length=40)
    common_text_id = models.UUIDField(null=True)
    authorisation = models.CharField("godkendelse", max_length=10)
    received_on = models.DateField("modtaget")
    received_through = models.CharField(max_length=10, default="own")
    due = models.DateField("frist", null=True)
    notice_ends = models.DateField("varslet udløber", null=True)

    class Meta:
        ordering = ["municipality_name", "agreement_number"]
        indexes = [models.Index(fields=["agreement_id"], name="agreements_j_noticed_agreement")]


class NoticeReceipt(models.Model):
    """What the supplier is told of one municipality: received, and how it answered. Never changed."""

    class Kind(models.TextChoices):
        RECEIVED = "received", "varsel modtaget"
        NO_OBJECTION = "no_objection", "ingen indsigelse"
        OBJECTION = "objection", "indsigelse fremsat"
        WITHDRAWN = "withdrawn", "varsel trukket tilbage"
        NOT_USED = "not_used", "anvendes ikke for kommunen"
        TERMINATED = "terminated", "aftale opsagt"
        IN_EFFECT = "in_effect", "trådt i kraft"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    notice = models.ForeignKey(SubProcessorNotice, on_delete=models.CASCADE, related_name="receipts")
    line = models.ForeignKey(NoticedAgreement, on_delete=models.CASCADE, related_name="receipts")
    supplier_id = models.UUIDField()
    kind = models.CharField(max_length=12, choices=Kind.choices)
    text = models.TextField("begrundelse", blank=True)
    under_mandate = models.BooleanField("efter fuldmagt", default=False)
    at = models.DateTimeField("tidspunkt", default=timezone.now)
    mailed_at = models.DateTimeField("sendt til leverandøren", null=True)

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["mailed_at", "notice"], name="agreements_j_receipt_mail")]

    @property
    def words(self) -> str:
        """Return what happened, in the words of this agreement's authorisation."""
        if self.kind == self.Kind.RECEIVED:
            return str(self.Kind.RECEIVED.label)
        return label_of(self.kind, self.line.authorisation)
