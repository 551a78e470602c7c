"""12 threads ask 98 hosts at once, views fail and connections are killed: nobody reads another's words.

Each municipality's schema holds a task with words that no other has. 2,000 requests go through the real
WSGI application over fewer connections than threads.
"""

import io
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from threading import Lock, Thread
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, connection, connections
from django.test import Client

from accounts.models import Engagement, Person
from audits.municipal.models import FollowUpTask, ReceivedReport, ReceivedSystem
from tenants.actions import onboard
from tenants.kommuner import KOMMUNER
from tenants.models import Municipality
from tests.conftest import server
from tests.personae import PASSWORD
from walls import names
from walls.callers import Caller, acting_as, wrapper
from workflows.actors import Actor

# A minute's work for both cores: it goes beside the tests that wait for a browser.
pytestmark = pytest.mark.processes
REQUESTS, THREADS, CONNECTIONS, KILL_EVERY, FAIL_EVERY = 2_000, 12, 8, 50, 23
SINCE = date(2026, 1, 1)


@dataclass(frozen=True)
class Host:
    """A municipality's host, somebody signed in there, and the words that only it may show."""

    name: str
    cookies: str
    report: str
    marker: str


@pytest.fixture
def hosts(committed: None) -> Iterator[list[Host]]:
    """All 98 as members, each with a report, a task with words of its own, and a person signed in."""
    with acting_as(Caller.owner()):
        there = set(Municipality.objects.values_list("kommunekode", flat=True))
        made = [
            onboard(kommunekode=each.kommunekode, by=Actor.system(), since=SINCE)
            for each in KOMMUNER
            if each.kommunekode not in there
        ]
        everybody = list(Municipality.objects.prefetch_related("domains"))
    yield [_host(each, number) for number, each in enumerate(everybody)]
    connections.close_all()
    with server(connection.settings_dict["NAME"]) as superuser:  # roles are the server's: take them away
        for each in made:
            role = names.municipality_role(each.id)
            superuser.execute(f'DROP OWNED BY "{role}"; DROP ROLE "{role}"'.encode())


def _host(each: Municipality, number: int) -> Host:
    marker = f"marker-{uuid4().hex}"
    email = f"vagt@{each.kommunekode}.example"
    with acting_as(Caller.owner()):
        person = Person.objects.create_user(email, "Vagt", PASSWORD)
        Engagement(
            person=person, site="municipality", municipality_id=each.id, organisation=each.name, name="Vagt",
            email=email, roles=["contact", "decision_maker"],
        ).save()  # fmt: skip
    with acting_as(Caller.owner(each.schema_name)):
        report = ReceivedReport(
            report_id=uuid4(), audit_id=uuid4(), version_id=uuid4(), version=1, kind="first", case_number="1",
            supplier_id=uuid4(), supplier_name=marker, concept=1, published_at="2026-03-12T12:00:00Z",
        )  # fmt: skip
        report.save(force_insert=True)
        FollowUpTask(report=report, text=marker).save(force_insert=True)
        ReceivedSystem(
            report=report, system_id=uuid4(), name=marker, level="red", text=marker, state="received",
            state_since="2026-03-12T12:00:00Z", rating="red", conclusion=marker,
        ).save(force_insert=True)  # fmt: skip
    name = each.domains.all()[0].domain  # type: ignore[attr-defined]
    client = Client(SERVER_NAME=name, REMOTE_ADDR=f"10.1.0.{number}")
    assert client.post("/konto/log-ind/", {"login": email, "password": PASSWORD}).status_code == 302
    cookies = "; ".join(f"{key}={morsel.value}" for key, morsel in client.cookies.items())
    return Host(name, cookies, str(report.id), marker)


@pytest.fixture
def few_connections(hosts: list[Host]) -> Iterator[None]:
    """Fewer connections than threads, so that each serves many municipalities in turn."""
    options = wrapper().settings_dict["OPTIONS"]
    connections.close_all()
    options["pool"] = {"min_size": 0, "max_size": CONNECTIONS, "timeout": 60}
    yield
    connections.close_all()
    wrapper().close_pool()
    del options["pool"]


def ask(application: Any, host: Host, path: str) -> tuple[int, str]:
    """Send a request and read the whole answer, as a web server does."""
    status: list[str] = []
    environ = {
        "REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": "", "SERVER_NAME": host.name,
        "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1", "HTTP_HOST": host.name,
        "HTTP_COOKIE": host.cookies, "REMOTE_ADDR": "127.0.0.1", "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(), "wsgi.url_scheme": "http", "wsgi.multithread": True,
        "wsgi.multiprocess": False, "wsgi.run_once": False, "wsgi.version": (1, 0),
    }  # fmt: skip
    response = application(environ, lambda told, *_: status.append(told))
    try:
        return int(status[0][:3]), b"".join(response).decode()
    finally:
        response.close()


class Crowd:
    """The threads, what they asked for and what came back."""

    def __init__(self, hosts: list[Host]) -> None:
        self.hosts, self.application = hosts, get_wsgi_application()
        self.markers = {each.marker for each in hosts}
        self.outcomes: Counter[str] = Counter()
        self.counting = Lock()
        self.turns = iter(range(REQUESTS))

    def walk(self, seed: int) -> None:
        """Ask hosts at random until all requests are spent."""
        chance = random.Random(seed)  # noqa: S311 - so that a run can be told again
        while True:
            with self.counting:
                turn = next(self.turns, None)
            if turn is None:
                break
            host = chance.choice(self.hosts)
            path = f"/tilsyn/{host.report}/" if turn % 2 else "/tilsyn/"
            failing = turn % FAIL_EVERY == 0
            status, page = ask(self.application, host, f"/tilsyn/{uuid4()}/" if failing else path)
            self.count(host, status, page, failing)
            if turn % KILL_EVERY == 0:
                kill_one()
        connections.close_all()

    def count(self, host: Host, status: int, page: str, failing: bool) -> None:
        """Keep in a word what came back."""
        if any(each in page for each in self.markers - {host.marker}):
            word = "ANOTHER'S WORDS"
        elif failing:
            word = f"failing {status}"
        else:
            word = f"{status} {'own words' if host.marker in page else 'no words'}"
        with self.counting:
            self.outcomes[word] += 1


def kill_one() -> None:
    """End a connection in the middle of what it does."""
    try:
        with server() as superuser:
            superuser.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = %s ORDER BY random() LIMIT 1",
                [wrapper().settings_dict["NAME"]],
            )
    except psycopg.OperationalError:  # too many at once
        pass


def test_no_thread_reads_anothers_words(
    hosts: list[Host], few_connections: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(hosts) == 98
    a_wrong_role_would_be_noticed(hosts, monkeypatch)
    crowd = Crowd(hosts)
    close_old_connections()
    threads = [Thread(target=crowd.walk, args=[number]) for number in range(THREADS)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(300)
    outcomes = crowd.outcomes
    assert outcomes.total() == REQUESTS
    assert set(outcomes) <= {"200 own words", "500 no words", "failing 404", "failing 500"}, outcomes
    assert outcomes["200 own words"] >= REQUESTS * 9 // 10, outcomes


def a_wrong_role_would_be_noticed(hosts: list[Host], monkeypatch: pytest.MonkeyPatch) -> None:
    """A page under another municipality's role shows the other's words, and the count tells so."""
    own, other = hosts[0], hosts[1]
    with acting_as(Caller.owner()):
        neighbour = Municipality.objects.get(domains__domain=other.name)
    connection.close()
    crowd = Crowd(hosts)
    with monkeypatch.context() as wrong:
        wrong.setattr("accounts.middleware.site_caller", lambda _: Caller.municipality(neighbour))
        crowd.count(own, *ask(crowd.application, own, f"/tilsyn/{other.report}/"), failing=False)
    assert dict(crowd.outcomes) == {"ANOTHER'S WORDS": 1}
