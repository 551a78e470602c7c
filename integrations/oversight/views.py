"""Workbooks of decisions: those just made, those marked, or all since a day."""

from datetime import datetime, time

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.dateparse import parse_date

from accounts.access import requires
from accounts.permissions import P
from accounts.request import MunicipalityRequest
from audits.municipal.picking import is_picked, picked
from integrations.oversight import reading
from integrations.oversight.books import FORMS, book
from secretariat.pagekit.workbook import as_download


@requires(P.OWN_VIEW)
def download(request: MunicipalityRequest, form: str) -> HttpResponse:
    """Give a workbook in the columns of KITOS or of OS2compliance.

    Of what is marked or was decided at the moment `kl`; else all since the day `siden`, or of all time.
    """
    if form not in FORMS:
        raise Http404
    decisions = reading.of_systems(picked(request)) if is_picked(request) else reading.since(_since(request))
    site = request.build_absolute_uri("/").rstrip("/")
    name = f"tilsyn-{form}-{timezone.localdate():%Y-%m-%d}.xlsx"
    return as_download(book(form, decisions, site), name)


def _since(request: MunicipalityRequest) -> datetime:
    try:
        day = parse_date(request.GET.get("siden", ""))
    except ValueError:
        day = None
    if day is None:
        return datetime.min.replace(year=1980, tzinfo=timezone.get_current_timezone())
    return timezone.make_aware(datetime.combine(day, time.min))
