"""Answers to questions that are no longer asked are kept, and count nowhere; what weighs most comes first."""

from collections.abc import Callable
from html import unescape

from django.test import Client

from audits.joint.actions import reviewing
from audits.joint.letters.report import report_context
from audits.joint.models import Answer, AnswerReview, Question
from audits.joint.reviewed import overview
from tests.audits.walking import SECRETARIAT, SUPPLIER, Walk
from walls.callers import Caller, acting_as


def test_what_hangs_on_an_answer_that_was_changed_counts_neither_in_review_nor_report(
    walk: Walk, client_of: Callable[[str], Client]
) -> None:
    audit = walk.announced()
    with acting_as(Caller.owner()):
        first, second, third = Answer.objects.filter(questionnaire__audit=audit).order_by("number")[:3]
        Question.objects.update(asked_if=None, nis2="", weight=1)
        Question.objects.filter(pk=second.question_id).update(
            asked_if=first.question, asked_if_answers=["no"]
        )
        Question.objects.filter(pk=third.question_id).update(weight=3, nis2="d")
        Question.objects.filter(pk=first.question_id).update(objective=third.question.objective)
        Answer.objects.filter(questionnaire__audit=audit).exclude(pk=second.pk).update(objective="A")
        Answer.objects.filter(pk=second.pk).update(objective="B")
    walk.submitted(walk.answered(audit))
    with acting_as(SUPPLIER):
        Answer.objects.filter(pk=second.pk).update(choice="no", comment="Det gjaldt før.")
    sara = client_of("sara")
    with acting_as(SECRETARIAT):
        audit = walk.again(audit)
        shown = overview(audit)
        assert second not in shown.answers
        assert shown.unasked == [second]
        assert shown.answers[0] == third, "what weighs most stands first"
    path = f"/tilsyn/{audit.id}/svar/"
    page = unescape(sara.get(path).content.decode())
    assert "Svar, der ikke tæller (1)" in page
    assert "Det gjaldt før." in page
    only = unescape(sara.get(f"{path}?nis2").content.decode())
    assert f'id="svar-{third.number}"' in only
    assert f'id="svar-{first.number}"' not in only
    with acting_as(SECRETARIAT):
        assert reviewing.accept_rest(by=walk.actor("sara"), audit=audit) == len(shown.answers)
        assert not AnswerReview.objects.filter(answer=second).exists()
        areas = {each["bogstav"]: each for each in report_context(audit, "1.0", draft=True)["omraader"]}
        assert areas["A"]["tekst"].startswith(f"{len(shown.answers)} svar er gennemgået")
        assert areas["B"]["tekst"] == "Ikke besvaret."
        assert Answer.objects.get(pk=second.pk).comment == "Det gjaldt før.", "it stays stored"
