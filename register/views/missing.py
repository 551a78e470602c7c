"""The secretariat's pages of systems that municipalities miss."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from accounts.access import requires
from accounts.permissions import P
from accounts.request import PersonRequest
from register.access import find
from register.actions import missing as actions
from register.forms.lists import ListForm
from register.forms.register import MissingAnswerForm
from register.models import MissingSystemReport, System
from register.queries import search_systems
from register.views.lists import page_of
from workflows.engine import MoveError

CANDIDATES = 25
NEW = "ny"


@requires(P.REGISTER_VIEW)
def missing(request: PersonRequest) -> HttpResponse:
    """List what municipalities have reported, the unanswered first."""
    reports = MissingSystemReport.objects.select_related("municipality", "system")
    waiting = reports.filter(state=MissingSystemReport.State.RECEIVED)
    answered = reports.exclude(state=MissingSystemReport.State.RECEIVED)
    context = {"waiting": waiting, "page": page_of(request, answered)}
    return render(request, "register/secretariat/missing.html", context)


@requires(P.REGISTER_EDIT)
def missing_report(request: PersonRequest, report_id: UUID) -> HttpResponse:
    """Show a report beside the systems it may mean."""
    report = find(MissingSystemReport.objects.select_related("municipality", "system"), report_id)
    form = ListForm(request.GET)
    words = form.value("q") or report.name
    candidates = search_systems(System.objects.select_related("supplier"), words)[:CANDIDATES]
    context = {
        "report": report,
        "words": words,
        "candidates": candidates,
        "answer": MissingAnswerForm(),
        "waits": report.state == MissingSystemReport.State.RECEIVED,
    }
    return render(request, "register/secretariat/missing_report.html", context)


def _meant(request: PersonRequest) -> System | str | None:
    """The system marked on the page, or NEW; None where nothing is."""
    chosen = request.POST.get("system", "")
    if chosen == NEW:
        return NEW
    try:
        return find(System, UUID(chosen))
    except ValueError:
        return None


@require_POST
@requires(P.REGISTER_EDIT)
def missing_add(request: PersonRequest, report_id: UUID) -> HttpResponse:
    """Put the marked system on the municipality's list."""
    report = find(MissingSystemReport, report_id)
    meant = _meant(request)
    if meant is None:
        messages.error(request, "Markér det system, kommunen mener, eller »Opret som nyt system«.")
        return redirect("register:missing_report", report.pk)
    by, answer = request.actor, request.POST.get("answer", "")[:1000]
    try:
        if isinstance(meant, System):
            use = actions.add(report=report, system=meant, answer=answer, by=by)
        else:
            use = actions.add_as_new(report=report, answer=answer, by=by)
    except MoveError as error:
        messages.error(request, error.reason)
    else:
        messages.success(request, f"{use.system.name} står nu på kommunens liste.")
    return redirect("register:missing")


@require_POST
@requires(P.REGISTER_EDIT)
def missing_decline(request: PersonRequest, report_id: UUID) -> HttpResponse:
    """Say why it does not come on the list."""
    report = find(MissingSystemReport, report_id)
    answer = request.POST.get("answer", "").strip()[:1000]
    if not answer:
        messages.error(request, "Skriv til kommunen, hvorfor systemet ikke kommer på listen.")
        return redirect("register:missing_report", report.pk)
    try:
        actions.decline(report=report, answer=answer, by=request.actor)
    except MoveError as error:
        messages.error(request, error.reason)
    else:
        messages.success(request, "Kommunen kan læse svaret på sin side.")
    return redirect("register:missing")
