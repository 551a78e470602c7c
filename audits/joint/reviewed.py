"""How far the review of the answers has come: by control objective, and what to look at next."""

from dataclasses import dataclass, field

from django.db.models import Prefetch, QuerySet

from audits.joint.models import Answer, AnswerReview, Audit, Question, Questionnaire
from audits.joint.questions.left import Left, asked, is_answered

UNCHANGED = "uaendret"


@dataclass
class Group:
    """The answers under one control objective."""

    letter: str
    label: str
    answers: list[Answer] = field(default_factory=list)

    @property
    def reviewed(self) -> int:
        """Return how many have been looked at."""
        return sum(is_reviewed(each) for each in self.answers)

    @property
    def has_nis2(self) -> bool:
        """Return whether a question in it is about NIS 2."""
        return any(each.question.nis2 for each in self.answers)

    @property
    def is_done(self) -> bool:
        """Return whether all have been looked at."""
        return self.reviewed == len(self.answers)


@dataclass(frozen=True)
class Overview:
    """All groups, those with something left first, and the figures of the whole."""

    groups: list[Group]
    # What was answered, and is not asked any more: stored, but it counts nowhere.
    unasked: list[Answer] = field(default_factory=list)

    @property
    def answers(self) -> list[Answer]:
        """Return every answer as the page shows them."""
        return [each for group in self.groups for each in group.answers]

    @property
    def total(self) -> int:
        """Return the number of answers."""
        return len(self.answers)

    @property
    def reviewed(self) -> int:
        """Return how many have been looked at."""
        return sum(group.reviewed for group in self.groups)

    @property
    def returned(self) -> list[Answer]:
        """Return those that are to go back to the supplier."""
        back = AnswerReview.Verdict.RETURNED
        return [each for each in self.answers if is_reviewed(each) and each.review.verdict == back]

    def next_after(self, number: int = 0) -> Answer | None:
        """Return the next answer on the page, after a question, that nobody has looked at; else the first."""
        place = next((at for at, each in enumerate(self.answers) if each.number == number), -1)
        later = self.answers[place + 1 :]
        return next((each for each in [*later, *self.answers] if not is_reviewed(each)), None)


def is_reviewed(answer: Answer) -> bool:
    """Return whether the case worker has looked at an answer."""
    return hasattr(answer, "review")


def overview(audit: Audit) -> Overview:
    """Return the case's answers by control objective A–I; what has been read before, and what is done, last.

    What is unchanged since last time stands in a group of its own: new and changed answers come first.
    Within a group what weighs most stands first.
    """
    labels = {
        "": "Øvrige spørgsmål",
        UNCHANGED: "Uændret siden sidste tilsyn",
        **dict(Question.Objective.choices),
    }
    groups: dict[str, Group] = {}
    questionnaire = Questionnaire.objects.filter(audit=audit).first()
    if questionnaire is None:
        return Overview([])
    rows = with_reviews(questionnaire)
    shown = asked(rows)
    for each in sorted(Left(shown).to_review, key=lambda each: (-each.question.weight, each.number)):
        letter = UNCHANGED if each.change == Answer.Change.UNCHANGED else each.objective
        groups.setdefault(letter, Group(letter, str(labels[letter]))).answers.append(each)
    ordered = sorted(
        groups.values(), key=lambda group: (group.is_done, group.letter in ("", UNCHANGED), group.letter)
    )
    counted = {each.pk for each in shown}
    return Overview(ordered, [each for each in rows if each.pk not in counted and is_answered(each)])


def asked_with_reviews(questionnaire: Questionnaire) -> list[Answer]:
    """Return the answers there are to look at, each with its review where there is one.

    What hangs on an answer that has been changed since is asked no more, and is none of them.
    """
    return Left(asked(with_reviews(questionnaire))).to_review


def with_reviews(questionnaire: Questionnaire) -> list[Answer]:
    """Return all answers, each with its review where there is one; what lies ready is not read again."""
    if "answers" in getattr(questionnaire, "_prefetched_objects_cache", {}):
        return list(questionnaire.answers.all())
    return list(_with_all(questionnaire.answers.all()))


def answers_to_review() -> "Prefetch[str]":
    """Return what lays the answers of many cases ready, in as many queries as of one."""
    return Prefetch("questionnaire__answers", queryset=_with_all(Answer.objects.all()))


def _with_all(answers: QuerySet[Answer]) -> QuerySet[Answer]:
    rows = answers.select_related("review", "question", "previous__questionnaire__audit")
    return rows.prefetch_related(
        "exceptions__audit_system", "files__file", "rivals", "previous__exceptions__audit_system"
    )
