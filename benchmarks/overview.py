"""overview: the secretariat's overview of 98 municipalities × 1,000 supervisions, as it is served.

All sides answer the same request through the real WSGI application with a real session, for the same window
of reports with the same totals, by the same view and template; only the reading differs
(overview_baselines.py).
The baselines know no walls: their connection takes a search path and no role, and no row policy binds them.
Before anything is timed the pages must be equal, for the first window and for one further in.
"""

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import reverse

from benchmarks.overview_baselines import FlatTable, SchemaLoop
from benchmarks.overview_fill import YEAR, fill
from benchmarks.timing import Result, Side, measure
from benchmarks.web import Answer, ask, make_plain_login, signed_in, superuser, with_roles, without_roles
from secretariat.overviews import views
from secretariat.overviews.matrix import matrix
from secretariat.overviews.matrix.reading import Standings

AUDITS = 1000
FLAT = Path(__file__).with_name("overview_flat.sql")
TIMED = f"aar={YEAR}"
LOOKED_AT = (TIMED, f"{TIMED}&kolonner=3", f"{TIMED}&orden=sag&kolonner=2")


def run(rounds: int = 15, *, audits: int = AUDITS) -> Result:
    """Ask for the page in turn, ours and the baselines; see benchmarks.timing.measure."""
    fill(audits)
    with superuser() as server:
        server.execute(FLAT.read_text(encoding="utf-8"))
        server.execute("ALTER TABLE bench_told OWNER TO CURRENT_USER; GRANT SELECT ON bench_told TO PUBLIC")
        server.execute("VACUUM ANALYZE bench_told")
    make_plain_login()
    sara, application = signed_in(), get_wsgi_application()
    address = reverse("overviews:members", urlconf=settings.SITE_URLCONFS["secretariat"])

    def side(name: str, reading: Callable[[], Any], under: Callable[[], Any]) -> Side:
        def page(query: str) -> Answer:
            with under(), patch.object(views, "matrix", partial(matrix, reading=reading())):
                return ask(application, sara, "GET", f"{address}?{query}")

        return Side(
            name,
            lambda _: page(TIMED),
            outcome=lambda *_: {query: _plainly(page(query)) for query in LOOKED_AT},
        )

    ours = side("ours", Standings, with_roles)
    loop = side("schema_loop", SchemaLoop, without_roles)
    flat = side("flat_table", FlatTable, without_roles)
    return measure("overview", ours, [loop, flat], rounds=rounds)


def _plainly(answer: Answer) -> str:
    """The page without what differs from answer to answer."""
    assert answer.status.startswith("200"), answer.status
    assert answer.body.count('<td class="told-') > 2, "the page shows where the municipalities stand"
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"|"X-CSRFToken": *"[^"]*"', "", answer.body)
