"""All open findings across cases: found, filtered, marked, and dealt with many at a time."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts.access import requires
from accounts.permissions import P
from accounts.request import PersonRequest
from audits.joint.actions.many_findings import act_on_many
from audits.joint.forms.findings import OpenFindingsForm
from audits.joint.models import Finding
from audits.joint.open_findings import (
    ACTS,
    FOLLOWED,
    TURNS,
    followed,
    marked_for,
    overdue,
    overdue_by_supplier,
)
from audits.joint.states import OUR_TURN, SUPPLIERS_TURN
from audits.municipal.answers import answers_conflicts
from register.views.lists import amount, ordered, page_of
from secretariat.pagekit.keys import uuids
from secretariat.pagekit.workbook import as_download, workbook
from workflows.searching import search

ORDERS = {
    "forhold": "title",
    "leverandoer": "audit__supplier__name_sort",
    "sag": "audit__case_number",
    "status": "state",
    "frist": "due_on",
    "sagsbehandler": "audit__case_worker_name",
}
HEADS = (
    "Sag",
    "Leverandør",
    "System",
    "Nr.",
    "Forhold",
    "Slags",
    "Status",
    "Frist",
    "Leverandørens egen dato",
    "Overskredet",
    "Sagsbehandler",
)


@requires(P.AUDITS_VIEW)
def findings(request: PersonRequest) -> HttpResponse:
    """List what is being followed up, and who is behind."""
    form = OpenFindingsForm(request.GET)
    page = page_of(request, _ordered(request, form))
    context = {
        "form": form,
        "page": page,
        "found": amount(page.paginator.count, "forhold", "forhold"),
        "counters": _counters(),
        "behind": overdue_by_supplier(),
        "acts": [(name, label) for name, (label, _) in ACTS.items()],
        "may_conduct": request.actor.may(P.AUDITS_CONDUCT),
        "query": request.GET.urlencode(),
    }
    return render(request, "audits/secretariat/open_findings.html", context)


def _ordered(request: PersonRequest, form: OpenFindingsForm) -> QuerySet[Finding, Any]:
    rows: QuerySet[Finding, Any] = _found(form, request.actor.id)
    return ordered(rows, request.GET.get("orden", ""), ORDERS, "due_on audit__case_number number")


def _found(form: OpenFindingsForm, actor_id: UUID) -> Any:
    turn = form.value("venter")
    rows = followed().filter(state__in=TURNS[turn][1] if turn else FOLLOWED)
    if words := form.value("q").strip():
        rows = search(
            rows, words, "audit__supplier__name", "audit__case_number", "audit_system__name", "title"
        )
    if kind := form.value("slags"):
        rows = rows.filter(kind=kind)
    if supplier := form.value("leverandoer"):
        rows = rows.filter(audit__supplier=supplier)
    if form.value("overskredet"):
        rows = overdue(rows)
    return rows.filter(audit__case_worker_id=actor_id) if form.value("mine") else rows


def _counters() -> list[dict[str, Any]]:
    late = overdue(followed()).count()
    counts = [
        ("Venter på os", followed().filter(state__in=OUR_TURN).count(), "?venter=os", ""),
        ("Hos leverandøren", followed().filter(state__in=SUPPLIERS_TURN).count(), "?venter=leverandoer", ""),
        ("Overskredet", late, "?overskredet=on", "error" if late else ""),
        ("Forelagt kommunerne", followed().filter(state="presented").count(), "?venter=forelagt", ""),
    ]
    return [{"label": label, "value": value, "url": url, "tone": tone} for label, value, url, tone in counts]


@requires(P.AUDITS_VIEW)
def workbook_of(request: PersonRequest) -> HttpResponse:
    """Give the list as it is filtered as an Excel file."""
    rows = _ordered(request, OpenFindingsForm(request.GET))
    return as_download(workbook("Forhold", HEADS, _lines(rows)), "aabne-forhold.xlsx")


def _lines(rows: QuerySet[Finding, Any]) -> Iterator[tuple[Any, ...]]:
    for each in rows:
        yield (
            each.audit.case_number,
            each.audit.supplier.name,
            each.audit_system.name,
            each.number,
            each.title,
            each.get_kind_display(),
            each.get_state_display(),
            each.deadline,
            each.plan_done_by,
            "ja" if each.is_overdue else "nej",
            each.audit.case_worker_name,
        )


@requires(P.AUDITS_CONDUCT)
@answers_conflicts
def act(request: PersonRequest) -> HttpResponse:
    """Show what an act will do to the marked findings, and do it."""
    name = request.POST.get("act", "")
    if request.method != "POST" or name not in ACTS:
        return redirect("audits:open_findings")
    rows = marked_for(name, uuids(request.POST.getlist("forhold")), request.actor)
    ready = [row.finding for row in rows if not row.stop]
    if "do" in request.POST:
        done, failed = act_on_many(by=request.actor, act=name, findings=ready)
        for finding, why in failed:
            messages.warning(request, f"{finding.audit.case_number}, forhold {finding.number}: {why}")
        messages.success(request, f"{ACTS[name][0]}: {amount(len(done), 'forhold', 'forhold')} er behandlet.")
        return redirect("audits:open_findings")
    context = {
        "act": name,
        "label": ACTS[name][0],
        "ready": ready,
        "stops": [row for row in rows if row.stop],
    }
    return render(request, "audits/secretariat/findings_act.html", context)
