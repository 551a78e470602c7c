"""A notice with its facts, its line for each agreement it touches, and the dated versions of appendix B."""

import uuid
from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.permissions import P
from agreements.municipal.notices.periods import GENERAL, SPECIFIC
from agreements.municipal.notices.states import (
    OPEN,
    RECEIVE,
    NoticeState,
    day_has_come,
    label_of,
    silence_is_consent,
    within_time,
)
from workflows.states import StateField, step

S = NoticeState


class Notice(models.Model):
    """A supplier's notice that it will use a new sub-processor; `id` is the joint notice's own."""

    class Origin(models.TextChoices):
        DELIVERED = "delivered", "sendt af sekretariatet"
        REGISTERED = "registered", "registreret af kommunen"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField("nummer", max_length=20, blank=True)
    supplier_id = models.UUIDField()
    supplier_name = models.CharField("leverandør", max_length=200)
    name = models.CharField("navn", max_length=200)
    registration_number = models.CharField("CVR- eller registreringsnummer", max_length=40)
    address = models.CharField("adresse", max_length=300)
    contact = models.CharField("kontakt", max_length=200)
    country = models.CharField("land", max_length=2)
    level = models.PositiveSmallIntegerField("led i kæden", default=1)
    purpose = models.TextField("formål")
    transfer_basis = models.CharField("overførselsgrundlag", max_length=30, blank=True)
    basis_words = models.CharField("overførselsgrundlag i ord", max_length=200, blank=True)
    country_name = models.CharField("landets navn", max_length=60)
    used_from = models.DateField("bruges fra")
    received_on = models.DateField("modtaget af kommunen")
    origin = models.CharField(max_length=12, choices=Origin.choices, default=Origin.DELIVERED)
    registered_by_name = models.CharField("registreret af", max_length=300, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    advice = models.CharField("sekretariatets anbefaling", max_length=20, blank=True)
    advice_text = models.TextField("sekretariatets vurdering", blank=True)
    advice_at = models.DateTimeField(null=True)
    advice_by_name = models.CharField(max_length=300, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-created_at"]
        verbose_name = "varslet"
        verbose_name_plural = "varsler"

    def __str__(self) -> str:
        return f"{self.number} {self.name}".strip()

    def as_row(self) -> dict[str, Any]:
        """Return the sub-processor as a row of appendix B."""
        return {
            "name": self.name,
            "registration_number": self.registration_number,
            "address": self.address,
            "country": self.country,
            "country_name": self.country_name,
            "processing": self.purpose,
            "transfer_basis": self.transfer_basis,
            "basis_words": self.basis_words,
            "approved_on": self.used_from.isoformat(),
        }


class AgreementNotice(models.Model):
    """A notice as it concerns one agreement: its own clock, its own answer."""

    class Through(models.TextChoices):
        OWN = "own", "kommunen"
        MANDATE = "mandate", "sekretariatet efter fuldmagt"

    class Answered(models.TextChoices):
        NOT = "", "ikke besvaret"
        PERSON = "person", "kommunen"
        SILENCE = "silence", "ingen indsigelse inden fristen"
        MANDATE = "mandate", "sekretariatet efter fuldmagt"
        JOINED = "joined", "i brug, da aftalen blev indgået"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="lines")
    agreement = models.ForeignKey(
        "agreements_municipal.Agreement", on_delete=models.CASCADE, related_name="notices"
    )
    state = StateField(NoticeState, default=S.RUNNING)
    state_since = models.DateTimeField("siden", default=timezone.now)
    authorisation = models.CharField("godkendelse", max_length=10, default=GENERAL)
    received_on = models.DateField("modtaget")
    received_through = models.CharField(max_length=10, choices=Through.choices, default=Through.OWN)
    due = models.DateField("frist", null=True)
    notice_ends = models.DateField("varslet udløber", null=True)
    answered = models.CharField(max_length=10, choices=Answered.choices, blank=True, default=Answered.NOT)
    answered_on = models.DateField("besvaret", null=True)
    answered_by_name = models.CharField("besvaret af", max_length=300, blank=True)
    mandate_id = models.UUIDField("efter fuldmagt", null=True)
    objection_reason = models.TextField("indsigelse", blank=True)
    outcome_note = models.TextField("udfald", blank=True)

    class Meta:
        ordering = ["due", "id"]
        verbose_name = "varslet"
        verbose_name_plural = "varsler om aftaler"
        constraints = [
            models.UniqueConstraint(fields=["notice", "agreement"], name="agreements_m_notice_once"),
            models.CheckConstraint(
                condition=~Q(state__in=[S.OBJECTION, S.NOT_USED, S.TERMINATED]) | ~Q(objection_reason=""),
                name="agreements_m_objection_reason",
            ),
            models.CheckConstraint(
                condition=~Q(answered="mandate") | Q(mandate_id__isnull=False),
                name="agreements_m_notice_mandate",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[S.NO_OBJECTION, S.OBJECTION, S.IN_EFFECT]) | ~Q(answered=""),
                name="agreements_m_notice_answered",
            ),
        ]
        indexes = [models.Index(fields=["state", "due"], name="agreements_m_notice_due")]

    def __str__(self) -> str:
        return f"{self.notice} · {self.agreement}"

    @property
    def label(self) -> str:
        """Return the state in the words of this agreement's authorisation."""
        return label_of(self.state, self.authorisation)

    @property
    def is_specific(self) -> bool:
        """Return whether the agreement wants each sub-processor approved."""
        return self.authorisation == SPECIFIC

    @property
    def is_late(self) -> bool:
        """Return whether the time for an answer is over and none was given."""
        return self.state == S.RUNNING and self.due is not None and self.due < timezone.localdate()

    @property
    def effective_on(self) -> date | None:
        """Return the day from which appendix B names the sub-processor: never before silence could speak.

        One that was in use already when the agreement was made is named from the agreement's first day, but
        not from before the municipality was told.
        """
        if self.answered == self.Answered.JOINED and self.answered_on:
            begun = self.agreement.in_force_from
            return max(self.notice.used_from, self.answered_on, begun) if begun else None
        if self.answered == self.Answered.SILENCE and self.due:
            ended = max(self.due, self.notice_ends or self.due)
            return max(self.notice.used_from, ended + timedelta(days=1))
        if self.answered and self.answered_on:
            return max(self.notice.used_from, self.answered_on)
        return None

    def _since_now(self) -> None:
        self.state_since = timezone.now()

    def _answer(self, how: str, by_name: str, on: date) -> None:
        self.answered, self.answered_by_name, self.answered_on = how, by_name[:300], on
        self._since_now()

    @step(
        "state",
        source=[S.RUNNING, S.OBJECTION],
        target=S.NO_OBJECTION,
        permission=P.OWN_DECIDE,
        label="Ingen indsigelse",
        explanation="Leverandøren får en kvittering, og bilag B ændres den dag, varslet træder i kraft.",
    )
    def let_pass(self, *, by_name: str) -> None:
        """Say that the municipality has nothing against it; an objection is taken back so."""
        self.objection_reason = ""
        self.mandate_id = None
        self._answer(self.Answered.PERSON, by_name, timezone.localdate())

    @step(
        "state",
        source=[S.RUNNING, S.NO_OBJECTION],
        target=S.OBJECTION,
        permission=P.OWN_DECIDE,
        label="Gør indsigelse",
        guards=[within_time],
        explanation="Leverandøren får indsigelsen med begrundelse og skal svare.",
    )
    def object(self, *, objection_reason: str, by_name: str) -> None:
        """Object, with the reason that the supplier reads."""
        self.objection_reason = objection_reason
        self.mandate_id = None
        self._answer(self.Answered.PERSON, by_name, timezone.localdate())

    @step(
        "state",
        source=S.OBJECTION,
        target=S.NOT_USED,
        permission=P.OWN_DECIDE,
        label="Leverandøren bruger den ikke for os",
        explanation="Leverandøren har meddelt, at underdatabehandleren ikke bruges for kommunen.",
    )
    def note_not_used(self, *, outcome_note: str) -> None:
        """Note what the supplier has answered: it is not used here."""
        self.outcome_note = outcome_note
        self._since_now()

    @step(
        "state",
        source=S.OBJECTION,
        target=S.TERMINATED,
        permission=P.OWN_DECIDE,
        label="Aftalen er opsagt",
        explanation="Leverandøren holdt fast, og kommunen har opsagt aftalen.",
    )
    def note_terminated(self, *, outcome_note: str) -> None:
        """Note that the agreement is terminated because of it."""
        self.outcome_note = outcome_note
        self._since_now()

    # --- what comes down, and what the planned run does ---

    @step(
        "state",
        source=S.RUNNING,
        target=S.NO_OBJECTION,
        permission=RECEIVE,
        label="Fristen er udløbet uden indsigelse",
        guards=[silence_is_consent],
    )
    def pass_by_silence(self) -> None:
        """Nobody objected in time. The answer is of the last day, however late it is noted."""
        self._answer(self.Answered.SILENCE, "", self.due or timezone.localdate())

    @step(
        "state",
        source=S.NO_OBJECTION,
        target=S.IN_EFFECT,
        permission=RECEIVE,
        label="Trådt i kraft",
        guards=[day_has_come],
    )
    def take_effect(self) -> None:
        """The sub-processor may be used: appendix B gets a version."""
        self._since_now()

    @step(
        "state",
        source=S.RUNNING,
        target=S.NO_OBJECTION,
        permission=RECEIVE,
        label="Ingen indsigelse efter fuldmagt",
    )
    def let_pass_for(self, *, by_name: str, mandate_id: uuid.UUID) -> None:
        """The secretariat answers for the municipality under its mandate."""
        self.mandate_id = mandate_id
        self._answer(self.Answered.MANDATE, by_name, timezone.localdate())

    @step(
        "state",
        source=S.RUNNING,
        target=S.OBJECTION,
        permission=RECEIVE,
        label="Indsigelse efter fuldmagt",
    )
    def object_for(self, *, by_name: str, mandate_id: uuid.UUID, objection_reason: str) -> None:
        """The secretariat objects for the municipality under its mandate."""
        self.mandate_id, self.objection_reason = mandate_id, objection_reason
        self._answer(self.Answered.MANDATE, by_name, timezone.localdate())

    @step(
        "state",
        source=S.OBJECTION,
        target=S.NOT_USED,
        permission=RECEIVE,
        label="Leverandøren bruger den ikke for kommunen",
    )
    def be_not_used(self, *, outcome_note: str) -> None:
        """The supplier has answered the objection: it is not used here."""
        self.outcome_note = outcome_note
        self._since_now()

    @step(
        "state", source=list(OPEN), target=S.WITHDRAWN, permission=RECEIVE, label="Varslet er trukket tilbage"
    )
    def be_withdrawn(self, *, outcome_note: str) -> None:
        """The supplier takes the notice back."""
        self.outcome_note = outcome_note
        self._since_now()


class AppendixB(models.Model):
    """Appendix B of one agreement from a day on; version 1 is the signed one and has no file of its own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.ForeignKey(
        "agreements_municipal.Agreement", on_delete=models.CASCADE, related_name="appendices_b"
    )
    number = models.PositiveSmallIntegerField("version")
    valid_from = models.DateField("gælder fra", null=True)
    subprocessors = models.JSONField("underdatabehandlere", default=list)
    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, null=True, related_name="+")
    file = models.ForeignKey(
        "documents_municipal.MunicipalFile", on_delete=models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField("lavet", default=timezone.now)

    class Meta:
        ordering = ["-number"]
        verbose_name = "bilag B"
        verbose_name_plural = "bilag B"
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="agreements_m_appendix_once")
        ]
