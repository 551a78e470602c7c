"""The list *Tilsyn*: what waits for a decision first, then what has been decided."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator

from accounts.access import requires
from accounts.permissions import P
from accounts.request import MunicipalityRequest
from audits.municipal.desk import news
from audits.municipal.findings import findings_to_act_on
from audits.municipal.forms import DecidedListForm
from audits.municipal.models import ReceivedSystem
from audits.municipal.picking import just_done
from audits.municipal.states import DECIDED, DecisionState
from audits.municipal.tasklist import number_open
from register.views.lists import amount, ordered, page_of
from workflows.actors import Actor
from workflows.calendar import working_days_between
from workflows.searching import search

ORDERS = {
    "system": "name",
    "leverandoer": "report__supplier_name",
    "status": "state",
    "besluttet": "decided_at",
    "naeste": "next_audit_on",
}
SHOWN = [*DECIDED, DecisionState.WITHDRAWN]


@requires(P.OWN_VIEW)
def list_reports(request: MunicipalityRequest) -> HttpResponse:
    """Show what is new in blocks by how much it asks for, and the table of what has been decided."""
    form = DecidedListForm(request.GET)
    page = page_of(request, _decided(form))
    context = {
        **news_context(request.actor),
        "done": just_done(request),
        "may_follow_up": request.actor.may(P.OWN_DECIDE) or request.actor.may(P.OWN_ASK),
        "calls": len(findings_to_act_on()),
        "tasks": number_open(),
        "form": form,
        "page": page,
        "found": amount(page.paginator.count, "system", "systemer"),
        "searched": any(request.GET.get(name) for name in ("q", "vis", "konklusion", "orden", "side")),
    }
    return render(request, "audits/municipality/list.html", context)


def news_context(actor: Actor) -> dict[str, Any]:
    """Return what the three blocks of open systems show."""
    fresh, may_decide = news(), actor.may(P.OWN_DECIDE)
    return {
        "news": fresh,
        "serious": [_serious(each, may_decide) for each in fresh.serious],
        "may_decide": may_decide,
        "may_remark": actor.may(P.OWN_REMARK),
        "may_mark": may_decide or actor.may(P.OWN_REMARK),
    }


def _serious(system: ReceivedSystem, may_decide: bool) -> dict[str, Any]:
    due, url = system.report.due, reverse("audits:report", args=[system.report_id])
    days = working_days_between(timezone.localdate(), due) if due else None
    return {
        "title": system.name,
        "url": url,
        "detail": system.report.supplier_name,
        "news": Truncator(system.text).chars(160),
        "deadline": due,
        "workdays": days,
        "tone": "error" if days is not None and days < 0 else "",
        "action_label": "Tag stilling" if may_decide else "Læs rapporten",
        "action_url": f"{url}?system={system.id}#stillingtagen" if may_decide else url,
    }


def _decided(form: DecidedListForm) -> QuerySet[ReceivedSystem]:
    chosen = form.value("vis")
    rows = ReceivedSystem.objects.select_related("report").filter(state__in=SHOWN)
    rows = rows.filter(report__is_current=chosen != "former")
    if chosen and chosen != "former":
        rows = rows.filter(state=chosen)
    if level := form.value("konklusion"):
        rows = rows.filter(level=level)
    if words := form.value("q").strip():
        about = ("name", "report__supplier_name", "report__case_number", "journal_number")
        rows = search(rows, words, *about)
    return ordered(rows, form.value("orden"), ORDERS, "-decided_at name")
