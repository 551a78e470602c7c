"""Stopping a supervision's reminders, and letting them go on."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.access import requires
from accounts.permissions import P
from accounts.request import PersonRequest
from audits.joint.forms.secretariat import ReasonForm
from audits.joint.views.common import case_of, case_page
from audits.municipal.answers import answers_conflicts, attempt
from workflows.stopping import resume_reminders, stop_reminders


@requires(P.AUDITS_CONDUCT)
@answers_conflicts
def stop(request: PersonRequest, audit_id: UUID) -> HttpResponse:
    """Remind nobody about the case, with a reason."""
    audit = case_of(audit_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts = {"case": audit, "permission": P.AUDITS_CONDUCT, "reason": form.cleaned_data["reason"]}
        if attempt(request, lambda: stop_reminders(by=request.actor, **facts), form):
            messages.success(request, "Der sendes ingen påmindelser i sagen, før du lader dem gå igen.")
            return redirect("audits:case", audit_id=audit.id)
    context = {"form": form, "title": "Stop påmindelser", "button": "Stop påmindelserne"}
    return case_page(request, audit, "case", context, template="audits/secretariat/form.html")


@require_POST
@requires(P.AUDITS_CONDUCT)
@answers_conflicts
def resume(request: PersonRequest, audit_id: UUID) -> HttpResponse:
    """Remind about the case again."""
    audit = case_of(audit_id)
    if attempt(request, lambda: resume_reminders(by=request.actor, case=audit, permission=P.AUDITS_CONDUCT)):
        messages.success(
            request, "Der sendes påmindelser igen. Det, der skulle være sendt imens, sendes ikke bagefter."
        )
    return redirect("audits:case", audit_id=audit.id)
