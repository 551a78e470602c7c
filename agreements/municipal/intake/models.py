"""A pile of existing agreements on its way in: the index, its lines, and the files."""

import uuid

from django.db import models
from django.utils import timezone

from accounts.permissions import P
from agreements.municipal.generations import Generation
from workflows.states import StateField, step


class Intake(models.Model):
    """One index with its pile. It stays open until every line and file has found its place."""

    class State(models.TextChoices):
        OPEN = "open", "åben"
        RUNNING = "running", "tages ind"
        CLOSED = "closed", "afsluttet"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    file = models.ForeignKey(
        "documents_municipal.MunicipalFile", on_delete=models.PROTECT, null=True, related_name="+"
    )
    name = models.CharField("bunke", max_length=200)
    state = StateField(State, default=State.OPEN)
    understood = models.JSONField(default=dict)
    started_by_id = models.UUIDField()
    started_by_name = models.CharField("startet af", max_length=300)
    started_at = models.DateTimeField("startet", default=timezone.now)
    confirmed_by_id = models.UUIDField(null=True)
    confirmed_by_name = models.CharField("bekræftet af", max_length=300, blank=True)
    confirmed_at = models.DateTimeField("bekræftet", null=True)
    with_unmatched = models.BooleanField(default=False)

    class Meta:
        ordering = ["-started_at"]
        verbose_name = "bunken"
        verbose_name_plural = "bunker"

    def __str__(self) -> str:
        return self.name

    @step(
        "state",
        source=State.OPEN,
        target=State.RUNNING,
        permission=P.OWN_AGREEMENTS_CHOOSE,
        label="Tag aftalerne ind",
        explanation="Hver linje bliver til en aftale med sin fil, eller bliver stående med en begrundelse.",
    )
    def confirm(self, *, by_id: uuid.UUID, by_name: str, with_unmatched: bool) -> None:
        """Somebody has seen what will be taken in and wants it."""
        self.confirmed_by_id, self.confirmed_by_name = by_id, by_name
        self.confirmed_at, self.with_unmatched = timezone.now(), with_unmatched

    @step(
        "state",
        source=State.RUNNING,
        target=State.OPEN,
        permission=P.OWN_AGREEMENTS_CHOOSE,
        label="Færdig med det, der kunne tages ind",
        explanation="Resten står på arbejdslisten.",
    )
    def pause(self) -> None:
        """What could be taken in is in; the rest waits for somebody."""

    @step(
        "state",
        source=[State.OPEN, State.RUNNING],
        target=State.CLOSED,
        permission=P.OWN_AGREEMENTS_CHOOSE,
        label="Afslut bunken",
        explanation="Intet står tilbage i bunken.",
    )
    def close(self) -> None:
        """Every line and every file has found its place."""


class IntakeFile(models.Model):
    """One file of the pile: kept, or refused with the reason."""

    class State(models.TextChoices):
        WAITING = "waiting", "ikke brugt"
        USED = "used", "brugt"
        REFUSED = "refused", "afvist"
        LEFT_OUT = "left_out", "skal ikke bruges"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="files")
    name = models.CharField("filnavn", max_length=200)
    file = models.ForeignKey(
        "documents_municipal.MunicipalFile", on_delete=models.PROTECT, null=True, related_name="+"
    )
    state = models.CharField("status", max_length=10, choices=State.choices, default=State.WAITING)
    reason = models.TextField("begrundelse", blank=True)

    class Meta:
        ordering = ["name", "id"]
        verbose_name = "fil i bunken"
        verbose_name_plural = "filer i bunken"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="refused") | models.Q(file__isnull=False),
                name="agreements_m_intakefile_kept",
            )
        ]


class IntakeLine(models.Model):
    """One line of the index: what it says, as corrected, and which file belongs to it."""

    class State(models.TextChoices):
        MATCHED = "matched", "fundet"
        DOUBTFUL = "doubtful", "i tvivl"
        UNMATCHED = "unmatched", "uden fil"
        REFUSED = "refused", "afvist"
        TAKEN = "taken", "taget ind"
        LEFT_OUT = "left_out", "udeladt"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveIntegerField()
    sheet = models.CharField("ark", max_length=100, blank=True)
    line = models.PositiveIntegerField("linje", default=0)
    cells = models.JSONField(default=list)
    state = models.CharField("status", max_length=10, choices=State.choices, default=State.UNMATCHED)
    reason = models.TextField("begrundelse", blank=True)
    corrected = models.BooleanField(default=False)
    named_file = models.CharField("filnavn i indekset", max_length=300, blank=True)
    file = models.ForeignKey(IntakeFile, on_delete=models.SET_NULL, null=True, related_name="lines")
    file_fixed = models.BooleanField(default=False)
    agreement = models.ForeignKey(
        "agreements_municipal.Agreement", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    title = models.CharField("titel", max_length=200, blank=True)
    number = models.CharField("aftalenummer", max_length=40, blank=True)
    supplier_id = models.UUIDField(null=True)
    supplier_name = models.CharField("leverandør", max_length=200, blank=True)
    supplier_cvr = models.CharField("CVR- eller registreringsnummer", max_length=40, blank=True)
    systems = models.JSONField("systemer", default=list)
    agreed_on = models.DateField("aftaledato", null=True)
    in_force_from = models.DateField("gælder fra", null=True)
    valid_until = models.DateField("gælder til", null=True)
    notice_by = models.DateField("sidste dag for opsigelse", null=True)
    termination_notice = models.CharField("opsigelsesvarsel", max_length=60, blank=True)
    notice_days = models.PositiveSmallIntegerField("varsel om ny underdatabehandler (dage)", null=True)
    generation = models.CharField(
        "skabelon", max_length=12, choices=Generation.choices, default=Generation.UNKNOWN
    )
    journal_number = models.CharField("journalnummer", max_length=60, blank=True)
    kle = models.CharField("KLE-nummer", max_length=12, blank=True)

    class Meta:
        ordering = ["position"]
        verbose_name = "linje i bunken"
        verbose_name_plural = "linjer i bunken"
        indexes = [models.Index(fields=["intake", "state"], name="agreements_m_line_state")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="taken") | models.Q(agreement__isnull=False),
                name="agreements_m_line_taken",
            )
        ]

    @property
    def system_names(self) -> list[str]:
        """Return the names of the systems the line tells of."""
        return [each["name"] for each in self.systems]
