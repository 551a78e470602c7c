"""The secretariat's pages of imports: upload, preview, progress, receipt."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.access import requires
from accounts.permissions import P
from documents.checks.refusal import RefusedFileError
from register.access import find
from register.actions import imports as actions
from register.exports import XLSX, portfolio_workbook, refused_workbook
from register.forms.register import UploadForm
from register.models import ImportLine, ImportRun
from register.portfolio.workbook import WorkbookError
from register.views.lists import page_of, posted
from workflows.engine import MoveError, available
from workflows.models import Job

State, Outcome = ImportRun.State, ImportLine.Outcome
COUNTERS = (
    (Outcome.NEW, "nye", "info"),
    (Outcome.CHANGED, "ændrede", "waiting"),
    (Outcome.UNCHANGED, "uændrede", "neutral"),
    (Outcome.REFUSED, "afviste", "error"),
    (Outcome.REPEAT, "gentagelser", "neutral"),
    (Outcome.REPLACED, "erstattet af senere linje", "neutral"),
)
ALWAYS_SHOWN = (Outcome.NEW, Outcome.CHANGED, Outcome.UNCHANGED, Outcome.REFUSED)
TONES = {
    State.UPLOADED: "waiting",
    State.PREVIEWED: "warning",
    State.RUNNING: "waiting",
    State.DONE: "success",
    State.FAILED: "error",
    State.CANCELLED: "neutral",
}


@requires(P.REGISTER_IMPORT)
def imports(request: HttpRequest) -> HttpResponse:
    """Take a workbook, and list the earlier imports."""
    form = UploadForm(posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            run = actions.upload(received=form.cleaned_data["file"], by=request.actor)  # type: ignore[attr-defined]
        except (WorkbookError, RefusedFileError) as error:
            form.add_error("file", str(error))
        else:
            return redirect("register:import", run.pk)
    runs = [(run, TONES[run.state]) for run in ImportRun.objects.all()[:50]]
    return render(request, "register/secretariat/imports.html", {"form": form, "runs": runs})


def _counters(run: ImportRun, chosen: str) -> list[dict[str, Any]]:
    return [
        {
            "label": label,
            "value": run.counters.get(outcome, 0),
            "url": f"?udfald={outcome}",
            "tone": tone,
            "current": chosen == outcome,
        }
        for outcome, label, tone in COUNTERS
        if outcome in ALWAYS_SHOWN or run.counters.get(outcome)
    ]


def _progress(run: ImportRun) -> dict[str, Any]:
    """How far the worker is; a job that has failed for good is told."""
    job = Job.objects.filter(pk=run.job_id).first() if run.job_id else None
    waiting = run.state in (State.UPLOADED, State.RUNNING)
    return {
        "run": run,
        "job": job,
        "running": waiting and (job is None or job.state != Job.State.FAILED),
        "text": (job.message if job and job.state == Job.State.RUNNING else "")
        or "Venter på at komme i gang",
        "poll_url": reverse("register:import_progress", args=[run.pk]),
    }


@requires(P.REGISTER_IMPORT)
def import_run(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Show an import where it is: being read, previewed, being written, done."""
    run = find(ImportRun, run_id)
    progress = _progress(run)
    if run.state in (State.UPLOADED, State.RUNNING):
        return render(request, "register/secretariat/import_progress.html", progress)
    if run.state == State.FAILED:
        return render(request, "register/secretariat/import_failed.html", progress)
    chosen = request.GET.get("udfald", "")
    if chosen not in Outcome.values:
        chosen = next((each for each in ALWAYS_SHOWN if run.counters.get(each)), "")
    lines = ImportLine.objects.filter(run=run, outcome=chosen)
    context = {
        "run": run,
        "tone": TONES[run.state],
        "counters": _counters(run, chosen),
        "chosen": chosen,
        "chosen_label": Outcome(chosen).label if chosen else "",
        "page": page_of(request, lines),
        "steps": {each.name: each for each in available(run, by=request.actor)},  # type: ignore[attr-defined]
        "refused": run.counters.get(Outcome.REFUSED, 0),
        "written": run.counters.get(Outcome.NEW, 0) + run.counters.get(Outcome.CHANGED, 0),
    }
    return render(request, "register/secretariat/import_run.html", context)


@requires(P.REGISTER_IMPORT)
def progress(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """The progress alone, for the page to fetch; when the work is done the page is asked to load again."""
    run = find(ImportRun, run_id)
    context = _progress(run)
    response = render(request, "register/secretariat/parts/import_progress.html", context)
    if not context["running"]:
        response["HX-Refresh"] = "true"
    return response


@require_POST
@requires(P.REGISTER_IMPORT)
def confirm(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Have the previewed lines written."""
    run = find(ImportRun, run_id)
    try:
        actions.confirm(run=run, by=request.actor)  # type: ignore[attr-defined]
    except MoveError as error:
        messages.error(request, error.reason)
    return redirect("register:import", run.pk)


@require_POST
@requires(P.REGISTER_IMPORT)
def cancel(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Do not write the lines."""
    run = find(ImportRun, run_id)
    try:
        actions.cancel(run=run, by=request.actor)  # type: ignore[attr-defined]
    except MoveError as error:
        messages.error(request, error.reason)
        return redirect("register:import", run.pk)
    messages.success(request, f"{run.file_name} blev ikke indlæst. Registret er, som det var.")
    return redirect("register:imports")


@require_POST
@requires(P.REGISTER_IMPORT)
def again(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Read the file again, after the register has changed."""
    run = find(ImportRun, run_id)
    try:
        actions.read_again(run=run, by=request.actor)  # type: ignore[attr-defined]
    except MoveError as error:
        messages.error(request, error.reason)
    return redirect("register:import", run.pk)


@requires(P.REGISTER_IMPORT)
def portfolio(request: HttpRequest) -> HttpResponse:
    """The whole portfolio as a workbook that can be read in again."""
    response = HttpResponse(portfolio_workbook(), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="portefoelje.xlsx"'
    return response


@requires(P.REGISTER_IMPORT)
def refused(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """The refused lines as a workbook to correct and send again."""
    run = find(ImportRun, run_id)
    response = HttpResponse(refused_workbook(run), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="afviste-linjer.xlsx"'
    return response
