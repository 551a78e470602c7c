"""Which questions are asked, and what is still to be answered; works on answers that are already read."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from audits.joint.questions.words import Kind

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from audits.joint.models import Answer, Questionnaire

GONE = frozenset({"replaced", "quarantined"})


def answers_of(questionnaire: "Questionnaire") -> list["Answer"]:
    """Return all answers with everything that the pages and rules need, in four queries."""
    return _with_everything(questionnaire.answers.all())


def _with_everything(answers: "QuerySet[Answer]") -> list["Answer"]:
    found = answers.select_related("question", "previous__questionnaire__audit")
    return list(found.prefetch_related("exceptions__audit_system", "files", "rivals"))


def asked(answers: Iterable["Answer"]) -> list["Answer"]:
    """Return those whose condition is met: what depends on an answer is asked once that answer is given."""
    found = list(answers)
    by_question = {each.question_id: each for each in found}
    met: dict[UUID, bool] = {}
    return [each for each in found if _is_met(each, by_question, met)]


def _is_met(answer: "Answer", by_question: dict[UUID, "Answer"], met: dict[UUID, bool]) -> bool:
    """Return whether an answer is asked for. A condition on what this case was not asked is no condition."""
    if answer.pk not in met:
        met[answer.pk] = True  # two that depend on each other are both asked
        parent = by_question.get(answer.question.asked_if_id) if answer.question.asked_if_id else None
        if parent is not None:
            wanted = answer.question.asked_if_answers
            met[answer.pk] = _is_met(parent, by_question, met) and not wanted_missing(parent, wanted)
    return met[answer.pk]


def wanted_missing(parent: "Answer", wanted: list[str]) -> bool:
    """Return whether the answer that another question depends on is not among the wanted ones.

    An exception for one system counts too: what is true of one system is to be told.
    """
    given = {parent.choice, *(each.choice for each in parent.exceptions.all())}
    if isinstance(parent.value, str):
        given.add(parent.value)
    return not given & set(wanted)


def is_answered(answer: "Answer") -> bool:
    """Return whether there is an answer; a file is one by lying there."""
    if answer.choice:
        return True
    return answer.question.kind == Kind.FILE and any(each.state not in GONE for each in answer.files.all())


@dataclass(frozen=True)
class Left:
    """What is to be answered, and what is still lacking."""

    asked: list["Answer"]

    @property
    def total(self) -> int:
        """Return how many questions are asked."""
        return len(self.asked)

    @property
    def answered(self) -> int:
        """Return how many have an answer, or may stay empty."""
        return self.total - len(self.missing)

    @property
    def given(self) -> int:
        """Return how many have been answered in truth: what may stay empty and is, is not among them."""
        return sum(map(is_answered, self.asked))

    @property
    def missing(self) -> list["Answer"]:
        """Return those without an answer that must have one."""
        return [each for each in self.asked if not each.question.optional and not is_answered(each)]

    @property
    def bare(self) -> list["Answer"]:
        """Return those whose "no" or "partly" says nothing more."""
        return [each for each in self.asked if each.content.needs_words]

    @property
    def contested(self) -> list["Answer"]:
        """Return those that two have written, and nobody has chosen between."""
        return [each for each in self.asked if any(one.settled_at is None for one in each.rivals.all())]

    @property
    def to_review(self) -> list["Answer"]:
        """Return what there is to look at: not what may stay empty and is."""
        return [each for each in self.asked if is_answered(each) or not each.question.optional]


def left(questionnaire: "Questionnaire") -> Left:
    """Return how far the answering has come."""
    return Left(asked(answers_of(questionnaire)))


def left_of(answers: "QuerySet[Answer]") -> dict[UUID, Left]:
    """Return how far the answering has come, by questionnaire: of many in as many queries as of one."""
    by_questionnaire: dict[UUID, list[Answer]] = {}
    for each in _with_everything(answers):
        by_questionnaire.setdefault(each.questionnaire_id, []).append(each)
    return {key: Left(asked(rows)) for key, rows in by_questionnaire.items()}
