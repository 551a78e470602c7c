"""The report's page, and its files."""

from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase

from accounts.access import requires
from accounts.permissions import P
from accounts.request import MunicipalityRequest
from audits.municipal import access
from audits.municipal.views.shown import show
from documents.serving import serve


@requires(P.OWN_VIEW)
def report(request: MunicipalityRequest, report_id: UUID) -> HttpResponse:
    """Show a report: the own systems, what to do ourselves, and the decision."""
    return show(request, access.report(report_id))


@requires(P.OWN_VIEW)
def file(request: MunicipalityRequest, file_id: UUID) -> HttpResponseBase:
    """Give a file that came with a report."""
    return serve(request, access.file(file_id).file)
