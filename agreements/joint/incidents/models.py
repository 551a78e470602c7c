"""An incident, the texts about it, the members it concerns, and who has opened them."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.permissions import P
from agreements.joint.incidents.states import IncidentState, somebody_is_concerned
from workflows.states import StateField, step

S = IncidentState


class Incident(models.Model):
    """Something that may be a breach at a supplier or behind it; a supplier sees those it told of itself.

    What it rests on is found as on *Hvem er berørt?*: `subject_kind` and `subject_key`. Where the supplier
    tells that it concerns some of its systems only, they stand in `system_ids`.
    """

    class Source(models.TextChoices):
        SECRETARIAT = "secretariat", "skrevet af sekretariatet"
        FORWARDED = "forwarded", "videresendt af sekretariatet"
        SUPPLIER = "supplier", "meldt af leverandøren i portalen"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField("nummer", max_length=20, unique=True)
    supplier = models.ForeignKey(
        "register.Supplier", on_delete=models.PROTECT, null=True, related_name="incidents"
    )
    subject_kind = models.CharField(max_length=20)
    subject_key = models.CharField(max_length=60)
    subject_name = models.CharField("hvad hændelsen vedrører", max_length=200)
    system_ids = ArrayField(models.UUIDField(), default=list)
    title = models.CharField("overskrift", max_length=200)
    source = models.CharField("kilde", max_length=12, choices=Source.choices)
    told_by = models.CharField("oplyst af", max_length=200)
    told_contact = models.CharField("kontakt for spørgsmål", max_length=200)
    supplier_aware_at = models.DateTimeField("leverandøren blev klar over det", null=True)
    told_at = models.DateTimeField("sekretariatet fik det at vide", null=True)
    state = StateField(IncidentState, default=S.DRAFT)
    state_since = models.DateTimeField("siden", default=timezone.now)
    entered_by_id = models.UUIDField()
    entered_by_name = models.CharField("skrevet af", max_length=300)
    created_at = models.DateTimeField("oprettet", default=timezone.now)
    sent_at = models.DateTimeField("sendt", null=True)

    class Meta:
        ordering = ["-created_at"]
        verbose_name = "hændelsen"
        verbose_name_plural = "hændelser"
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=[S.SENT, S.CLOSED]) | Q(sent_at__isnull=False),
                name="agreements_j_incident_sent",
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def _since_now(self) -> None:
        self.state_since = timezone.now()

    @step(
        "state",
        source=S.DRAFT,
        target=S.SENT,
        permission=P.AGREEMENTS_NEGOTIATE,
        label="Send straksorientering",
        guards=[somebody_is_concerned],
        explanation="Hver kommune får straks én mail, også om natten, og teksten i sit arkiv.",
    )
    def send(self) -> None:
        """Raise the alarm."""
        self.sent_at = timezone.now()
        self._since_now()

    @step(
        "state",
        source=S.DRAFT,
        target=S.WITHDRAWN,
        permission=P.AGREEMENTS_NEGOTIATE,
        label="Kassér kladden",
        explanation="Kladden sendes ikke til nogen.",
    )
    def discard(self) -> None:
        """Give up a draft."""
        self._since_now()

    @step(
        "state",
        source=S.SENT,
        target=S.SENT,
        permission=P.AGREEMENTS_NEGOTIATE,
        label="Send opdatering",
        explanation="De samme kommuner får den nye tekst straks.",
    )
    def update(self) -> None:
        """Tell more, or correct what was told."""

    @step(
        "state",
        source=S.SENT,
        target=S.SENT,
        permission=P.AGREEMENTS_NEGOTIATE,
        label="Tilføj kommuner",
        explanation="Kommuner, der viser sig også at være berørt, får alt, hvad de andre har fået.",
    )
    def add(self) -> None:
        """Reach further members."""

    @step(
        "state",
        source=S.SENT,
        target=S.CLOSED,
        permission=P.AGREEMENTS_NEGOTIATE,
        label="Afslut",
        explanation="Kommunerne får det sidste ord i sagen.",
    )
    def close(self) -> None:
        """End it with a last word."""
        self._since_now()

    @step(
        "state",
        source=[S.SENT, S.CLOSED],
        target=S.WITHDRAWN,
        permission=P.AGREEMENTS_NEGOTIATE,
        label="Træk tilbage",
        explanation="Hændelsen viste sig ikke at berøre nogen. Kommunerne får begrundelsen.",
    )
    def withdraw(self) -> None:
        """Take it back: it concerned nobody."""
        self._since_now()


class IncidentText(models.Model):
    """One text to the members concerned. Never changed once it is sent."""

    class Kind(models.TextChoices):
        FIRST = "first", "straksorientering"
        UPDATE = "update", "opdatering"
        CORRECTION = "correction", "rettelse"
        CLOSING = "closing", "afslutning"
        WITHDRAWAL = "withdrawal", "tilbagetrækning"

    class Source(models.TextChoices):
        SECRETARIAT = "secretariat", "sekretariatet"
        SUPPLIER = "supplier", "leverandøren"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="texts")
    supplier_id = models.UUIDField(null=True)
    source = models.CharField(max_length=12, choices=Source.choices)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    known = models.TextField("det ved vi")
    unknown = models.TextField("det ved vi ikke endnu", blank=True)
    next_update_at = models.DateTimeField("næste opdatering", null=True)
    by_id = models.UUIDField()
    by_name = models.CharField("skrevet af", max_length=300)
    created_at = models.DateTimeField("skrevet", default=timezone.now)
    sent_at = models.DateTimeField("sendt", null=True)
    mailed_at = models.DateTimeField("mails lagt til afsendelse", null=True)

    class Meta:
        ordering = ["created_at"]
        verbose_name = "teksten"


class IncidentMember(models.Model):
    """A member that the incident concerns, with the facts as they were when it was told."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="members")
    supplier_id = models.UUIDField(null=True)
    municipality = models.ForeignKey("tenants.Municipality", on_delete=models.CASCADE, related_name="+")
    municipality_name = models.CharField("kommune", max_length=100)
    systems = models.TextField("systemer", blank=True)
    role = models.CharField("rolle", max_length=300, blank=True)
    breach_hours = models.PositiveSmallIntegerField("frist for underretning (timer)", null=True)
    added_at = models.DateTimeField("tilføjet", default=timezone.now)
    mailed_at = models.DateTimeField("mail lagt til afsendelse", null=True)

    class Meta:
        ordering = ["municipality_name"]
        constraints = [
            models.UniqueConstraint(fields=["incident", "municipality"], name="agreements_j_incidentmember")
        ]


class IncidentReading(models.Model):
    """That somebody at a municipality has opened a text, as the municipality's own schema told it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="readings")
    municipality = models.ForeignKey("tenants.Municipality", on_delete=models.CASCADE, related_name="+")
    text_id = models.UUIDField()
    person_id = models.UUIDField()
    person_name = models.CharField("åbnet af", max_length=300)
    at = models.DateTimeField("åbnet")

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(
                fields=["text_id", "municipality", "person_id"], name="agreements_j_incidentread"
            )
        ]
