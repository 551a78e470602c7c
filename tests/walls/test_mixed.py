"""Many requests of several organisations at once over few connections, some killed: nobody sees another."""

from collections import Counter
from collections.abc import Iterator
from threading import Lock, Thread

import pytest
from django.conf import settings
from django.db import close_old_connections, connections
from django.test import Client

from tests.conftest import server
from tests.personae import PASSWORD, PERSONAE
from walls.callers import wrapper

KEYS = ("mette", "bo", "leo", "lis", "lise")
HOSTS = {
    "mette": f"aalborg.{settings.BASE_DOMAIN}",
    "bo": f"viborg.{settings.BASE_DOMAIN}",
    "lise": settings.SECRETARIAT_HOST,
}
REQUESTS, THREADS, KILL_EVERY = 20, 6, 30


def signed_in(key: str) -> Client:
    client = Client(SERVER_NAME=HOSTS.get(key, settings.SUPPLIER_HOST), raise_request_exception=False)
    answer = client.post("/konto/log-ind/", {"login": PERSONAE[key].email, "password": PASSWORD})
    assert answer.status_code == 302
    return client


@pytest.fixture
def few_connections(committed: None) -> Iterator[None]:
    """A pool smaller than the number of threads."""
    options = wrapper().settings_dict["OPTIONS"]
    wrapper().close()
    options["pool"] = {"min_size": 0, "max_size": 3, "timeout": 20}
    yield
    connections.close_all()
    wrapper().close_pool()
    del options["pool"]


def kill_one() -> None:
    with server() as superuser:
        superuser.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s LIMIT 1",
            [wrapper().settings_dict["NAME"]],
        )


def test_nobody_sees_anothers_people(few_connections: None) -> None:
    clients = {key: signed_in(key) for key in KEYS}
    connections.close_all()
    outcomes: Counter[str] = Counter()
    counting = Lock()

    def walk(number: int) -> None:
        for turn in range(REQUESTS):
            key = KEYS[(number + turn) % len(KEYS)]
            visitor = Client(SERVER_NAME=clients[key].defaults["SERVER_NAME"], raise_request_exception=False)
            visitor.cookies = clients[key].cookies
            answer = visitor.get("/personer/")
            close_old_connections()  # as after every request; the test client leaves it out
            page = answer.content.decode()
            others = [PERSONAE[each].name for each in KEYS if each != key and PERSONAE[each].name in page]
            own = PERSONAE[key].name in page
            with counting:
                outcomes["of others" if others else f"{answer.status_code} {own}"] += 1
                done = outcomes.total()
            if done % KILL_EVERY == 0:
                kill_one()
        connections.close_all()

    threads = [Thread(target=walk, args=[number]) for number in range(THREADS)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(60)
    assert outcomes.total() == REQUESTS * THREADS
    assert set(outcomes) <= {"200 True", "500 False"}, outcomes
    assert outcomes["500 False"] <= REQUESTS * THREADS // KILL_EVERY, outcomes
