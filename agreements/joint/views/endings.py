"""The secretariat's overview of agreements that end: notice, expiry, and proof of deletion."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.access import requires
from accounts.permissions import P
from accounts.request import PersonRequest
from agreements.joint.endings.choice import Cut, as_workbook
from agreements.joint.endings.reading import ENDING
from agreements.joint.endings.reminding import remind_many, reminders
from secretariat.pagekit.keys import uuids
from secretariat.pagekit.workbook import as_download
from workflows.engine import MoveError

PAGE = 100


@requires(P.AGREEMENTS_VIEW)
def overview(request: PersonRequest) -> HttpResponse:
    """List the agreements that end, the day that comes first at the top; `form=excel` gives all rows."""
    cut = Cut.of(request.GET)
    rows = cut.rows()
    if request.GET.get("form") == "excel":
        return as_download(as_workbook(rows), "ophoer.xlsx")
    tabs = [("", "Alle")] + [(str(each), each.label.capitalize()) for each in ENDING]
    context = {
        "page": Paginator(rows, PAGE).get_page(request.GET.get("side")),
        "tabs": [{"label": label, "key": key, "query": _query(cut, status=key)} for key, label in tabs],
        "cut": cut,
        "excel": _query(cut, form="excel"),
        "late": sum(bool(each.days_late) for each in rows),
        "may_remind": request.actor.may(P.AGREEMENTS_NEGOTIATE),
    }
    return render(request, "agreements/secretariat/endings.html", context)


def _query(cut: Cut, **changed: str) -> str:
    given = {"status": cut.state, "q": cut.words, "sen": "1" if cut.late else "", **changed}
    return urlencode({key: value for key, value in given.items() if value})


@require_POST
@requires(P.AGREEMENTS_NEGOTIATE)
def remind(request: PersonRequest) -> HttpResponse:
    """Show who would be written to about the marked agreements, and write when asked to."""
    ids = uuids(request.POST.getlist("row"))
    back = f"{reverse('agreements:endings')}?{_query(Cut.of(request.GET))}"
    found = reminders(ids)
    if not found:
        messages.error(request, "Markér mindst én aftale.")
        return redirect(back)
    if "send" in request.POST:
        return _send(request, ids, back)
    context = {
        "sendable": [each for each in found if not each.stop],
        "stopped": [each for each in found if each.stop],
        "back": back,
    }
    return render(request, "agreements/secretariat/endings_remind.html", context)


def _send(request: PersonRequest, ids: list[UUID], back: str) -> HttpResponse:
    try:
        sent = remind_many(ids=ids, by=request.actor)
    except MoveError as error:
        messages.error(request, error.reason)
    else:
        messages.success(request, f"Der er rykket om {len(sent)} aftale{'r' if len(sent) != 1 else ''}.")
    return redirect(back)
