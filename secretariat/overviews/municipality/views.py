"""The municipality's year: the page, making the report, and the reports that were made."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.access import requires
from accounts.permissions import P
from accounts.reading import hand_out
from accounts.request import MunicipalityRequest
from audits.municipal.answers import answers_conflicts, attempt
from audits.municipal.models import ReceivedReport
from audits.municipal.yearreports.models import YearReport
from secretariat.overviews.municipality import actions
from secretariat.overviews.municipality.reading import year_of
from secretariat.overviews.years import asked_year

SHOWN = 50


@requires(P.OWN_VIEW)
def year(request: MunicipalityRequest) -> HttpResponse:
    """Show what the year came to, as its report tells it."""
    chosen = asked_year(request)
    found = year_of(chosen)
    context = {
        "year": chosen,
        "years": _years(chosen),
        "found": found,
        "matters": found.open_matters[:SHOWN],
        "more": max(0, len(found.open_matters) - SHOWN),
        "reports": YearReport.objects.filter(year=chosen).select_related("file"),
        "may_make": actions.may_make(request.actor),
        "is_over": chosen < timezone.localdate().year,
    }
    return render(request, "secretariat/municipality/year.html", context)


def _years(chosen: int) -> list[int]:
    with_reports = ReceivedReport.objects.dates("published_at", "year")
    return sorted({timezone.localdate().year, chosen, *(each.year for each in with_reports)}, reverse=True)


@require_POST
@requires(*actions.MAKERS)
@answers_conflicts
def make(request: MunicipalityRequest) -> HttpResponse:
    """Make the year's report as Word."""
    chosen = asked_year(request)
    made = attempt(
        request,
        lambda: actions.make(by=request.actor, municipality=request.municipality.name, year=chosen),
    )
    if made:
        messages.success(request, f"Årsrapporten for {made.year}, udgave {made.number}, er dannet som Word.")
    return redirect(f"{reverse('yearreports:year')}?aar={chosen}")


@requires(P.OWN_VIEW)
def file(request: MunicipalityRequest, report_id: UUID) -> HttpResponseBase:
    """Hand out a report that was made."""
    found = actions.get(report_id)
    return hand_out(request, found.file, about=found)
