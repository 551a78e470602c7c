"""The calendar's page, the secret address, and the feed that calendars fetch without anybody signed in."""

from collections import defaultdict
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts import feeds
from accounts.access import open_to_all, requires
from accounts.permissions import P
from accounts.request import MunicipalityRequest
from agreements.municipal.dates.events import coming, events
from agreements.municipal.dates.ical import CONTENT_TYPE, calendar
from agreements.municipal.listsheets import calendar_sheet
from agreements.municipal.models import Agreement
from secretariat.pagekit.dates import MONTHS
from secretariat.pagekit.workbook import as_download
from walls.callers import Caller, acting_as
from workflows.calendar import working_days_between

A_YEAR = 12
PER_HOUR, AN_HOUR = 60, 3_600
WEEKDAYS = ("ma", "ti", "on", "to", "fr", "lø", "sø")


@requires(P.OWN_VIEW)
def calendar_page(request: MunicipalityRequest) -> HttpResponse:
    """Show the days month by month, or as one list; `form=excel` gives the list."""
    today = timezone.localdate()
    first = _month(request.GET.get("fra", ""), today)
    until = _later(first, A_YEAR)
    found = [each for each in events(first, until) if each.day < until]
    if request.GET.get("form") == "excel":
        return as_download(calendar_sheet(found), "opsigelse-og-udloeb.xlsx")
    by_month: dict[tuple[int, int], list[Any]] = defaultdict(list)
    for each in found:
        days = working_days_between(today, each.day)
        by_month[each.day.year, each.day.month].append(
            {
                "event": each,
                "weekday": WEEKDAYS[each.day.weekday()],
                "workdays": days,
                "late": each.day < today,
            }
        )
    months = [_later(first, number) for number in range(A_YEAR)]
    context = {
        "months": [
            {
                "label": f"{MONTHS[each.month - 1].capitalize()} {each.year}",
                "rows": by_month.get((each.year, each.month), []),
            }
            for each in months
        ],
        "count": len(found),
        "as_list": request.GET.get("vis") == "liste",
        "first": first,
        "before": f"{_later(first, -A_YEAR):%Y-%m}",
        "after": f"{until:%Y-%m}",
        "feed": feeds.feed_of(request.engagement),
    }
    return render(request, "agreements/municipality/calendar.html", context)


def _month(text: str, today: date) -> date:
    """Return the first day of the month asked for ("2026-11"), else of this one."""
    try:
        year, month = (int(each) for each in text.split("-"))
        return date(min(max(year, 1980), 2190), month, 1)
    except ValueError:
        return today.replace(day=1)


def _later(first: date, months: int) -> date:
    number = first.year * A_YEAR + first.month - 1 + months
    return date(number // A_YEAR, number % A_YEAR + 1, 1)


@require_POST
@requires(P.OWN_VIEW)
def make_feed(request: MunicipalityRequest) -> HttpResponse:
    """Give the person a secret address, and show it this once."""
    token = feeds.make_feed(
        engagement=request.engagement, municipality_id=request.municipality.id, by=request.actor
    )
    address = request.build_absolute_uri(reverse("agreements:feed", args=[token]))
    response = render(request, "agreements/municipality/feed.html", {"address": address})
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
@requires(P.OWN_VIEW)
def revoke_feed(request: MunicipalityRequest) -> HttpResponse:
    """End the person's secret address."""
    feeds.revoke_feed(engagement=request.engagement, by=request.actor)
    messages.success(request, "Adressen virker ikke længere.")
    return redirect("agreements:calendar")


@require_safe
@open_to_all
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """Give the calendar to whoever knows a living address of this municipality; all else is 404.

    The door knows the address; what it gives is read under the municipality's own role.
    """
    municipality = request.municipality  # type: ignore[attr-defined]
    with acting_as(Caller.door()):
        found = feeds.holder_of(token, municipality_id=municipality.id, permission=P.OWN_VIEW)
    if found is None:
        raise Http404
    if _too_often(str(found.id)):
        return HttpResponse("Prøv igen senere.", status=429, content_type="text/plain; charset=utf-8")
    host = request.get_host().split(":")[0]

    def url_of(agreement: Agreement) -> str:
        return request.build_absolute_uri(reverse("agreements:agreement", args=[agreement.id]))

    with acting_as(Caller.municipality(municipality)):
        content = calendar(f"Databehandleraftaler, {municipality.name}", host, coming(), url_of)
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    response["Cache-Control"] = "private, no-cache"
    response["Content-Disposition"] = 'inline; filename="databehandleraftaler.ics"'
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _too_often(key: str) -> bool:
    """Count how often an address is fetched; calendars ask every few minutes at most."""
    name = f"calendar-feed:{key}"
    cache.add(name, 0, AN_HOUR)
    try:
        return int(cache.incr(name)) > PER_HOUR
    except ValueError:  # its hour ran out this moment
        return False
