"""One-time links: a mail scanner that opens them uses nothing up; they grow old, and say what to do then."""

from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.test import Client
from pytest_django import Settings

from accounts.models import Invitation, Session
from tests.accounts.second_steps import ClientOf, mails
from tests.accounts.test_hosts import AALBORG, ask_for_a_new_password
from tests.accounts.test_people import NEW, link_in_last_mail
from tests.personae import PERSONAE
from walls.callers import Caller, acting_as

CHOSEN = "en-lang-saetning-2026"


def scanned(link: str) -> None:
    """Open a link as mail scanners do: often, without cookies, by HEAD and GET."""
    for _ in range(3):
        Client(SERVER_NAME=AALBORG).head(link, follow=True)
        Client(SERVER_NAME=AALBORG).get(link, follow=True)


def reset_link() -> str:
    return "/" + ask_for_a_new_password().split("/", 3)[3]


def choose(link: str) -> Any:
    client = Client(SERVER_NAME=AALBORG)
    form = client.get(link, follow=True).redirect_chain[-1][0]
    return client.post(form, {"password1": CHOSEN, "password2": CHOSEN})


def test_a_scanner_does_not_use_an_invitation_up(client_of: ClientOf) -> None:
    client_of("mette").post("/personer/", NEW)
    link = link_in_last_mail()
    scanned(link)
    with acting_as(Caller.owner()):
        assert Invitation.objects.latest("created_at").used_at is None
    guest = Client(SERVER_NAME=AALBORG)
    assert guest.post(link, {"password": CHOSEN}).status_code == 302
    assert guest.get("/").status_code == 200


def test_a_scanner_does_not_use_a_reset_up(db: None) -> None:
    link = reset_link()
    scanned(link)
    assert choose(link)["Location"] == "/konto/ny-adgangskode/gemt/"
    told = mails()[0]
    assert told.to == [PERSONAE["mette"].email]
    assert "valgt en ny adgangskode" in told.body


def test_a_used_reset_says_what_to_do(db: None) -> None:
    link = reset_link()
    choose(link)
    page = Client(SERVER_NAME=AALBORG).get(link, follow=True).content.decode()
    assert "Det er brugt, eller det er for gammelt" in page
    assert 'href="/konto/glemt-adgangskode/"' in page


def test_a_reset_lasts_four_hours(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    link, now = reset_link(), PasswordResetTokenGenerator()._now()
    for seconds, works in ((4 * 3600 - 60, True), (4 * 3600 + 60, False)):
        later = now.__class__.fromtimestamp(now.timestamp() + seconds)
        monkeypatch.setattr(PasswordResetTokenGenerator, "_now", lambda _self, at=later: at)
        page = Client(SERVER_NAME=AALBORG).get(link, follow=True).content.decode()
        assert ('name="password1"' in page) == works


def test_a_used_invitation_says_what_to_do(client_of: ClientOf) -> None:
    client_of("mette").post("/personer/", NEW)
    link = link_in_last_mail()
    Client(SERVER_NAME=AALBORG).post(link, {"password": CHOSEN})
    again = Client(SERVER_NAME=AALBORG).get(link)
    assert again.status_code == 404
    assert "bed den, der inviterede dig, om en ny invitation" in again.content.decode()
    assert again.content == Client(SERVER_NAME=AALBORG).get("/konto/invitation/findes-ikke/").content


def test_a_new_password_ends_every_session_of_the_person(client_of: ClientOf) -> None:
    sessions = [client_of("mette") for _ in range(3)]
    stranger = client_of("dorte")
    choose(reset_link())
    assert [each.get("/").status_code for each in sessions] == [302] * 3
    assert stranger.get("/").status_code == 200
    with acting_as(Caller.owner()):
        assert not Session.objects.filter(person_id=PERSONAE["mette"].id).exists()


def test_an_invitation_to_the_secretariat_leads_to_setting_the_second_factor_up(
    client_of: ClientOf, settings: Settings
) -> None:
    new = NEW | {"email": "nina@sekretariat.example", "roles": ["case_worker"]}
    client_of("lise").post("/personer/", new)
    settings.SECOND_FACTOR = ["secretariat", "supplier"]
    guest = Client(SERVER_NAME=settings.SECRETARIAT_HOST)
    assert guest.post(link_in_last_mail(), {"password": CHOSEN}).status_code == 302
    assert guest.get("/tilsyn/")["Location"] == "/konto/sikkerhed/app/?next=/tilsyn/"


@pytest.mark.parametrize(("by_mail", "where"), [(True, 200), (False, 302)])
def test_an_invitation_is_as_good_as_a_mailed_code(
    client_of: ClientOf, settings: Settings, by_mail: bool, where: int
) -> None:
    new = NEW | {"email": "nina@nordlys.example", "roles": ["supplier_contact"]}
    client_of("leo").post("/personer/", new)
    settings.SECOND_FACTOR, settings.SUPPLIER_EMAIL_CODE = ["supplier"], by_mail
    guest = Client(SERVER_NAME=settings.SUPPLIER_HOST)
    guest.post(link_in_last_mail(), {"password": CHOSEN})
    assert guest.get("/").status_code == where


def test_signing_in_takes_a_new_key_at_each_step(client_of: ClientOf) -> None:
    client = Client(SERVER_NAME=AALBORG)
    client.cookies[settings.SESSION_COOKIE_NAME] = "x" * 32
    client.post("/konto/log-ind/", {"login": PERSONAE["mette"].email, "password": "forkert"})
    other = client_of("mette")
    assert other.cookies["session"].value not in ("", "x" * 32)
    assert client.get("/").status_code == 302
