"""The board's pages: totals of a year, as a page, as a workbook and as a report in Word."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.access import requires
from accounts.permissions import P
from accounts.reading import hand_out
from accounts.request import PersonRequest
from audits.joint.models import BoardReport
from audits.municipal.answers import answers_conflicts, attempt
from secretariat.overviews import boardreports, workbooks
from secretariat.overviews.board import SMALL_NUMBERS, STAGES, board, by_stage
from secretariat.overviews.drawing import Bar, bars
from secretariat.overviews.progress import drawn
from secretariat.overviews.views import drawn_findings
from secretariat.overviews.years import asked_year, years_of_audits
from secretariat.pagekit.workbook import as_download


@requires(P.TOTALS_VIEW)
def page(request: PersonRequest) -> HttpResponse:
    """Show the year in totals."""
    return render(request, "secretariat/secretariat/overview_board.html", context_of(request))


def context_of(request: PersonRequest) -> dict[str, Any]:
    """Return what the board's page shows; a board member's front page is the same."""
    chosen = asked_year(request)
    found = board(chosen)
    lines = [*found.progress.quarters, found.progress.whole]
    return {
        "year": chosen,
        "years": years_of_audits(chosen),
        "board": found,
        "stages": list(STAGES.values()),
        "lines": [(each.label, by_stage(each), each.total) for each in lines],
        "drawn_quarters": bars(
            "kvartaler",
            f"Tilsyn i {chosen} kvartal for kvartal",
            list(STAGES.values()),
            [Bar(each.label, by_stage(each)) for each in drawn(found.progress.quarters)],
        ),
        "drawn_kinds": drawn_findings("slags", "Forhold efter slags", found.results.kinds),
        "drawn_objectives": drawn_findings("maal", "Forhold efter kontrolmål", found.results.objectives),
        "drawn_decisions": _drawn_shares("svar", "Kommunernes stillingtagen", found.decisions),
        "drawn_agreements": _drawn_shares("aftaler", "Databehandleraftaler", found.agreements),
        "small_numbers": SMALL_NUMBERS,
        "reports": BoardReport.objects.filter(year=chosen).select_related("file"),
        "may_make": request.actor.may(P.AUDITS_PLAN),
    }


def _drawn_shares(key: str, title: str, found: list[Any]) -> str:
    rows = [Bar("Alle kommuner i alt", [each.number for each in found])] if found else []
    return bars(key, title, [each.label for each in found], rows)


@requires(P.TOTALS_VIEW)
def xlsx(request: PersonRequest) -> HttpResponse:
    """Hand out the board's numbers as a workbook."""
    chosen = asked_year(request)
    return as_download(workbooks.of_board(chosen), f"tal-i-alt-{chosen}.xlsx")


@require_POST
@requires(P.AUDITS_PLAN)
@answers_conflicts
def make(request: PersonRequest) -> HttpResponse:
    """Make the year's report as Word."""
    chosen = asked_year(request)
    made = attempt(request, lambda: boardreports.make(by=request.actor, year=chosen))
    if made:
        messages.success(
            request, f"Årsberetningen for {made.year}, udgave {made.number}, er dannet som Word."
        )
    return redirect(f"{reverse('overviews:board')}?aar={chosen}")


@requires(P.TOTALS_VIEW)
def file(request: PersonRequest, report_id: UUID) -> HttpResponseBase:
    """Hand out a report that was made."""
    found = boardreports.get(report_id)
    return hand_out(request, found.file, about=found)
