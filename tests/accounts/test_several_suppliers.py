"""Somebody who works for two suppliers: the invitation says for which, and the menu has a switch."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client

from accounts.models import Engagement
from tests.accounts.test_people import link_in_last_mail
from tests.personae import PASSWORD, PERSONAE, SUPPLIER_X, SUPPLIER_Y
from walls.callers import Caller, acting_as

NORDLYS, KYSTSOFT = "Nordlys Data A/S", "Kystsoft ApS"
SWITCH = "/konto/organisation/"
LEO = PERSONAE["leo"]
AT_KYSTSOFT = {
    "name": "Leo Konsulent",
    "email": LEO.email,
    "phone": "",
    "title": "",
    "roles": ["supplier_contact"],
}


def works_for(client: Client) -> str:
    """Return the organisation whose heading the front page carries."""
    page = client.get("/").content.decode()
    return page.split('class="solution-heading">')[1].split("<")[0]


@pytest.fixture
def invited(client_of: Callable[[str], Client]) -> str:
    """Leo, who works for Nordlys, is invited by Kystsoft too; the link of the mail."""
    assert client_of("lis").post("/personer/", AT_KYSTSOFT).status_code == 302
    with acting_as(Caller.owner()):
        older = Engagement.objects.get(person_id=LEO.id, supplier_id=SUPPLIER_X)
        newer = Engagement.objects.get(person_id=LEO.id, supplier_id=SUPPLIER_Y)
        Engagement.objects.filter(pk=newer.pk).update(created_at=older.created_at.replace(year=2020))
    return link_in_last_mail()


def test_the_invitation_chooses_for_whoever_is_signed_in(
    client_of: Callable[[str], Client], invited: str
) -> None:
    leo = client_of("leo")
    assert works_for(leo) == NORDLYS
    assert f"Fortsæt for {KYSTSOFT}" in leo.get(invited).content.decode()
    assert works_for(leo) == NORDLYS
    assert leo.post(invited).status_code == 302
    assert works_for(leo) == KYSTSOFT
    assert leo.get(invited).status_code == 302  # nothing changes, so nothing is asked


def test_the_invitation_chooses_for_whoever_signs_in_by_it(invited: str) -> None:
    guest = Client(SERVER_NAME=settings.SUPPLIER_HOST)
    assert f"/konto/log-ind/?next={invited}" in guest.get(invited).content.decode()
    form = {"login": LEO.email, "password": PASSWORD, "next": invited}
    answer = guest.post("/konto/log-ind/", form)
    assert answer.headers["Location"] == invited
    assert f"Fortsæt for {KYSTSOFT}" in guest.get(invited).content.decode()
    assert guest.post(invited).status_code == 302
    assert works_for(guest) == KYSTSOFT


def test_somebody_elses_invitation_chooses_nothing(client_of: Callable[[str], Client], invited: str) -> None:
    lis = client_of("lis")
    page = lis.get(invited).content.decode()
    assert "Invitationen er til en anden" in page
    assert works_for(lis) == KYSTSOFT
    answer = lis.post("/konto/log-ud/", {"next": invited})
    assert answer.headers["Location"] == invited
    assert "Log ind, og fortsæt" in lis.get(invited).content.decode()


@pytest.mark.parametrize(("language", "words"), [("da", "Skift organisation"), ("en", "Change organisation")])
def test_the_menu_has_a_switch_where_there_are_several(
    client_of: Callable[[str], Client], invited: str, language: str, words: str
) -> None:
    leo, lis = client_of("leo"), client_of("lis")
    leo.cookies[settings.LANGUAGE_COOKIE_NAME] = lis.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    page = leo.get("/").content.decode()
    assert words in page
    assert f'value="{SUPPLIER_Y}">{KYSTSOFT}' in page
    assert words not in lis.get("/").content.decode()


def test_the_switch_goes_there_and_back(client_of: Callable[[str], Client], invited: str) -> None:
    leo = client_of("leo")
    for supplier, name in ((SUPPLIER_Y, KYSTSOFT), (SUPPLIER_X, NORDLYS)):
        assert leo.post(SWITCH, {"organisation": str(supplier)}).headers["Location"] == "/"
        assert works_for(leo) == name


def test_nobody_switches_to_whom_they_do_not_work_for(
    client_of: Callable[[str], Client], invited: str
) -> None:
    lis, leo = client_of("lis"), client_of("leo")
    for given in (str(SUPPLIER_X), "x", ""):
        assert lis.post(SWITCH, {"organisation": given}).status_code == 404
    assert works_for(lis) == KYSTSOFT
    assert leo.get(SWITCH).status_code == 405
    with acting_as(Caller.owner()):
        there = Engagement.objects.get(person_id=LEO.id, supplier_id=SUPPLIER_Y)
    lis.post(f"/personer/{there.id}/luk/")
    assert leo.post(SWITCH, {"organisation": str(SUPPLIER_Y)}).status_code == 404
    assert works_for(leo) == NORDLYS
