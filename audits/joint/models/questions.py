"""The question library: sets in versions, their questions in the secretariat's own words."""

from django.db import models

from audits.joint.models.base import Row


class QuestionSet(Row):
    """A question list in one version. A version that has been sent is never changed; edit a new one."""

    name = models.CharField("navn", max_length=200)
    version = models.PositiveIntegerField("version", default=1)
    in_force = models.BooleanField("i brug", default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "spørgeskema"
        verbose_name_plural = "spørgeskemaer"
        constraints = [
            models.UniqueConstraint(fields=["name", "version"], name="audits_questionset_once"),
            models.UniqueConstraint(
                fields=["in_force"], condition=models.Q(in_force=True), name="audits_questionset_one_in_force"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, version {self.version}"


class Question(Row):
    """One question under a control objective A–I."""

    class Objective(models.TextChoices):
        A = "A", "A. Instruks"
        B = "B", "B. Tekniske foranstaltninger"
        C = "C", "C. Organisatoriske foranstaltninger"
        D = "D", "D. Sletning og tilbagelevering"
        E = "E", "E. Opbevaring"
        F = "F", "F. Underdatabehandlere"
        G = "G", "G. Tredjelande"
        H = "H", "H. De registreredes rettigheder"
        I = "I", "I. Brud på persondatasikkerheden"  # noqa: E741 - the auditors' letter

    question_set = models.ForeignKey(QuestionSet, on_delete=models.CASCADE, related_name="questions")
    objective = models.CharField("kontrolmål", max_length=1, choices=Objective.choices)
    number = models.PositiveSmallIntegerField("nummer")
    text = models.TextField("spørgsmål")
    help_text = models.TextField("vejledning", blank=True)

    class Meta:
        ordering = ["number"]
        verbose_name = "spørgsmål"
        verbose_name_plural = "spørgsmål"
        constraints = [
            models.UniqueConstraint(fields=["question_set", "number"], name="audits_question_once")
        ]
