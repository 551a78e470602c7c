"""The log tells who signed in and who was turned away, and never what was typed."""

import json

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from tests.accounts.second_steps import ClientOf
from tests.personae import PASSWORD, PERSONAE
from walls.callers import Caller, acting_as
from workflows.models import LogEntry

METTE = PERSONAE["mette"]
AALBORG = f"aalborg.{settings.BASE_DOMAIN}"


def rows(action: str) -> list[LogEntry]:
    with acting_as(Caller.owner()):
        return list(LogEntry.objects.filter(subject_kind="accounts.person", action=action))


def sign_in(email: str, password: str) -> None:
    Client(SERVER_NAME=AALBORG).post("/konto/log-ind/", {"login": email, "password": password})


def test_a_sign_in_is_logged_with_who_and_where(db: None) -> None:
    sign_in(METTE.email, PASSWORD)
    [row] = rows("sign_in")
    assert row.subject_id == METTE.id
    assert row.by_name == f"{METTE.name}, Aalborg Kommune"
    assert row.data == {"place": "Aalborg Kommunes side", "factor": ""}
    assert rows("refuse_sign_in") == []


def test_a_wrong_password_is_logged_on_the_person(db: None) -> None:
    sign_in(METTE.email, "forkert adgangskode")
    [row] = rows("refuse_sign_in")
    assert row.subject_id == METTE.id
    assert row.data == {"place": "Aalborg Kommunes side", "what": "password"}
    assert rows("sign_in") == []


def test_who_works_elsewhere_is_turned_away_and_logged(db: None) -> None:
    sign_in(PERSONAE["bo"].email, PASSWORD)
    [row] = rows("refuse_sign_in")
    assert row.subject_id == PERSONAE["bo"].id


@pytest.mark.parametrize("typed", ["ingen@aalborg.example", "Min-hemmelige-adgangskode@x.example"])
def test_an_unknown_address_is_logged_without_what_was_typed(db: None, typed: str) -> None:
    sign_in(typed, "heller ikke denne")
    [row] = rows("refuse_sign_in")
    assert row.subject_id.int == 0
    told = json.dumps([row.data, row.by_name, row.reason, row.before, row.after])
    assert typed not in told
    assert "heller ikke denne" not in told


def test_a_guesser_fills_no_log(db: None) -> None:
    """Five wrong ones, and one row that says that no more are looked at; then a new time begins."""
    for _ in range(9):
        sign_in(METTE.email, "forkert adgangskode")
    assert len(rows("refuse_sign_in")) == 5
    [row] = rows("stop_guessing")
    assert row.subject_id == METTE.id
    assert row.data == {"place": "Aalborg Kommunes side", "what": "password", "limit": "both"}
    assert "forkert adgangskode" not in json.dumps([row.data, row.reason, row.by_name])
    cache.clear()
    assert rows("stop_guessing") == [row], "what was told stays told"
    for _ in range(6):
        sign_in(METTE.email, "forkert adgangskode")
    assert len(rows("stop_guessing")) == 2


@pytest.mark.parametrize("typed", ["p{}@aalborg.example", "Min-hemmelige-adgangskode-{}@x.example"])
def test_a_guesser_at_everybody_is_told_of_once_and_not_by_what_was_typed(db: None, typed: str) -> None:
    for number in range(34):
        sign_in(typed.format(number), "heller ikke denne")
    [row] = rows("stop_guessing")
    assert (row.subject_id.int, row.data["limit"]) == (0, "address")
    assert "Min-hemmelige" not in json.dumps([row.data, row.by_name, row.reason, row.before, row.after])


def test_who_signs_in_at_the_first_go_leaves_no_such_row(db: None) -> None:
    sign_in(METTE.email, PASSWORD)
    assert rows("stop_guessing") == []


def test_the_key_of_a_session_is_stored_hashed(client_of: ClientOf) -> None:
    from accounts.models import Session

    mine = client_of("mette")
    key = mine.cookies["session"].value
    with acting_as(Caller.owner()):
        stored = set(Session.objects.values_list("session_key", flat=True))
    assert stored
    assert key not in stored
    taken = Client(SERVER_NAME=AALBORG)
    for each in stored:  # who reads the table has nothing to show
        taken.cookies["session"] = each
        assert taken.get("/").status_code == 302
    assert mine.get("/").status_code == 200
