"""The supplier's answers, and what the case worker thinks of each."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models

from accounts.permissions import P
from audits.joint import guards
from audits.joint.models.audit import Audit
from audits.joint.models.base import Row, SupplierRow
from audits.joint.models.questions import Question, QuestionSet, in_language
from audits.joint.questions.content import Deviation, Given
from audits.joint.states import QuestionnaireState
from workflows.searching import Words
from workflows.states import StateField, step

Q = QuestionnaireState


class Questionnaire(SupplierRow):
    """The questions of one audit, in the version that was sent."""

    audit = models.OneToOneField(Audit, on_delete=models.CASCADE, related_name="questionnaire")
    question_set = models.ForeignKey(QuestionSet, on_delete=models.PROTECT, related_name="+")
    state = StateField(Q, default=Q.SENT)
    submitted_at = models.DateTimeField("indsendt", null=True)
    submitted_by_name = models.CharField("indsendt af", max_length=300, blank=True)

    class Meta:
        verbose_name = "spørgeskemaet"

    @property
    def is_open(self) -> bool:
        """Return whether the supplier may change answers."""
        return self.state in (Q.SENT, Q.ANSWERING, Q.RETURNED)

    @step("state", source=Q.SENT, target=Q.ANSWERING, permission=P.SUPPLIER_ANSWER, label="Begynd at svare")
    def begin(self) -> None:
        """The first answer or file has come."""

    @step(
        "state",
        source=[Q.ANSWERING, Q.RETURNED],
        target=Q.SUBMITTED,
        permission=P.SUPPLIER_ANSWER,
        label="Indsend",
        guards=[guards.answers_complete],
    )
    def submit(self, **facts: object) -> None:
        """The answers are handed in."""
        for name, value in facts.items():
            setattr(self, name, value)

    # The case decides when something is asked back; the answers may then be new, read, or never handed in.
    @step(
        "state",
        source=list(Q),
        target=Q.RETURNED,
        permission=P.AUDITS_CONDUCT,
        label="Send retur til uddybning",
    )
    def send_back(self) -> None:
        """Something is lacking."""

    @step(
        "state",
        source=[Q.SUBMITTED, Q.RETURNED],
        target=Q.REVIEWED,
        permission=P.AUDITS_CONDUCT,
        label="Gennemgået",
    )
    def accept(self) -> None:
        """Every answer has been looked at."""


class Answer(SupplierRow):
    """The answer to one question. It carries the question's words as they were sent."""

    class Choice(models.TextChoices):
        YES = "yes", "Ja"
        PARTLY = "partly", "Delvist"
        NO = "no", "Nej"
        NOT_RELEVANT = "not_relevant", "Ikke relevant"
        # What is answered by something else than these four: a text, a date, a table, a file.
        GIVEN = "given", "Besvaret"

    class Change(models.TextChoices):
        UNCHANGED = "unchanged", "Uændret"
        CHANGED = "changed", "Ændret"

    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    objective = models.CharField("kontrolmål", max_length=1, choices=Question.Objective.choices, blank=True)
    number = models.PositiveSmallIntegerField("nummer")
    text = models.TextField("spørgsmål")
    help_text = models.TextField("vejledning", blank=True)
    choice = models.CharField("svar", max_length=12, choices=Choice.choices, blank=True)
    comment = models.TextField("uddybning", max_length=4000, blank=True)
    # The answer itself where it is no choice among the four; what it is follows from the question's kind.
    value = models.JSONField("svarets indhold", null=True, blank=True)
    # The answer to the same question last time, and whether it still holds.
    previous = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    change = models.CharField("siden sidst", max_length=9, choices=Change.choices, blank=True)
    # Counts the savings: who saves from an older one is told, and nobody's words are lost.
    version = models.PositiveIntegerField("gemt gange", default=0)
    saved_at = models.DateTimeField("gemt", null=True)
    saved_by_name = models.CharField("gemt af", max_length=300, blank=True)
    # What the secretariat has asked back; the supplier sees it, unlike the review before it is told.
    asked = models.TextField("spørgsmål fra sekretariatet", blank=True)

    class Meta:
        ordering = ["number"]
        verbose_name = "svaret"
        constraints = [
            models.UniqueConstraint(fields=["questionnaire", "question"], name="audits_answer_once")
        ]
        indexes = [GinIndex(Words("comment"), name="audits_answer_words")]

    @property
    def shown_text(self) -> str:
        """Return the question in the reader's language."""
        return in_language(self.text, self.question.text_en)

    @property
    def shown_help(self) -> str:
        """Return the guidance in the reader's language."""
        return in_language(self.help_text, self.question.help_text_en)

    @property
    def content(self) -> Given:
        """Return what is answered, with the exceptions for single systems."""
        deviations = {
            each.audit_system_id: Deviation(each.choice, each.comment) for each in self.exceptions.all()
        }
        return Given(self.choice, self.comment, self.value, deviations, self.change)


class AnswerReview(Row):
    """What the case worker thinks of one answer; the supplier never sees this table."""

    class Verdict(models.TextChoices):
        ACCEPTED = "accepted", "i orden"
        RETURNED = "returned", "sendes retur"

    answer = models.OneToOneField(Answer, on_delete=models.CASCADE, related_name="review")
    verdict = models.CharField("vurdering", max_length=10, choices=Verdict.choices)
    question = models.TextField("spørgsmål til leverandøren", max_length=2000, blank=True)
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=300)
    at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "vurdering af svar"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(verdict="accepted") | ~models.Q(question=""),
                name="audits_review_question_when_returned",
            )
        ]
