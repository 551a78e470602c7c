"""Who is it, for whom, and from here on under that organisation's own role."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY, logout
from django.http import HttpResponse

from accounts import factors, staying
from accounts.models import Engagement, Person
from accounts.request import VisitorRequest
from accounts.roles import permissions_of
from accounts.sessions import PLACE_KEY
from tenants.request import SiteRequest
from walls.callers import Caller, acting_as
from workflows.actors import Actor

SUPPLIER_KEY = "supplier"
AT_THE_DOOR = ("/konto/", "/static/")


class PersonMiddleware:
    """Load session and person as `door`, then take the site's role for the view.

    A session belongs to one site and one municipality, and to the rights it began with; brought
    elsewhere, left alone, too old or overtaken, it is ended, and the person is told why. Sign-in pages stay
    at the door, and so does who has yet to set up the second factor that the site demands.

    Sets request.actor (None when nobody is signed in), request.halfway (who that will be after the
    second factor is set up), request.engagement, request.other_engagements (what a person of several
    suppliers may change to), request.supplier_id and request.ended (why a session ended just now).
    """

    def __init__(self, get_response: Callable[[VisitorRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: VisitorRequest) -> HttpResponse:
        request.actor = request.engagement = request.supplier_id = request.halfway = None
        request.other_engagements = []
        request.ended = self._recognise(request)
        if request.ended:
            messages.warning(request, staying.told(request.ended))
        if request.path.startswith(AT_THE_DOOR):
            return self.get_response(request)
        with acting_as(site_caller(request)):
            return self.get_response(request)

    def _recognise(self, request: VisitorRequest) -> str:
        """Find out who it is; return why the session that came along has ended, or nothing."""
        had_person = SESSION_KEY in request.session
        if not request.user.is_authenticated:
            return _why_nobody(request, had_person)
        person = request.user
        engagements = engagements_on_site(request, person)
        engagement = chosen_of(engagements, request)
        ended = _why_ended(request, person, engagement)
        if ended or engagement is None:
            logout(request)
            return ended
        staying.seen(request)
        permissions = permissions_of(engagement.roles, engagement.site)
        actor = Actor(person.id, person.name, engagement.organisation, permissions)
        if factors.demanded(request.site) and not request.session.get(staying.FACTOR_KEY):
            request.halfway = actor
            return ""
        request.actor, request.engagement = actor, engagement
        request.other_engagements = [each for each in engagements if each != engagement]
        request.supplier_id = engagement.supplier_id
        return ""


def _why_nobody(request: VisitorRequest, had_person: bool) -> str:
    """Why the cookie that came along leads to nobody; nothing where none came."""
    if SESSION_KEY in request.session:  # the person is there, and may not sign in any more
        logout(request)
        return "closed"
    if had_person:  # Django has thrown the session away, as the password is another
        return "password"
    came_along = settings.SESSION_COOKIE_NAME in request.COOKIES
    return "gone" if came_along and request.session.session_key is None else ""


def _why_ended(request: VisitorRequest, person: Person, engagement: Engagement | None) -> str:
    if request.session.get(PLACE_KEY) != site_key(request):
        return "elsewhere"
    if overdue := staying.overdue(request):
        return overdue
    if engagement is None or not person.is_active:
        return "closed"
    return "rights" if staying.changed(request, engagement) else ""


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
