"""The report at the secretariat: conclusions, the Word file, the second reader, another version."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.access import requires
from accounts.permissions import P
from accounts.request import PersonRequest
from audits.joint import access, everybody, second_reading
from audits.joint.actions import publishing, reporting, reviewing
from audits.joint.forms.secretariat import ConclusionForm, ReasonForm, ReviseForm, SummaryForm
from audits.joint.models import Audit, AuditSystem
from audits.joint.states import LEVEL_TONE, NOT_SENT, WRITABLE, AuditState, Level
from audits.joint.views import editing, objections
from audits.joint.views.common import case_of, case_page
from audits.municipal.answers import answers_conflicts, attempt
from workflows.engine import available


@requires(P.AUDITS_VIEW)
def report(request: PersonRequest, audit_id: UUID) -> HttpResponse:
    """Show the report: conclusion per system, its own words, its versions, and the next step."""
    return page(request, case_of(audit_id), {})


def page(request: PersonRequest, audit: Audit, given: dict[str, Any]) -> HttpResponse:
    """Show the report's page; `given` are forms that were sent and could not be taken."""
    systems = list(audit.systems.select_related("assessment"))
    steps = {each.name: each for each in available(audit, by=request.actor)}
    writable = audit.state in WRITABLE and request.actor.may(P.AUDITS_CONDUCT)
    finishing = "to_second_reader" if second_reading.why(audit) else "make_ready"
    context = {
        "conclusions": [
            {
                "system": each,
                "tone": LEVEL_TONE.get(each.assessment.level, "neutral"),
                "form": _conclusion_form(each),
            }
            for each in systems
        ],
        "summary_form": SummaryForm(initial=_words(audit)),
        "versions": audit.report_versions.select_related("file").order_by("-number"),
        "writable": writable,
        "finish": steps.get(finishing),
        "second_reader": second_reading.why(audit),
        "read": steps.get("pass_reading"),
        "send": steps.get("publish"),
        "may_revise": "revise" in steps,
        "may_withdraw": "withdraw" in steps and not steps["withdraw"].reason,
        "read_form": ReasonForm(),
        "revise_form": ReviseForm(),
        "withdraw_form": ReasonForm(prefix="withdraw"),
        "report": audit.report,
        "duties": audit.duties.all(),
        "named_to_all": everybody.named_in_words(audit) if audit.state in NOT_SENT else [],
        **editing.shown(audit, request),
        **objections.shown(audit, request),
        **given,
    }
    return case_page(request, audit, "report", context)


def _conclusion_form(system: AuditSystem) -> ConclusionForm:
    """Return the form of a system's conclusion; why it is milder is asked only where it could be."""
    given = system.assessment
    initial = {"level": given.level, "text": given.text, "reason": given.level_reason}
    form = ConclusionForm(prefix=system.id.hex, initial=initial)
    if not second_reading.is_milder(system, Level.GREEN):
        del form.fields["reason"]
    return form


def _words(audit: Audit) -> dict[str, str]:
    return {
        "summary": audit.report.summary,
        "summary_en": audit.report.summary_en,
        "next_audit": audit.report.next_audit,
        "duties": "\n".join(duty.text for duty in audit.duties.all()),
    }


@require_POST
@requires(P.AUDITS_CONDUCT)
@answers_conflicts
def conclude(request: PersonRequest, audit_id: UUID, system_id: UUID) -> HttpResponse:
    """Store the conclusion on one system."""
    system = access.system(audit_id, system_id)
    form = ConclusionForm(request.POST, prefix=system.id.hex)
    if not form.is_valid():
        messages.error(request, f"{system.name}: vælg grøn, gul eller rød, og skriv højst 4.096 tegn.")
    else:
        reporting.conclude(by=request.actor, system=system, **form.cleaned_data)
        messages.success(request, f"Konklusionen for {system.name} er gemt.")
    return redirect("audits:report", audit_id=audit_id)


@require_POST
@requires(P.AUDITS_CONDUCT)
@answers_conflicts
def words(request: PersonRequest, audit_id: UUID) -> HttpResponse:
    """Store the report's summary and what the municipalities must do themselves."""
    audit = case_of(audit_id)
    form = SummaryForm(request.POST)
    if not form.is_valid():
        return page(request, audit, {"summary_form": form})
    facts = form.cleaned_data
    reporting.set_summary(
        by=request.actor,
        audit=audit,
        summary=facts["summary"],
        next_audit=facts["next_audit"],
        summary_en=facts["summary_en"],
    )
    reviewing.set_duties(by=request.actor, audit=audit, lines=facts["duties"].splitlines())
    messages.success(request, "Rapportens tekst er gemt.")
    return redirect("audits:report", audit_id=audit_id)


@require_POST
@requires(P.AUDITS_CONDUCT)
@answers_conflicts
def finish(request: PersonRequest, audit_id: UUID) -> HttpResponse:
    """From reviewed to report in one act."""
    audit = case_of(audit_id)
    if moved := attempt(request, lambda: reporting.finish(by=request.actor, audit=audit)):
        text = (
            "Rapporten er dannet og kan sendes til kommunerne."
            if moved.state == AuditState.READY
            else "Rapporten er dannet og ligger hos kvalitetslæseren."
        )
        messages.success(request, text)
    return redirect("audits:report", audit_id=audit_id)


@require_POST
@requires(P.AUDITS_SECOND_READ)
@answers_conflicts
def read(request: PersonRequest, audit_id: UUID) -> HttpResponse:
    """The second reader passes the report, or sends it back."""
    audit = case_of(audit_id)
    remark = request.POST.get("reason", "").strip()[:2000]
    act = reporting.pass_reading if "pass" in request.POST else reporting.fail_reading
    if moved := attempt(request, lambda: act(by=request.actor, audit=audit, remark=remark)):
        messages.success(request, f"Sagens status er nu »{moved.get_state_display()}«.")
    return redirect("audits:report", audit_id=audit_id)


@require_POST
@requires(P.AUDITS_CONDUCT)
@answers_conflicts
def revise(request: PersonRequest, audit_id: UUID) -> HttpResponse:
    """Begin a new version or a correction."""
    audit = case_of(audit_id)
    form = ReviseForm(request.POST)
    if not form.is_valid():
        return page(request, audit, {"revise_form": form})
    if attempt(request, lambda: reporting.revise(by=request.actor, audit=audit, **form.cleaned_data), form):
        messages.success(request, "Sagen er åbnet igen. Ret rapporten, og send den.")
        return redirect("audits:report", audit_id=audit_id)
    return page(request, audit, {"revise_form": form})


@require_POST
@requires(P.AUDITS_PUBLISH)
@answers_conflicts
def withdraw(request: PersonRequest, audit_id: UUID) -> HttpResponse:
    """Take the report back from the municipalities."""
    audit = case_of(audit_id)
    form = ReasonForm(request.POST, prefix="withdraw")
    if not form.is_valid():
        return page(request, audit, {"withdraw_form": form})
    sent = publishing.withdraw(by=request.actor, audit=audit, reason=form.cleaned_data["reason"])
    messages.success(request, f"Rapporten er trukket tilbage. {sent.summary}")
    return redirect("audits:report", audit_id=audit_id)
