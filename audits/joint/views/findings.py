"""Findings at the secretariat: recorded in the review, settled after the hearing, followed up."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.access import requires
from accounts.permissions import P
from accounts.request import PersonRequest
from audits.joint import access
from audits.joint.actions import findings as actions
from audits.joint.forms.secretariat import DeadlineForm, FindingForm
from audits.joint.models import Finding
from audits.joint.states import FindingState
from audits.joint.views import standards
from audits.joint.views.common import Refused, case_of, case_page, to_row
from audits.joint.views.findingrows import show
from audits.municipal.answers import answers_conflicts, attempt
from workflows.engine import NotPossibleError, OutdatedError

OF_THE_HEARING = frozenset({"uphold", "drop"})


@requires(P.AUDITS_VIEW)
def findings(request: PersonRequest, audit_id: UUID) -> HttpResponse:
    """Show the findings with what can be done about each."""
    return show(request, case_of(audit_id))


@requires(P.AUDITS_CONDUCT)
@answers_conflicts
def add(request: PersonRequest, audit_id: UUID) -> HttpResponse:
    """Record a finding."""
    audit = case_of(audit_id)
    systems = list(audit.systems.all())
    named = {"objective": "maal", "title": "titel", "text": "tekst", "system": "system"}
    first = {name: request.GET.get(asked, "") for name, asked in named.items()}
    standard = standards.chosen(request.POST.get("standard") or request.GET.get("standard"))
    if standard:
        words = ("objective", "kind", "title", "text", "action")
        first = {**first, **{name: getattr(standard, name) for name in words}}
    form = FindingForm(request.POST or None, systems=systems, initial=first)
    if request.method == "POST" and form.is_valid():
        facts = {**_facts(form), "standard": standard}
        system = form.systems[form.cleaned_data["system"]]
        if attempt(request, lambda: actions.add_finding(by=request.actor, system=system, **facts), form):
            messages.success(request, "Forholdet er noteret. Leverandøren ser det først i høringen.")
            return redirect("audits:findings", audit_id=audit.id)
    context = {
        "form": form,
        "title": "Nyt forhold",
        "button": "Gem forhold",
        "standard": standard,
        "standards": standards.in_force(),
    }
    return case_page(request, audit, "findings", context, template="audits/secretariat/finding_new.html")


@requires(P.AUDITS_CONDUCT)
@answers_conflicts
def edit(request: PersonRequest, audit_id: UUID, finding_id: UUID) -> HttpResponse:
    """Change a finding while the report is not out."""
    finding = access.finding(audit_id, finding_id)
    first = {
        "system": str(finding.audit_system_id),
        "objective": finding.objective,
        "kind": finding.kind,
        "title": finding.title,
        "text": finding.text,
        "action": finding.action,
        "deadline": finding.deadline,
    }
    form = FindingForm(request.POST or None, systems=[finding.audit_system], initial=first)
    if request.method == "POST" and form.is_valid():
        facts = _facts(form)
        if attempt(request, lambda: actions.change_finding(by=request.actor, finding=finding, **facts), form):
            messages.success(request, "Forholdet er ændret.")
            return redirect("audits:findings", audit_id=audit_id)
    context = {"form": form, "title": f"Ret forhold {finding.number}", "button": "Gem forhold"}
    return case_page(request, finding.audit, "findings", context, template="audits/secretariat/form.html")


def _facts(form: FindingForm) -> dict[str, Any]:
    return {key: value for key, value in form.cleaned_data.items() if key != "system"}


@requires(P.AUDITS_CONDUCT)
@answers_conflicts
def time(request: PersonRequest, audit_id: UUID, finding_id: UUID) -> HttpResponse:
    """Give a finding that is being followed up another deadline."""
    finding = access.finding(audit_id, finding_id)
    form = DeadlineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        if attempt(request, lambda: actions.give_time(by=request.actor, finding=finding, **facts), form):
            messages.success(request, "Fristen er ændret, og leverandøren har fået besked.")
            return redirect("audits:findings", audit_id=audit_id)
    context = {"form": form, "title": f"Ny frist for forhold {finding.number}", "button": "Giv ny frist"}
    return case_page(request, finding.audit, "findings", context, template="audits/secretariat/form.html")


@require_POST
@requires(P.AUDITS_CONDUCT)
@answers_conflicts
def step(request: PersonRequest, audit_id: UUID, finding_id: UUID) -> HttpResponse:
    """Take one step with a finding; one that is not possible is told at the finding, with what was typed."""
    finding = access.finding(audit_id, finding_id)
    name, reason = request.POST.get("step", ""), request.POST.get("reason", "").strip()[:2000]
    if name == "send_to_hearing":
        raise OutdatedError("Et forhold kommer i høring sammen med udkastet. Send det under Høring.")
    try:
        moved = _take(request, finding, name, reason)
    except NotPossibleError as error:
        return show(request, case_of(audit_id), Refused(finding.id, error.reason, reason))
    label = FindingState(moved.state).label
    messages.success(request, f"Forhold {moved.number} er nu {label}.")
    return to_row("findings", audit_id, f"forhold-{moved.number}")


def _take(request: PersonRequest, finding: Finding, name: str, reason: str) -> Finding:
    by, uphold = request.actor, name == "uphold"
    if name in OF_THE_HEARING:
        return actions.settle_after_hearing(by=by, finding=finding, uphold=uphold, reason=reason)
    return actions.take_step(by=by, finding=finding, name=name, reason=reason)
