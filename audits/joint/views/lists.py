"""The secretariat's lists: all audits, and the plan."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.access import requires
from accounts.permissions import P
from accounts.request import PersonRequest
from audits.joint.actions import planning
from audits.joint.forms.secretariat import ListForm, PlanForm
from audits.joint.models import Audit, AuditSystem
from audits.joint.states import OURS, SENT_OUT, AuditState
from audits.municipal.answers import answers_conflicts, attempt
from register.models import System
from register.thresholds import systems_over_threshold, threshold_on
from register.views.lists import amount, ordered, page_of
from workflows.searching import search

ORDERS = {
    "leverandoer": "supplier__name_sort",
    "sag": "case_number",
    "frist": "deadline",
    "kvartal": "year",
    "status": "state",
}
OPEN = frozenset(AuditState) - SENT_OUT - {AuditState.CANCELLED, AuditState.WITHDRAWN}


@requires(P.AUDITS_VIEW)
def audits(request: PersonRequest) -> HttpResponse:
    """List the audits with search, filter and order; marked ones can be announced or sent together."""
    form = ListForm(request.GET)
    rows = (
        _found(form, request.actor.id).select_related("supplier").annotate(number_of_systems=Count("systems"))
    )
    page = page_of(request, ordered(rows, request.GET.get("orden", ""), ORDERS, "-year -quarter case_number"))
    context = {
        "form": form,
        "page": page,
        "found": amount(page.paginator.count, "tilsyn", "tilsyn"),
        "counters": _counters(),
        "may_plan": request.actor.may(P.AUDITS_PLAN),
        "may_conduct": request.actor.may(P.AUDITS_CONDUCT),
        "may_publish": request.actor.may(P.AUDITS_PUBLISH),
    }
    return render(request, "audits/secretariat/list.html", context)


def _found(form: ListForm, actor_id: UUID) -> QuerySet[Audit]:
    rows = Audit.objects.all()
    if words := form.value("q").strip():
        rows = search(rows, words, "supplier__name", "case_number", "systems__name")
    status = form.value("status")
    if status == "aaben":
        rows = rows.filter(state__in=OPEN)
    elif status:
        rows = rows.filter(state=status)
    return rows.filter(case_worker_id=actor_id) if form.value("mine") else rows


def _counters() -> list[dict[str, Any]]:
    numbers = dict(Audit.objects.values_list("state").annotate(n=Count("id")))
    groups = (
        ("Planlagt", AuditState.PLANNED, ""),
        ("Hos leverandøren", AuditState.AWAITING, ""),
        ("Under gennemgang", AuditState.REVIEW, ""),
        ("Klar til udsendelse", AuditState.READY, ""),
        ("Under opfølgning", AuditState.FOLLOW_UP, ""),
    )
    return [
        {"label": label, "value": numbers.get(state, 0), "url": f"?status={state}", "tone": tone}
        for label, state, tone in groups
    ]


@requires(P.AUDITS_PLAN)
@answers_conflicts
def plan(request: PersonRequest) -> HttpResponse:
    """Show systems over the threshold that are in no open audit, and the plan by quarter and case worker."""
    today = timezone.localdate()
    year, quarter = planning.default_quarter(today)
    first = {"year": year, "quarter": quarter, "worker": str(request.actor.id)}
    form = PlanForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        made = attempt(request, lambda: _plan(request, form), form)
        if made:
            messages.success(request, f"{amount(len(made), 'tilsyn er', 'tilsyn er')} planlagt.")
            return redirect("audits:plan")
    words = request.GET.get("q", "").strip()
    busy = AuditSystem.objects.filter(audit__state__in=planning.UNDER_WAY).values("system")
    candidates = systems_over_threshold(today).exclude(pk__in=busy).select_related("supplier__parent")
    if words:
        # A group's name finds the systems of all its companies: they are planned together.
        candidates = search(candidates, words, "name", "supplier__name", "supplier__parent__name")
    page = page_of(request, candidates)
    context = {
        "form": form,
        "page": page,
        "words": words,
        "found": amount(page.paginator.count, "system", "systemer"),
        "threshold": threshold_on(today),
        "marked": set(request.POST.getlist("system")),
        "lanes": _lanes(),
    }
    return render(request, "audits/secretariat/plan.html", context)


def _plan(request: PersonRequest, form: PlanForm) -> list[Audit]:
    ids = [_as_uuid(each) for each in request.POST.getlist("system")]
    return planning.plan(
        by=request.actor,
        systems=System.objects.filter(pk__in=[each for each in ids if each]),
        year=form.cleaned_data["year"],
        quarter=form.cleaned_data["quarter"],
        worker=planning.Worker.of(form.found[form.cleaned_data["worker"]]),
        concept=form.cleaned_data["concept"],
    )


def _as_uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _lanes() -> list[dict[str, Any]]:
    """Return the plan: per quarter the case workers with how many audits are planned, ours, and sent."""
    rows = (
        Audit.objects.exclude(state=AuditState.CANCELLED)
        .values("year", "quarter", "case_worker_name")
        .annotate(
            total=Count("id"),
            planned=Count("id", filter=Q(state=AuditState.PLANNED)),
            ours=Count("id", filter=Q(state__in=OURS - {AuditState.PLANNED})),
            sent=Count("id", filter=Q(state__in=SENT_OUT)),
        )
        .order_by("-year", "-quarter", "case_worker_name")
    )
    lanes: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        lanes.setdefault(f"{row['quarter']}. kvartal {row['year']}", []).append(dict(row))
    return [
        {"quarter": quarter, "workers": workers, "total": sum(each["total"] for each in workers)}
        for quarter, workers in lanes.items()
    ]


def marked(request: PersonRequest) -> list[UUID]:
    """Return the ids of the cases marked on a list, by POST or as `sag` in the address."""
    given = request.POST.getlist("sag") or request.GET.getlist("sag")
    return [found for each in given if (found := _as_uuid(each))]
