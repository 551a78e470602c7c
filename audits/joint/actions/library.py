"""Editing the question library. A version that is or was in force is never changed."""

from django.db import transaction

from accounts.permissions import P
from audits.joint.models import Question, QuestionSet
from workflows.actors import Actor
from workflows.engine import NotPermittedError, NotPossibleError, OutdatedError
from workflows.log import record


def is_draft(question_set: QuestionSet) -> bool:
    """Return whether the version is still being edited: newer than the one in force."""
    in_force = QuestionSet.objects.filter(in_force=True).first()
    return not question_set.in_force and (in_force is None or question_set.version > in_force.version)


def _draft() -> QuestionSet:
    newest = QuestionSet.objects.select_for_update().order_by("-version").first()
    if newest is None or not is_draft(newest):
        raise OutdatedError("Der er intet udkast til en ny version.")
    return newest


def _must_manage(by: Actor) -> None:
    if not by.may(P.TEMPLATES_MANAGE):
        raise NotPermittedError("Du har ikke adgang til at ændre spørgsmål.")


@transaction.atomic
def begin_version(*, by: Actor) -> QuestionSet:
    """Copy the questions in force into a draft of the next version."""
    _must_manage(by)
    in_force = QuestionSet.objects.select_for_update().get(in_force=True)
    if QuestionSet.objects.filter(version__gt=in_force.version).exists():
        raise NotPossibleError("Der er allerede et udkast til en ny version.")
    draft = QuestionSet(name=in_force.name, version=in_force.version + 1)
    draft.save(force_insert=True)
    Question.objects.bulk_create(
        Question(
            question_set=draft,
            objective=each.objective,
            number=each.number,
            text=each.text,
            help_text=each.help_text,
        )
        for each in in_force.questions.all()
    )
    record(draft, "begin_version", by=by, data={"version": draft.version})
    return draft


@transaction.atomic
def add_question(*, by: Actor, objective: str, text: str, help_text: str) -> Question:
    """Add a question at the end of its control objective; those after it move one number on."""
    _must_manage(by)
    draft = _draft()
    question = Question(
        question_set=draft,
        objective=objective,
        text=text,
        help_text=help_text,
        number=draft.questions.count() + 1,
    )
    question.save(force_insert=True)
    _number_anew(draft)
    return question


@transaction.atomic
def change_question(*, by: Actor, question: Question, objective: str, text: str, help_text: str) -> Question:
    """Change a question of the draft."""
    _must_manage(by)
    _refuse_unless_of(question, _draft())
    question.objective, question.text, question.help_text = objective, text, help_text
    question.save(update_fields=["objective", "text", "help_text"])
    _number_anew(question.question_set)
    return question


@transaction.atomic
def remove_question(*, by: Actor, question: Question) -> None:
    """Take a question out of the draft."""
    _must_manage(by)
    draft = _draft()
    _refuse_unless_of(question, draft)
    question.delete()
    _number_anew(draft)


def _refuse_unless_of(question: Question, draft: QuestionSet) -> None:
    if question.question_set_id != draft.id:
        raise OutdatedError("Spørgsmålet hører til en version, der er taget i brug, og kan ikke ændres.")


def _number_anew(question_set: QuestionSet) -> None:
    """Number the questions from 1 by objective; far numbers first, since two may never have the same."""
    rows = sorted(question_set.questions.all(), key=lambda each: (each.objective, each.number))
    for shift in (1000, 0):
        for number, row in enumerate(rows, 1):
            row.number = number + shift
            row.save(update_fields=["number"])


@transaction.atomic
def put_in_force(*, by: Actor) -> QuestionSet:
    """Use the draft from now on; cases that have been announced keep their questions."""
    _must_manage(by)
    draft = _draft()
    if not draft.questions.exists():
        raise NotPossibleError("Udkastet har ingen spørgsmål.")
    QuestionSet.objects.filter(in_force=True).update(in_force=False)
    draft.in_force = True
    draft.save(update_fields=["in_force"])
    record(draft, "put_in_force", by=by, data={"version": draft.version})
    return draft
