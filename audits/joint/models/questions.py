"""The question library: sets in versions, their questions in the secretariat's own words."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import get_language

from audits.joint.models.base import Row
from audits.joint.questions.words import Kind, Nis2, Section, Weight

ALL_CONCEPTS = (2, 3, 4, 5, 6)


def all_concepts() -> list[int]:
    """Return the concepts at which something is asked; at 1 nothing is."""
    return list(ALL_CONCEPTS)


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
    """One question, in a section and usually under a control objective A–I."""

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
    # The same question through all versions: by it last year's answer is found.
    lineage = models.UUIDField(default=uuid.uuid4, editable=False)
    section = models.CharField("afsnit", max_length=16, choices=Section.choices, blank=True)
    objective = models.CharField("kontrolmål", max_length=1, choices=Objective.choices, blank=True)
    number = models.PositiveSmallIntegerField("nummer")
    text = models.TextField("spørgsmål")
    help_text = models.TextField("vejledning", blank=True)
    text_en = models.TextField("spørgsmål på engelsk", blank=True)
    help_text_en = models.TextField("vejledning på engelsk", blank=True)
    kind = models.CharField("svartype", max_length=10, choices=Kind.choices, default=Kind.ASSESSMENT)
    # What may be chosen, or a table's columns.
    options = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    options_en = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    optional = models.BooleanField("må stå tomt", default=False)
    # What is about the period itself is answered anew each time; last time's answer says nothing of it.
    anew = models.BooleanField("besvares på ny hver gang", default=False)
    weight = models.PositiveSmallIntegerField("vægt", choices=Weight.choices, default=Weight.ORDINARY)
    nis2 = models.CharField("NIS 2-krav", max_length=1, choices=Nis2.choices, blank=True)
    concepts = ArrayField(models.PositiveSmallIntegerField(), default=all_concepts)
    asked_if = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="asks_more"
    )
    asked_if_answers = ArrayField(models.CharField(max_length=200), default=list, blank=True)

    class Meta:
        ordering = ["number"]
        verbose_name = "spørgsmål"
        verbose_name_plural = "spørgsmål"
        constraints = [
            models.UniqueConstraint(fields=["question_set", "number"], name="audits_question_once"),
            models.UniqueConstraint(fields=["question_set", "lineage"], name="audits_question_lineage_once"),
        ]

    @property
    def part(self) -> str:
        """Return the code of its part of the list; lists from before there were sections have objectives."""
        return self.section or self.objective

    @property
    def part_label(self) -> str:
        """Return the name of that part."""
        return str(self.get_section_display() if self.section else self.get_objective_display())

    def shown_options(self) -> list[tuple[str, str]]:
        """Return what may be chosen (or a table's columns) as stored and as the reader's language has it."""
        english = self.options_en if get_language() == "en" else []
        return [
            (each, english[place] if place < len(english) else each)
            for place, each in enumerate(self.options)
        ]


def in_language(danish: str, english: str) -> str:
    """Return the words in the reader's language, as far as they have been written in it."""
    return english if english and get_language() == "en" else danish
