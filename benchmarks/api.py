"""api: 10,000 audits of one municipality, all of them fetched in pages of fifty, as served.

A round is a client's whole loop. Both sides answer the same address through the real WSGI application: ours
is the API with its key, its limit, its numbers and its snapshot; `raw_json` one statement in SQL written by
hand with LIMIT and OFFSET, and `json.dumps`, behind the same server and under the municipality's own role,
without any of them. Both must give the same audits before anything is timed.
"""

import json
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import get_resolver

from accounts.models import Engagement, Person
from accounts.sites import municipality_url
from audits.municipal.models import ReceivedReport, ReceivedSystem
from benchmarks.matrix_fill import insertion
from benchmarks.timing import Result, Side, measure
from benchmarks.web import Guest, ask, superuser
from integrations.os2compliance.keys import make_key
from register.models import Supplier, System, SystemUse
from tenants.actions import onboard
from tenants.models import Municipality
from walls.callers import Caller, acting_as
from workflows.actors import Actor

AUDITS = 10_000
SIZE = 50
AFTER = "2026-01-01T00:00:00Z"
RAW = Path(__file__).with_name("api_raw.sql").read_text(encoding="utf-8")
DRAWN = """
CREATE TEMP TABLE drawn AS SELECT n, gen_random_uuid() AS id FROM generate_series(1, %(audits)s) n;
CREATE TEMP TABLE suppliers AS SELECT n, gen_random_uuid() AS id FROM generate_series(1, 600) n;
CREATE TEMP TABLE systems AS SELECT n, gen_random_uuid() AS id FROM generate_series(1, 2000) n
"""
SHARED: list[tuple[type[Any], dict[str, str], str]] = [
    (
        Supplier,
        {
            "id": "id",
            "name": "'Åløkke Data ' || n",
            "name_key": "'aaloekke' || n",
            "name_sort": "'aaloekke' || n",
        },
        "suppliers",
    ),
    (
        System,
        {
            "id": "y.id",
            "name": "'Ældreomsorg ' || y.n",
            "name_key": "'aeldreomsorg' || y.n",
            "name_sort": "'aeldreomsorg' || y.n",
            "supplier_id": "s.id",
            "kitos_uuid": "CASE WHEN y.n % 3 > 0 THEN gen_random_uuid() END",
        },
        "systems y JOIN suppliers s ON s.n = 1 + y.n % 600",
    ),
    (
        SystemUse,
        {"id": "gen_random_uuid()", "municipality_id": "m.id", "system_id": "y.id"},
        "systems y CROSS JOIN tenants_municipality m",
    ),
]
OWN: list[tuple[type[Any], dict[str, str], str]] = [
    (
        ReceivedReport,
        {
            "id": "d.id",
            "version": "1",
            "kind": "'new'",
            "case_number": "'2026-' || d.n",
            "supplier_id": "s.id",
            "supplier_name": "'Åløkke Data ' || s.n",
            "concept": "3",
            "published_at": "timestamptz '2026-01-02' + d.n * interval '37.000123 seconds'",
        },
        "drawn d JOIN suppliers s ON s.n = 1 + d.n % 600",
    ),
    (
        ReceivedSystem,
        {
            "id": "gen_random_uuid()",
            "report_id": "d.id",
            "system_id": "y.id",
            "name": "'Ældreomsorg ' || y.n",
            "level": "'green'",
            "state": "'received'",
        },
        "drawn d JOIN generate_series(0, 1) k ON k <= d.n % 2"
        " JOIN systems y ON y.n = 1 + (d.n * 2 + k) % 2000",
    ),
]


def run(rounds: int = 10, *, audits: int = AUDITS) -> Result:
    """Fetch all in turn, ours and the baseline; see benchmarks.timing.measure."""
    settings.API_REQUESTS_PER_HOUR = 1_000_000_000
    municipality = _member()
    secret = fill(municipality, audits)
    application = get_wsgi_application()
    guest = Guest(settings.COMMON_HOSTS[1], "")

    def loop(_: Any) -> list[Any]:
        bodies, more = [], True
        while more:
            address = f"/api/audits?publishedAfter={AFTER}&page={len(bodies) + 1}&pageSize={SIZE}"
            answer = ask(application, guest, "GET", address, headers={"HTTP_X_API_KEY": secret})
            assert answer.status.startswith("200"), answer.body
            bodies.append(answer.body)
            more = '"hasNext":true' in answer.body
        return bodies

    def raw(request: HttpRequest) -> HttpResponse:
        return _raw(request, municipality)

    def raw_loop(given: Any) -> list[Any]:
        with patch.object(_pattern(), "callback", raw):
            return loop(given)

    def told(_: Any, bodies: list[str]) -> list[Any]:
        found = [each for body in bodies for each in json.loads(body)["data"]]
        assert len(found) == audits, len(found)
        return found

    sides = [Side("ours", loop, outcome=told), Side("raw_json", raw_loop, outcome=told)]
    return measure("api", sides[0], sides[1:], rounds=rounds)


def _member() -> Municipality:
    by = Actor.system("Måling")
    with acting_as(Caller.owner()):
        found = onboard(kommunekode="0851", by=by, since=date(2022, 3, 1))
        person = Person.objects.create(email="mette@aalborg.example", name="Mette Aalborg")
        Engagement.objects.create(
            person=person,
            site="municipality",
            municipality_id=found.id,
            organisation=found.name,
            name=person.name,
            email=person.email,
            roles=["contact"],
        )
    connection.close()
    return found


def fill(municipality: Municipality, audits: int) -> str:
    """Make the rows, let the raw side read the numbers, and return a key."""
    with superuser() as server:
        cursor = server.cursor()
        for statement in DRAWN.split(";\n"):
            cursor.execute(statement, {"audits": audits})
        for schema, tables in (("public", SHARED), (municipality.schema_name, OWN)):
            for model, told, source in tables:
                cursor.execute(insertion(schema, model, told, source).encode())
        server.execute("ALTER TABLE integrations_os2compliance_publicnumber DISABLE ROW LEVEL SECURITY")
        server.execute("GRANT SELECT ON integrations_os2compliance_publicnumber TO PUBLIC")
        server.execute("VACUUM ANALYZE")
    with acting_as(Caller.owner()):
        engagement = Engagement.objects.get()
    with acting_as(Caller.municipality(municipality)):
        return make_key(
            municipality_id=municipality.id,
            engagement=engagement,
            name="Måling",
            ends_with_person=True,
            by=Actor.system("Måling"),
        )


def _pattern() -> Any:
    """Return the route of the audits, so that another view can answer at the same address."""
    resolver = get_resolver(settings.COMMON_URLCONF)
    below = next(each for each in resolver.url_patterns if hasattr(each, "url_patterns"))
    return next(each for each in below.url_patterns if each.name == "audits")


def _raw(request: HttpRequest, municipality: Municipality) -> HttpResponse:
    """The answer somebody would write who wants nothing but the rows."""
    skipped = SIZE * (int(request.GET["page"]) - 1)
    given = {"after": request.GET["publishedAfter"], "size": SIZE, "skipped": skipped}
    link = municipality_url(f"aalborg.{settings.BASE_DOMAIN}", "audits:list")
    with acting_as(Caller.municipality(municipality)), connection.cursor() as cursor:
        cursor.execute(RAW, given)
        rows = cursor.fetchall()
    data = [
        {
            "id": number,
            "name": f"Tilsynsrapport {case_number}, {supplier}",
            "publishedDate": published,
            "auditLink": f"{link}{row_id}/",
            "supplier": {"id": supplier_number, "name": supplier},
            "systems": json.loads(systems) if isinstance(systems, str) else systems,
        }
        for number, case_number, supplier, supplier_number, row_id, published, systems in rows[:SIZE]
    ]
    body = json.dumps({"data": data, "hasNext": len(rows) > SIZE}, ensure_ascii=False, separators=(",", ":"))
    return HttpResponse(body, content_type="application/json")
