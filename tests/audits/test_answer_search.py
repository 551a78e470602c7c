"""Searching in answers: by folded letters, as a beginning, one letter wrong; and one search for all."""

from collections.abc import Callable
from html import unescape

import pytest
from django.db import connection
from django.test import Client

from audits.joint.answersearch import find_answers
from audits.joint.models import Answer
from audits.joint.tasks import learn_new_words
from tests.audits.walking import SECRETARIAT, SUPPLIER, Walk
from walls.callers import acting_as

TEXT = "Nøglehåndtering sker i Århus; krypteringspolitik af 2026 gælder for ISO27001."


@pytest.fixture
def told(walk: Walk) -> Walk:
    """One answer says something, the others nothing of it."""
    audit = walk.announced()
    with acting_as(SUPPLIER):
        first = Answer.objects.filter(questionnaire__audit=audit).order_by("number")[0]
        Answer.objects.filter(pk=first.pk).update(comment=TEXT)
    learn_new_words()
    return walk


def test_words_are_found_as_they_are_spelt_and_with_one_letter_wrong(told: Walk) -> None:
    finds = ("nøglehåndtering", "NOEGLEHAANDTERING", "aarhus nøgle", "iso27001", "kryptering", "2026 århus")
    guesses = (
        "nøglehåndterin",
        "nøglehåntering",
        "nøglehånddtering",
        "nølgehåndtering",
        "ærhus krypteringspolitig",
    )
    with acting_as(SECRETARIAT):
        for words in (*finds, *guesses):
            assert [each.excerpt for each in find_answers(words)] == [TEXT], words


def test_what_is_too_far_off_short_or_a_number_is_not_guessed(told: Walk) -> None:
    with acting_as(SECRETARIAT):
        for words in (
            "nøelgehåndtring",
            "iso27002",
            "arh",
            "",
            "  ",
            "'; DROP TABLE x; --",
            "a & b | !c:*",
            "\\",
        ):
            assert find_answers(words) == [], words


def test_the_index_answers_for_the_secretariat(told: Walk) -> None:
    """A row policy in the way would let the database read every row instead."""
    with acting_as(SECRETARIAT), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        given: list[object] = []

        def note(execute: Callable[..., object], *of: object) -> object:
            given.append(of)
            return execute(*of)

        with connection.execute_wrapper(note):
            find_answers("nøglehåndtering")
        statement, params = given[-1][:2]  # type: ignore[index]
        cursor.execute(f"EXPLAIN {statement}", params)
        assert "audits_answer_words" in str(cursor.fetchall())


def test_one_search_shows_every_kind_and_escapes_what_was_typed(
    told: Walk, client_of: Callable[[str], Client]
) -> None:
    def page(words: str) -> str:
        answer = client_of("sara").get("/soeg/", {"q": words})
        assert answer.status_code == 200
        return answer.content.decode()

    assert "Nordlys Omsorg" in page("nordlis")
    assert "Svar fra leverandører" in unescape(page("noeglehåndterin"))
    assert "Aalborg Kommune" in page("ålborg")
    assert "<script>" not in page("<script>alert(1)</script>").partition("<main")[2]
    assert "Intet fundet" in page("\x00" + "x" * 3000)
    assert client_of("mette").get("/soeg/?q=nordlys").status_code == 404
