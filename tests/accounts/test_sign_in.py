"""Signing in: on one's own site only, and a session counts nowhere else."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client

from tests.personae import PASSWORD, PERSONAE
from walls.callers import Caller, acting_as
from workflows.models import OutboxMail

AALBORG = f"aalborg.{settings.BASE_DOMAIN}"
VIBORG = f"viborg.{settings.BASE_DOMAIN}"


@pytest.mark.parametrize("key", sorted(PERSONAE))
def test_everybody_signs_in_on_their_own_site(client_of: Callable[[str], Client], key: str) -> None:
    assert client_of(key).get("/").status_code == 200


@pytest.mark.parametrize(
    ("key", "host"),
    [("mette", VIBORG), ("mette", settings.SECRETARIAT_HOST), ("leo", AALBORG), ("sara", AALBORG)],
)
def test_nobody_signs_in_elsewhere(db: None, key: str, host: str) -> None:
    client = Client(SERVER_NAME=host)
    answer = client.post("/konto/log-ind/", {"login": PERSONAE[key].email, "password": PASSWORD})
    assert answer.status_code == 200
    assert "E-mail eller adgangskode er forkert" in answer.content.decode()


def test_the_answer_is_the_same_for_somebody_unknown(db: None) -> None:
    client = Client(SERVER_NAME=AALBORG)
    known = client.post("/konto/log-ind/", {"login": PERSONAE["mette"].email, "password": "forkert"})
    unknown = client.post("/konto/log-ind/", {"login": "ingen@aalborg.example", "password": "forkert"})
    assert "E-mail eller adgangskode er forkert" in known.content.decode()
    assert "E-mail eller adgangskode er forkert" in unknown.content.decode()


def test_a_session_taken_to_another_municipality_is_ended(client_of: Callable[[str], Client]) -> None:
    client = client_of("mette")
    assert client.get("/").status_code == 200
    assert client.get("/", SERVER_NAME=VIBORG).status_code == 302


def test_whoever_guesses_too_often_waits(db: None) -> None:
    client = Client(SERVER_NAME=AALBORG)
    form = {"login": PERSONAE["bo"].email, "password": "forkert"}
    answers = [client.post("/konto/log-ind/", form).content.decode() for _ in range(7)]
    assert "For mange" in answers[-1]
    assert "For mange" not in answers[0]


def test_an_unknown_host_is_no_site(db: None) -> None:
    assert Client(SERVER_NAME=f"nixen.{settings.BASE_DOMAIN}").get("/").status_code == 404


def test_the_mail_about_a_new_password_says_what_it_is_about(db: None) -> None:
    client = Client(SERVER_NAME=AALBORG)
    answer = client.post("/konto/glemt-adgangskode/", {"email": PERSONAE["mette"].email}, follow=True)
    assert "uønsket post" in answer.content.decode()
    with acting_as(Caller.secretariat()):
        mail = OutboxMail.objects.latest("created_at")
    assert mail.subject == "Vælg en ny adgangskode til Fællestilsyn"
