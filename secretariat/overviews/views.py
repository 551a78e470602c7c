"""The secretariat's overviews: the year, the cases and findings behind its numbers, and the matrix."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from accounts.access import requires
from accounts.permissions import P
from accounts.request import PersonRequest
from audits.joint.models import Question
from audits.municipal.states import FindingKind
from register.views.lists import amount, page_of
from secretariat.overviews import workbooks
from secretariat.overviews.decisions import GROUPS, decisions
from secretariat.overviews.drawing import Bar, bars
from secretariat.overviews.matrix import matrix
from secretariat.overviews.matrix.drawn import WORDS
from secretariat.overviews.matrix.page import BY_CASE
from secretariat.overviews.memberlist import member_rows
from secretariat.overviews.overdue import late
from secretariat.overviews.progress import STAGES, Line, cases, drawn, left_out, progress
from secretariat.overviews.results import Found, findings, listed, results
from secretariat.overviews.years import asked_year, years_of_audits
from secretariat.pagekit.workbook import as_download
from tenants.models import Municipality

OPEN_AND_CLOSED = ("Følges op", "Lukket")


@requires(P.AUDITS_VIEW)
def year(request: PersonRequest) -> HttpResponse:
    """Show how the year goes: progress, results, who is late, and what the members decide."""
    chosen = asked_year(request)
    found, seen, told = progress(chosen), results(chosen), decisions(chosen)
    context = {
        "year": chosen,
        "years": years_of_audits(chosen),
        "stages": list(STAGES.items()),
        "quarters": _table(chosen, [*found.quarters, found.whole]),
        "workers": _table(chosen, found.workers),
        "drawn_quarters": drawn_lines("kvartaler", f"Tilsyn i {chosen} kvartal for kvartal", found.quarters),
        "drawn_workers": drawn_lines("folk", f"Tilsyn i {chosen} efter sagsbehandler", found.workers),
        "counters": _counters(chosen, found.whole),
        "left_out": left_out(chosen),
        "results": seen,
        "drawn_kinds": drawn_findings("slags", "Forhold efter slags", seen.kinds),
        "drawn_objectives": drawn_findings("maal", "Forhold efter kontrolmål", seen.objectives),
        "late": late(),
        "decisions": told,
        "drawn_decisions": bars(
            "svar",
            "Kommunernes stillingtagen",
            [words for words, _ in GROUPS.values()],
            [Bar("Alle systemer i årets rapporter", [number for _, _, number in told.rows])],
        ),
    }
    return render(request, "secretariat/secretariat/overview.html", context)


def drawn_lines(key: str, title: str, lines: list[Line]) -> SafeString:
    """Return a drawing of lines of audits by stage."""
    return bars(key, title, list(STAGES.values()), [Bar(each.label, each.by_stage) for each in drawn(lines)])


def drawn_findings(key: str, title: str, found: list[Found]) -> SafeString:
    """Return a drawing of findings, those being followed up and those closed."""
    rows = [Bar(each.label, [each.still_open, each.closed]) for each in found if each.total]
    return bars(key, title, OPEN_AND_CLOSED, rows)


def _counters(chosen: int, whole: Line) -> list[dict[str, Any]]:
    return [
        {"label": label, "value": whole.numbers[key], "url": _cases_url(chosen, trin=key)}
        for key, label in STAGES.items()
    ]


def _table(chosen: int, lines: list[Line]) -> list[dict[str, Any]]:
    """Return the lines with the address of the list behind each number."""
    return [
        {
            "label": line.label,
            "total": line.total,
            "url": _cases_url(chosen, **line.narrows),
            "cells": [
                {
                    "label": label,
                    "value": line.numbers[key],
                    "url": _cases_url(chosen, **line.narrows, trin=key),
                }
                for key, label in STAGES.items()
            ],
        }
        for line in lines
    ]


def _cases_url(chosen: int, **narrows: str) -> str:
    return f"{reverse('overviews:cases')}?{urlencode({'aar': str(chosen), **narrows})}"


@requires(P.AUDITS_VIEW)
def year_xlsx(request: PersonRequest) -> HttpResponse:
    """Hand out the year's numbers as a workbook."""
    chosen = asked_year(request)
    return as_download(workbooks.of_year(chosen), f"overblik-{chosen}.xlsx")


@requires(P.AUDITS_VIEW)
def case_list(request: PersonRequest) -> HttpResponse:
    """List the audits behind a number."""
    chosen = asked_year(request)
    page = page_of(request, cases(chosen, request.GET))
    context = {
        "year": chosen,
        "page": page,
        "rows": [(each, STAGES[each.stage]) for each in page],
        "found": amount(page.paginator.count, "tilsyn", "tilsyn"),
        "stage": STAGES.get(request.GET.get("trin", ""), ""),
        "late": bool(request.GET.get("forsinket")),
    }
    return render(request, "secretariat/secretariat/overview_cases.html", context)


@requires(P.AUDITS_VIEW)
def finding_list(request: PersonRequest) -> HttpResponse:
    """List the findings behind a number."""
    chosen = asked_year(request)
    page = page_of(request, listed(chosen, request.GET))
    kind, objective = request.GET.get("slags", ""), request.GET.get("kontrolmaal", "")
    context = {
        "year": chosen,
        "page": page,
        "found": amount(page.paginator.count, "forhold", "forhold"),
        "whole": findings(chosen).count(),
        "kind": dict(FindingKind.choices).get(kind, ""),
        "objective": dict(Question.Objective.choices).get(objective, ""),
    }
    return render(request, "secretariat/secretariat/overview_findings.html", context)


@requires(P.AUDITS_VIEW)
def members(request: PersonRequest) -> HttpResponse:
    """Show where each member stands with each of the year's reports, a window at a time."""
    chosen, order = asked_year(request), request.GET.get("orden", "")
    found = matrix(chosen, page=request.GET.get("kolonner"), order=order)
    context = {
        "year": chosen,
        "years": years_of_audits(chosen),
        "matrix": found,
        "by_case": order == BY_CASE,
        "letters": WORDS.items(),
    }
    return render(request, "secretariat/secretariat/overview_members.html", context)


@requires(P.AUDITS_VIEW)
def members_xlsx(request: PersonRequest) -> HttpResponse:
    """Hand out both edges of the matrix as a workbook."""
    chosen = asked_year(request)
    return as_download(workbooks.of_matrix(chosen), f"kommunernes-stillingtagen-{chosen}.xlsx")


@requires(P.AUDITS_VIEW)
def member(request: PersonRequest, municipality_id: UUID) -> HttpResponse:
    """List where one member stands with the year's reports, system by system, what is missing first."""
    found = Municipality.objects.filter(pk=municipality_id).first()
    if found is None:
        raise Http404
    chosen, group = asked_year(request), request.GET.get("vis", "")
    rows = member_rows(found.id, chosen, group)
    page = page_of(request, rows)
    context = {
        "year": chosen,
        "municipality": found,
        "page": page,
        "found": amount(page.paginator.count, "system", "systemer"),
        "group": GROUPS[group][0] if group in GROUPS else "",
    }
    return render(request, "secretariat/secretariat/overview_member.html", context)
