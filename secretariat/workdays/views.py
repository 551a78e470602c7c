"""The calendar that deadlines and reminders keep to: holidays, closed days, quiet weeks."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.access import requires
from accounts.permissions import P
from accounts.request import PersonRequest
from secretariat.workdays import actions
from secretariat.workdays.forms import ClosedDayForm, QuietWeeksForm
from workflows.calendar import QUIET, WEEKDAYS, closed_in, holidays, is_working_day, quiet_weeks_on
from workflows.engine import NotPossibleError
from workflows.models import ClosedDay, LegalValue

FIRST, AHEAD = 2022, 10


@requires(P.DESK_VIEW)
def calendar(request: PersonRequest) -> HttpResponse:
    """Show a year: closed days with where each comes from, quiet weeks, and how many working days it has."""
    today = timezone.localdate()
    year = _year(request.GET.get("aar", ""), today)
    days = [
        date(year, 1, 1) + timedelta(days=n) for n in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)
    ]
    context = {
        "year": str(year),
        "before": str(year - 1) if year > FIRST else "",
        "after": str(year + 1) if year < today.year + AHEAD else "",
        "days": _days(year),
        "quiet": _spans(days),
        "working_days": sum(map(is_working_day, days)),
        "rows": ClosedDay.objects.order_by("-yearly", "day"),
        "values": LegalValue.objects.filter(key=QUIET).order_by("-valid_from"),
        "today": today,
        "may_manage": request.actor.may(P.VALUES_MANAGE),
    }
    return render(request, "secretariat/secretariat/calendar.html", context)


def _year(asked: str, today: date) -> int:
    if not asked:
        return today.year
    if not (
        asked.isascii() and asked.isdigit() and len(asked) == 4 and FIRST <= int(asked) <= today.year + AHEAD
    ):
        raise Http404
    return int(asked)


def _days(year: int) -> list[dict[str, Any]]:
    public = holidays(year)
    return [
        {
            "day": day,
            "weekday": WEEKDAYS[day.weekday()],
            "name": name,
            "is_public": day in public,
            "is_weekend": day.weekday() >= 5,
        }
        for day, name in closed_in(year).items()
    ]


def _spans(days: list[date]) -> list[dict[str, Any]]:
    """Return the quiet weeks of a year as spans of weeks that follow each other, with first and last day."""
    found: list[dict[str, Any]] = []
    for day in days:
        week = day.isocalendar().week
        if week not in quiet_weeks_on(day):
            continue
        if found and found[-1]["last"] == day - timedelta(days=1):
            found[-1]["last"] = day
            found[-1]["weeks"] = list(dict.fromkeys([*found[-1]["weeks"], week]))
        else:
            found.append({"first": day, "last": day, "weeks": [week]})
    return found


@requires(P.VALUES_MANAGE)
def add(request: PersonRequest) -> HttpResponse:
    """Add a closed day."""
    form = ClosedDayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.add_closed_day(by=request.actor, **form.cleaned_data)
        except NotPossibleError as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(
                request,
                "Lukkedagen er indført. Nye frister falder ikke på den; frister, der er sat, bliver stående.",
            )
            return redirect(f"/kalender/?aar={row.day.year}")
    context = {"form": form, "title": "Tilføj en lukkedag", "button": "Tilføj lukkedagen"}
    return render(request, "secretariat/secretariat/calendar_form.html", context)


@require_POST
@requires(P.VALUES_MANAGE)
def end(request: PersonRequest, day_id: UUID) -> HttpResponse:
    """Let a closed day count no more."""
    row = get_object_or_404(ClosedDay, pk=day_id)
    try:
        actions.end_closed_day(by=request.actor, row=row)
    except NotPossibleError as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, f"{row.name.capitalize()} er ikke længere en lukkedag.")
    return redirect("workdays:calendar")


@requires(P.VALUES_MANAGE)
def quiet(request: PersonRequest) -> HttpResponse:
    """Keep other weeks quiet."""
    weeks = sorted(quiet_weeks_on(timezone.localdate()))
    initial = {"weeks": ", ".join(map(str, weeks)), "valid_from": timezone.localdate() + timedelta(days=1)}
    form = QuietWeeksForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_quiet_weeks(by=request.actor, **form.cleaned_data)
        except NotPossibleError as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "De stille uger er ændret.")
            return redirect("workdays:calendar")
    context = {"form": form, "title": "Ret de stille uger", "button": "Gem ugerne"}
    return render(request, "secretariat/secretariat/calendar_form.html", context)
