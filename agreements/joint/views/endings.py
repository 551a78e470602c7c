"""The secretariat's overview of agreements that end: notice, expiry, and proof of deletion."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.access import requires
from accounts.permissions import P
from agreements.joint.endings.reading import ENDING, followed

PAGE = 100


@requires(P.AGREEMENTS_VIEW)
def overview(request: HttpRequest) -> HttpResponse:
    """List the agreements that end, the day that comes first at the top."""
    chosen = request.GET.get("status", "")
    rows = followed(chosen)
    page = Paginator(rows, PAGE).get_page(request.GET.get("side"))
    tabs = [("", "Alle")] + [(str(each), each.label.capitalize()) for each in ENDING]
    context = {
        "page": page,
        "tabs": tabs,
        "chosen": chosen,
        "late": sum(bool(each.days_late) for each in rows),
    }
    return render(request, "agreements/secretariat/endings.html", context)
