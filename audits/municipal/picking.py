"""Which of the municipality's decisions an act is about: those marked, or those of one moment."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from audits.municipal.models import ReceivedSystem
from audits.municipal.states import DECIDED
from secretariat.pagekit.keys import uuids

MOST = 5000


@dataclass(frozen=True)
class Done:
    """What was decided a moment ago: how many, what, and the query that names it."""

    number: int
    word: str
    query: str


def is_picked(request: HttpRequest) -> bool:
    """Return whether the request says which: by marks, or by the moment they were decided."""
    return "system" in request.POST or "kl" in request.GET


def picked(request: HttpRequest) -> list[ReceivedSystem]:
    """Return the decided systems that are marked, or were decided at the moment `kl`, by name."""
    rows = ReceivedSystem.objects.select_related("report").filter(state__in=DECIDED)
    if "system" in request.POST:
        return list(rows.filter(pk__in=marked(request)).order_by("name"))
    moment = _moment(request)
    return [] if moment is None else list(rows.filter(decided_at=moment).order_by("name"))


def marked(request: HttpRequest) -> list[UUID]:
    """Return the keys of the systems that came with a form."""
    return uuids(request.POST.getlist("system")[:MOST])


def query_of(systems: list[ReceivedSystem]) -> str:
    """Return the query that names what was decided together."""
    moment = systems[0].decided_at
    return urlencode({"kl": moment.astimezone(timezone.get_fixed_timezone(0)).isoformat()}) if moment else ""


def just_done(request: HttpRequest) -> Done | None:
    """Return what the address says was decided just now, for the page that follows a decision."""
    if "kl" not in request.GET or not (found := picked(request)):
        return None
    words = {each.get_state_display() for each in found}
    return Done(len(found), words.pop().capitalize() if len(words) == 1 else "Besluttet", query_of(found))


def _moment(request: HttpRequest) -> datetime | None:
    try:
        moment = parse_datetime(request.GET.get("kl", ""))
    except ValueError:
        return None
    return moment if moment and timezone.is_aware(moment) else None
