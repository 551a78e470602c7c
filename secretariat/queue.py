"""One after the other: a row opened from a list leads on to the next when what waited there is done.

A link on Min dag or on the list of audits carries `koe=<list>.<place>`; the session remembers it while
one is on that case. When a form has been sent and the row is not in its list any more, the answer goes
to the row that stands there now, with the message of what was done.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect
from django.urls import reverse

from accounts.access import requires
from accounts.permissions import P
from accounts.request import PersonRequest, VisitorRequest
from audits.joint.caselist import CaseList
from secretariat.desk import LATE, NEWS, WAITING, lists_of, of_kind
from workflows.actors import Actor

KEY = "koe"
CASES = "tilsyn"
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_PLACE = re.compile(rf"({WAITING}|{LATE}|{NEWS}|{CASES})\.(\d{{1,6}})")
MOST_QUERY = 1000


@dataclass(frozen=True)
class Place:
    """Where in which list somebody is: the list, its filter as a query, the place and the row's page."""

    name: str
    at: int
    query: str
    path: str

    @classmethod
    def opened(cls, request: VisitorRequest) -> "Place | None":
        """Return the place that the address says the page was opened from."""
        told = _PLACE.fullmatch(request.GET.get(KEY, ""))
        if told is None:
            return None
        query = request.GET.copy()
        query.pop(KEY)
        return cls(told[1], int(told[2]), query.urlencode()[:MOST_QUERY], request.path)

    def is_about(self, path: str) -> bool:
        """Return whether a page belongs to the row that was opened: the same case, or the same page."""
        mine, its = _ID.search(self.path), _ID.search(path)
        return mine[0] == its[0] if mine and its else self.path == path

    def back(self) -> str:
        """Return the address of the list."""
        query = QueryDict(self.query, mutable=True)
        if self.name == CASES:
            return f"{reverse('audits:list')}?{query.urlencode()}"
        if self.name != WAITING:
            query["vis"] = self.name
        return f"{reverse('front')}?{query.urlencode()}"

    def link(self, path: str, at: int) -> str:
        """Return the address of another row of the same list."""
        query = f"&{self.query}" if self.query else ""
        return f"{path}?{urlencode({KEY: f'{self.name}.{at}'})}{query}"


class Rows:
    """The list of a place as it is now: which page stands where, and whether the row opened is there."""

    def __init__(self, place: Place, actor: Actor) -> None:
        self.place = place
        query = QueryDict(place.query)
        if place.name == CASES:
            self.paths = [reverse("audits:case", args=[each]) for each in CaseList(query, actor).ids()]
        else:
            rows = lists_of(actor)["" if place.name == WAITING else place.name]
            self.paths = [row.url for row in of_kind(rows, query.get("slags", ""))]

    def still_there(self) -> bool:
        """Return whether the row that was opened waits yet."""
        return self.place.path in self.paths

    def after(self) -> str:
        """Return the address of the row that comes after the one opened, else of the list."""
        place = self.place
        at = self.paths.index(place.path) + 1 if self.still_there() else place.at
        return place.link(self.paths[at], at) if at < len(self.paths) else place.back()


class QueueMiddleware:
    """Remember which list a page was opened from, and go on to its next row when the row is done."""

    def __init__(self, get_response: Callable[[VisitorRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: VisitorRequest) -> HttpResponse:
        if request.site != "secretariat" or request.actor is None:
            return self.get_response(request)
        if request.method == "GET" and (opened := Place.opened(request)):
            request.session[KEY] = [opened.name, opened.at, opened.query, opened.path]
        response = self.get_response(request)
        place = place_of(request)
        if request.method == "POST" and place and isinstance(response, HttpResponseRedirect):
            return _went_on(request, place, request.actor, response)
        return response


def _went_on(request: VisitorRequest, place: Place, actor: Actor, response: HttpResponse) -> HttpResponse:
    """Return the way to the next row where the one that was opened is done, else the answer itself.

    The list leads on once: who comes back to the case later stays there.
    """
    goal = urlsplit(response["Location"]).path
    if not place.is_about(goal) and goal != reverse("audits:list"):
        return response
    rows = Rows(place, actor)
    if rows.still_there():
        return response
    del request.session[KEY]
    return HttpResponseRedirect(rows.after())


def place_of(request: Any) -> Place | None:
    """Return the place in a list that the page asked for belongs to, None where it was opened otherwise."""
    stored = request.session.get(KEY) if hasattr(request, "session") else None
    if not stored:
        return None
    place = Place(*stored)
    return place if place.is_about(request.path) else None


def walk(request: Any) -> dict[str, Any]:
    """Give pages opened from a list the ways on and back; a context processor."""
    if getattr(request, "site", "") != "secretariat" or getattr(request, "actor", None) is None:
        return {}
    place = place_of(request)
    return {"walk": {"back": place.back(), "name": place.name}} if place else {}


@requires(P.DESK_VIEW)
def next_row(request: PersonRequest) -> HttpResponse:
    """Go on to the next row of the list that the last case was opened from, else to Min dag."""
    stored = request.session.get(KEY)
    return redirect(Rows(Place(*stored), request.actor).after() if stored else "front")
