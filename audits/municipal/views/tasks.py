"""What the municipality does itself: on the report's page, and all of it in one list."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.access import requires
from accounts.permissions import P
from accounts.request import MunicipalityRequest
from audits.municipal import access
from audits.municipal import tasks as actions
from audits.municipal.answers import answers_conflicts, attempt
from audits.municipal.forms import TaskForm
from audits.municipal.models import FollowUpTask
from audits.municipal.tasklist import listed, listed_keys
from audits.municipal.views.shown import colleagues, show
from register.views.lists import amount, page_of


class AssignForm(TaskForm):
    """Who takes care of a task, and by when; the task itself stays."""

    text = None  # type: ignore[assignment]

    def __init__(self, *args: object, **kwargs: object) -> None:
        """Ask for somebody."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["responsible"].required = True


class TaskFilterForm(forms.Form):
    """Which tasks are shown."""

    vis = forms.ChoiceField(
        label="Vis",
        required=False,
        choices=[
            ("", "Åbne"),
            ("overskredet", "Overskredet"),
            ("uden", "Uden ansvarlig"),
            ("udfoert", "Udført"),
        ],
    )


@requires(P.OWN_VIEW)
def tasks(request: MunicipalityRequest) -> HttpResponse:
    """Show the tasks of all reports and own supervisions, the nearest day first."""
    form = TaskFilterForm(request.GET)
    chosen = form.cleaned_data["vis"] if form.is_valid() else ""
    page = page_of(request, listed_keys(chosen))
    actor = request.actor
    context = {
        "form": form,
        "page": page,
        "rows": listed(page.object_list),
        "found": amount(page.paginator.count, "opgave", "opgaver"),
        "may_follow_up": actor.may(P.OWN_DECIDE) or actor.may(P.OWN_ASK),
        "may_audit": actor.may(P.OWN_AUDIT),
    }
    return render(request, "audits/municipality/tasks.html", context)


@requires(P.OWN_DECIDE, P.OWN_ASK)
@answers_conflicts
def add(request: MunicipalityRequest, report_id: UUID) -> HttpResponse:
    """Add something the municipality will do itself."""
    report = access.report(report_id)
    if request.method != "POST":
        return _back(report_id)
    form = TaskForm(request.POST, prefix="opgave")

    def act() -> FollowUpTask:
        return actions.add_task(by=request.actor, report=report, **form.cleaned_data)

    if form.is_valid() and attempt(request, act, form) is not None:
        messages.success(request, "Opgaven er tilføjet.")
        return _back(report_id)
    return show(request, report, task_form=form)


@requires(P.OWN_DECIDE, P.OWN_ASK)
@require_POST
@answers_conflicts
def of_finding(request: MunicipalityRequest, report_id: UUID, finding_id: UUID) -> HttpResponse:
    """Make a task of a finding that was put to the municipality, and ask who takes care of it."""
    report = access.report(report_id)
    task = actions.task_of_finding(
        by=request.actor, report=report, finding=access.finding_of(report, finding_id)
    )
    return redirect("audits:edit_task", task_id=task.id)


@requires(P.OWN_DECIDE, P.OWN_ASK)
@answers_conflicts
def edit(request: MunicipalityRequest, task_id: UUID) -> HttpResponse:
    """Give a task to somebody, with a day."""
    task = access.task(task_id)
    initial = {
        "responsible": task.responsible,
        "responsible_email": task.responsible_email,
        "due": task.due,
    }
    form = AssignForm(request.POST or None, initial=initial)

    def act() -> FollowUpTask:
        return actions.assign_task(by=request.actor, task=task, **form.cleaned_data)

    if form.is_valid() and attempt(request, act, form) is not None:
        messages.success(request, f"{form.cleaned_data['responsible']} er ansvarlig for opgaven.")
        return _back(task.report_id)
    context = {"task": task, "form": form, "colleagues": colleagues(request.municipality.id)}
    return render(request, "audits/municipality/task.html", context)


@requires(P.OWN_DECIDE, P.OWN_ASK)
@require_POST
@answers_conflicts
def finish(request: MunicipalityRequest, task_id: UUID) -> HttpResponse:
    """Tick a task off."""
    task = actions.finish_task(by=request.actor, task=access.task(task_id))
    messages.success(request, "Opgaven er noteret som udført.")
    return _where_from(request, task.report_id)


@requires(P.OWN_DECIDE, P.OWN_ASK)
@require_POST
@answers_conflicts
def reopen(request: MunicipalityRequest, task_id: UUID) -> HttpResponse:
    """Take up a task again."""
    task = actions.reopen_task(by=request.actor, task=access.task(task_id))
    messages.success(request, "Opgaven er åben igen.")
    return _where_from(request, task.report_id)


def _where_from(request: MunicipalityRequest, report_id: UUID) -> HttpResponse:
    return redirect("audits:tasks") if request.POST.get("fra") == "opgaver" else _back(report_id)


def _back(report_id: UUID) -> HttpResponse:
    return redirect(f"{reverse('audits:report', args=[report_id])}#opgaver")
