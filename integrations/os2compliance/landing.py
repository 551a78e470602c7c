"""The address that a task in the municipality's own system links to: the reports on one supplier."""

import re
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.access import open_to_all, requires
from accounts.permissions import P
from accounts.request import MunicipalityRequest
from accounts.sites import municipality_url
from audits.municipal.models import ReceivedReport
from integrations.os2compliance.views import AREA
from tenants.kommuner import KOMMUNER
from tenants.models import Domain, Municipality
from workflows.danish import sort_key

_NUMBER = re.compile(r"[0-9]{1,10}", re.ASCII)
MOST = 2_147_483_647
TAKEN_ALONG = ("area", "supplierId")
AT_HOME = (Municipality.State.MEMBER, Municipality.State.LEAVING)


@require_safe
@requires(P.OWN_VIEW)
def reports(request: MunicipalityRequest) -> HttpResponse:
    """Show the supplier's reports; another area, another's supplier and none at all are the same 404."""
    if request.GET.get("area", AREA) != AREA:
        raise Http404
    supplier = _own_supplier(request.GET.get("supplierId", ""))
    found = ReceivedReport.objects.filter(supplier_id=supplier, is_current=True)
    rows = list(found.prefetch_related("systems"))
    context = {"rows": rows, "supplier": rows[0].supplier_name if rows else ""}
    return render(request, "integrations/municipality/supplier_reports.html", context)


def _own_supplier(number: str) -> UUID:
    if not _NUMBER.fullmatch(number) or int(number) > MOST:
        raise Http404
    with connection.cursor() as cursor:
        cursor.execute("SELECT integrations_os2compliance_own_supplier_v1(%s)", [int(number)])
        found: UUID | None = cursor.fetchone()[0]
    if found is None:
        raise Http404
    return found


@require_safe
@open_to_all
def which_municipality(request: HttpRequest) -> HttpResponse:
    """Ask for the municipality and lead to its site; all of Denmark's are offered, not only the members."""
    query = urlencode({name: request.GET[name][:40] for name in TAKEN_ALONG if name in request.GET})
    chosen = request.GET.get("kommune", "")
    kommune = next((each for each in KOMMUNER if each.kommunekode == chosen), None)
    host = _host_of(chosen) if kommune else None
    if host:
        return redirect(municipality_url(host, "supplier_reports") + (f"?{query}" if query else ""))
    context = {
        "kommuner": sorted(KOMMUNER, key=lambda each: sort_key(each.short_name)),
        "chosen": kommune,
        "given": [(name, request.GET[name][:40]) for name in TAKEN_ALONG if name in request.GET],
        "base": settings.BASE_DOMAIN,
    }
    return render(request, "integrations/which_municipality.html", context)


def _host_of(kommunekode: str) -> str | None:
    found = Domain.objects.filter(tenant__kommunekode=kommunekode, tenant__state__in=AT_HOME, is_primary=True)
    return found.values_list("domain", flat=True).first()
