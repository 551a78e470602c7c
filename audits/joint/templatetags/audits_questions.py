"""Template filters of questions and answers."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import template
from django.forms import BaseForm
from django.utils.translation import gettext as _

from audits.joint.models import Answer, AnswerException, Question, RivalAnswer
from audits.joint.questions.kinds import value_in_words
from secretariat.pagekit.problems import problems_of

register = template.Library()
CHOICES = dict(Answer.Choice.choices)


@register.filter
def is_shown(question: Question, concept: int | None) -> bool:
    """Return whether a question is asked at the concept that is filtered by; all are when none is."""
    return concept is None or concept in question.concepts


@register.filter
def condition_words(question: Question) -> str:
    """Return the answers that make the question be asked: »Ja« eller »Delvist«."""
    said = [str(CHOICES.get(each, each)) for each in question.asked_if_answers]
    return f" {_('eller')} ".join(f"»{each}«" for each in said)


@register.filter
def answer_words(answer: Answer) -> str:
    """Return an answer's own content in words: a date, a number, a text, a table's lines."""
    options = dict(answer.question.shown_options())
    if isinstance(answer.value, str) and answer.value in options:
        return options[answer.value]
    return value_in_words(answer.question.kind, answer.value)


@register.filter
def choice_words(choice: str) -> str:
    """Return a choice in words, also where it is kept as a code."""
    return str(CHOICES.get(choice, choice))


@register.filter
def rival_value(rival: RivalAnswer) -> str:
    """Return the content of a text that was written at the same time."""
    return value_in_words(rival.answer.question.kind, rival.content["value"])


@register.filter
def rival_exceptions(rival: RivalAnswer) -> list[dict[str, str]]:
    """Return its exceptions: the system's name and what is said of it."""
    found = rival.content["deviations"]
    names = dict(rival.answer.questionnaire.audit.systems.values_list("id", "name"))
    return [
        {"name": names[key], "words": ": ".join(each for each in (choice_words(choice), comment) if each)}
        for key, (choice, comment) in ((UUID(key), each) for key, each in found.items())
        if key in names
    ]


@register.filter
def finding_query(of: Answer | AnswerException, answer: Answer) -> str:
    """Return what a new finding begins with: objective, title and words of an answer or of its exception."""
    words = ": ".join(each for each in (choice_words(of.choice), of.comment) if each)
    query = {"maal": answer.objective, "titel": answer.text[:200], "tekst": words[:1000]}
    if isinstance(of, AnswerException):
        query["system"] = str(of.audit_system_id)
    return urlencode({key: value for key, value in query.items() if value})


@register.inclusion_tag("parts/error_summary.html")
def error_summary_of(forms: list[BaseForm]) -> dict[str, Any]:
    """List the errors of a list of forms on top of the page."""
    return {"problems": [problem for form in forms for problem in problems_of(form)]}
