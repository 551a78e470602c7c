"""case_list: 10,000 cases filtered and sorted as the desk does it, as served.

Both sides answer the same address of the secretariat's site through the real WSGI application with a real
session: ours is the page, `raw_json` one statement in SQL written by hand and `json.dumps`, behind the same
server and the same walls. Before anything is timed both must show the same fifty rows in the same order and
the same numbers, for the first page and for one further in.
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

from accounts.models import Person
from audits.joint.caselist import LABELS, OPEN
from audits.joint.models import Audit, AuditSystem
from audits.joint.views.lists import STATES
from benchmarks.matrix_fill import insertion
from benchmarks.rawside import Page, against_raw
from benchmarks.timing import Result
from benchmarks.web import signed_in, superuser
from register.models import Supplier, System
from secretariat.pagekit.dates import in_words, parse_date
from walls.callers import Caller, acting_as

CASES = 10_000
ADDRESS = "/tilsyn/?mine=on&status=aaben&orden=frist"
PAGES = ("", "&side=7")
RAW = Path(__file__).with_name("case_list_raw.sql").read_text(encoding="utf-8")
DRAWN = """
CREATE TEMP TABLE drawn AS
SELECT n, gen_random_uuid() AS id,
       (ARRAY['planned','announced','awaiting','review','awaiting_more','hearing','ready','published',
              'follow_up','closed'])[1 + n * 7 %% 10] AS state,
       %(worker)s::uuid AS worker, date '2026-01-01' + (n * 37 %% 700) AS deadline
  FROM generate_series(1, %(cases)s) n;
CREATE TEMP TABLE suppliers AS SELECT n, gen_random_uuid() AS id FROM generate_series(1, 600) n;
CREATE TEMP TABLE systems AS SELECT n, gen_random_uuid() AS id FROM generate_series(1, 2000) n;
"""
FILLED: list[tuple[type[Any], dict[str, str], str]] = [
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
            "id": "y.id",
            "name": "'Ældreomsorg ' || y.n",
            "name_key": "'aeldreomsorg' || y.n",
            "name_sort": "'aeldreomsorg ' || y.n",
            "supplier_id": "s.id",
        },
        "systems y JOIN suppliers s ON s.n = 1 + y.n % 600",
    ),
    (
        Audit,
        {
            "id": "d.id",
            "case_number": "'T-2026-' || lpad(d.n::text, 5, '0')",
            "supplier_id": "s.id",
            "year": "2024 + d.n % 3",
            "quarter": "1 + d.n % 4",
            # A third is hers: the desk shows one's own, and five share the work.
            "case_worker_id": "CASE WHEN d.n % 3 = 0 THEN d.worker ELSE s.id END",
            "case_worker_name": "CASE WHEN d.n % 3 = 0 THEN 'Sara Holm' ELSE 'Liv Krogh' END",
            "deadline": "d.deadline",
            "state": "d.state",
            "concept": "3",
        },
        "drawn d JOIN suppliers s ON s.n = 1 + d.n % 600",
    ),
    (
        AuditSystem,
        {
            "id": "gen_random_uuid()",
            "supplier_id": "s.id",
            "audit_id": "d.id",
            "system_id": "y.id",
            "name": "'Ældreomsorg ' || y.n",
        },
        "drawn d JOIN suppliers s ON s.n = 1 + d.n % 600"
        " JOIN generate_series(0, 3) k ON k <= d.n % 4 JOIN systems y ON y.n = 1 + (d.n * 4 + k) % 2000",
    ),
]
Shown = dict[str, Any]


def run(rounds: int = 40, *, cases: int = CASES) -> Result:
    """Ask for the page in turn, ours and the baseline; see benchmarks.timing.measure."""
    sara = signed_in()
    with acting_as(Caller.owner()):
        worker = Person.objects.get(name="Sara Holm").id
    connection.close()
    fill(cases, worker)
    page = Page(ADDRESS, _pattern, lambda request: _raw(request, worker), read, _from_json)
    return against_raw("case_list", sara, page, PAGES, rounds=rounds)


def fill(cases: int, worker: UUID) -> None:
    """Make suppliers, systems and as many cases as are asked for, a third of them the worker's."""
    with superuser() as server:
        cursor = server.cursor()
        for statement in DRAWN.split(";\n"):
            if statement.strip():
                cursor.execute(statement, {"worker": worker, "cases": cases})
        for model, told, source in FILLED:
            cursor.execute(insertion("public", model, told, source))
        server.execute("VACUUM ANALYZE")


def _pattern() -> Any:
    """Return the route of the list, so that another view can answer at the same address."""
    resolver = get_resolver(settings.SITE_URLCONFS["secretariat"])
    below = next(each for each in resolver.url_patterns if str(each.pattern) == "tilsyn/")
    return next(each for each in below.url_patterns if each.name == "list")


def _raw(request: HttpRequest, worker: UUID) -> HttpResponse:
    """The answer somebody would write who wants nothing but the figures."""
    skipped = 50 * (int(request.GET.get("side", 1)) - 1)
    with connection.cursor() as cursor:
        cursor.execute(RAW, {"worker": worker, "open": [str(each) for each in OPEN], "skipped": skipped})
        states, found, rows = cursor.fetchone()
    body = json.dumps({"states": states, "found": found, "rows": rows}, ensure_ascii=False)
    return HttpResponse(body, content_type="application/json")


def _from_json(body: str) -> Shown:
    given = json.loads(body)
    rows = [
        [
            each["name"],
            each["case_number"],
            str(each["systems"]),
            f"{each['quarter']}. kvartal {each['year']}",
            each["case_worker_name"],
            LABELS[each["state"]],
            in_words(parse_date(each["deadline"])),
        ]
        for each in given["rows"]
    ]
    return {
        "found": given["found"],
        "numbers": {label: given["states"].get(state.value, 0) for label, state in STATES},
        "rows": rows,
    }


def read(page: str) -> Shown:
    """Return what the page shows: how many were found, the counters, and the cells of each row."""
    body = page.partition("<tbody>")[2].partition("</tbody>")[0]
    rows = [
        [_plain(cell) for cell in re.findall(r"<t[hd](?: [^>]*)?>(.*?)</t[hd]>", row, re.S)]
        for row in body.split("</tr>")
        if row.strip()
    ]
    counted = re.findall(r'counter-value">([\d.]+)</span> <span class="counter-label">(.*?)<', page)
    found = re.search(r'filter-found" role="status">([\d.]+) tilsyn', page)
    assert found, "the page says how many there are"
    return {
        "found": _number(found[1]),
        "numbers": {html.unescape(label): _number(value) for value, label in counted},
        "rows": [row[1:] for row in rows],  # without the box that marks
    }


def _plain(cell: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", cell)).strip()


def _number(text: str) -> int:
    return int(text.replace(".", ""))
