"""Who came in, and who was turned away at the door: rows of the log."""

from uuid import UUID

from accounts.limits import TooManyError
from accounts.models import Engagement, Person
from accounts.request import VisitorRequest
from tenants.request import SiteRequest
from workflows.actors import Actor
from workflows.log import record

NOBODY = Person(id=UUID(int=0), email="", name="Ukendt")
SITES = {"secretariat": "sekretariatets side", "supplier": "leverandørernes side"}
DOOR = Actor.system("Loginsiden")


def person_of(email: str) -> Person:
    """Return the person with the address, or one that stands for everybody we do not know."""
    return Person.objects.filter(email=email.strip().lower()).first() or NOBODY


def note_sign_in(person: Person, engagement: Engagement, request: VisitorRequest) -> None:
    """Log that somebody has signed in, on which site, and what was shown besides the password."""
    by = Actor(person.id, person.name, engagement.organisation)
    data = {"place": _place(request), "factor": getattr(request, "factor_shown", "")}
    record(person, "sign_in", by=by, data=data)


def note_refused(person: Person, request: SiteRequest, what: str) -> None:
    """Log that somebody was turned away: wrong "password" or wrong "code".

    Also for an address that nobody has, so that known and unknown ones are treated alike. What was
    typed is not kept: people type passwords where the address goes. The limits on guessing bound the rows.
    """
    record(person, "refuse_sign_in", by=DOOR, data={"place": _place(request), "what": what})


def note_too_many(person: Person, request: SiteRequest, what: str, limit: TooManyError) -> None:
    """Log that guesses at a "password" or a "code" have reached a limit: once in the limit's time.

    Where an address or the whole site is stopped, whoever was named last is not the one it is about.
    """
    if limit.is_first:
        about = person if limit.axis in ("both", "person") else NOBODY
        data = {"place": _place(request), "what": what, "limit": limit.axis}
        record(about, "stop_guessing", by=DOOR, data=data)


def _place(request: SiteRequest) -> str:
    return f"{request.municipality.name}s side" if request.municipality else SITES[request.site]
