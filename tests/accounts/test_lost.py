"""Somebody has lost the phone: who may take the second factor away, and that it lets nobody in by itself."""

from collections.abc import Callable
from io import StringIO
from uuid import UUID

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from django.test import Client
from pytest_django import Settings

from accounts.lost import take_away_factor
from accounts.models import Colleague, Engagement
from register.models import Supplier, SupplierContact
from tests.accounts.second_steps import SECRET, ClientOf, code_of, give_app, mails, sign_in
from tests.accounts.test_people import link_in_last_mail
from tests.personae import PASSWORD, PERSONAE, SUPPLIER_X
from walls.callers import Caller, acting_as
from workflows.actors import Actor
from workflows.engine import NotPermittedError
from workflows.models import LogEntry

LEO = PERSONAE["leo"]


def has_app(key: str) -> bool:
    with acting_as(Caller.owner()):
        return Authenticator.objects.filter(user_id=PERSONAE[key].id).exists()


def colleague(key: str) -> Colleague:
    with acting_as(Caller.owner()):
        return Colleague.objects.get(email=PERSONAE[key].email)


def _by_hand(engagement_id: UUID) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT accounts_take_away_factor_v1(%s)", [engagement_id])


@pytest.fixture
def contact(db: None) -> SupplierContact:
    """Leo as the register's contact at Nordlys."""
    with acting_as(Caller.secretariat()):
        supplier = Supplier(id=SUPPLIER_X, name=LEO.organisation, country="DK", number="12345678")
        supplier.save(force_insert=True)
        found = SupplierContact(supplier=supplier, name=LEO.name, email=LEO.email)
        found.save(force_insert=True)
        return found


@pytest.mark.parametrize("key", ["sara", "mette", "leo"])
def test_an_administrator_takes_it_away_and_the_person_is_told(client_of: ClientOf, key: str) -> None:
    give_app(key)
    persona = PERSONAE[key]
    lost, _ = sign_in(key)
    lost.post("/konto/kode/", {"code": code_of(SECRET)})
    assert lost.get("/").status_code == 200
    lise = client_of("lise")
    done = lise.post("/personer/mistet-telefon/", {"email": persona.email.upper()}, follow=True)
    assert f"{persona.name} kan logge ind uden app" in done.content.decode()
    assert not has_app(key)
    assert lost.get("/").status_code == 302, "signed out everywhere"
    assert mails()[0].to == [persona.email]
    assert "Lise Leder" in mails()[0].body
    with acting_as(Caller.secretariat()):
        logged = LogEntry.objects.get(action="take_away_second_factor")
    assert logged.by_name == "Lise Leder, Sekretariatet"
    _again, answer = sign_in(key)
    assert answer["Location"] == "/"


def test_it_lets_nobody_in_by_itself(client_of: ClientOf, settings: Settings) -> None:
    settings.SECOND_FACTOR = ["secretariat"]
    give_app("sara")
    give_app("lise")
    lise, _ = sign_in("lise")
    lise.post("/konto/kode/", {"code": code_of(SECRET)})
    lise.post("/personer/mistet-telefon/", {"email": PERSONAE["sara"].email})
    sara, _ = sign_in("sara")
    assert sara.get("/")["Location"].startswith("/konto/sikkerhed/app/"), "it is set up anew first"


@pytest.mark.parametrize("key", ["sara", "karl", "mette", "leo"])
def test_nobody_else_reaches_that_page(client_of: ClientOf, key: str) -> None:
    give_app("bo")
    answer = client_of(key).post("/personer/mistet-telefon/", {"email": PERSONAE["bo"].email})
    assert answer.status_code in (403, 404)
    assert has_app("bo")


def test_one_does_not_take_away_ones_own_that_way(client_of: ClientOf) -> None:
    lise = client_of("lise")
    told = lise.post("/personer/mistet-telefon/", {"email": PERSONAE["lise"].email}, follow=True)
    assert "Min sikkerhed" in told.content.decode()


def test_a_case_worker_renews_a_suppliers_way_in(client_of: ClientOf, contact: SupplierContact) -> None:
    give_app("leo")
    sara = client_of("sara")
    done = sara.post(f"/register/kontakter/{contact.id}/ny-adgang/", follow=True)
    assert "En ny invitation er på vej" in done.content.decode()
    assert not has_app("leo")
    assert {tuple(each.to) for each in mails()[:2]} == {(LEO.email,)}
    guest = Client(SERVER_NAME=settings.SUPPLIER_HOST)
    link = link_in_last_mail()
    assert "allerede adgang" in guest.get(link).content.decode()
    form = {"login": LEO.email, "password": PASSWORD, "next": link}
    assert guest.post("/konto/log-ind/", form)["Location"] == link


def test_a_case_worker_reaches_a_suppliers_people_only(actor: Callable[[str], Actor], db: None) -> None:
    for key in ("lise", "mette"):
        give_app(key)
        with acting_as(Caller.secretariat()), pytest.raises(NotPermittedError):
            take_away_factor(by=actor("sara"), colleague=colleague(key))
        assert has_app(key)


def test_work_for_a_supplier_is_no_way_to_the_secretariats_own(
    actor: Callable[[str], Actor], db: None
) -> None:
    """Lise also works for a supplier: a case worker does not get at her second factor by that."""
    lise = PERSONAE["lise"]
    give_app("lise")
    with acting_as(Caller.owner()):
        there = Engagement(
            person_id=lise.id,
            site="supplier",
            supplier_id=SUPPLIER_X,
            organisation=LEO.organisation,
            name=lise.name,
            email=lise.email,
            roles=["supplier_contact"],
        )
        there.save()
        as_supplier = Colleague.objects.get(pk=there.id)
    with acting_as(Caller.secretariat()):
        with pytest.raises(NotPermittedError):
            take_away_factor(by=actor("sara"), colleague=as_supplier)
        with pytest.raises(ProgrammingError), transaction.atomic():
            _by_hand(there.id)
    assert has_app("lise")


@pytest.mark.parametrize("key", ["mette", "leo"])
def test_the_database_lets_only_the_secretariat(
    caller_of: Callable[[str], Caller], db: None, key: str
) -> None:
    give_app(key)
    own = colleague(key)
    with acting_as(caller_of(key)), pytest.raises(ProgrammingError), transaction.atomic():
        _by_hand(own.id)
    assert has_app(key)


def test_who_runs_the_system_takes_it_away_from_the_last_administrator(db: None) -> None:
    give_app("lise")
    out = StringIO()
    call_command("take_away_second_factor", email=PERSONAE["lise"].email, stdout=out)
    assert "er fjernet" in out.getvalue()
    assert not has_app("lise")
    with pytest.raises(CommandError, match="Ingen med adgang"):
        call_command("take_away_second_factor", email="ingen@sekretariat.example")
