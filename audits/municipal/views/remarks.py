"""The DPO's same remark on many reports: on which ones is shown first."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts.access import requires
from accounts.permissions import P
from accounts.request import MunicipalityRequest
from audits.municipal import access
from audits.municipal.actions import remark_many as remark_on
from audits.municipal.answers import answers_conflicts, attempt
from audits.municipal.forms import RemarkForm
from audits.municipal.models import ReceivedReport, ReceivedSystem
from audits.municipal.picking import marked
from register.views.lists import amount


@requires(P.OWN_REMARK)
@answers_conflicts
def remark_many(request: MunicipalityRequest) -> HttpResponse:
    """Show the reports of the marked systems, and store the remark on each when it is written."""
    systems = access.systems(marked(request)) if request.method == "POST" else []
    if not systems:
        messages.info(request, "Markér de systemer, hvis rapporter bemærkningen gælder.")
        return redirect("audits:list")
    reports = _reports(systems)
    confirmed = "confirmed" in request.POST
    form = RemarkForm(request.POST if confirmed else None, prefix="bemaerkning")
    number = amount(len(reports), "rapport", "rapporter")
    if confirmed and form.is_valid():
        chosen, given = [each for each, _ in reports], form.cleaned_data
        if attempt(request, lambda: remark_on(by=request.actor, reports=chosen, **given), form):
            messages.success(request, f"Bemærkningen er gemt og står ved {number}.")
            return redirect("audits:list")
    context = {"systems": systems, "reports": reports, "number": number, "form": form}
    return render(request, "audits/municipality/remark_many.html", context)


def _reports(systems: list[ReceivedSystem]) -> list[tuple[ReceivedReport, list[ReceivedSystem]]]:
    """Return each report once, by supplier, with those of its systems that are marked."""
    found: dict[object, tuple[ReceivedReport, list[ReceivedSystem]]] = {}
    for each in systems:
        found.setdefault(each.report_id, (each.report, []))[1].append(each)
    return sorted(found.values(), key=lambda row: (row[0].supplier_name, row[0].case_number))
