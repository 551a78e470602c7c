"""A page as served against one raw SQL and JSON behind the same server: what two benchmarks share."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern

from benchmarks.timing import Result, Side, measure
from benchmarks.web import Guest, ask


@dataclass(frozen=True)
class Page:
    """A page and its raw twin: where it is served, and how what either shows is read for comparison."""

    address: str
    pattern: Callable[[], URLPattern]
    raw: Callable[[HttpRequest], HttpResponse]
    read: Callable[[str], Any]
    from_json: Callable[[str], Any]


def against_raw(name: str, guest: Guest, page: Page, queries: Sequence[str], *, rounds: int) -> Result:
    """Ask for the page in turn, ours and `raw_json`, after comparing what both show for all the queries."""
    application = get_wsgi_application()

    def served(query: str) -> str:
        answer = ask(application, guest, "GET", f"{page.address}{query}")
        assert answer.status.startswith("200"), answer.status
        return answer.body

    def raw_served(query: str) -> str:
        with patch.object(page.pattern(), "callback", page.raw):
            return served(query)

    ours = Side(
        "ours", lambda _: served(""), outcome=lambda *_: {each: page.read(served(each)) for each in queries}
    )
    raw = Side(
        "raw_json",
        lambda _: raw_served(""),
        outcome=lambda *_: {each: page.from_json(raw_served(each)) for each in queries},
    )
    return measure(name, ours, [raw], rounds=rounds)
