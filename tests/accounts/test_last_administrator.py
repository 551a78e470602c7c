"""The secretariat always has an administrator, also when two end each other at the same moment."""

import threading
from collections.abc import Callable

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from accounts import actions
from accounts.models import Colleague, Engagement, Person
from tests.conftest import server
from tests.personae import PASSWORD, PERSONAE
from walls.callers import Caller, acting_as, wrapper
from workflows.actors import Actor

LISE, ADA = PERSONAE["lise"].email, "ada@sekretariat.example"
BLOCKED = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = %s"


def second_administrator(password: str | None = PASSWORD) -> None:
    """Make Ada an administrator beside Lise; without a password she has not taken it up."""
    with acting_as(Caller.owner()):
        ada = Person.objects.create_user(ADA, "Ada Administrator", password)
        given = {"name": ada.name, "email": ADA, "organisation": "Sekretariatet"}
        Engagement(person=ada, site="secretariat", roles=["administrator"], **given).save()


def engagement(email: str) -> Engagement:
    with acting_as(Caller.owner()):
        return Engagement.objects.get(site="secretariat", email=email)


def signed_in(email: str) -> Client:
    client = Client(SERVER_NAME=settings.SECRETARIAT_HOST)
    assert client.post("/konto/log-ind/", {"login": email, "password": PASSWORD}).status_code == 302
    return client


def end(email: str, by: Actor) -> bool:
    with acting_as(Caller.secretariat()):
        return actions.end_access(by=by, colleague=Colleague.objects.get(site="secretariat", email=email))


def test_one_of_two_administrators_may_go(db: None, actor: Callable[[str], Actor]) -> None:
    second_administrator()
    assert end(ADA, actor("lise"))
    assert engagement(ADA).ended_at is not None


@pytest.mark.parametrize("other", ["nobody", "somebody who has not taken it up"])
def test_the_last_one_may_not(db: None, actor: Callable[[str], Actor], other: str) -> None:
    if other != "nobody":
        second_administrator(password=None)
    with pytest.raises(actions.LastAdministratorError):
        end(LISE, actor("sara"))
    assert engagement(LISE).ended_at is None
    assert end(PERSONAE["sara"].email, actor("lise"))  # who is no administrator may go


def test_of_two_who_end_each_other_at_once_one_is_left(
    committed: None, eventually: Callable[[Callable[[], bool]], bool]
) -> None:
    second_administrator()
    clients = {LISE: signed_in(LISE), ADA: signed_in(ADA)}
    others = {LISE: engagement(ADA), ADA: engagement(LISE)}

    def end_the_other(email: str) -> None:
        try:
            clients[email].post(f"/personer/{others[email].id}/luk/")
        finally:
            connection.close()
            wrapper().act_as(None)

    database = connection.settings_dict["NAME"]
    with server(database) as holding, server(database) as onlooker:
        threads = [threading.Thread(target=end_the_other, args=(each,)) for each in clients]
        with holding.transaction():
            holding.execute("SELECT * FROM accounts_engagement FOR UPDATE")
            for each in threads:
                each.start()
            assert eventually(lambda: onlooker.execute(BLOCKED, [database]).fetchone() == (2,))
        for each in threads:
            each.join()
    [left] = [email for email in clients if engagement(email).ended_at is None]
    assert "er lukket" in clients[left].get("/personer/").content.decode()
