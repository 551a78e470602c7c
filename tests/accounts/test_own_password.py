"""One changes the own password while signed in, with the old one, and is signed out elsewhere."""

from django.test import Client

from accounts.models import Person
from tests.accounts.second_steps import ClientOf
from tests.personae import PASSWORD, PERSONAE
from walls.callers import Caller, acting_as
from workflows.models import LogEntry, OutboxMail

METTE = PERSONAE["mette"]
PAGE = "/konto/sikkerhed/adgangskode/"
NEW = "Fjorden ligger blank i dag"


def has(password: str) -> bool:
    with acting_as(Caller.owner()):
        return Person.objects.get(pk=METTE.id).check_password(password)


def test_the_new_password_holds_and_the_page_stays_open(client_of: ClientOf) -> None:
    here, elsewhere = client_of("mette"), client_of("mette")
    answer = here.post(PAGE, {"password": PASSWORD, "new_password": NEW}, follow=True)
    assert "Din adgangskode er skiftet" in answer.content.decode()
    assert has(NEW)
    assert here.get("/").status_code == 200
    assert elsewhere.get("/").status_code == 302


def test_it_is_logged_and_told_by_mail(client_of: ClientOf) -> None:
    client_of("mette").post(PAGE, {"password": PASSWORD, "new_password": NEW})
    with acting_as(Caller.owner()):
        row = LogEntry.objects.get(action="change_password")
        mail = OutboxMail.objects.latest("created_at")
    assert (row.subject_id, row.by_id) == (METTE.id, METTE.id)
    assert mail.to == [METTE.email]
    assert "Din adgangskode er skiftet" in mail.body


def test_without_the_old_password_nothing_changes(client_of: ClientOf) -> None:
    page = client_of("mette").post(PAGE, {"password": "forkert", "new_password": NEW}).content.decode()
    assert "Adgangskoden er forkert." in page
    assert has(PASSWORD)


def test_a_weak_password_is_refused_at_its_field(client_of: ClientOf) -> None:
    page = client_of("mette").post(PAGE, {"password": PASSWORD, "new_password": "kort"}).content.decode()
    assert "for kort" in page
    assert has(PASSWORD)


def test_nobody_gets_there_without_signing_in(db: None) -> None:
    assert Client(SERVER_NAME="aalborg.localhost").get(PAGE).status_code == 302
