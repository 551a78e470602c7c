"""The report's page, and its files."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from accounts.access import requires
from accounts.permissions import P
from accounts.reading import hand_out
from accounts.request import MunicipalityRequest
from audits.municipal import access
from audits.municipal.story import story_of
from audits.municipal.views.shown import show
from workflows.storypage import story_context, story_extract


@requires(P.OWN_VIEW)
def report(request: MunicipalityRequest, report_id: UUID) -> HttpResponse:
    """Show a report: the own systems, what to do ourselves, and the decision."""
    return show(request, access.report(report_id))


@requires(P.OWN_VIEW)
def file(request: MunicipalityRequest, file_id: UUID) -> HttpResponseBase:
    """Give a file that came with a report, unless it may be read on the site only."""
    found = access.file(file_id)
    if found.read_only:
        raise Http404
    return hand_out(request, found.file, about=found.report)


@requires(P.OWN_VIEW)
def history(request: MunicipalityRequest, report_id: UUID) -> HttpResponse:
    """Show what has happened with the report, newest first."""
    found = access.report(report_id)
    context = {
        **story_context(request, story_of(found), extract="audits:history_extract", of=found.id),
        "report": found,
    }
    return render(request, "audits/municipality/history.html", context)


@requires(P.OWN_VIEW)
def history_extract(request: MunicipalityRequest, report_id: UUID, form: str) -> HttpResponse:
    """Give the history as `excel` or `json`, with the links of the log's chain."""
    found = access.report(report_id)
    return story_extract(request, story_of(found), form, about=found, by=request.actor)
