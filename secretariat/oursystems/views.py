"""The table of a municipality's systems, as a page and as a workbook."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from accounts.access import requires
from accounts.permissions import P
from accounts.request import MunicipalityRequest
from register.models import MissingSystemReport, SystemUse
from register.portfolio.spelling import name_key, supplier_key
from register.views.lists import amount
from secretariat.oursystems.forms import SystemsForm
from secretariat.oursystems.query import ALL, PAGE_SIZE, Found, systems
from secretariat.oursystems.shown import HEADERS, excel_row, page_row
from secretariat.pagekit.workbook import as_download, workbook
from workflows.searching import search

COUNTERS = (
    ("", "i brug", ""),
    ("uden", "mangler aftale", "warning"),
    ("uden-tilsyn", "mangler tilsyn", "warning"),
    ("forfaldne", "tilsyn over tiden", "error"),
    ("ude", "bruges ikke længere", ""),
)
MOST_PAGES = 2_000
REPORTS = 20


@requires(P.OWN_VIEW)
def table(request: MunicipalityRequest) -> HttpResponse:
    """Show the municipality's systems with agreement, last supervision and the next one."""
    form = SystemsForm(request.GET)
    number = _page(request)
    found = _found(request, form, page=number)
    if not found.rows and number > 1:
        number = max(1, -(-found.total // PAGE_SIZE))
        found = _found(request, form, page=number)
    today = timezone.localdate()
    context = {
        "form": form,
        "page": Paginator(range(found.total), PAGE_SIZE).get_page(number),
        "rows": [page_row(row, today) for row in found.rows],
        "found": amount(found.total, "system", "systemer"),
        "counters": _counters(found.counts, form.value("vis")),
        "reports": MissingSystemReport.objects.select_related("system")[:REPORTS],
        "may_report": request.actor.may(P.OWN_SYSTEMS_REPORT),
        "may_audit": request.actor.may(P.OWN_AUDIT),
        "query": request.GET.urlencode(),
    }
    return render(request, "oursystems/table.html", context)


@requires(P.OWN_VIEW)
def workbook_of(request: MunicipalityRequest) -> HttpResponse:
    """The table as shown, as a workbook."""
    today = timezone.localdate()
    found = _found(request, SystemsForm(request.GET), page=1, size=ALL)
    uses = SystemUse.objects.in_bulk([row["id"] for row in found.rows])
    rows = (excel_row(row, uses[row["id"]], today) for row in found.rows)
    return as_download(workbook("Vores systemer og aftaler", HEADERS, rows), "vores-systemer-og-aftaler.xlsx")


def _found(request: MunicipalityRequest, form: SystemsForm, *, page: int, size: int = PAGE_SIZE) -> Found:
    words = form.value("q").strip()
    return systems(
        request.municipality.id,
        shown=form.value("vis"),
        order=form.value("orden"),
        ids=_searched(words) if words else None,
        page=page,
        size=size,
    )


def _searched(words: str) -> list[UUID]:
    """Return the uses whose system or supplier fits what was typed, however it is spelt."""
    uses = SystemUse.objects.all()
    wanted = Q(system__name__icontains=words) | Q(system__supplier__name__icontains=words)
    if key := name_key(words):
        wanted |= Q(system__name_key__contains=key)
        wanted |= Q(system__supplier__name_key__contains=supplier_key(words))
    found = list(uses.filter(wanted).values_list("id", flat=True))
    if found:
        return found
    return list(search(uses, words, "system__name", "system__supplier__name").values_list("id", flat=True))


def _page(request: MunicipalityRequest) -> int:
    asked = request.GET.get("side", "")
    usable = asked.isascii() and asked.isdigit() and len(asked) <= len(str(MOST_PAGES))
    return min(max(int(asked), 1), MOST_PAGES) if usable else 1


def _counters(counts: dict[str, int], current: str) -> list[dict[str, Any]]:
    url = reverse("register:own_systems")
    return [
        {
            "label": label,
            "value": counts[key],
            "url": f"{url}?vis={key}" if key else url,
            "tone": tone if counts[key] else "",
            "current": key == current,
        }
        for key, label, tone in COUNTERS
    ]
