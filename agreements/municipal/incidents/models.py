"""An incident as a municipality got it, the texts about it, and the municipality's own note (art. 33(5))."""

import uuid
from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone

from accounts.permissions import P
from agreements.municipal.incidents.states import IncidentState, note_is_whole
from workflows.states import StateField, step

S = IncidentState
HOURS_TO_AUTHORITY = timedelta(hours=72)  # art. 33(1) of the GDPR: hours of the clock, not working hours


class Incident(models.Model):
    """An incident that concerns the municipality; `id` is the joint incident's own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField("nummer", max_length=20)
    title = models.CharField("overskrift", max_length=200)
    supplier_id = models.UUIDField(null=True)
    supplier_name = models.CharField("leverandør", max_length=200, blank=True)
    subject_name = models.CharField("hvad hændelsen vedrører", max_length=200)
    systems = models.TextField("jeres systemer", blank=True)
    role = models.CharField("rolle", max_length=300, blank=True)
    breach_hours = models.PositiveSmallIntegerField("frist for underretning (timer)", null=True)
    source = models.CharField(max_length=12)
    told_by = models.CharField("oplyst af", max_length=200)
    told_contact = models.CharField("kontakt for spørgsmål", max_length=200)
    supplier_aware_at = models.DateTimeField("leverandøren blev klar over det", null=True)
    told_at = models.DateTimeField("sekretariatet fik det at vide", null=True)
    sent_at = models.DateTimeField("sendt")
    received_at = models.DateTimeField("modtaget")
    state = StateField(IncidentState, default=S.RECEIVED)
    state_since = models.DateTimeField("siden", default=timezone.now)
    closed_at = models.DateTimeField("afsluttet", null=True)
    withdrawn_at = models.DateTimeField("trukket tilbage", null=True)

    class Meta:
        ordering = ["-received_at"]
        verbose_name = "hændelsen"
        verbose_name_plural = "hændelser"

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def _since_now(self) -> None:
        self.state_since = timezone.now()

    @step(
        "state",
        source=S.RECEIVED,
        target=S.READ,
        permission=P.OWN_VIEW,
        label="Åbn",
        explanation="Sekretariatet kan se, at kommunen har åbnet orienteringen.",
    )
    def open(self) -> None:
        """Somebody at the municipality has opened it."""
        self._since_now()

    @step(
        "state",
        source=S.READ,
        target=S.ASSESSED,
        permission=P.OWN_AGREEMENTS_CHOOSE,
        label="Notér vurderingen",
        guards=[note_is_whole],
        explanation="Notatet er kommunens egen dokumentation efter databeskyttelsesforordningens artikel 33.",
    )
    def assess(self) -> None:
        """The municipality has written what it was and what was done."""
        self._since_now()

    @step(
        "state",
        source=S.ASSESSED,
        target=S.READ,
        permission=P.OWN_AGREEMENTS_CHOOSE,
        label="Genoptag vurderingen",
        explanation="Der er kommet noget nyt, og vurderingen skal skrives færdig igen.",
    )
    def reassess(self) -> None:
        """Take the assessment up again."""
        self._since_now()


class IncidentText(models.Model):
    """One of the texts about an incident; `id` is the joint text's own. Never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="texts")
    source = models.CharField(max_length=12)
    kind = models.CharField(max_length=12)
    known = models.TextField("det ved vi")
    unknown = models.TextField("det ved vi ikke endnu", blank=True)
    next_update_at = models.DateTimeField("næste opdatering", null=True)
    by_name = models.CharField("skrevet af", max_length=300)
    sent_at = models.DateTimeField("sendt")
    received_at = models.DateTimeField("modtaget")

    class Meta:
        ordering = ["sent_at"]
        verbose_name = "teksten"


class BreachNote(models.Model):
    """The municipality's internal documentation of the incident (art. 33(5)); stays in its own schema."""

    class Verdict(models.TextChoices):
        BREACH = "breach", "Ja, det var et brud på persondatasikkerheden hos os"
        NO_BREACH = "no_breach", "Nej, det var ikke et brud på persondatasikkerheden hos os"
        UNKNOWN = "unknown", "Det ved vi ikke endnu"

    class Reported(models.TextChoices):
        YES = "yes", "Ja"
        NO = "no", "Nej, det skal ikke anmeldes"
        NOT_YET = "not_yet", "Ikke endnu"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    incident = models.OneToOneField(Incident, on_delete=models.CASCADE, related_name="note")
    aware_at = models.DateTimeField("kommunen blev klar over det")
    verdict = models.CharField("brud hos os", max_length=10, choices=Verdict.choices)
    subjects = models.PositiveIntegerField("antal registrerede", null=True)
    effects = models.TextField("virkninger", blank=True)
    measures = models.TextField("afhjælpende foranstaltninger", blank=True)
    reported = models.CharField("anmeldt til Datatilsynet", max_length=10, choices=Reported.choices)
    reported_at = models.DateTimeField("anmeldt", null=True)
    reference = models.CharField("anmeldelsens nummer eller kvittering", max_length=100, blank=True)
    why_not_reported = models.TextField("hvorfor ikke anmeldt", blank=True)
    told = models.CharField("de registrerede underrettet", max_length=10, choices=Reported.choices)
    told_at = models.DateTimeField("underrettet", null=True)
    why_not_told = models.TextField("hvorfor ikke underrettet", blank=True)
    assessed_by_name = models.CharField("vurderet af", max_length=300)
    assessed_at = models.DateTimeField("vurderet", default=timezone.now)
    shared_at = models.DateTimeField("fortalt til sekretariatet", null=True)

    class Meta:
        verbose_name = "notatet"

    def __str__(self) -> str:
        return f"Notat om {self.incident.number}"

    @property
    def deadline(self) -> datetime:
        """Return the end of the 72 hours, counted from the municipality's own awareness."""
        return self.aware_at + HOURS_TO_AUTHORITY

    @property
    def clock_runs(self) -> bool:
        """Return whether the authority may still have to be told."""
        return self.verdict != self.Verdict.NO_BREACH and self.reported == self.Reported.NOT_YET

    def missing(self) -> str:
        """Return in Danish what the note lacks to be whole; nothing when it is."""
        if self.verdict == self.Verdict.NO_BREACH:
            return ""
        if self.verdict == self.Verdict.UNKNOWN:
            return "Det er ikke afgjort, om det var et brud hos jer."
        if self.reported == self.Reported.NOT_YET:
            return "Det er ikke noteret, om bruddet er anmeldt til Datatilsynet."
        if self.told == self.Reported.NOT_YET:
            return "Det er ikke noteret, om de registrerede er underrettet."
        return ""
