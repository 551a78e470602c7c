"""The secretariat's lists: all audits, and the plan."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Page
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.access import requires
from accounts.filters import filters_of, kept
from accounts.permissions import P
from accounts.request import PersonRequest
from audits.joint.actions import planning
from audits.joint.caselist import CaseList
from audits.joint.forms.secretariat import PlanForm
from audits.joint.models import Audit, AuditSystem
from audits.joint.planning.lanes import lanes
from audits.joint.planning.proposals import counted
from audits.joint.states import AuditState
from audits.joint.views.caserows import case_rows
from audits.joint.visits import changed_since_visit
from audits.municipal.answers import answers_conflicts, attempt
from register.models import System
from register.thresholds import systems_over_threshold, threshold_on
from register.views.lists import amount, page_of
from secretariat.pagekit.keys import as_uuid
from workflows.searching import search

STATES = (
    ("Planlagt", AuditState.PLANNED),
    ("Hos leverandøren", AuditState.AWAITING),
    ("Under gennemgang", AuditState.REVIEW),
    ("Klar til udsendelse", AuditState.READY),
    ("Under opfølgning", AuditState.FOLLOW_UP),
)


@requires(P.AUDITS_VIEW)
def audits(request: PersonRequest) -> HttpResponse:
    """List the audits with search, filter and order; what is marked can be acted on together."""
    found = CaseList(request.GET, request.actor)
    page = found.page()
    context = {
        "form": found.form,
        "page": page,
        "rows": _drawn(request, page),
        "found": amount(found.count, "tilsyn", "tilsyn"),
        "more": found.count > len(page.object_list),
        "counters": _counters(request, found.numbers),
        "saved": filters_of(request.actor, "audits:list"),
        "saved_page": "audits:list",
        "saved_query": kept(request.GET.urlencode()),
        "query": request.GET,
        "may_plan": request.actor.may(P.AUDITS_PLAN),
        "may_conduct": request.actor.may(P.AUDITS_CONDUCT),
        "may_publish": request.actor.may(P.AUDITS_PUBLISH),
    }
    return render(request, "audits/secretariat/list.html", context)


def _drawn(request: PersonRequest, page: Page[Any]) -> str:
    query = kept(request.GET.urlencode())
    return case_rows(
        page.object_list,
        first=page.start_index() - 1,
        query=f"&{query}" if query else "",
        marks=request.actor.may(P.AUDITS_CONDUCT),
        new=changed_since_visit([each.id for each in page.object_list], request.actor),
    )


def _counters(request: PersonRequest, numbers: dict[str, int]) -> list[dict[str, Any]]:
    """Return the states that are counted; each number keeps what else the list is filtered by."""
    query = request.GET.copy()
    query.pop("side", None)
    counted = []
    for label, state in STATES:
        query["status"] = state.value
        current = request.GET.get("status") == state.value
        counted.append(
            {
                "label": label,
                "value": numbers.get(state, 0),
                "url": f"?{query.urlencode()}",
                "current": current,
            }
        )
    return counted


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
    page, proposed = page_of(request, candidates), counted(today)
    context = {
        "form": form,
        "page": page,
        "words": words,
        "found": amount(page.paginator.count, "system", "systemer"),
        "threshold": threshold_on(today),
        "marked": set(request.POST.getlist("system")),
        "lanes": lanes(today),
        "proposed": proposed,
        "proposed_total": sum(number for _kind, _label, number in proposed),
    }
    return render(request, "audits/secretariat/plan.html", context)


def _plan(request: PersonRequest, form: PlanForm) -> list[Audit]:
    ids = [as_uuid(each) for each in request.POST.getlist("system")]
    return planning.plan(
        by=request.actor,
        systems=System.objects.filter(pk__in=[each for each in ids if each]),
        year=form.cleaned_data["year"],
        quarter=form.cleaned_data["quarter"],
        worker=planning.Worker.of(form.found[form.cleaned_data["worker"]]),
        concept=form.cleaned_data["concept"],
    )
