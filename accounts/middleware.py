"""Who is it, for whom, and from here on under that organisation's own role."""

from collections.abc import Callable

from django.contrib.auth import logout
from django.http import HttpResponse

from accounts.models import Engagement, Person
from accounts.request import VisitorRequest
from accounts.roles import permissions_of
from tenants.request import SiteRequest
from walls.callers import Caller, acting_as
from workflows.actors import Actor

SITE_KEY = "site"
SUPPLIER_KEY = "supplier"
AT_THE_DOOR = ("/konto/", "/static/")


class PersonMiddleware:
    """Load session and person as `door`, then take the site's role for the view.

    A session belongs to one site and one municipality; brought elsewhere it is ended. Sign-in
    pages stay at the door. Sets request.actor (None when nobody is signed in), request.engagement,
    request.other_engagements (what a person of several suppliers may change to) and request.supplier_id.
    """

    def __init__(self, get_response: Callable[[VisitorRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: VisitorRequest) -> HttpResponse:
        request.actor = request.engagement = request.supplier_id = None
        request.other_engagements = []
        if request.user.is_authenticated:
            person = request.user
            if request.session.get(SITE_KEY) == site_key(request):
                self._recognise(request, person)
            else:
                logout(request)
        if request.path.startswith(AT_THE_DOOR):
            return self.get_response(request)
        with acting_as(site_caller(request)):
            return self.get_response(request)

    def _recognise(self, request: VisitorRequest, person: Person) -> None:
        engagements = engagements_on_site(request, person)
        engagement = chosen_of(engagements, request)
        if engagement is None or not person.is_active:
            logout(request)
            return
        request.engagement = engagement
        request.other_engagements = [each for each in engagements if each != engagement]
        request.supplier_id = engagement.supplier_id
        permissions = permissions_of(engagement.roles, engagement.site)
        request.actor = Actor(person.id, person.name, engagement.organisation, permissions)


def site_key(request: SiteRequest) -> str:
    """Return what a session is bound to: the site, and on a municipality's site which one."""
    return f"municipality:{request.municipality.id}" if request.municipality else request.site


def engagements_on_site(request: SiteRequest, person: Person) -> list[Engagement]:
    """Return whom the person works for on this site, the newest first: one, but for several suppliers."""
    found = Engagement.objects.filter(person=person, site=request.site, ended_at=None).order_by("-created_at")
    if request.municipality:
        found = found.filter(municipality_id=request.municipality.id)
    return list(found)


def chosen_of(engagements: list[Engagement], request: SiteRequest) -> Engagement | None:
    """Return the one the session says (an invitation or the switch in the menu chose it), else the newest.

    None where that one has ended, so that nobody goes on under another name without seeing it.
    """
    chosen = request.session.get(SUPPLIER_KEY) if request.site == "supplier" else None
    return next((each for each in engagements if chosen in (None, str(each.supplier_id))), None)


def site_caller(request: VisitorRequest) -> Caller:
    """Return the role of the site for this request; whoever is not signed in stays at the door."""
    if request.actor is None:
        return Caller.door()
    if request.municipality:
        return Caller.municipality(request.municipality)
    if request.supplier_id:
        return Caller.supplier(request.supplier_id)
    return Caller.secretariat()
