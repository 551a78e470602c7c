"""The front page of each site: what waits for whoever opens it, nearest deadline first."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from accounts.access import requires
from accounts.permissions import P
from accounts.request import PersonRequest
from agreements.joint import arrivals as agreements_arrivals
from agreements.joint import desk as agreements_desk
from agreements.joint import municipality_desk as agreements_advice_desk
from agreements.joint import supplier_desk as agreements_supplier_desk
from agreements.municipal import desk as agreements_municipal_desk
from audits.joint import arrivals as audits_arrivals
from audits.joint import desk as audits_desk
from audits.joint import supplier_desk as audits_supplier_desk
from audits.municipal import desk as audits_municipal_desk
from register import municipality_desk as register_municipal_desk
from secretariat import totals
from secretariat.pagekit.dates import in_words
from workflows.actors import Actor
from workflows.calendar import add_working_days, working_days_between
from workflows.desk import Waiting

Source = Callable[[Actor], Iterable[Waiting]]
SOURCES: dict[str, tuple[Source, ...]] = {
    "secretariat": (audits_desk.waiting, agreements_desk.waiting),
    "municipality": (
        audits_municipal_desk.waiting,
        agreements_municipal_desk.waiting,
        agreements_advice_desk.waiting,
        register_municipal_desk.waiting,
    ),
    "supplier": (audits_supplier_desk.waiting, agreements_supplier_desk.waiting),
}
LATE_ELSEWHERE: tuple[Source, ...] = (audits_desk.late_elsewhere, agreements_desk.late_elsewhere)
CAME_IN = (audits_arrivals.came_in, agreements_arrivals.came_in)
LATE, NEWS = "overskredet", "kommet-ind"
WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
SHOWN = 100


@dataclass(frozen=True)
class Row:
    """A line of the list as parts/work_list.html shows it."""

    url: str
    title: str
    detail: str
    deadline: date | None
    deadline_name: str
    workdays: int | None
    since: datetime | None
    tone: str
    action_url: str
    action_label: str


@requires(P.DESK_VIEW, P.TOTALS_VIEW, P.OWN_VIEW, P.SUPPLIER_ANSWER)
def front(request: PersonRequest) -> HttpResponse:
    """Show what waits; a board member sees totals only."""
    actor, site = request.actor, request.site
    if site == "secretariat":
        if actor.may(P.DESK_VIEW):
            return render(request, "secretariat/secretariat/front.html", my_day(request))
        return render(request, "secretariat/secretariat/totals.html", {"totals": totals.totals()})
    return render(request, f"secretariat/{site}/front.html", _listed(list_waiting(site, actor)))


def my_day(request: PersonRequest) -> dict[str, Any]:
    """Return three numbers, each the link to its list, and the one that `vis` asks for."""
    actor = request.actor
    since = add_working_days(timezone.localdate(), -1)
    lists = {
        "": list_waiting("secretariat", actor),
        LATE: _rows(each for source in LATE_ELSEWHERE for each in source(actor)),
        NEWS: list_news(actor, since),
    }
    names = {
        "": "Venter på mig",
        LATE: "Overskredet hos andre",
        NEWS: f"Kommet ind siden {day_name(since)}",
    }
    chosen = request.GET.get("vis", "")
    shown = chosen if chosen in lists else ""
    numbers = [
        {
            "label": names[key],
            "value": len(rows),
            "url": f"{request.path}?vis={key}" if key else request.path,
            "current": key == shown,
            "tone": {LATE: "warning" if rows else "", NEWS: "info" if rows else ""}.get(key, ""),
        }
        for key, rows in lists.items()
    ]
    return {**_listed(lists[shown]), "numbers": numbers, "shown": shown, "list_name": names[shown]}


def list_waiting(site: str, actor: Actor) -> list[Row]:
    """Return everything that waits for the actor on a site, nearest deadline first."""
    return _rows(each for source in SOURCES[site] for each in source(actor))


def list_news(actor: Actor, since: date) -> list[Row]:
    """Return what came in to the actor since the beginning of a day, the newest first."""
    moment = timezone.make_aware(datetime.combine(since, time.min))
    found = [each for source in CAME_IN for each in source(actor, moment)]
    found.sort(key=lambda each: each.since or moment, reverse=True)
    return [_row(each, timezone.localdate()) for each in found]


def day_name(day: date) -> str:
    """Return "fredag", or the date where the last working day lies a week back or more."""
    recent = (timezone.localdate() - day).days < len(WEEKDAYS)
    return WEEKDAYS[day.weekday()] if recent else in_words(day)


def _listed(rows: list[Row]) -> dict[str, Any]:
    return {
        "rows": rows[:SHOWN],
        "count": len(rows),
        "late": sum(row.tone == "error" for row in rows),
        "more": max(0, len(rows) - SHOWN),
    }


def _rows(found: Iterable[Waiting]) -> list[Row]:
    today = timezone.localdate()
    ordered = sorted(found, key=lambda each: (each.due is None, each.due or today, each.title))
    return [_row(each, today) for each in ordered]


def _row(each: Waiting, today: date) -> Row:
    url = reverse(each.url_name, kwargs=dict(each.url_kwargs))
    return Row(
        url=url,
        title=each.title,
        detail=each.detail,
        deadline=each.due,
        deadline_name=each.due_name,
        workdays=working_days_between(today, each.due) if each.due else None,
        since=each.since,
        tone="error" if each.binding and each.due and each.due < today else "",
        action_url=url,
        action_label=each.action,
    )
