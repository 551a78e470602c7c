"""Guessing at passwords: what stops it, whom it holds up, and that the answers tell nothing."""

import re
from typing import Any

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from accounts.limits import LIMITS, Limit
from accounts.models import Person
from tests.accounts.second_steps import mails
from tests.accounts.test_hosts import AALBORG, VIBORG
from tests.personae import PASSWORD, PERSONAE
from walls.callers import Caller, acting_as

METTE, BO, DORTE, IB = (PERSONAE[key].email for key in ("mette", "bo", "dorte", "ib"))
WRONG = "forkert"
HERE, THERE = "198.51.100.7", "203.0.113.9"


def attempt(email: str, password: str = WRONG, *, host: str = AALBORG, address: str = HERE) -> str:
    """Try to sign in and say in a word how it went."""
    client = Client(SERVER_NAME=host, REMOTE_ADDR=address)
    answer = client.post("/konto/log-ind/", {"login": email, "password": password})
    if answer.status_code == 302:
        return "in"
    return "wait" if "For mange" in answer.content.decode() else "wrong"


def test_one_address_guesses_five_times_at_a_person(db: None) -> None:
    assert [attempt(METTE) for _ in range(6)] == ["wrong"] * 5 + ["wait"]
    assert attempt(METTE, PASSWORD) == "wait", "also with the right one"
    assert attempt(METTE, PASSWORD, address=THERE) == "in", "the person is not locked out elsewhere"
    assert attempt(DORTE, PASSWORD) == "in", "nor are the others at the address"


def test_many_addresses_together_guess_twenty_times_at_a_person(db: None) -> None:
    tries = [attempt(METTE, address=f"198.51.100.{number}") for number in range(22)]
    assert tries == ["wrong"] * 20 + ["wait"] * 2
    assert attempt(DORTE, PASSWORD, address=THERE) == "in"


def test_where_one_has_signed_in_before_one_is_not_held_up_by_others(db: None) -> None:
    assert attempt(METTE, PASSWORD, address=THERE) == "in"
    for number in range(22):
        attempt(METTE, address=f"198.51.100.{number}")
    assert attempt(METTE, PASSWORD, address="192.0.2.1") == "wait"
    assert attempt(METTE, PASSWORD, address=THERE) == "in"


def test_one_address_guesses_thirty_times_at_everybody(db: None) -> None:
    tries = [attempt(f"person{number}@aalborg.example") for number in range(32)]
    assert tries == ["wrong"] * 30 + ["wait"] * 2
    assert attempt(METTE, PASSWORD) == "wait"
    assert attempt(METTE, PASSWORD, address=THERE) == "in"


def test_an_attack_on_one_host_locks_nobody_at_another(db: None) -> None:
    for number in range(40):
        attempt(f"person{number}@aalborg.example")
        attempt(BO, address=f"203.0.113.{number}")
    assert attempt(IB, PASSWORD) == "wait"
    assert attempt(BO, PASSWORD, host=VIBORG) == "in"


def test_a_whole_host_is_guarded_but_not_against_its_own(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(LIMITS["password"], "host", Limit(10, 600))
    assert attempt(METTE, PASSWORD, address=THERE) == "in"
    tries = [attempt(f"p{number}@a.example", address=f"198.51.100.{number}") for number in range(11)]
    assert tries == ["wrong"] * 10 + ["wait"]
    assert attempt(DORTE, PASSWORD, address="192.0.2.1") == "wait"
    assert attempt(DORTE, PASSWORD, address=THERE) == "in", "from an address that is known there"


def test_success_gives_back_ones_own_attempts_only(db: None) -> None:
    """Who signs in between the guesses at others gets no new guesses by it."""
    for number in range(30):
        attempt(f"person{number}@aalborg.example")
        if number % 4 == 3 and number < 28:
            attempt(METTE, PASSWORD)
    assert attempt("one-more@aalborg.example") == "wait"
    for _ in range(4):
        attempt(BO, host=VIBORG)
    assert attempt(BO, PASSWORD, host=VIBORG) == "in"
    assert [attempt(BO, host=VIBORG) for _ in range(5)] == ["wrong"] * 5


def page(email: str, password: str = WRONG) -> tuple[int, list[str], str]:
    client = Client(SERVER_NAME=AALBORG, REMOTE_ADDR=THERE)
    answer = client.post("/konto/log-ind/", {"login": email, "password": password})
    text = answer.content.decode().replace(email, "")
    token = answer.context["csrf_token"] if answer.context else ""
    return answer.status_code, sorted(answer.headers), text.replace(str(token), "")


def test_signing_in_answers_the_same_for_known_unknown_and_from_elsewhere(db: None) -> None:
    known = page(METTE)
    assert page("ingen@aalborg.example") == known
    assert page(BO, PASSWORD) == known, "the right password of somebody who works elsewhere"


def test_asking_for_a_new_password_answers_the_same(db: None) -> None:
    def answer(email: str) -> list[tuple[int, list[str], str]]:
        client = Client(SERVER_NAME=AALBORG)
        sent = client.post("/konto/glemt-adgangskode/", {"email": email})
        shown = client.get(sent["Location"])
        return [(each.status_code, sorted(each.headers), each.content.decode()) for each in (sent, shown)]

    before = len(mails())
    assert answer(METTE) == answer("ingen@aalborg.example")
    assert len(mails()) == before + 1
    assert mails()[0].to == [METTE]


def test_asking_too_often_is_refused_the_same(db: None) -> None:
    for email in (METTE, "ingen@aalborg.example"):
        client = Client(SERVER_NAME=AALBORG, REMOTE_ADDR=f"198.51.100.{len(email)}")
        answers = [client.post("/konto/glemt-adgangskode/", {"email": email}) for _ in range(5)]
        assert [each.status_code for each in answers] == [302] * 4 + [200]
        assert "For mange" in answers[-1].content.decode()


def test_the_same_is_asked_of_the_database_for_a_reset_of_somebody_unknown(db: None) -> None:
    """What takes the same statements takes the same time, near enough: a clock is no test."""

    def statements(email: str, number: int) -> list[str]:
        client = Client(SERVER_NAME=AALBORG, REMOTE_ADDR=f"198.51.100.{number}")
        with CaptureQueriesContext(connection) as asked:
            client.post("/konto/glemt-adgangskode/", {"email": email})
        words = (each["sql"].split()[:3] for each in asked if "SAVEPOINT" not in each["sql"])
        return [" ".join(re.sub(r"_django_curs_\w+", "cursor", word) for word in three) for three in words]

    statements(BO, 1)  # whose host it is, is known from now on
    assert statements(METTE, 2) == statements("ingen@aalborg.example", 3)


class CountedHasher(PBKDF2PasswordHasher):
    """The hasher of production, which counts how often it works."""

    counted = 0

    def encode(self, *args: Any, **kwargs: Any) -> Any:
        type(self).counted += 1
        return super().encode(*args, **kwargs)


def test_the_same_hashing_is_done_for_somebody_unknown(db: None) -> None:
    def hashed(email: str) -> int:
        before = CountedHasher.counted
        assert attempt(email) == "wrong"
        return CountedHasher.counted - before

    with override_settings(PASSWORD_HASHERS=[f"{__name__}.CountedHasher"]):
        with acting_as(Caller.owner()):
            mette = Person.objects.get(email=METTE)
            mette.set_password(PASSWORD)
            mette.save()
        assert hashed(METTE) == hashed("ingen@aalborg.example") == 1
