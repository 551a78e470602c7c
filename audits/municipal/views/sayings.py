"""What people say beside the decision: the DPO's remark, questions, objections."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from accounts.access import requires
from accounts.permissions import P
from accounts.request import MunicipalityRequest
from audits.municipal import access, actions
from audits.municipal.answers import answers_conflicts, attempt
from audits.municipal.forms import ContestForm, QuestionForm, RemarkForm
from audits.municipal.models import ReceivedReport
from audits.municipal.views.shown import show


@requires(P.OWN_REMARK)
@answers_conflicts
def remark(request: MunicipalityRequest, report_id: UUID) -> HttpResponse:
    """Store the DPO's remark."""
    report = access.report(report_id)
    if request.method != "POST":
        return _back(report, "dpo")
    form = RemarkForm(request.POST, prefix="bemaerkning")
    if form.is_valid() and _done(
        attempt(request, lambda: actions.remark(by=request.actor, report=report, **form.cleaned_data), form)
    ):
        messages.success(request, "Bemærkningen er gemt og står ved rapporten.")
        return _back(report, "dpo")
    return show(request, report, remark_form=form)


@requires(P.OWN_ASK)
@answers_conflicts
def ask(request: MunicipalityRequest, report_id: UUID) -> HttpResponse:
    """Send a question to the secretariat."""
    report = access.report(report_id)
    if request.method != "POST":
        return _back(report, "spoergsmaal")
    form = QuestionForm(request.POST, prefix="spoergsmaal")
    if form.is_valid() and _done(
        attempt(
            request,
            lambda: actions.ask(by=request.actor, report=report, text=form.cleaned_data["text"]),
            form,
        )
    ):
        messages.success(request, "Spørgsmålet er sendt til sekretariatet. Svaret kommer her på siden.")
        return _back(report, "spoergsmaal")
    return show(request, report, question_form=form)


@requires(P.OWN_ASK)
@answers_conflicts
def contest(request: MunicipalityRequest, report_id: UUID) -> HttpResponse:
    """Object to the report."""
    report = access.report(report_id)
    if request.method != "POST":
        return _back(report, "spoergsmaal")
    form = ContestForm(request.POST, prefix="indsigelse")
    if form.is_valid() and _done(
        attempt(
            request,
            lambda: actions.contest(by=request.actor, report=report, text=form.cleaned_data["text"]),
            form,
        )
    ):
        messages.success(
            request, "Indsigelsen er sendt. Sekretariatets leder afgør den, og svaret kommer her."
        )
        return _back(report, "spoergsmaal")
    return show(request, report, contest_form=form)


def _done(stored: object | None) -> bool:
    return stored is not None


def _back(report: ReceivedReport, part: str) -> HttpResponse:
    return redirect(f"{reverse('audits:report', args=[report.id])}#{part}")
