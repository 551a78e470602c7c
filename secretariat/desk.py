"""The front page of each site: what waits for whoever opens it, nearest deadline first."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from accounts.access import requires
from accounts.filters import filters_of, kept
from accounts.permissions import P
from accounts.request import PersonRequest
from agreements.joint import arrivals as agreements_arrivals
from agreements.joint import desk as agreements_desk
from agreements.joint import municipality_desk as agreements_advice_desk
from agreements.joint import supplier_desk as agreements_supplier_desk
from agreements.municipal import desk as agreements_municipal_desk
from agreements.municipal.incidents import desk as incidents_desk
from audits.joint import arrivals as audits_arrivals
from audits.joint import desk as audits_desk
from audits.joint import supplier_desk as audits_supplier_desk
from audits.municipal import desk as audits_municipal_desk
from register import desk as register_desk
from register import municipality_desk as register_municipal_desk
from secretariat import municipality_front
from secretariat.overviews import boardviews
from secretariat.pagekit.dates import in_words
from secretariat.post import desk as post_desk
from workflows.actors import Actor
from workflows.calendar import add_working_days, working_days_between
from workflows.desk import Waiting

Source = Callable[[Actor], Iterable[Waiting]]
SOURCES: dict[str, tuple[Source, ...]] = {
    "secretariat": (
        audits_desk.waiting,
        agreements_desk.waiting,
        register_desk.waiting,
        post_desk.waiting,
    ),
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
WAITING, LATE, NEWS = "venter", "overskredet", "kommet-ind"
WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
SHOWN = 200


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
    mark: UUID | None = None
    note_url: str = ""


@requires(P.DESK_VIEW, P.TOTALS_VIEW, P.OWN_VIEW, P.SUPPLIER_ANSWER)
def front(request: PersonRequest) -> HttpResponse:
    """Show what waits; a board member sees totals only."""
    actor, site = request.actor, request.site
    if site == "secretariat":
        if actor.may(P.DESK_VIEW):
            return render(request, "secretariat/secretariat/front.html", my_day(request))
        context = boardviews.context_of(request)
        return render(request, "secretariat/secretariat/overview_board.html", context)
    if site == "municipality":
        today = timezone.localdate()
        lines = [(each.url_name, _row(each, today)) for each in _ordered(_waiting(site, actor))]
        context = {**municipality_front.context(request, lines), "alarms": incidents_desk.alarms()}
        return render(request, "secretariat/municipality/front.html", context)
    return render(request, f"secretariat/{site}/front.html", _listed(list_waiting(site, actor)))


def my_day(request: PersonRequest) -> dict[str, Any]:
    """Return three numbers, each the link to its list, and the one that `vis` asks for.

    `slags` narrows the list to the rows with one next action, so that they can be marked together.
    """
    lists = lists_of(request.actor)
    names = {
        "": "Venter på mig",
        LATE: "Overskredet hos andre",
        NEWS: f"Kommet ind siden {day_name(_news_since())}",
    }
    chosen = request.GET.get("vis", "")
    shown = chosen if chosen in lists else ""
    kind = request.GET.get("slags", "")
    rows = of_kind(lists[shown], kind)
    numbers = [
        {
            "label": names[key],
            "value": len(found),
            "url": f"{request.path}?vis={key}" if key else request.path,
            "current": key == shown,
            "tone": {LATE: "warning" if found else "", NEWS: "info" if found else ""}.get(key, ""),
        }
        for key, found in lists.items()
    ]
    return {
        **_listed([opened_from(row, shown, kind, place) for place, row in enumerate(rows)]),
        "numbers": numbers,
        "shown": shown,
        "list_name": names[shown],
        "kinds": _kinds(lists[shown], shown, kind),
        "kind": kind,
        "may_conduct": request.actor.may(P.AUDITS_CONDUCT),
        "may_publish": request.actor.may(P.AUDITS_PUBLISH),
        "markable": any(row.mark for row in rows),
        "saved": filters_of(request.actor, "front"),
        "saved_page": "front",
        "saved_query": kept(request.GET.urlencode()),
    }


def lists_of(actor: Actor) -> dict[str, list[Row]]:
    """Return the three lists of Min dag by the word that `vis` asks for them by."""
    return {
        "": list_waiting("secretariat", actor),
        LATE: _rows(each for source in LATE_ELSEWHERE for each in source(actor)),
        NEWS: list_news(actor, _news_since()),
    }


def of_kind(rows: list[Row], kind: str) -> list[Row]:
    """Return the rows whose next action is `kind`, or all; the order stays."""
    return [row for row in rows if row.action_label == kind] if kind else rows


def opened_from(row: Row, shown: str, kind: str, place: int) -> Row:
    """Return the row with links that say where in which list it stands, so that the next can follow."""
    query = urlencode({"koe": f"{shown or WAITING}.{place}", **({"slags": kind} if kind else {})})
    url = f"{row.url}?{query}"
    return replace(row, url=url, action_url=url)


def _kinds(rows: list[Row], shown: str, kind: str) -> list[dict[str, Any]]:
    """Return the next actions there are in a list with their numbers, each the link to those alone."""
    counted = Counter(row.action_label for row in rows)
    if len(counted) < 2:
        return []
    return [
        {
            "label": label,
            "value": number,
            "url": "/?" + urlencode({"vis": shown, "slags": label} if shown else {"slags": label}),
            "current": label == kind,
        }
        for label, number in counted.most_common()
    ]


def _news_since() -> date:
    return add_working_days(timezone.localdate(), -1)


def list_waiting(site: str, actor: Actor) -> list[Row]:
    """Return everything that waits for the actor on a site, nearest deadline first."""
    return _rows(_waiting(site, actor))


def _waiting(site: str, actor: Actor) -> Iterable[Waiting]:
    return (each for source in SOURCES[site] for each in source(actor))


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
    return [_row(each, today) for each in _ordered(found)]


def _ordered(found: Iterable[Waiting]) -> list[Waiting]:
    """Return what waits by its deadline; what has none comes last."""
    return sorted(found, key=lambda each: (each.due is None, each.due or date.min, each.title))


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
        mark=each.mark,
        note_url=reverse("audits:notes", args=[each.mark]) if each.mark else "",
    )
