"""The plan's pages: proposals, many moved at once, handing over, the board, and a supplier's facts."""

from itertools import groupby
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.access import requires
from accounts.permissions import P
from accounts.reading import hand_out
from accounts.request import PersonRequest
from audits.joint import access
from audits.joint.actions.planning import Worker
from audits.joint.forms.plan import (
    AcceptForm,
    AdoptForm,
    BoardForm,
    EventForm,
    ExpectForm,
    HandoverForm,
    MoveManyForm,
    this_year,
)
from audits.joint.models import Audit, BoardPlan, ExpectedStatement, Handover, PlanEvent, RefusedProposal
from audits.joint.planning import board, deciding, handing_over
from audits.joint.planning.moving import move_all
from audits.joint.planning.proposals import KINDS, proposals
from audits.joint.planning.statements import expect_statement
from audits.joint.states import AuditState
from audits.joint.views.marking import marked
from audits.municipal.answers import answers_conflicts, attempt
from register.access import find
from register.models import Supplier
from register.views.lists import amount, page_of
from secretariat.pagekit.keys import as_uuid


@requires(P.AUDITS_PLAN)
@answers_conflicts
def proposed(request: PersonRequest) -> HttpResponse:
    """Show what the plan should be changed with, gathered by supplier and group; accept or refuse it.

    What is marked is on one page of many; `alle` is everything of the kind that is shown.
    """
    form = AcceptForm(request.POST or None, initial={"worker": str(request.actor.id)})
    everything = proposals(timezone.localdate())
    kind = request.GET.get("slags", "") or request.POST.get("slags", "")
    shown = [each for each in everything if each.kind == kind] if kind in KINDS else everything
    if request.method == "POST":
        keys = [each.key for each in shown] if "alle" in request.POST else request.POST.getlist("forslag")
        if _decided(request, form, keys):
            return redirect(f"{reverse('audits:proposals')}?slags={kind}")
    page = page_of(request, [list(found) for _, found in groupby(shown, key=lambda each: each.group)])
    groups = [
        {
            "name": rows[0].group_name or rows[0].supplier,
            "contacted": rows[0].group_contacted_on,
            "rows": rows,
        }
        for rows in page
    ]
    context = {
        "form": form,
        "page": page,
        "groups": groups,
        "all": len(shown),
        "found": amount(len(shown), "forslag", "forslag"),
        "kind": kind,
        "counters": _counted(everything, kind),
        "marked": set(request.POST.getlist("forslag")),
        "refused": RefusedProposal.objects.select_related("system")[:20],
        "words": KINDS,
    }
    return render(request, "audits/secretariat/proposals.html", context)


def _counted(everything: list[Any], kind: str) -> list[dict[str, Any]]:
    url = reverse("audits:proposals")
    return [
        {
            "label": label,
            "value": sum(each.kind == key for each in everything),
            "url": f"{url}?slags={key}",
            "current": key == kind,
        }
        for key, label in KINDS.items()
    ]


def _decided(request: PersonRequest, form: AcceptForm, keys: list[str]) -> bool:
    if "afvis" in request.POST:
        reason = request.POST.get("begrundelse", "")
        number = attempt(request, lambda: deciding.refuse(by=request.actor, keys=keys, reason=reason))
        if number:
            messages.success(request, f"{amount(number, 'forslag er', 'forslag er')} afvist.")
        return bool(number)
    if not form.is_valid():
        return False
    worker = Worker.of(form.found[form.cleaned_data["worker"]])
    done = attempt(
        request,
        lambda: deciding.accept(by=request.actor, keys=keys, worker=worker, when=form.when),
        form,
    )
    if done:
        messages.success(
            request,
            f"{amount(done[0], 'forslag er', 'forslag er')} godtaget, og {amount(done[1], 'nyt', 'nye')} "
            "tilsyn er planlagt.",
        )
    return bool(done)


@requires(P.AUDITS_PLAN)
@answers_conflicts
def plan_list(request: PersonRequest) -> HttpResponse:
    """List the audits of a quarter and case worker; the marked ones are moved or given to somebody else."""
    form = MoveManyForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _moved(request, form):
        return redirect(request.get_full_path())
    rows = Audit.objects.exclude(state=AuditState.CANCELLED).select_related("supplier")
    year, _, quarter = request.GET.get("kvartal", "").partition("-")
    if year.isdigit() and quarter.isdigit() and len(year) == 4 and len(quarter) == 1:
        rows = rows.filter(year=int(year), quarter=int(quarter))
    if worker := as_uuid(request.GET.get("sagsbehandler", "")):
        rows = rows.filter(case_worker_id=worker)
    rows = rows.annotate(number_of_systems=Count("systems")).order_by(
        "year", "quarter", "supplier__name_sort"
    )
    page = page_of(request, rows)
    context = {
        "form": form,
        "page": page,
        "found": amount(page.paginator.count, "tilsyn", "tilsyn"),
    }
    return render(request, "audits/secretariat/plan_list.html", context)


def _moved(request: PersonRequest, form: MoveManyForm) -> bool:
    colleague = form.found.get(form.cleaned_data["worker"])
    audits = list(Audit.objects.filter(pk__in=marked(request)))
    number = attempt(
        request,
        lambda: move_all(
            by=request.actor,
            audits=audits,
            when=form.when,
            worker=Worker.of(colleague) if colleague else None,
        ),
        form,
    )
    if number:
        messages.success(request, f"{amount(number, 'tilsyn er', 'tilsyn er')} flyttet.")
    return bool(number)


@requires(P.AUDITS_PLAN)
@answers_conflicts
def handovers(request: PersonRequest) -> HttpResponse:
    """Agree on handing cases over for a time, and see what has been agreed on."""
    form = HandoverForm(request.POST or None, initial={"giver": str(request.actor.id)})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        done = attempt(
            request,
            lambda: handing_over.hand_over(
                by=request.actor,
                giver=Worker.of(form.found[given["giver"]]),
                taker=Worker.of(form.found[given["taker"]]),
                first_day=given["first_day"],
                last_day=given["last_day"],
            ),
            form,
        )
        if done:
            messages.success(request, "Overdragelsen er aftalt. Sagerne kommer tilbage af sig selv.")
            return redirect("audits:handovers")
    found = Handover.objects.annotate(number=Count("cases")).order_by("-first_day")[:50]
    return render(request, "audits/secretariat/handovers.html", {"form": form, "handovers": found})


@require_POST
@requires(P.AUDITS_PLAN)
@answers_conflicts
def end_handover(request: PersonRequest, handover_id: UUID) -> HttpResponse:
    """Let the cases come back now."""
    found = access.handover(handover_id)
    number = attempt(request, lambda: handing_over.end(by=request.actor, handover=found))
    if number is not None:
        messages.success(request, f"{amount(number, 'sag er', 'sager er')} kommet tilbage.")
    return redirect("audits:handovers")


@requires(P.AUDITS_VIEW)
@answers_conflicts
def board_plans(request: PersonRequest) -> HttpResponse:
    """Show the plans laid before the board, and make another."""
    may_plan = request.actor.may(P.AUDITS_PLAN)
    form = BoardForm(request.POST or None, initial={"year": this_year()})
    if request.method == "POST" and form.is_valid():
        made = attempt(request, lambda: board.make(by=request.actor, year=form.cleaned_data["year"]), form)
        if made:
            messages.success(request, f"Planen for {made.year} er dannet som Word.")
            return redirect("audits:board_plans")
    rows = BoardPlan.objects.select_related("file")
    context = {"form": form, "plans": rows, "may_plan": may_plan, "adopt": AdoptForm()}
    return render(request, "audits/secretariat/board_plans.html", context)


@require_POST
@requires(P.AUDITS_PLAN)
@answers_conflicts
def adopt_plan(request: PersonRequest, plan_id: UUID) -> HttpResponse:
    """Note the board's approval."""
    found = access.board_plan(plan_id)
    form = AdoptForm(request.POST)
    if not form.is_valid():
        messages.error(
            request, "Skriv den dag, bestyrelsen godkendte planen, som 12. marts 2026 eller 12.3.2026."
        )
    elif attempt(request, lambda: board.adopt(by=request.actor, plan=found, **form.cleaned_data)):
        messages.success(request, "Bestyrelsens godkendelse er noteret.")
    return redirect("audits:board_plans")


@requires(P.AUDITS_VIEW)
def board_file(request: PersonRequest, plan_id: UUID) -> HttpResponseBase:
    """Hand out a plan that was laid before the board."""
    found = access.board_plan(plan_id)
    return hand_out(request, found.file, about=found)


@requires(P.AUDITS_PLAN)
@answers_conflicts
def supplier_plan(request: PersonRequest, supplier_id: UUID) -> HttpResponse:
    """Show and note what the plan rests on at one supplier: expected statements, and events."""
    supplier = find(Supplier, supplier_id)
    systems = list(supplier.systems.all())
    act = request.POST.get("gerning")
    expect = ExpectForm(request.POST if act == "erklaering" else None, systems=systems)
    event = EventForm(request.POST if act == "haendelse" else None, systems=systems, prefix="h")
    for form, work in ((expect, expect_statement), (event, deciding.note_event)):
        if form.is_bound and form.is_valid():
            facts = form.facts()
            if attempt(request, lambda: work(by=request.actor, supplier=supplier, **facts), form):  # noqa: B023 - called at once
                messages.success(request, "Det er noteret og tæller med i planen.")
                return redirect("audits:supplier_plan", supplier_id=supplier.pk)
    context = {
        "supplier": supplier,
        "expect": expect,
        "event": event,
        "expected": ExpectedStatement.objects.filter(supplier=supplier).select_related("system")[:20],
        "events": PlanEvent.objects.filter(supplier=supplier).select_related("system")[:20],
        "audits": Audit.objects.filter(supplier=supplier).order_by("-year", "-quarter")[:20],
    }
    return render(request, "audits/secretariat/supplier_plan.html", context)
