"""An import: the file, what was understood of it, and every line with what became of it."""

import uuid

from django.db import models

from accounts.permissions import P
from documents.models import StoredFile
from register.models.systems import Answer
from register.models.uses import AgreementStatus
from workflows.states import StateField, step


def nothing_imported_since(run: "ImportRun") -> str | None:
    """The preview must still be true: another import since has changed the register."""
    latest = ImportRun.latest_done()
    if latest == run.read_after_id:
        return None
    return "Registret er ændret af en anden indlæsning, siden filen blev læst. Læs filen igen."


class ImportRun(models.Model):
    """One file on its way into the register. Nothing is written to the register before it is confirmed."""

    class State(models.TextChoices):
        UPLOADED = "uploaded", "læses"
        PREVIEWED = "previewed", "afventer bekræftelse"
        RUNNING = "running", "indlæses"
        DONE = "done", "indlæst"
        FAILED = "failed", "kunne ikke læses"
        CANCELLED = "cancelled", "fortrudt"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    file_name = models.CharField("fil", max_length=200)
    state = StateField(State, default=State.UPLOADED)
    job_id = models.UUIDField(null=True)
    read_after_id = models.UUIDField(null=True)
    understood = models.JSONField(default=dict)
    figures = models.JSONField(default=dict)
    counters = models.JSONField(default=dict)
    failure = models.TextField(blank=True)
    started_by_id = models.UUIDField()
    started_by_name = models.CharField("startet af", max_length=300)
    created_at = models.DateTimeField("startet", auto_now_add=True)
    done_at = models.DateTimeField("indlæst", null=True)

    class Meta:
        ordering = ["-created_at"]
        verbose_name = "indlæsning"
        verbose_name_plural = "indlæsninger"

    def __str__(self) -> str:
        return self.file_name

    @classmethod
    def latest_done(cls) -> uuid.UUID | None:
        """The id of the import that was carried out last, if there is any."""
        done = cls.objects.filter(state=cls.State.DONE).order_by("-done_at").values_list("id", flat=True)
        return done.first()

    @step(
        "state",
        source=[State.UPLOADED, State.PREVIEWED],
        target=State.PREVIEWED,
        permission=P.REGISTER_IMPORT,
        label="Læs filen",
        explanation="Filens linjer sammenholdes med registret. Intet bliver ændret.",
    )
    def preview(self) -> None:
        """The file has been read."""
        self.read_after_id = self.latest_done()

    @step(
        "state",
        source=State.PREVIEWED,
        target=State.RUNNING,
        permission=P.REGISTER_IMPORT,
        label="Indlæs",
        guards=[nothing_imported_since],
        explanation="De nye og ændrede linjer skrives i registret, alle på én gang.",
    )
    def confirm(self) -> None:
        """Somebody has seen the preview and wants it."""

    @step(
        "state",
        source=State.RUNNING,
        target=State.DONE,
        permission=P.REGISTER_IMPORT,
        label="Afslut",
        explanation="Registret er ajour med filen.",
    )
    def finish(self) -> None:
        """The lines stand in the register."""

    @step(
        "state",
        source=[State.UPLOADED, State.PREVIEWED, State.RUNNING],
        target=State.FAILED,
        permission=P.REGISTER_IMPORT,
        label="Stop",
        explanation="Filen kunne ikke læses. Intet er ændret.",
    )
    def fail(self, *, failure: str) -> None:
        """The file as a whole cannot be read."""
        self.failure = failure

    @step(
        "state",
        source=State.PREVIEWED,
        target=State.CANCELLED,
        permission=P.REGISTER_IMPORT,
        label="Fortryd",
        explanation="Filen indlæses ikke. Intet er ændret.",
    )
    def cancel(self) -> None:
        """Somebody has seen the preview and does not want it."""


class ImportPlan(models.Model):
    """Suppliers and systems that confirming an import will add or complete."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    run = models.OneToOneField(ImportRun, on_delete=models.CASCADE, related_name="plan")
    suppliers = models.JSONField(default=list)
    systems = models.JSONField(default=list)
    names = models.JSONField(default=list)


class ImportLine(models.Model):
    """One line of a file: what it says and what becomes of it. The lines are also what an import writes
    from.
    """

    class Outcome(models.TextChoices):
        NEW = "new", "ny"
        CHANGED = "changed", "ændret"
        UNCHANGED = "unchanged", "uændret"
        REFUSED = "refused", "afvist"
        REPEAT = "repeat", "gentagelse"
        REPLACED = "replaced", "erstattet af senere linje"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # Written by the ten thousand with the run's own id in hand: no check of each, and one index is enough.
    run = models.ForeignKey(
        ImportRun, on_delete=models.CASCADE, related_name="lines", db_index=False, db_constraint=False
    )
    position = models.PositiveIntegerField()
    sheet = models.CharField("ark", max_length=100)
    number = models.PositiveIntegerField("linje")
    outcome = models.CharField("udfald", max_length=10, choices=Outcome.choices)
    municipality_id = models.UUIDField(null=True)
    municipality_name = models.CharField("kommune", max_length=100, blank=True)
    system_id = models.UUIDField(null=True)
    system_name = models.CharField("it-system", max_length=200, blank=True)
    supplier_name = models.CharField("leverandør", max_length=200, blank=True)
    reason = models.CharField("årsag", max_length=60, blank=True)
    field = models.CharField("felt", max_length=40, blank=True)
    value = models.CharField("værdi", max_length=200, blank=True)
    advice = models.TextField("hvad kan I gøre", blank=True)
    note = models.TextField("bemærkning", blank=True)
    cells = models.JSONField(null=True)
    personal_data = models.CharField(max_length=8, choices=Answer.choices, blank=True)
    special_categories = models.CharField(max_length=8, choices=Answer.choices, blank=True)
    cpr = models.CharField(max_length=8, choices=Answer.choices, blank=True)
    other_protected = models.CharField(max_length=8, choices=Answer.choices, blank=True, db_default="uoplyst")
    special_processing = models.CharField(
        max_length=8, choices=Answer.choices, blank=True, db_default="uoplyst"
    )
    subjects = models.PositiveIntegerField(null=True)
    subjects_is_estimate = models.BooleanField(default=False)
    agreement = models.CharField(max_length=14, choices=AgreementStatus.choices, blank=True)
    agreement_date = models.DateField(null=True)
    owner_email = models.EmailField(max_length=254, blank=True)

    class Meta:
        ordering = ["position"]
        verbose_name = "linje i indlæsning"
        verbose_name_plural = "linjer i indlæsning"
        indexes = [models.Index(fields=["run", "outcome", "position"], name="register_line_outcome")]
