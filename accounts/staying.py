"""How long a sign-in lasts: begun, seen, and ended with a reason that the person is told."""

import re
import time
from datetime import timedelta
from typing import cast

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Engagement, Person, Session
from accounts.request import VisitorRequest
from accounts.sessions import BEGAN_KEY, BROWSER_KEY, ORGANISATION_KEY, PLACE_KEY, SessionStore

RIGHTS_KEY = "rights"
FACTOR_KEY = "factor"  # what was shown besides the password: accounts.factors
BACKGROUND = "X-Background"  # sent by what a page asks for by itself, which is no sign of a person
SEEN_EVERY = timedelta(minutes=1)
FRESH = timedelta(minutes=10)
BROWSERS = ("Edg", "OPR", "Firefox", "Chrome", "Safari")
SYSTEMS = {"Windows": "Windows", "Android": "Android", "iPhone": "iPhone", "iPad": "iPad", "Mac OS": "Mac"}
NAMES = {"Edg": "Edge", "OPR": "Opera"}


def begin(request: VisitorRequest, engagement: Engagement, place: str) -> None:
    """Note in the new session where, since when, in which rights and by what it was begun."""
    request.session[PLACE_KEY] = place
    request.session[BEGAN_KEY] = int(time.time())
    request.session[RIGHTS_KEY] = rights(engagement)
    request.session[ORGANISATION_KEY] = engagement.organisation
    request.session[BROWSER_KEY] = browser(request.headers.get("User-Agent", ""))
    request.session[FACTOR_KEY] = getattr(request, "factor_shown", "")
    Session.objects.filter(expire_date__lt=timezone.now()).delete()


def rights(engagement: Engagement) -> str:
    """Return what a session is bound to of somebody's work: for whom, and in which roles."""
    return f"{engagement.id}:{','.join(sorted(engagement.roles))}"


def work_for(request: VisitorRequest, engagement: Engagement) -> None:
    """Bind the session to other work of the same person, which it has chosen itself."""
    request.session[RIGHTS_KEY] = rights(engagement)
    request.session[ORGANISATION_KEY] = engagement.organisation


def overdue(request: VisitorRequest) -> str:
    """Return why the session is over by the clock ("idle", "age"), or nothing."""
    row = cast(SessionStore, request.session).row
    began = request.session.get(BEGAN_KEY, 0)
    if time.time() - began > settings.SESSION_LONGEST.total_seconds():
        return "age"
    if row is None or timezone.now() - row.seen_at > settings.SESSION_IDLE:
        return "idle"
    return ""


def changed(request: VisitorRequest, engagement: Engagement) -> bool:
    """Return whether the person's rights are others than when the session began."""
    return request.session.get(RIGHTS_KEY) != rights(engagement)


def seen(request: VisitorRequest) -> None:
    """Wind the idle clock up, at most once a minute; not for what a page asks for by itself."""
    row = cast(SessionStore, request.session).row
    if row is None or BACKGROUND in request.headers:
        return
    now = timezone.now()
    if now - row.seen_at > SEEN_EVERY:
        Session.objects.filter(pk=row.pk).update(seen_at=now)


def fresh(request: VisitorRequest) -> bool:
    """Return whether the sign-in is so new that the password need not be asked for again."""
    return time.time() - request.session.get(BEGAN_KEY, 0) < FRESH.total_seconds()


def others(request: VisitorRequest) -> list[Session]:
    """Return the person's sessions that still count, the one at hand first."""
    oldest = time.time() - settings.SESSION_LONGEST.total_seconds()
    idle = timezone.now() - settings.SESSION_IDLE
    found = Session.objects.filter(person=_person(request), began__gt=oldest, seen_at__gt=idle)
    own = cast(SessionStore, request.session).stored_key
    return sorted(found.order_by("-seen_at"), key=lambda each: each.pk != own)


def end_others(request: VisitorRequest) -> int:
    """End the person's other sessions and return how many."""
    mine = Session.objects.filter(person=_person(request))
    return mine.exclude(pk=cast(SessionStore, request.session).stored_key).delete()[0]


def _person(request: VisitorRequest) -> Person:
    return cast(Person, request.user)


def told(reason: str) -> str:
    """Return in words why a session has ended."""
    minutes = int(settings.SESSION_IDLE.total_seconds() // 60)
    hours = int(settings.SESSION_LONGEST.total_seconds() // 3600)
    again = _("Log ind igen, så kommer du tilbage til den samme side.")
    why = {
        "idle": _("Du er logget ud, fordi der ikke er sket noget i %(n)d minutter.") % {"n": minutes},
        "age": _("Du er logget ud, fordi det er %(n)d timer siden, du loggede ind.") % {"n": hours},
        "rights": _("Du er logget ud, fordi dine roller er ændret."),
        "password": _("Du er logget ud, fordi din adgangskode er ændret."),
        "elsewhere": _("Du er logget ind et andet sted i Fællestilsyn. Her skal du logge ind for sig."),
        "gone": _("Du er logget ud."),
    }
    if reason == "closed":
        return _("Din adgang her er lukket. Skriv til den, der inviterede dig, hvis det er en fejl.")
    return f"{why[reason]} {again}"


def browser(agent: str) -> str:
    """Return the browser and system that a User-Agent tells of, in words short enough to recognise."""
    name = next((each for each in BROWSERS if re.search(rf"\b{each}/", agent)), "")
    system = next(
        (word for sign, word in SYSTEMS.items() if sign in agent), "Linux" if "Linux" in agent else ""
    )
    return f"{NAMES.get(name, name)}, {system}".strip(", ")
