"""isolation: what the walls cost. The same pages on 98 hosts in turn, reading and writing.

Ours serves 98 municipalities, each in a schema of its own and under a role of its own. `no_roles` is
the same code with the same 98 schemas, but taking a role is replaced by setting the search path alone,
under one login that row policies do not bind. `one_schema` is no_roles for one municipality: as
many requests for one host, whose rows lie in one schema.

A request goes through the real WSGI application with a real session, and its connection comes out of
the pool and goes back. In a round each host is asked once: a third for the list of reports, a third
for a report, a third to add a task. The process knows from before whose each host is: it keeps that for
half a minute, and whichever side came first afterwards would pay for all.

Before anything is timed the answers must be equal, and so must what they left behind: for one_schema
with each municipality's own names put aside.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import psycopg
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.test import Client
from django.urls import reverse
from psycopg import sql

from accounts.models import Engagement, Person
from audits.municipal.models import ReceivedReport
from benchmarks import publish
from benchmarks.timing import Result, Side, measure_in_pairs
from benchmarks.web import CSRF, Answer, Guest, ask, make_plain_login, superuser, with_roles, without_roles
from tenants.hosts import forget_hosts, municipality_of
from tenants.models import Municipality
from walls.callers import Caller, acting_as
from workflows.danish import slug

REPORTS = 3
PASSWORD = "tolv-gode-tegn-2026"  # noqa: S105 - of an installation that lives for minutes


@dataclass(frozen=True)
class Reader(Guest):
    """A municipality's person, signed in on its host, and the report that it reads."""

    report: str
    own_words: tuple[str, ...]


def run(rounds: int = 30) -> Result:
    """Ask all hosts in turn, ours and the baselines; see benchmarks.timing.measure_in_pairs."""
    guests = _guests()
    make_plain_login()
    application = get_wsgi_application()
    one = [guests[0]] * len(guests)

    def side(name: str, asked: list[Reader], under: Callable[[], Any]) -> Side:
        return Side(
            name,
            lambda _: _round(application, asked, under),
            prepare=lambda: _know_hosts(guests),
            outcome=lambda _, answers: _outcome(asked, answers),
            clean=lambda *_: _clean(),
        )

    ours = side("ours", guests, with_roles)
    baselines = [side("no_roles", guests, without_roles), side("one_schema", one, without_roles)]
    return measure_in_pairs(
        "isolation", ours, baselines, rounds=rounds, pieces=len(guests), extra_over="no_roles"
    )


def _know_hosts(guests: list[Reader]) -> None:
    forget_hosts()  # all at once, so that none runs out in the middle of a round
    for each in guests:
        municipality_of(each.host.split(":")[0])


# --- the pages ---


def _round(application: Any, guests: list[Reader], under: Callable[[], Any]) -> list[Answer]:
    third = len(guests) // 3
    with under():
        return [
            *(_get(application, each, "audits:list") for each in guests[:third]),
            *(_get(application, each, "audits:report", each.report) for each in guests[third : 2 * third]),
            *(_add_task(application, each) for each in guests[2 * third :]),
        ]


def _path(name: str, *arguments: str) -> str:
    return reverse(name, urlconf=settings.SITE_URLCONFS["municipality"], args=arguments)


def _get(application: Any, guest: Reader, name: str, *arguments: str) -> Answer:
    return ask(application, guest, "GET", _path(name, *arguments), b"")


def _add_task(application: Any, guest: Reader) -> Answer:
    form = {
        "csrfmiddlewaretoken": CSRF,
        "opgave-text": "Gennemgå administratorerne",
        "opgave-responsible": "IT",
    }
    return ask(application, guest, "POST", _path("audits:add_task", guest.report), urlencode(form).encode())


# --- equal results ---


def _outcome(guests: list[Reader], answers: list[Answer]) -> dict[str, Any]:
    """What each answer says, without whose it is, and how many tasks and log rows there are now."""
    said = {
        f"answer {number}": (each.status, *(_plainly(text, guest) for text in (each.location, each.body)))
        for number, (guest, each) in enumerate(zip(guests, answers, strict=True))
    }
    wrong = [each.status for each in answers if each.status[0] not in "23"]
    assert not wrong, wrong
    return said | {"tasks": _left("audits_municipal_followuptask"), "log": _left(_LOG)}


def _plainly(text: str, guest: Reader) -> str:
    for each in guest.own_words:
        text = text.replace(each, "…")
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"|"X-CSRFToken": *"[^"]*"', "", text)
    return re.sub(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "…", text)


_LOG = "workflows_municipal_municipallogentry"


def _left(table: str) -> int:
    """How many rows were added, in all schemas together."""
    with superuser() as server:
        return sum(_count(server, schema, table) for schema in _schemas())


def _count(server: psycopg.Connection, schema: str, table: str) -> int:
    query = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(schema, table))
    row = server.execute(query).fetchone()
    return int(row[0]) if row else 0


def _clean() -> None:
    """Take away what the round added, so that the pages stay as long as they were."""
    with superuser() as server:
        server.execute("SET session_replication_role = replica")  # the log refuses to be shortened
        for schema in _schemas():
            task, log = sql.Identifier(schema, "audits_municipal_followuptask"), sql.Identifier(schema, _LOG)
            gone = server.execute(sql.SQL("DELETE FROM {} WHERE NOT from_report").format(task)).rowcount
            server.execute(sql.SQL("DELETE FROM {} WHERE action = 'add_task'").format(log))
            if gone > 1:  # one host's tables: its dead rows must not slow that side
                server.execute(sql.SQL("VACUUM {}, {}").format(task, log))


# --- 98 municipalities with reports, and somebody signed in at each ---


def _guests() -> list[Reader]:
    publish.make_members()
    for _ in range(REPORTS):
        publish.send_one()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with acting_as(Caller.owner()):
        members = list(Municipality.objects.order_by("kommunekode").prefetch_related("domains"))
        for person in Person.objects.all():
            person.set_password(PASSWORD)
            person.save()
        people = {each.municipality_id: each for each in Engagement.objects.filter(site="municipality")}
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return [_signed_in(each, people[each.id], number) for number, each in enumerate(members)]


def _schemas() -> list[str]:
    with acting_as(Caller.owner()):
        found = list(Municipality.objects.order_by("schema_name").values_list("schema_name", flat=True))
    connection.close()
    return found


def _signed_in(member: Municipality, engagement: Engagement, number: int) -> Reader:
    host = f"{member.domains.all()[0].domain}:{settings.PORT}"  # type: ignore[attr-defined]
    client = Client(HTTP_HOST=host, REMOTE_ADDR=f"10.0.0.{number}")  # each from an address of its own
    answer = client.post(settings.LOGIN_URL, {"login": engagement.email, "password": PASSWORD})
    assert answer.status_code == 302, f"{engagement.email} could not sign in: {answer.status_code}"
    with acting_as(Caller.municipality(member)):
        report = str(ReceivedReport.objects.order_by("published_at").values_list("id", flat=True)[0])
    connection.close()
    cookies = {name: morsel.value for name, morsel in client.cookies.items()} | {
        settings.CSRF_COOKIE_NAME: CSRF
    }
    words = (member.name, slug(member.name), member.short_name, member.schema_name, host, engagement.email)
    return Reader(host, "; ".join(f"{name}={value}" for name, value in cookies.items()), report, words)
