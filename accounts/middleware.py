"""Who is it, for whom, and from here on under that organisation's own role."""

from collections.abc import Callable
from uuid import UUID

from django.contrib.auth import logout
from django.db import connection
from django.http import HttpRequest, HttpResponse

from accounts.models import Engagement, Person
from accounts.roles import permissions_of
from walls.callers import Caller
from workflows.actors import Actor

SITE_KEY = "site"
AT_THE_DOOR = ("/konto/", "/static/")


class PersonMiddleware:
    """Load session and person as `door`, then take the site's role for the view.

    A session belongs to one site and one municipality; brought elsewhere it is ended. Sign-in
    pages stay at the door. Sets request.actor (None when nobody is signed in), request.engagement
    and request.supplier_id.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = request.engagement = request.supplier_id = None  # type: ignore[attr-defined]
        person = request.user
        if person.is_authenticated:
            if request.session.get(SITE_KEY) == site_key(request):
                self._recognise(request, person)  # type: ignore[arg-type]
            else:
                logout(request)
        if not request.path.startswith(AT_THE_DOOR):
            connection.act_as(site_caller(request))
        try:
            return self.get_response(request)
        finally:
            connection.act_as(Caller.door())

    def _recognise(self, request: HttpRequest, person: Person) -> None:
        engagement = find_engagement(request, person)
        if engagement is None or not person.is_active:
            logout(request)
            return
        request.engagement = engagement  # type: ignore[attr-defined]
        request.supplier_id = engagement.supplier_id  # type: ignore[attr-defined]
        permissions = permissions_of(engagement.roles, engagement.site)
        request.actor = Actor(person.id, person.name, engagement.organisation, permissions)  # type: ignore[attr-defined]


def site_key(request: HttpRequest) -> str:
    """Return what a session is bound to: the site, and on a municipality's site which one."""
    municipality = request.municipality  # type: ignore[attr-defined]
    return f"municipality:{municipality.id}" if municipality else request.site  # type: ignore[attr-defined]


def find_engagement(request: HttpRequest, person: Person) -> Engagement | None:
    """Return the person's work for the organisation whose site this is, or None.

    On the suppliers' site a person may work for several; the session says which, else the newest.
    """
    site: str = request.site  # type: ignore[attr-defined]
    found = Engagement.objects.filter(person=person, site=site, ended_at=None).order_by("-created_at")
    if site == "municipality":
        found = found.filter(municipality_id=request.municipality.id)  # type: ignore[attr-defined]
    if site == "supplier" and (chosen := request.session.get("supplier")):
        found = found.filter(supplier_id=UUID(chosen))
    return found.first()


def site_caller(request: HttpRequest) -> Caller:
    """Return the role of the site for this request; whoever is not signed in stays at the door."""
    if request.actor is None:  # type: ignore[attr-defined]
        return Caller.door()
    site: str = request.site  # type: ignore[attr-defined]
    if site == "municipality":
        return Caller.municipality(request.municipality)  # type: ignore[attr-defined]
    if site == "supplier":
        return Caller.supplier(request.supplier_id)  # type: ignore[attr-defined]
    return Caller.secretariat()
