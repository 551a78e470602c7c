"""Pages of the municipality's plan."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, F, Q, QuerySet
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.access import requires
from accounts.permissions import P
from accounts.reading import hand_out
from accounts.request import MunicipalityRequest
from audits.municipal.answers import answers_conflicts, attempt
from audits.municipal.history import events_of
from audits.municipal.plan import access, actions
from audits.municipal.plan.forms import AdoptForm, LineForm, LinesForm
from audits.municipal.plan.letters import proposed_words
from audits.municipal.plan.models import CHANGED, Plan, PlanLine
from audits.municipal.plan.states import Supervisor
from register.views.lists import amount, ordered, page_of
from workflows.searching import search

ORDERS = {
    "system": "system_name",
    "leverandoer": "supplier_name",
    "point": "points_high",
    "koncept": "concept",
    "naeste": "next_on",
}
_SHOWN: dict[str, Q] = {
    "faelles": Q(supervisor=Supervisor.JOINT),
    "egne": Q(supervisor=Supervisor.OWN),
    "uden": Q(supervisor=Supervisor.NONE),
    "aendret": CHANGED,
    "lavere": Q(concept__lt=F("recommended")),
}


@requires(P.OWN_VIEW)
def own_plans(request: MunicipalityRequest) -> HttpResponse:
    """List the plans, the newest first."""
    plans = Plan.objects.select_related("word").annotate(systems=Count("lines"))
    may_audit = request.actor.may(P.OWN_AUDIT)
    year = timezone.localdate().year
    context = {"plans": plans, "may_audit": may_audit, "years": [year, year + 1]}
    return render(request, "audits/municipality/plan/list.html", context)


@requires(P.OWN_VIEW)
def own_plan(request: MunicipalityRequest, plan_id: UUID) -> HttpResponse:
    """Show a plan with its systems, and let it be adopted."""
    plan = access.own_plan(plan_id)
    return _show(request, plan, AdoptForm(initial={"seen": actions.mark_of(plan)}))


def _show(request: MunicipalityRequest, plan: Plan, adopt_form: AdoptForm) -> HttpResponse:
    form = LinesForm(request.GET)
    page = page_of(request, _lines(plan, form))
    waits = not plan.is_adopted
    counts = plan.lines.aggregate(
        joint=Count("id", filter=Q(supervisor=Supervisor.JOINT)),
        own=Count("id", filter=Q(supervisor=Supervisor.OWN)),
        none=Count("id", filter=Q(supervisor=Supervisor.NONE)),
        changed=Count("id", filter=CHANGED),
    )
    context = {
        "plan": plan,
        "form": form,
        "page": page,
        "rows": [_row(each) for each in page],
        "found": amount(page.paginator.count, "system", "systemer"),
        "counts": counts,
        "adopt_form": adopt_form,
        "may_change": waits and request.actor.may(P.OWN_AUDIT),
        "may_adopt": waits and request.actor.may(P.OWN_DECIDE),
        "events": events_of(plan),
    }
    return render(request, "audits/municipality/plan/plan.html", context)


def _row(line: PlanLine) -> dict[str, Any]:
    changed = line.is_changed
    return {"line": line, "changed": changed, "proposed": proposed_words(line) if changed else ""}


def _lines(plan: Plan, form: LinesForm) -> QuerySet[PlanLine]:
    rows = plan.lines.filter(_SHOWN.get(form.value("vis"), Q()))
    if words := form.value("q").strip():
        rows = search(rows, words, "system_name", "supplier_name")
    return ordered(rows, form.value("orden"), ORDERS, "place")


@requires(P.OWN_AUDIT)
@answers_conflicts
def change_line(request: MunicipalityRequest, plan_id: UUID, line_id: UUID) -> HttpResponse:
    """Choose something else for one system."""
    plan = access.own_plan(plan_id)
    line = access.plan_line(plan, line_id)
    form = LineForm(request.POST or None, line=line)
    if request.method == "POST" and form.is_valid():
        change = form.change()
        if attempt(request, lambda: actions.change_line(by=request.actor, line=line, change=change), form):
            messages.success(request, f"Planen for {line.system_name} er ændret.")
            return redirect("audits:own_plan", plan.pk)
    context = {"plan": plan, "line": line, "form": form, "proposed": proposed_words(line)}
    return render(request, "audits/municipality/plan/line.html", context)


@require_POST
@requires(P.OWN_AUDIT)
@answers_conflicts
def reset_line(request: MunicipalityRequest, plan_id: UUID, line_id: UUID) -> HttpResponse:
    """Let what was put forward hold again."""
    plan = access.own_plan(plan_id)
    line = access.plan_line(plan, line_id)
    actions.reset_line(by=request.actor, line=line)
    messages.success(request, f"Forslaget for {line.system_name} gælder igen.")
    return redirect("audits:own_plan", plan.pk)


@require_POST
@requires(P.OWN_DECIDE)
@answers_conflicts
def adopt(request: MunicipalityRequest, plan_id: UUID) -> HttpResponse:
    """Adopt the plan as it stands."""
    plan = access.own_plan(plan_id)
    form = AdoptForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        done = attempt(request, lambda: actions.adopt(by=request.actor, plan=plan, **given), form)
        if done:
            words = f"Tilsynsplanen for {done.year} er {done.get_state_display()}"
            messages.success(request, f"{words} og gemt som Word. Årets egne tilsyn er planlagt.")
            return redirect("audits:own_plan", done.pk)
    return _show(request, plan, form)


@requires(P.OWN_VIEW)
def word(request: MunicipalityRequest, plan_id: UUID) -> HttpResponseBase:
    """Give the adopted plan as Word."""
    plan = access.own_plan(plan_id)
    if plan.word is None:
        raise Http404
    return hand_out(request, plan.word, about=plan)
