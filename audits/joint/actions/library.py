"""Editing the question library. A version that is or was in force is never changed."""

from dataclasses import dataclass, field, fields
from uuid import UUID

from django.db import transaction

from accounts.permissions import P
from audits.joint.models import Question, QuestionSet
from audits.joint.models.questions import all_concepts
from audits.joint.questions.kinds import FOUR
from audits.joint.questions.words import Kind, Section, Weight
from workflows.actors import Actor
from workflows.engine import NotPermittedError, NotPossibleError, OutdatedError
from workflows.log import record

NOT_COPIED = ("id", "question_set", "asked_if")


def is_draft(question_set: QuestionSet) -> bool:
    """Return whether the version is still being edited: newer than the one in force."""
    in_force = QuestionSet.objects.filter(in_force=True).first()
    return not question_set.in_force and (in_force is None or question_set.version > in_force.version)


def current_draft() -> QuestionSet | None:
    """Return the version that is being edited, or None."""
    newest = QuestionSet.objects.order_by("-version").first()
    return newest if newest and is_draft(newest) else None


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
    _copy(in_force, draft)
    record(draft, "begin_version", by=by, data={"version": draft.version})
    return draft


def _copy(source: QuestionSet, draft: QuestionSet) -> None:
    """Copy questions with their conditions; each is known as the same question in both versions."""
    own = [each.name for each in Question._meta.concrete_fields if each.name not in NOT_COPIED]
    made: dict[UUID, Question] = {}
    for each in source.questions.all():
        made[each.pk] = Question(question_set=draft, **{name: getattr(each, name) for name in own})
    for old in source.questions.exclude(asked_if=None):
        made[old.pk].asked_if = made.get(old.asked_if_id) if old.asked_if_id else None
    Question.objects.bulk_create(made.values())


@dataclass(frozen=True)
class Wording:
    """Everything that is said of a question but its number."""

    text: str
    objective: str = ""
    section: str = ""
    help_text: str = ""
    text_en: str = ""
    help_text_en: str = ""
    kind: str = Kind.ASSESSMENT
    options: list[str] = field(default_factory=list)
    options_en: list[str] = field(default_factory=list)
    optional: bool = False
    anew: bool = False
    weight: int = Weight.ORDINARY
    nis2: str = ""
    concepts: list[int] = field(default_factory=all_concepts)
    asked_if: Question | None = None
    asked_if_answers: list[str] = field(default_factory=list)


@transaction.atomic
def add_question(*, by: Actor, wording: Wording) -> Question:
    """Add a question at the end of its section; those after it move one number on."""
    _must_manage(by)
    draft = _draft()
    question = Question(question_set=draft, number=draft.questions.count() + 1)
    _word(question, wording)
    question.save(force_insert=True)
    _number_anew(draft)
    return question


@transaction.atomic
def change_question(*, by: Actor, question: Question, wording: Wording) -> Question:
    """Change a question of the draft."""
    _must_manage(by)
    _refuse_unless_of(question, _draft())
    _word(question, wording)
    question.save(update_fields=[each.name for each in fields(Wording)])
    _number_anew(question.question_set)
    return question


def _word(question: Question, wording: Wording) -> None:
    """Set the question's words. Raises NotPossibleError for what no supplier could answer."""
    if wording.kind in (Kind.OPTIONS, Kind.TABLE) and len(wording.options) < 2:
        raise NotPossibleError("Skriv mindst to svar, der kan vælges, eller to kolonner.")
    if wording.asked_if is not None:
        _refuse_condition(question, wording)
    for each in fields(wording):
        setattr(question, each.name, getattr(wording, each.name))


def _refuse_condition(question: Question, wording: Wording) -> None:
    parent = wording.asked_if
    if parent is None or parent.question_set_id != question.question_set_id:
        raise NotPossibleError("Spørgsmålet, det afhænger af, hører til en anden version.")
    if question.pk in {parent.pk, parent.asked_if_id}:
        raise NotPossibleError("Et spørgsmål kan ikke afhænge af sig selv.")
    possible = possible_answers(parent)
    if not wording.asked_if_answers or not set(wording.asked_if_answers) <= set(possible):
        raise NotPossibleError("Vælg, hvilke svar på det andet spørgsmål der udløser dette.")


def possible_answers(question: Question) -> list[str]:
    """Return the answers that another question can depend on; none for free text and the like."""
    if question.kind == Kind.OPTIONS:
        return list(question.options)
    return list(FOUR) if question.kind == Kind.ASSESSMENT else []


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
    """Number the questions from 1 by section; far numbers first, since two may never have the same."""
    place = {code: number for number, code in enumerate(["", *Section.values])}
    rows = sorted(
        question_set.questions.all(), key=lambda each: (place[each.section], _letter(each), each.number)
    )
    for shift in (1000, 0):
        for number, row in enumerate(rows, 1):
            row.number = number + shift
            row.save(update_fields=["number"])


def _letter(question: Question) -> str:
    """Return the control objective for a list without sections, which is in the objectives' order."""
    return "" if question.section else question.objective


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
