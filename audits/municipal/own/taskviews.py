"""What follows from an own supervision: given to somebody, done, taken up again."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.access import requires
from accounts.permissions import P
from accounts.request import MunicipalityRequest
from audits.municipal.answers import answers_conflicts, attempt
from audits.municipal.own import access, actions
from audits.municipal.own.models import OwnAuditTask
from audits.municipal.views.shown import colleagues
from audits.municipal.views.tasks import AssignForm


@requires(P.OWN_AUDIT)
@answers_conflicts
def edit(request: MunicipalityRequest, task_id: UUID) -> HttpResponse:
    """Give a task to somebody, with a day."""
    task = access.own_task(task_id)
    initial = {
        "responsible": task.responsible,
        "responsible_email": task.responsible_email,
        "due": task.due,
    }
    form = AssignForm(request.POST or None, initial=initial)

    def act() -> OwnAuditTask:
        return actions.assign_task(by=request.actor, task=task, **form.cleaned_data)

    if form.is_valid() and attempt(request, act, form) is not None:
        messages.success(request, f"{form.cleaned_data['responsible']} er ansvarlig for opgaven.")
        return _back(request, task)
    context = {"task": task, "form": form, "colleagues": colleagues(request.municipality.id)}
    return render(request, "audits/municipality/own/task.html", context)


@requires(P.OWN_AUDIT)
@require_POST
@answers_conflicts
def finish(request: MunicipalityRequest, task_id: UUID) -> HttpResponse:
    """Tick a task off."""
    task = actions.finish_task(by=request.actor, task=access.own_task(task_id))
    messages.success(request, "Opgaven er udført.")
    return _back(request, task)


@requires(P.OWN_AUDIT)
@require_POST
@answers_conflicts
def reopen(request: MunicipalityRequest, task_id: UUID) -> HttpResponse:
    """Take up a task again."""
    task = actions.reopen_task(by=request.actor, task=access.own_task(task_id))
    messages.success(request, "Opgaven er åben igen.")
    return _back(request, task)


def _back(request: MunicipalityRequest, task: OwnAuditTask) -> HttpResponse:
    if request.POST.get("fra") == "opgaver":
        return redirect("audits:tasks")
    return redirect(f"{reverse('audits:own_audit', args=[task.audit_id])}#opgaver")
