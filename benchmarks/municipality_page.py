"""municipality_page: a municipality's table of 1,500 systems beside 97 others, as served.

Both sides answer the same address of Aalborg's site through the real WSGI application with a real session:
ours is the page, `raw_json` one statement in SQL written by hand and `json.dumps`, behind the same server and
the same walls. Before anything is timed both must show the same fifty rows in the same order and the same
counts, for the first page and for one further in.
"""

import html
import json
import re
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import get_resolver

from agreements.municipal.models import Agreement
from agreements.municipal.states import AgreementState
from audits.municipal.models import ReceivedReport, ReceivedSystem
from audits.municipal.plan.models import quarter_words
from audits.municipal.states import DecisionState, Level
from benchmarks.matrix_fill import FILE, FILE_FACTS, insertion
from benchmarks.publish import make_members
from benchmarks.rawside import Page, against_raw
from benchmarks.timing import Result
from benchmarks.web import Guest, sign_in, superuser
from documents.municipal.models import MunicipalFile
from register.models import Supplier, System, SystemUse
from secretariat.pagekit.dates import in_words, parse_date
from tenants.models import Domain, Municipality
from walls.callers import Caller, acting_as

SYSTEMS = 1_500
ADDRESS = "/systemer/"
PAGES = ("", "?side=9")
COUNTS = ("active", "without", "unseen", "late", "gone")
RAW = Path(__file__).with_name("municipality_page_raw.sql").read_text(encoding="utf-8")
DRAWN = """
CREATE TEMP TABLE suppliers AS SELECT n, gen_random_uuid() AS id FROM generate_series(1, 300) n;
CREATE TEMP TABLE drawn AS
SELECT n, gen_random_uuid() AS system, gen_random_uuid() AS report FROM generate_series(1, %(systems)s) n
"""
SHARED: list[tuple[type[Any], dict[str, str], str]] = [
    (
        Supplier,
        {
            "id": "id",
            "name": "'Åløkke Data ' || n",
            "name_key": "'aaloekkedata' || n",
            "name_sort": "'zzaloekke data ' || n",
        },
        "suppliers",
    ),
    (
        System,
        {
            "id": "d.system",
            "name": "'Ældreomsorg ' || d.n",
            "name_key": "'aeldreomsorg' || d.n",
            "name_sort": "'aeldreomsorg ' || d.n",
            "supplier_id": "s.id",
        },
        "drawn d JOIN suppliers s ON s.n = 1 + d.n % 300",
    ),
    (
        SystemUse,
        {
            "id": "gen_random_uuid()",
            "municipality_id": "m.id",
            "system_id": "d.system",
            "is_active": "d.n % 20 <> 0",
            "personal_data": "CASE WHEN d.n % 3 = 0 THEN 'nej' ELSE 'ja' END",
            "agreement": "'ikke_oplyst'",
        },
        "drawn d JOIN tenants_municipality m ON m.kommunekode = '0851' OR d.n % 3 = 1",
    ),
]
OWN: list[tuple[type[Any], dict[str, str], str]] = [
    (MunicipalFile, FILE_FACTS, "(SELECT) one"),
    (
        Agreement,
        {
            "id": "gen_random_uuid()",
            "number": "'FA-' || n",
            "title": "'Aftale ' || n",
            "supplier_name": "'Åløkke Data'",
            "systems": "jsonb_build_array(jsonb_build_object('id', system, 'name', 'Ældreomsorg ' || n))",
            "state": "'in_force'",
            "word_id": FILE,
            "municipality_signed_on": "date '2024-01-01'",
            "supplier_signed_on": "date '2024-01-01'",
            "in_force_from": "date '2024-01-01' + n % 300",
            "valid_until": "date '2028-01-01' + n % 300",
        },
        "drawn WHERE n % 4 <> 0",
    ),
    (
        ReceivedReport,
        {
            "id": "report",
            "report_id": "report",
            "version": "1",
            "kind": "'new'",
            "case_number": "'T-' || n",
            "supplier_name": "'Åløkke Data'",
            "concept": "3",
            "published_at": "timestamptz '2025-06-01' + n * interval '3 hours'",
            "is_current": "true",
        },
        "drawn WHERE n % 5 <> 0",
    ),
    (
        ReceivedSystem,
        {
            "id": "gen_random_uuid()",
            "report_id": "report",
            "system_id": "system",
            "name": "'Ældreomsorg ' || n",
            "level": "(ARRAY['green', 'yellow', 'red'])[1 + n % 3]",
            "text": "'Tilsynet er gennemført.'",
            "state": "'approved'",
            "decided_at": "now()",
            "decided_by_id": "report",
            "decided_by_name": "'Mette'",
            "next_audit_on": "date '2026-01-01' + n % 700",
        },
        "drawn WHERE n % 5 <> 0",
    ),
]
Shown = dict[str, Any]


def run(rounds: int = 40, *, systems: int = SYSTEMS) -> Result:
    """Ask for the page in turn, ours and the baseline; see benchmarks.timing.measure."""
    make_members()
    with acting_as(Caller.owner()):
        aalborg = Municipality.objects.get(kommunekode="0851")
        host = Domain.objects.get(tenant=aalborg, is_primary=True).domain
    fill(aalborg.schema_name, systems)
    mette = _signed_in(aalborg, host)
    page = Page(ADDRESS, _pattern, lambda request: _raw(request, aalborg.id), read, _from_json)
    return against_raw("municipality_page", mette, page, PAGES, rounds=rounds)


def fill(schema: str, systems: int) -> None:
    """Make suppliers, systems and uses; agreements and reports in the one municipality's own schema."""
    with superuser() as server:
        cursor = server.cursor()
        for statement in DRAWN.split(";\n"):
            cursor.execute(statement, {"systems": systems})
        for model, told, source in SHARED:
            cursor.execute(insertion("public", model, told, source))
        for model, told, source in OWN:
            cursor.execute(insertion(schema, model, told, source))
        server.execute("VACUUM ANALYZE")


def _signed_in(municipality: Municipality, host: str) -> Guest:
    facts = {"site": "municipality", "municipality_id": municipality.id, "organisation": municipality.name}
    return sign_in(
        f"{host}:{settings.PORT}", "mette@kommune.example", "Mette Aalborg", ["decision_maker"], **facts
    )


def _pattern() -> Any:
    """Return the route of the table, so that another view can answer at the same address."""
    resolver = get_resolver(settings.SITE_URLCONFS["municipality"])
    below = next(each for each in resolver.url_patterns if str(each.pattern) == "systemer/")
    return next(each for each in below.url_patterns if each.name == "own_systems")


def _raw(request: HttpRequest, municipality: UUID) -> HttpResponse:
    """The answer somebody would write who wants nothing but the figures."""
    skipped = 50 * (int(request.GET.get("side", 1)) - 1)
    with connection.cursor() as cursor:
        cursor.execute(RAW, {"municipality": municipality, "skipped": skipped})
        counts, rows = cursor.fetchone()
    body = json.dumps({"counts": counts, "rows": rows}, ensure_ascii=False)
    return HttpResponse(body, content_type="application/json")


def _from_json(body: str) -> Shown:
    given = json.loads(body)
    return {
        "counts": [given["counts"][name] for name in COUNTS],
        "rows": [_cells(each) for each in given["rows"]],
    }


def _cells(row: dict[str, Any]) -> list[str]:
    """What the page shows of a row, without the words that only explain."""
    level = str(Level(row["level"]).label).capitalize() if row["level"] else ""
    decision = str(DecisionState(row["state"]).label).capitalize() if row["state"] else ""
    agreement = str(AgreementState(row["agreement"]).label).capitalize() if row["agreement"] else ""
    return [
        row["name"],
        row["supplier"],
        agreement,
        _day(row["valid_until"]),
        _day(row["last_on"]),
        level,
        decision,
        quarter_words(parse_date(row["next_audit_on"])) if row["next_audit_on"] else "",
    ]


def _day(text: str | None) -> str:
    day = parse_date(text) if text else None
    return in_words(day) if day else ""


def read(page: str) -> Shown:
    """Return what the page shows: the counts, and of each row what the other side tells, too."""
    body = page.partition("<tbody>")[2].partition("</tbody>")[0]
    rows = []
    for row in body.split("</tr>"):
        cells = [
            [text for part in re.split(r"<[^>]*>", cell) if (text := html.unescape(part).strip())]
            for cell in re.findall(r"<t[hd](?: [^>]*)?>(.*?)</t[hd]>", row, re.S)
        ]
        if cells:
            rows.append(_row(cells))
    counted = re.findall(r'counter-value">([\d.]+)</span>', page)
    return {"counts": [int(each.replace(".", "")) for each in counted], "rows": rows}


def _row(cells: list[list[str]]) -> list[str]:
    name, supplier, agreement, expires, last, result, following = cells
    seen = last[0] != "Intet endnu"
    return [
        name[0],
        supplier[0],
        agreement[0] if any(each.startswith("fra ") for each in agreement) else "",
        expires[0] if expires[0] != "Ingen dato" else "",
        last[0] if seen else "",
        result[0] if seen else "",
        result[1] if seen else "",
        following[0] if following[0] != "Ikke fastlagt" else "",
    ]
