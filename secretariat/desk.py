"""The front page of each site: what waits for whoever opens it, nearest deadline first."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from accounts.access import requires
from accounts.permissions import P
from accounts.request import PersonRequest
from agreements.joint import desk as agreements_desk
from agreements.joint import supplier_desk as agreements_supplier_desk
from agreements.municipal import desk as agreements_municipal_desk
from audits.joint import desk as audits_desk
from audits.joint import supplier_desk as audits_supplier_desk
from audits.municipal import desk as audits_municipal_desk
from secretariat import totals
from workflows.actors import Actor
from workflows.calendar import working_days_between
from workflows.desk import Waiting

Source = Callable[[Actor], Iterable[Waiting]]
SOURCES: dict[str, tuple[Source, ...]] = {
    "secretariat": (audits_desk.waiting, agreements_desk.waiting),
    "municipality": (audits_municipal_desk.waiting, agreements_municipal_desk.waiting),
    "supplier": (audits_supplier_desk.waiting, agreements_supplier_desk.waiting),
}
SHOWN = 100


@dataclass(frozen=True)
class Row:
    """A line of the list as parts/work_list.html shows it."""

    url: str
    title: str
    detail: str
    deadline: date | None
    workdays: int | None
    tone: str
    action_url: str
    action_label: str


@requires(P.DESK_VIEW, P.TOTALS_VIEW, P.OWN_VIEW, P.SUPPLIER_ANSWER)
def front(request: PersonRequest) -> HttpResponse:
    """Show what waits; a board member sees totals only."""
    actor, site = request.actor, request.site
    if site == "secretariat" and not actor.may(P.DESK_VIEW):
        return render(request, "secretariat/secretariat/totals.html", {"totals": totals.totals()})
    rows = list_waiting(site, actor)
    late = sum(row.tone == "error" for row in rows)
    context: dict[str, Any] = {
        "rows": rows[:SHOWN],
        "count": len(rows),
        "late": late,
        "more": max(0, len(rows) - SHOWN),
    }
    return render(request, f"secretariat/{site}/front.html", context)


def list_waiting(site: str, actor: Actor) -> list[Row]:
    """Return everything that waits for the actor on a site, nearest deadline first."""
    today = timezone.localdate()
    found = [each for source in SOURCES[site] for each in source(actor)]
    found.sort(key=lambda each: (each.due is None, each.due or today, each.title))
    return [_row(each, today) for each in found]


def _row(each: Waiting, today: date) -> Row:
    url = reverse(each.url_name, kwargs=dict(each.url_kwargs))
    workdays = working_days_between(today, each.due) if each.due else None
    tone = "error" if each.due and each.due < today else ""
    return Row(url, each.title, each.detail, each.due, workdays, tone, url, each.action)
