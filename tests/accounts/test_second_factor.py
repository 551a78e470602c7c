"""The second factor: who is asked for it, what passes, and that a code passes once."""

import re
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.models import Person
from tests.accounts.second_steps import (
    SECRET,
    ClientOf,
    code_of,
    give_app,
    key_on,
    mailed_code,
    mails,
    sign_in,
)
from tests.accounts.test_hosts import AALBORG, ask_for_a_new_password
from tests.permission_table import OPEN, TABLE
from tests.personae import PASSWORD, PERSONAE
from tests.test_permission_table import outcome, patterns
from walls.callers import Caller, acting_as
from workflows.models import LogEntry

STEP = "/konto/kode/"
SET_UP = "/konto/sikkerhed/app/"
WRONG = "000000"


@pytest.fixture
def demanded(settings: Settings) -> Settings:
    """As in production: the secretariat and the suppliers need a second factor."""
    settings.SECOND_FACTOR = ["secretariat", "supplier"]
    settings.SUPPLIER_EMAIL_CODE = False
    return settings


def set_up(client: Client) -> str:
    """Set an app up through the pages; return its secret."""
    secret = key_on(client.get(SET_UP))
    assert client.post(SET_UP, {"code": code_of(secret, -1)}).status_code == 302
    return secret


def logged(action: str) -> list[str]:
    with acting_as(Caller.secretariat()):
        return [each.by_name for each in LogEntry.objects.filter(action=action)]


@pytest.mark.parametrize("key", sorted(PERSONAE))
def test_where_nothing_is_demanded_the_password_is_enough(client_of: ClientOf, key: str) -> None:
    assert client_of(key).get("/").status_code == 200


@pytest.mark.parametrize("key", ["sara", "lise", "karl", "leo"])
def test_nothing_is_reached_before_it_is_set_up(demanded: Settings, db: None, key: str) -> None:
    client, _answer = sign_in(key)
    persona, reached = PERSONAE[key], []
    for name, _pattern, arguments in patterns(persona.site):
        if TABLE[persona.site][name] == OPEN or name == "security_app":
            continue
        path = reverse(name, urlconf=settings.SITE_URLCONFS[persona.site], kwargs=arguments)
        answer: Any = client.get(path)
        if answer.status_code == 405:
            answer = client.post(path)
        if answer.status_code != 302 or not answer["Location"].startswith(f"{SET_UP}?next="):
            reached.append(name)
    assert reached == []


def test_after_setting_it_up_one_gets_where_one_wanted(demanded: Settings, db: None) -> None:
    client, _ = sign_in("sara")
    asked = client.get("/tilsyn/")
    page = client.get(asked["Location"])
    assert 'name="next" value="/tilsyn/"' in page.content.decode()
    old_key = client.cookies["session"].value
    code = code_of(key_on(page), -1)
    codes = client.post(SET_UP, {"code": code, "next": "/tilsyn/"})
    assert client.cookies["session"].value != old_key
    shown = client.get(codes["Location"])
    assert len(re.findall(r"<code>\d{4} \d{4}</code>", shown.content.decode())) == 10
    kept = client.post("/konto/sikkerhed/noedkoder/gemt/", {"next": "/tilsyn/"})
    assert kept["Location"] == "/tilsyn/"
    assert client.get("/tilsyn/").status_code == 200
    assert logged("set_up_second_factor") == ["Sara Sagsbehandler, Sekretariatet"]
    assert "slået til" in mails()[0].body


def test_the_picture_and_the_key_need_nothing_from_elsewhere(demanded: Settings, db: None) -> None:
    client, _ = sign_in("sara")
    page = client.get(SET_UP)
    body = page.content.decode()
    assert 'src="data:image/svg+xml;base64,' in body
    assert " style=" not in body
    assert key_on(page) == key_on(client.get(SET_UP)), "the key stays while the page is loaded again"


def test_a_municipality_may_but_need_not(demanded: Settings, client_of: ClientOf) -> None:
    mette = client_of("mette")
    assert mette.get("/").status_code == 200
    secret = set_up(mette)
    again, answer = sign_in("mette")
    assert answer["Location"] == STEP
    assert again.get("/").status_code == 302
    assert again.post(STEP, {"code": code_of(secret)}).status_code == 302
    assert again.get("/").status_code == 200


def test_a_municipality_can_be_made_to(demanded: Settings, db: None) -> None:
    demanded.SECOND_FACTOR = ["municipality"]
    client, _ = sign_in("mette")
    assert client.get("/")["Location"].startswith(SET_UP)
    set_up(client)
    assert client.get("/").status_code == 200


def test_a_wrong_code_lets_nobody_in(demanded: Settings, db: None) -> None:
    give_app("sara")
    client, answer = sign_in("sara")
    assert answer["Location"] == STEP
    for wrong in (WRONG, code_of(SECRET, -4), code_of(SECRET, 4), "", "abc", "１２３４５６"):
        assert client.post(STEP, {"code": wrong}).status_code == 200
        assert client.get("/").status_code == 302


def test_a_code_works_once(demanded: Settings, db: None) -> None:
    """Also where the cache has forgotten, and for a code before the one that was used."""
    give_app("sara")
    code, older = code_of(SECRET, 1), code_of(SECRET, 0)
    first, _ = sign_in("sara")
    assert first.post(STEP, {"code": f" {code[:3]} {code[3:]} "}).status_code == 302
    assert first.get("/").status_code == 200
    cache.clear()
    for replayed in (code, older):
        thief, _ = sign_in("sara")
        assert "forkert, brugt eller for gammel" in thief.post(STEP, {"code": replayed}).content.decode()
        assert thief.get("/").status_code == 302


def test_the_code_that_set_the_app_up_is_used(demanded: Settings, client_of: ClientOf) -> None:
    sara, _ = sign_in("sara")
    code = code_of(key_on(sara.get(SET_UP)))
    sara.post(SET_UP, {"code": code})
    again, _ = sign_in("sara")
    assert again.post(STEP, {"code": code}).status_code == 200


def test_wrong_codes_are_limited_per_person_wherever_they_come_from(demanded: Settings, db: None) -> None:
    give_app("sara")
    give_app("lise")
    for number in range(12):
        guesser, _ = sign_in("sara", REMOTE_ADDR=f"198.51.100.{number}")
        answer = guesser.post(STEP, {"code": WRONG}).content.decode()
    assert "For mange" in answer
    assert len(logged("stop_guessing")) == 1, "two were turned away unread"
    right, _ = sign_in("sara", REMOTE_ADDR="198.51.100.99")
    assert "For mange" in right.post(STEP, {"code": code_of(SECRET)}).content.decode()
    other, _ = sign_in("lise", REMOTE_ADDR="198.51.100.99")
    assert other.post(STEP, {"code": code_of(SECRET)}).status_code == 302


def test_a_recovery_code_works_once_and_is_marked(demanded: Settings, db: None) -> None:
    codes = give_app("sara")
    client, _ = sign_in("sara")
    assert client.post(STEP, {"code": codes[2]}).status_code == 302
    assert "Der er 9 tilbage" in client.get("/").content.decode()
    again, _ = sign_in("sara")
    assert again.post(STEP, {"code": codes[2]}).status_code == 200
    listed = client.get("/konto/sikkerhed/noedkoder/").content.decode()
    assert len(re.findall(r">\s*Brugt\s*<|Brugt</", listed)) >= 1
    assert codes[3] not in listed
    assert logged("use_recovery_code")


def test_recovery_codes_are_shown_until_kept_and_never_again(demanded: Settings, db: None) -> None:
    client, _ = sign_in("sara")
    set_up(client)
    text = client.get("/konto/sikkerhed/noedkoder/hent/")
    codes = re.findall(r"\d{4} \d{4}", text.content.decode())
    assert len(codes) == 10
    assert "attachment" in text["Content-Disposition"]
    assert "no-store" in text["Cache-Control"]
    client.post("/konto/sikkerhed/noedkoder/gemt/")
    assert client.get("/konto/sikkerhed/noedkoder/hent/").status_code == 404
    assert codes[0] not in client.get("/konto/sikkerhed/noedkoder/").content.decode()


def test_new_recovery_codes_end_the_old_ones(demanded: Settings, db: None) -> None:
    old = give_app("sara")
    client, _ = sign_in("sara")
    client.post(STEP, {"code": code_of(SECRET)})
    assert client.post("/konto/sikkerhed/noedkoder/").status_code == 302
    new = re.findall(r"\d{4} \d{4}", client.get("/konto/sikkerhed/noedkoder/hent/").content.decode())
    assert not set(old) & set(new)
    again, _ = sign_in("sara")
    assert again.post(STEP, {"code": old[0]}).status_code == 200
    assert again.post(STEP, {"code": new[0]}).status_code == 302


def test_a_new_password_does_not_go_round_it(demanded: Settings, db: None) -> None:
    give_app("mette")
    path = "/" + ask_for_a_new_password().split("/", 3)[3]
    page = Client(SERVER_NAME=AALBORG)
    form = page.get(path, follow=True).redirect_chain[-1][0]
    chosen = "en-lang-saetning-2026"
    assert page.post(form, {"password1": chosen, "password2": chosen}).status_code == 302
    assert page.get("/").status_code == 302
    answer = page.post("/konto/log-ind/", {"login": PERSONAE["mette"].email, "password": chosen})
    assert answer["Location"] == STEP
    assert page.get("/").status_code == 302


def test_a_password_changed_meanwhile_ends_the_wait_for_a_code(demanded: Settings, db: None) -> None:
    give_app("sara")
    waiting, _ = sign_in("sara")
    with acting_as(Caller.owner()):
        sara = Person.objects.get(pk=PERSONAE["sara"].id)
        sara.set_password("en-helt-anden-saetning")
        sara.save()
    answer = waiting.post(STEP, {"code": code_of(SECRET)})
    assert answer["Location"] == "/konto/log-ind/"
    assert waiting.get("/").status_code == 302


def test_a_sign_in_that_waits_is_no_sign_in_elsewhere(demanded: Settings, db: None) -> None:
    give_app("mette")
    waiting, _ = sign_in("mette")
    moved = waiting.post(STEP, {"code": code_of(SECRET)}, SERVER_NAME=f"viborg.{settings.BASE_DOMAIN}")
    assert moved["Location"] == "/konto/log-ind/"


def test_setting_up_ends_the_sessions_that_have_not_shown_it(client_of: ClientOf) -> None:
    here, elsewhere = client_of("mette"), client_of("mette")
    assert elsewhere.get("/").status_code == 200
    set_up(here)
    assert elsewhere.get("/").status_code == 302
    assert here.get("/").status_code == 200


def test_removing_asks_for_the_password_and_where_it_is_demanded_for_a_new_one(
    demanded: Settings, db: None
) -> None:
    give_app("sara")
    client, _ = sign_in("sara")
    client.post(STEP, {"code": code_of(SECRET)})
    remove = "/konto/sikkerhed/app/fjern/"
    assert "forkert" in client.post(remove, {"password": "nej"}).content.decode()
    assert client.get("/").status_code == 200
    assert client.post(remove, {"password": PASSWORD}).status_code == 302
    assert client.get("/")["Location"].startswith(SET_UP)
    with acting_as(Caller.owner()):
        assert not Authenticator.objects.exists()


def test_a_supplier_who_removes_the_app_goes_on_with_mailed_codes(demanded: Settings, db: None) -> None:
    demanded.SUPPLIER_EMAIL_CODE = True
    give_app("leo")
    client, _ = sign_in("leo")
    client.post(STEP, {"code": code_of(SECRET)})
    assert client.post("/konto/sikkerhed/app/fjern/", {"password": PASSWORD}).status_code == 302
    assert client.get("/").status_code == 200
    again, _ = sign_in("leo")
    assert again.post(STEP, {"code": mailed_code()}).status_code == 302


def test_nobody_sets_up_a_second_app_in_place_of_the_first(demanded: Settings, db: None) -> None:
    """Who knows the password only, in a session from before the app, gets nothing by it."""
    client, _ = sign_in("sara")
    secret = key_on(client.get(SET_UP))
    give_app("sara")
    answer = client.post(SET_UP, {"code": code_of(secret)})
    assert answer.status_code == 403
    assert "Log ind igen" in answer.content.decode()
    assert client.get("/").status_code == 302


def test_a_supplier_without_an_app_gets_a_code_by_mail(demanded: Settings, db: None) -> None:
    demanded.SUPPLIER_EMAIL_CODE = True
    client, answer = sign_in("leo")
    assert answer["Location"] == STEP
    assert PERSONAE["leo"].email in client.get(STEP).content.decode()
    first = mailed_code()
    assert mails()[0].to == [PERSONAE["leo"].email]
    client.post(STEP, {"again": "1"})
    assert mailed_code() != first
    assert client.post(STEP, {"code": first}).status_code == 200
    assert client.post(STEP, {"code": mailed_code()}).status_code == 302
    assert client.get("/").status_code == 200


def test_a_mailed_code_belongs_to_its_sign_in_and_its_ten_minutes(
    demanded: Settings, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    demanded.SUPPLIER_EMAIL_CODE = True
    one, _ = sign_in("leo")
    code = mailed_code()
    other, _ = sign_in("leo")
    assert other.post(STEP, {"code": code}).status_code == 200
    now = time.time()
    monkeypatch.setattr("accounts.emailcode.time.time", lambda: now + 601)
    assert one.post(STEP, {"code": code}).status_code == 200


def test_whoever_has_an_app_does_not_get_away_with_a_mail(demanded: Settings, db: None) -> None:
    demanded.SUPPLIER_EMAIL_CODE = True
    give_app("leo")
    before = len(mails())
    client, _ = sign_in("leo")
    assert "app" in client.get(STEP).content.decode()
    client.post(STEP, {"again": "1"})
    assert len(mails()) == before
    assert client.post(STEP, {"code": code_of(SECRET)}).status_code == 302


def test_nobody_elses_site_takes_a_mailed_code(demanded: Settings, db: None) -> None:
    demanded.SUPPLIER_EMAIL_CODE = True
    client, answer = sign_in("sara")
    assert answer["Location"] == "/"
    assert client.get("/")["Location"].startswith(SET_UP)


def test_a_mailbox_is_not_filled_with_codes(demanded: Settings, db: None) -> None:
    demanded.SUPPLIER_EMAIL_CODE = True
    for _ in range(7):
        sign_in("leo")
    assert len(mails()) == 4


def test_without_the_password_there_is_no_second_step(db: None) -> None:
    client = Client(SERVER_NAME=AALBORG)
    assert client.get(STEP)["Location"] == "/konto/log-ind/"
    assert client.post(STEP, {"code": code_of(SECRET)})["Location"] == "/konto/log-ind/"
    assert outcome(client, "/") == "sign in"
