"""An invitation is taken up once, also by two at the same moment."""

import threading
from collections.abc import Callable

from django.conf import settings
from django.db import connection
from django.test import Client

from accounts.models import Person
from tests.accounts.test_people import NEW, link_in_last_mail
from tests.conftest import server
from tests.personae import PASSWORD, PERSONAE
from walls.callers import Caller, acting_as, wrapper

AALBORG = f"aalborg.{settings.BASE_DOMAIN}"
PASSWORDS = ("den-foerste-saetning-2026", "den-anden-saetning-2026")
BLOCKED = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = %s"


def test_of_two_who_take_up_an_invitation_at_once_one_is_let_in(
    committed: None, eventually: Callable[[Callable[[], bool]], bool]
) -> None:
    mette = Client(SERVER_NAME=AALBORG)
    mette.post("/konto/log-ind/", {"login": PERSONAE["mette"].email, "password": PASSWORD})
    assert mette.post("/personer/", NEW).status_code == 302
    link = link_in_last_mail()
    answers: dict[str, int] = {}

    def take_up(password: str) -> None:
        try:
            answers[password] = Client(SERVER_NAME=AALBORG).post(link, {"password": password}).status_code
        finally:
            connection.close()
            wrapper().act_as(None)

    database = connection.settings_dict["NAME"]
    with server(database) as holding, server(database) as onlooker:
        threads = [threading.Thread(target=take_up, args=(each,)) for each in PASSWORDS]
        with holding.transaction():
            holding.execute("SELECT * FROM accounts_invitation FOR UPDATE")
            for each in threads:
                each.start()
            assert eventually(lambda: onlooker.execute(BLOCKED, [database]).fetchone() == (2,))
        for each in threads:
            each.join()
    assert sorted(answers.values()) == [302, 404]
    with acting_as(Caller.owner()):
        nina = Person.objects.get(email=NEW["email"])
        assert [nina.check_password(each) for each in PASSWORDS] == [
            answers[each] == 302 for each in PASSWORDS
        ]
