"""The findings about the municipality's systems: the list, and what it decides about one."""

from uuid import UUID

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts.access import requires
from accounts.permissions import P
from accounts.request import MunicipalityRequest
from audits.municipal import access, actions, stand_actions
from audits.municipal.answers import answers_conflicts, attempt
from audits.municipal.findingforms import EndForm, FindingRemarkForm, StandForm
from audits.municipal.findings import open_findings
from audits.municipal.models import FindingStand, ReceivedFinding, Remark
from audits.municipal.states import StandState


@requires(P.OWN_VIEW)
def findings(request: MunicipalityRequest) -> HttpResponse:
    """List the open findings: those that call for a stand, accepted risks, and the rest."""
    rows = open_findings()
    context = {
        "calls": [each for each in rows if each.calls],
        "others": [each for each in rows if not each.calls],
        "may_decide": request.actor.may(P.OWN_DECIDE),
    }
    return render(request, "audits/municipality/findings.html", context)


@requires(P.OWN_VIEW)
@answers_conflicts
def finding(request: MunicipalityRequest, finding_id: UUID) -> HttpResponse:
    """Show a finding with what was decided about it; POST decides."""
    found = access.finding(finding_id)
    form = StandForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        stand = attempt(
            request, lambda: stand_actions.take_stand(by=request.actor, finding=found, **facts), form
        )
        if stand:
            messages.success(request, f"Gemt: {stand.get_response_display()}.")
            return redirect("audits:finding", finding_id)
    return _show(request, found, form)


def _show(
    request: MunicipalityRequest, found: ReceivedFinding, form: StandForm, **bound: BaseForm
) -> HttpResponse:
    may_decide = request.actor.may(P.OWN_DECIDE)
    stands = list(FindingStand.objects.filter(finding_id=found.finding_id))
    context = {
        "finding": found,
        "report": found.system.report,
        "form": form if may_decide and found.is_open and found.system.report.counts else None,
        "stand": next((each for each in stands if each.state == StandState.IN_FORCE), None),
        "stands": stands,
        "remarks": Remark.objects.filter(finding_id=found.finding_id, kind=Remark.Kind.DPO),
        "remark_form": FindingRemarkForm(prefix="bemaerkning"),
        "may_remark": request.actor.may(P.OWN_REMARK),
        "may_decide": may_decide,
    }
    return render(request, "audits/municipality/finding.html", {**context, **bound})


@requires(P.OWN_REMARK)
@answers_conflicts
def remark(request: MunicipalityRequest, finding_id: UUID) -> HttpResponse:
    """Store the DPO's remark on a finding."""
    found = access.finding(finding_id)
    form = FindingRemarkForm(request.POST or None, prefix="bemaerkning")
    if request.method == "POST":
        if form.is_valid():
            text = form.cleaned_data["text"]
            report = found.system.report
            attempt(
                request,
                lambda: actions.remark(by=request.actor, report=report, text=text, finding_id=finding_id),
            )
            messages.success(request, "Bemærkningen er gemt og står ved forholdet.")
            return redirect("audits:finding", finding_id)
        return _show(request, found, StandForm(), remark_form=form)
    return redirect("audits:finding", finding_id)


@requires(P.OWN_DECIDE)
@answers_conflicts
def end(request: MunicipalityRequest, stand_id: UUID) -> HttpResponse:
    """Ask why, and take a stand back."""
    stand = access.stand(stand_id)
    form = EndForm(request.POST or None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        if attempt(
            request, lambda: stand_actions.end_stand(by=request.actor, stand=stand, reason=reason), form
        ):
            messages.success(request, "Svaret er trukket tilbage.")
            return redirect("audits:finding", stand.finding_id)
    return render(request, "audits/municipality/end_stand.html", {"stand": stand, "form": form})
