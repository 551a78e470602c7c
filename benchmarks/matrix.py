"""matrix: the page of 98 municipalities × 1,000 agreements, as it is served.

All sides answer the same request through the real WSGI application with a real session, for the same window,
by the same view and template; only the reading differs (matrix_baselines.py). The baselines know no walls:
their connection takes a search path and no role, and no row policy binds them. Before anything is timed the
pages must be equal, for the first window and for one further in.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import patch

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import reverse

from agreements.joint.matrix import matrix
from agreements.joint.views import overview
from benchmarks import matrix_baselines
from benchmarks.matrix_fill import fill
from benchmarks.timing import Result, Side, measure
from benchmarks.web import Answer, ask, make_plain_login, signed_in, superuser, with_roles, without_roles

TEXTS = 1000
FLAT = Path(__file__).with_name("matrix_flat.sql")
TIMED = "side=1&kolonner=1"
LOOKED_AT = (TIMED, "side=2&kolonner=3")


def run(rounds: int = 15, *, texts: int = TEXTS) -> Result:
    """Ask for the page in turn, ours and the baselines; see benchmarks.timing.measure."""
    fill(texts)
    with superuser() as server:
        server.execute(FLAT.read_text(encoding="utf-8"))
        server.execute("ALTER TABLE bench_flat OWNER TO CURRENT_USER; GRANT SELECT ON bench_flat TO PUBLIC")
        server.execute("VACUUM ANALYZE bench_flat")
    make_plain_login()
    sara, application = signed_in(), get_wsgi_application()

    def side(name: str, reading: Callable[..., Any], under: Callable[[], Any]) -> Side:
        def page(query: str) -> Answer:
            address = reverse("agreements:matrix", urlconf=settings.SITE_URLCONFS["secretariat"])
            with under(), patch.object(overview, "matrix", reading):
                return ask(application, sara, "GET", f"{address}?{query}")

        return Side(
            name,
            lambda _: page(TIMED),
            outcome=lambda *_: {query: _plainly(page(query)) for query in LOOKED_AT},
        )

    ours = side("ours", matrix, with_roles)
    loop = side("schema_loop", matrix_baselines.schema_loop, without_roles)
    flat = side("flat_table", matrix_baselines.flat_table, without_roles)
    return measure("matrix", ours, [loop, flat], rounds=rounds)


def _plainly(answer: Answer) -> str:
    """The page without what differs from answer to answer."""
    assert answer.status.startswith("200"), answer.status
    assert answer.body.count("<tr>") > 2, "the page shows rows"
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"|"X-CSRFToken": *"[^"]*"', "", answer.body)
