"""Deciding on a report, and taking a decision up again."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from accounts.access import requires
from accounts.permissions import P
from accounts.request import MunicipalityRequest
from audits.municipal import access, actions
from audits.municipal.answers import answers_conflicts, attempt
from audits.municipal.forms import DecisionForm, ReconsiderForm, SystemsForm
from audits.municipal.models import ReceivedReport, ReceivedSystem
from audits.municipal.states import DecisionState
from audits.municipal.views.shown import one_of, show

TO_BEGIN = (DecisionState.RECEIVED, DecisionState.REOPENED)


@requires(P.OWN_DECIDE)
@answers_conflicts
def decide(request: MunicipalityRequest, report_id: UUID) -> HttpResponse:
    """Store a decision on the ticked systems; what was typed is kept where something is missing."""
    report = access.report(report_id)
    if request.method != "POST":
        return redirect("audits:report", report.id)
    systems = list(report.systems.all())
    open_ones = [each for each in systems if each.is_open]
    offered = one_of(request, systems) or open_ones
    which = SystemsForm(request.POST, known=systems, offered=offered)
    chosen = _chosen(which, systems)
    form = DecisionForm(request.POST, systems=offered)
    if chosen and form.is_valid():
        decision = form.decision()
        if done := attempt(
            request, lambda: actions.decide(by=request.actor, systems=chosen, decision=decision), form
        ):
            messages.success(request, _told(done, report))
            return redirect("audits:report", report.id)
    return show(request, report, systems_form=which, decision_form=form)


def _chosen(which: SystemsForm, systems: list[ReceivedSystem]) -> list[ReceivedSystem]:
    if not which.is_valid():
        return []
    ids = which.chosen()
    return [each for each in systems if each.id in ids]


def _told(done: list[ReceivedSystem], report: ReceivedReport) -> str:
    words = f"{done[0].get_state_display().capitalize()} for {', '.join(each.name for each in done)}."
    left = sum(each.is_open for each in report.systems.all())
    return f"{words} {left} tilbage i denne rapport." if left else f"{words} Sekretariatet kan se det."


@requires(P.OWN_DECIDE)
@require_POST
@answers_conflicts
def consider(request: MunicipalityRequest, report_id: UUID) -> HttpResponse:
    """Show colleagues that somebody has begun."""
    report = access.report(report_id)
    with transaction.atomic():
        for system in report.systems.filter(state__in=TO_BEGIN):
            actions.consider(by=request.actor, system=system)
    messages.success(request, "Rapporten står nu som »under vurdering«, også for sekretariatet.")
    return redirect("audits:report", report.id)


@requires(P.OWN_DECIDE)
@answers_conflicts
def reconsider(request: MunicipalityRequest, system_id: UUID) -> HttpResponse:
    """Ask why, and take a decision up again."""
    system = access.system(system_id)
    form = ReconsiderForm(request.POST or None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        if attempt(request, lambda: actions.reconsider(by=request.actor, system=system, reason=reason), form):
            messages.success(request, f"{system.name} er igen under vurdering.")
            return redirect("audits:report", system.report_id)
    return render(request, "audits/municipality/reconsider.html", {"system": system, "form": form})
