"""The host name says whose site it is, and nothing else that a visitor sends does."""

import re
from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client

from tests.personae import PASSWORD, PERSONAE
from walls.callers import Caller, acting_as
from workflows.models import OutboxMail

AALBORG = f"aalborg.{settings.BASE_DOMAIN}"
VIBORG = f"viborg.{settings.BASE_DOMAIN}"


def heading(host: str, **headers: str) -> tuple[int, str]:
    answer = Client(SERVER_NAME=host).get("/konto/log-ind/", **headers)  # type: ignore[arg-type]
    return answer.status_code, answer.content.decode()


@pytest.mark.parametrize("host", [AALBORG, AALBORG.upper(), f"{AALBORG}:8000"])
def test_a_municipalitys_own_host_in_any_writing(db: None, host: str) -> None:
    status, page = heading(AALBORG, HTTP_HOST=host)
    assert status == 200
    assert "Aalborg Kommune" in page


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_X_FORWARDED_HOST": VIBORG},
        {"HTTP_FORWARDED": f"host={VIBORG}"},
        {"HTTP_X_ORIGINAL_HOST": VIBORG},
        {"HTTP_X_HOST": VIBORG},
    ],
    ids=lambda headers: next(iter(headers)),
)
def test_no_header_leads_to_the_neighbour(db: None, headers: dict[str, str]) -> None:
    status, page = heading(AALBORG, **headers)
    assert status == 200
    assert "Aalborg Kommune" in page
    assert "Viborg" not in page


@pytest.mark.parametrize(
    ("host", "status"),
    [
        (f"odense.{settings.BASE_DOMAIN}", 404),  # no member
        (f"{AALBORG}.", 404),
        (f"x.{AALBORG}", 404),
        (f"sekretariat.aalborg.{settings.BASE_DOMAIN}", 404),
        ("127.0.0.1", 400),
        ("[::1]", 400),
        ("evil.example", 400),
        (f"{AALBORG}@evil.example", 400),
        (f"{AALBORG}/", 400),
    ],
)
def test_an_unknown_host_learns_nothing(db: None, host: str, status: int) -> None:
    found, page = heading(AALBORG, HTTP_HOST=host)
    assert (found, page) == (status, "Ukendt adresse.")


def test_nobody_signs_in_at_the_host_of_no_organisation(db: None) -> None:
    status, page = heading(AALBORG, HTTP_HOST=settings.BASE_DOMAIN)
    assert status == 404
    assert "Aalborg" not in page


def ask_for_a_new_password(**headers: str) -> str:
    answer = Client(SERVER_NAME=AALBORG).post(
        "/konto/glemt-adgangskode/",
        {"email": PERSONAE["mette"].email},
        **headers,  # type: ignore[arg-type]
    )
    assert answer.status_code == 302
    with acting_as(Caller.secretariat()):
        found = re.search(r"https?://\S+", OutboxMail.objects.latest("created_at").body)
    assert found
    return found[0]


def test_a_new_passwords_link_leads_to_the_site_that_was_asked(db: None) -> None:
    link = ask_for_a_new_password(HTTP_X_FORWARDED_HOST="evil.example")
    assert link.startswith(f"http://{AALBORG}/konto/ny-adgangskode/")


def test_a_new_password_ends_the_sessions_there_were(client_of: Callable[[str], Client]) -> None:
    old = client_of("mette")
    path = "/" + ask_for_a_new_password().split("/", 3)[3]
    page = Client(SERVER_NAME=AALBORG)
    found = page.get(path, follow=True)
    assert 'name="password1"' in found.content.decode()
    form = found.redirect_chain[-1][0]
    chosen = {"password1": "en-lang-saetning-2026", "password2": "en-lang-saetning-2026"}
    assert page.post(form, chosen).status_code == 302
    assert old.get("/").status_code == 302
    assert (
        page.post("/konto/log-ind/", {"login": PERSONAE["mette"].email, "password": PASSWORD}).status_code
        == 200
    )
    assert 'name="password1"' not in Client(SERVER_NAME=AALBORG).get(path, follow=True).content.decode()


def test_asking_for_a_password_answers_the_same_for_somebody_unknown(db: None) -> None:
    def answer(email: str) -> tuple[int, str]:
        found = Client(SERVER_NAME=AALBORG).post("/konto/glemt-adgangskode/", {"email": email})
        return found.status_code, found["Location"]

    assert answer(PERSONAE["mette"].email) == answer("ingen@aalborg.example")


def test_guessing_at_one_persons_password_does_not_lock_out_another(db: None) -> None:
    attacker = Client(SERVER_NAME=AALBORG, REMOTE_ADDR="198.51.100.7")
    for _ in range(7):
        attacker.post("/konto/log-ind/", {"login": PERSONAE["ib"].email, "password": "forkert"})
    other = Client(SERVER_NAME=AALBORG, REMOTE_ADDR="198.51.100.8")
    form = {"login": PERSONAE["mette"].email, "password": PASSWORD}
    assert other.post("/konto/log-ind/", form).status_code == 302


def test_a_session_gets_a_new_key_on_signing_in_and_dies_on_signing_out(db: None) -> None:
    client = Client(SERVER_NAME=AALBORG)
    client.cookies["session"] = "chosen-by-an-attacker"
    client.post("/konto/log-ind/", {"login": PERSONAE["mette"].email, "password": PASSWORD})
    key = client.cookies["session"].value
    assert key != "chosen-by-an-attacker"
    assert client.get("/").status_code == 200
    client.post("/konto/log-ud/")
    thief = Client(SERVER_NAME=AALBORG)
    thief.cookies["session"] = key
    assert thief.get("/").status_code == 302


@pytest.mark.parametrize(
    "next_path", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_signing_in_leads_nowhere_else(db: None, next_path: str) -> None:
    answer = Client(SERVER_NAME=AALBORG).post(
        f"/konto/log-ind/?next={next_path}",
        {"login": PERSONAE["mette"].email, "password": PASSWORD, "next": next_path},
    )
    assert answer.status_code == 302
    assert answer["Location"] == "/"


def test_every_answer_carries_the_guarding_headers(db: None) -> None:
    answer = Client(SERVER_NAME=AALBORG).get("/konto/log-ind/")
    assert "default-src 'self'" in answer["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert "no-store" in answer["Cache-Control"]
