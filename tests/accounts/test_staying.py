"""How long a sign-in lasts, what ends it, and that the person is told why and comes back."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.models import Engagement, Person, Session
from accounts.sessions import SessionStore, stored_key
from accounts.staying import browser
from tests.accounts.second_steps import ClientOf
from tests.personae import PASSWORD, PERSONAE
from walls.callers import Caller, acting_as

METTE = PERSONAE["mette"]
VIBORG = f"viborg.{settings.BASE_DOMAIN}"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


def left_alone(client: Client, **since: float) -> None:
    """Let a session have been seen last so long ago."""
    with acting_as(Caller.owner()):
        mine = Session.objects.filter(pk=stored_key(client.cookies["session"].value))
        assert mine.update(seen_at=timezone.now() - timedelta(**since)) == 1


def began(client: Client, **since: float) -> None:
    """Let a session have begun so long ago."""
    with acting_as(Caller.door()):
        store = SessionStore(client.cookies["session"].value)
        store["began"] = int(time.time() - timedelta(**since).total_seconds())
        store.save()


@contextmanager
def session_writes() -> Iterator[list[str]]:
    found: list[str] = []

    def look(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if re.match(r"\s*(INSERT|UPDATE|DELETE)", sql) and "accounts_session" in sql:
            found.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look):
        yield found


def test_a_session_left_alone_ends_and_says_why(client_of: ClientOf) -> None:
    client = client_of("mette")
    left_alone(client, minutes=29)
    assert client.get("/tilsyn/").status_code == 200
    left_alone(client, minutes=31)
    answer = client.get("/tilsyn/?side=2")
    assert answer["Location"] == "/konto/log-ind/?next=/tilsyn/%3Fside%3D2"
    page = client.get(answer["Location"]).content.decode()
    assert "ikke er sket noget i 30 minutter" in page
    form = {"login": METTE.email, "password": PASSWORD, "next": "/tilsyn/?side=2"}
    assert client.post("/konto/log-ind/", form)["Location"] == "/tilsyn/?side=2"


def test_a_session_is_not_revived_by_its_old_cookie(client_of: ClientOf) -> None:
    client = client_of("mette")
    left_alone(client, minutes=31)
    key = client.cookies["session"].value
    client.get("/")
    thief = Client(SERVER_NAME=f"aalborg.{settings.BASE_DOMAIN}")
    thief.cookies["session"] = key
    assert thief.get("/").status_code == 302
    with acting_as(Caller.owner()):
        assert not Session.objects.filter(pk=key).exists()


def test_a_session_ends_at_an_age_however_busy(client_of: ClientOf) -> None:
    client = client_of("mette")
    began(client, hours=11.9)
    assert client.get("/").status_code == 200
    began(client, hours=12.1)
    answer = client.get("/")
    assert answer.status_code == 302
    assert "12 timer siden" in client.get(answer["Location"]).content.decode()


def test_how_long_is_configuration(client_of: ClientOf, settings: Settings) -> None:
    settings.SESSION_IDLE = timedelta(minutes=5)
    client = client_of("mette")
    left_alone(client, minutes=6)
    answer = client.get("/")
    assert "i 5 minutter" in client.get(answer["Location"]).content.decode()


def test_the_idle_clock_is_written_at_most_once_a_minute(client_of: ClientOf) -> None:
    client = client_of("mette")
    client.get("/")
    with session_writes() as found:
        for _ in range(5):
            client.get("/tilsyn/")
    assert found == []
    left_alone(client, minutes=2)
    with session_writes() as found:
        for _ in range(5):
            client.get("/tilsyn/")
    assert len(found) == 1


def test_what_a_page_asks_for_by_itself_is_no_sign_of_a_person(client_of: ClientOf) -> None:
    client = client_of("mette")
    left_alone(client, minutes=29)
    client.get("/tilsyn/", headers={"X-Background": "1"})
    left_alone(client, minutes=29)
    with session_writes() as found:
        client.get("/tilsyn/", headers={"X-Background": "1"})
    assert found == []
    with session_writes() as found:
        assert client.post("/konto/her/").status_code == 204  # somebody is typing
    assert len(found) == 1


def test_other_roles_end_the_session(client_of: ClientOf) -> None:
    client = client_of("mette")
    with acting_as(Caller.owner()):
        Engagement.objects.filter(email=METTE.email).update(roles=["reader", "contact"])
    answer = client.get("/tilsyn/")
    assert "dine roller er ændret" in client.get(answer["Location"]).content.decode()
    assert client_of("mette").get("/tilsyn/").status_code == 200


def test_ended_work_ends_the_session_and_says_whom_to_ask(client_of: ClientOf) -> None:
    client = client_of("ib")
    with acting_as(Caller.owner()):
        Engagement.objects.filter(email=PERSONAE["ib"].email).update(ended_at=timezone.now())
    answer = client.get("/")
    assert "Din adgang her er lukket" in client.get(answer["Location"]).content.decode()


def test_a_person_who_is_shut_out_is_out_at_the_next_click(client_of: ClientOf) -> None:
    client = client_of("ib")
    with acting_as(Caller.owner()):
        Person.objects.filter(pk=PERSONAE["ib"].id).update(is_active=False)
    answer = client.get("/")
    assert "Din adgang her er lukket" in client.get(answer["Location"]).content.decode()
    form = {"login": PERSONAE["ib"].email, "password": PASSWORD}
    assert client.post("/konto/log-ind/", form, follow=True).status_code == 200
    assert client.get("/").status_code == 302


def test_another_password_ends_the_session(client_of: ClientOf) -> None:
    client = client_of("mette")
    with acting_as(Caller.owner()):
        mette = Person.objects.get(pk=METTE.id)
        mette.set_password("en-helt-anden-saetning")
        mette.save()
    answer = client.get("/")
    assert "adgangskode er ændret" in client.get(answer["Location"]).content.decode()


@pytest.mark.parametrize("host", [VIBORG, settings.SUPPLIER_HOST, settings.SECRETARIAT_HOST])
def test_a_cookie_counts_on_its_own_host_only(client_of: ClientOf, host: str) -> None:
    client = client_of("mette")
    moved = client.get("/", SERVER_NAME=host)
    assert moved.status_code == 302
    assert "Mette" not in client.get(moved["Location"], SERVER_NAME=host).content.decode()
    assert client.get("/").status_code == 302, "brought elsewhere it is ended"


def test_what_was_typed_is_shown_when_the_session_has_ended(client_of: ClientOf) -> None:
    client = client_of("mette")
    left_alone(client, minutes=40)
    typed = {
        "name": "Nina <Ny>",
        "email": "nina@aalborg.example",
        "password": "hemmeligt-ord",
        "roles": ["dpo"],
    }
    page = "http://aalborg.localhost/personer/"
    answer = client.post("/personer/", typed, HTTP_REFERER=page.replace("localhost", settings.BASE_DOMAIN))
    body = answer.content.decode()
    assert answer.status_code == 403
    assert "Nina &lt;Ny&gt;" in body
    assert "nina@aalborg.example" in body
    assert "hemmeligt-ord" not in body
    assert "?next=/personer/" in body
    with acting_as(Caller.owner()):
        assert not Person.objects.filter(email=typed["email"]).exists()


def test_what_was_typed_is_shown_also_where_the_cookie_is_gone(db: None) -> None:
    stranger = Client(SERVER_NAME=f"aalborg.{settings.BASE_DOMAIN}")
    answer = stranger.post("/personer/", {"name": "Nina Ny"})
    assert answer.status_code == 403
    assert "Nina Ny" in answer.content.decode()
    assert stranger.post("/personer/").status_code == 302, "nothing was typed"


def test_whoever_types_after_the_end_is_told_at_once(client_of: ClientOf) -> None:
    client = client_of("mette")
    left_alone(client, minutes=40)
    answer = client.post("/konto/her/", headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert "dette er ikke gemt" in answer.content.decode()
    assert "<html" not in answer.content.decode()


def test_a_part_of_a_page_leads_the_whole_page_to_the_sign_in(client_of: ClientOf) -> None:
    client = client_of("mette")
    left_alone(client, minutes=40)
    host = f"aalborg.{settings.BASE_DOMAIN}"
    asked = {"HX-Request": "true", "HX-Current-URL": f"http://{host}/tilsyn/?q=a"}
    answer = client.get("/tilsyn/", headers=asked)
    assert answer["HX-Redirect"] == "/konto/log-ind/?next=/tilsyn/%3Fq%3Da"


def test_a_neighbours_page_is_no_way_back(client_of: ClientOf) -> None:
    client = client_of("mette")
    left_alone(client, minutes=40)
    answer = client.post("/konto/her/", HTTP_REFERER=f"http://{VIBORG}/tilsyn/")
    assert "?next=/tilsyn/" not in answer.content.decode()
    form = {"login": METTE.email, "password": PASSWORD, "next": f"http://{VIBORG}/tilsyn/"}
    assert client.post("/konto/log-ind/", form)["Location"] == "/"


def test_one_sees_where_one_is_signed_in_and_ends_the_others(client_of: ClientOf) -> None:
    here = client_of("mette")
    other = Client(SERVER_NAME=f"aalborg.{settings.BASE_DOMAIN}", HTTP_USER_AGENT=FIREFOX)
    other.post("/konto/log-ind/", {"login": METTE.email, "password": PASSWORD})
    stranger = client_of("bo")
    page = here.get("/konto/sikkerhed/").content.decode()
    assert "Firefox, Windows" in page
    assert "Aalborg Kommune" in page
    assert other.cookies["session"].value not in page
    assert here.post("/konto/sikkerhed/andre-steder/").status_code == 302
    assert other.get("/").status_code == 302
    assert here.get("/").status_code == 200
    assert stranger.get("/").status_code == 200


def test_signing_out_lets_the_browser_forget(client_of: ClientOf) -> None:
    client = client_of("mette")
    assert "Clear-Site-Data" not in client.get("/konto/log-ud/")
    answer = client.post("/konto/log-ud/")
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert answer.cookies["session"].value == ""
    assert client.get("/").status_code == 302


def test_signing_in_clears_away_what_has_run_out(client_of: ClientOf) -> None:
    with acting_as(Caller.owner()):
        Session(session_key="a" * 32, session_data="", expire_date=timezone.now()).save()
    client_of("mette")
    with acting_as(Caller.owner()):
        assert not Session.objects.filter(pk="a" * 32).exists()


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (FIREFOX, "Firefox, Windows"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Windows"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1",
            "Safari, iPhone",
        ),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36", "Chrome, Android"),
        ("<script>", ""),
        ("", ""),
    ],
)
def test_a_browser_is_named_so_that_one_recognises_it(agent: str, name: str) -> None:
    assert browser(agent) == name
