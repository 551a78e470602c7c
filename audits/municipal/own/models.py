"""An own supervision with its files and tasks. Facts of the register are copied, as they were."""

import uuid
from datetime import date

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.permissions import P
from audits.municipal.own.states import EXPLANATION, OPEN, RESULTS, TONE, OwnState, something_looked_at
from audits.municipal.states import CONCEPTS, LEVEL_TONE, DecisionState, Level, WhatNow
from audits.municipal.states import TONE as RESULT_TONE
from workflows.states import StateField, step

S = OwnState


class OwnAudit(models.Model):
    """One supervision of one system, run by the municipality itself; its result has a decision's fields."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    system_id = models.UUIDField()
    system_name = models.CharField("system", max_length=200)
    supplier_id = models.UUIDField(null=True)
    supplier_name = models.CharField("leverandør", max_length=200, blank=True)
    concept = models.PositiveSmallIntegerField("tilsynskoncept", choices=CONCEPTS)
    planned_on = models.DateField("planlagt til")
    responsible = models.CharField("ansvarlig", max_length=150, blank=True)
    state = StateField(OwnState, default=S.PLANNED)
    state_since = models.DateTimeField("siden", default=timezone.now)
    cancelled_because = models.TextField("hvorfor aflyst", max_length=2000, blank=True, db_default="")
    created_at = models.DateTimeField("oprettet", default=timezone.now)
    created_by_name = models.CharField("oprettet af", max_length=300)
    started_on = models.DateField("begyndt", null=True)
    looked_at = models.TextField("hvad vi har set på", max_length=8000, blank=True)
    result = models.CharField("beslutning", max_length=20, choices=RESULTS, blank=True)
    rating = models.CharField(
        "vores vurdering af databehandleren", max_length=6, choices=Level.choices, blank=True
    )
    conclusion = models.TextField("konklusion", max_length=4096, blank=True)
    remark = models.TextField("bemærkninger", max_length=4000, blank=True)
    what_now = models.CharField("hvad sker der nu", max_length=12, choices=WhatNow.choices, blank=True)
    what_now_note = models.TextField("hvad der skal ske", max_length=2000, blank=True)
    risk_owner = models.CharField("hvem accepterer risikoen", max_length=200, blank=True)
    risk_until = models.DateField("risikoen accepteres til", null=True)
    next_audit_on = models.DateField("næste tilsyn", null=True)
    journal_number = models.CharField("journalnummer", max_length=60, blank=True)
    decided_at = models.DateTimeField("besluttet", null=True)
    decided_by_id = models.UUIDField(null=True)
    decided_by_name = models.CharField("besluttet af", max_length=300, blank=True)

    class Meta:
        ordering = ["planned_on", "system_name"]
        verbose_name = "vores eget tilsyn"
        verbose_name_plural = "vores egne tilsyn"
        constraints = [
            models.UniqueConstraint(
                fields=["system_id"],
                condition=Q(state__in=["planned", "started"]),
                name="audits_own_open_once",
            ),
            models.CheckConstraint(
                condition=(~Q(state="finished") & Q(decided_at=None, decided_by_id=None, decided_by_name=""))
                | (
                    Q(state="finished", decided_at__isnull=False, decided_by_id__isnull=False)
                    & ~Q(decided_by_name="")
                    & ~Q(result="")
                    & ~Q(rating="")
                ),
                name="audits_own_finished_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["system_id", "-decided_at"], name="audits_own_system"),
            models.Index(fields=["state", "planned_on"], name="audits_own_state"),
        ]

    def __str__(self) -> str:
        return self.system_name

    @property
    def tone(self) -> str:
        """Return the tone of the state's tag."""
        return TONE[self.state]

    @property
    def explanation(self) -> str:
        """Return what the state means, in a sentence."""
        return EXPLANATION[self.state]

    @property
    def is_open(self) -> bool:
        """Return whether it is not finished."""
        return self.state in OPEN

    @property
    def result_tone(self) -> str:
        """Return the tone of the result's tag."""
        return RESULT_TONE[DecisionState(self.result)] if self.result else "neutral"

    @property
    def rating_tone(self) -> str:
        """Return the tone of the rating's tag."""
        return LEVEL_TONE.get(self.rating, "neutral")

    @step(
        "state",
        source=S.PLANNED,
        target=S.STARTED,
        permission=P.OWN_AUDIT,
        label="Begynd tilsynet",
        explanation="Viser andre, at I er i gang.",
    )
    def start(self, *, started_on: date) -> None:
        """Somebody has begun."""
        self.started_on, self.state_since = started_on, timezone.now()

    @step(
        "state",
        source=S.STARTED,
        target=S.FINISHED,
        permission=P.OWN_DECIDE,
        label="Afslut tilsynet",
        guards=[something_looked_at],
        explanation="Kommunens konklusion gemmes og tæller med, hvor de fælles tilsyn gør.",
    )
    def finish(self, **facts: object) -> None:
        """The municipality concludes."""
        for name, value in facts.items():
            setattr(self, name, value)
        self.state_since = timezone.now()

    @step(
        "state",
        source=[S.PLANNED, S.STARTED],
        target=S.CANCELLED,
        permission=P.OWN_DECIDE,
        label="Aflys tilsynet",
        explanation="Tilsynet tæller ikke med. Begrundelsen gemmes, og et nyt kan planlægges.",
    )
    def call_off(self, *, because: str) -> None:
        """The municipality does not carry it through."""
        self.cancelled_because, self.state_since = because, timezone.now()


class OwnAuditFile(models.Model):
    """A file that belongs to an own supervision; taking it off leaves the row."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    audit = models.ForeignKey(OwnAudit, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey("documents_municipal.MunicipalFile", on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField("lagt op", default=timezone.now)
    added_by_name = models.CharField("lagt op af", max_length=300)
    removed_at = models.DateTimeField("taget af", null=True)
    removed_by_name = models.CharField("taget af af", max_length=300, blank=True)

    class Meta:
        ordering = ["added_at"]
        verbose_name = "fil til vores eget tilsyn"
        verbose_name_plural = "filer til vores egne tilsyn"


class OwnAuditTask(models.Model):
    """Something that follows from an own supervision: who does it, and by when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    audit = models.ForeignKey(OwnAudit, on_delete=models.CASCADE, related_name="tasks")
    text = models.CharField("opgave", max_length=500)
    responsible = models.CharField("ansvarlig", max_length=150, blank=True)
    responsible_email = models.EmailField("ansvarliges e-mail", blank=True, db_default="")
    due = models.DateField("frist", null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField("udført", null=True)
    done_by_name = models.CharField("udført af", max_length=300, blank=True)

    class Meta:
        ordering = ["created_at", "text"]
        verbose_name = "opgave efter vores eget tilsyn"
        verbose_name_plural = "opgaver efter vores egne tilsyn"
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at=None, done_by_name="") | (Q(done_at__isnull=False) & ~Q(done_by_name="")),
                name="audits_own_task_done",
            )
        ]

    @property
    def is_late(self) -> bool:
        """Return whether its day has passed and it is not done."""
        return self.done_at is None and self.due is not None and self.due < timezone.localdate()
