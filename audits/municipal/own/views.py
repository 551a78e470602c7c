"""Pages of the municipality's own supervision."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.access import requires
from accounts.permissions import P
from accounts.reading import hand_out
from accounts.request import MunicipalityRequest
from audits.municipal.answers import answers_conflicts, attempt
from audits.municipal.history import events_of
from audits.municipal.own import access, actions
from audits.municipal.own.forms import (
    CancelForm,
    FileForm,
    NoteForm,
    OutcomeForm,
    OwnListForm,
    PlanForm,
    TaskForm,
)
from audits.municipal.own.models import OwnAudit
from audits.municipal.own.states import OPEN, OwnState
from audits.municipal.plan.reading import current_lines
from audits.municipal.views.shown import colleagues
from documents.checks.refusal import RefusedFileError
from register.access import find
from register.models import SystemUse
from register.views.lists import amount, ordered, page_of, posted
from workflows.engine import NotPossibleError
from workflows.searching import search

ORDERS = {"system": "system_name", "leverandoer": "supplier_name", "planlagt": "planned_on"}
PAGE = "audits/municipality/own/audit.html"


@requires(P.OWN_VIEW)
def list_own(request: MunicipalityRequest) -> HttpResponse:
    """List the own supervisions: what is open first, nearest first."""
    form = OwnListForm(request.GET)
    rows = _shown(form)
    page = page_of(request, rows)
    context = {
        "form": form,
        "page": page,
        "found": amount(page.paginator.count, "tilsyn", "tilsyn"),
        "today": timezone.localdate(),
        "searched": bool(form.value("q") or form.value("vis")),
    }
    return render(request, "audits/municipality/own/list.html", context)


def _shown(form: OwnListForm) -> QuerySet[OwnAudit]:
    rows = OwnAudit.objects.all()
    today = timezone.localdate()
    chosen = form.value("vis")
    if chosen == "aabne":
        rows = rows.filter(state__in=OPEN)
    elif chosen == "over":
        rows = rows.filter(state__in=OPEN, planned_on__lt=today)
    elif chosen == "afsluttede":
        rows = rows.filter(state=OwnState.FINISHED)
    elif chosen == "aflyste":
        rows = rows.filter(state=OwnState.CANCELLED)
    if words := form.value("q").strip():
        rows = search(rows, words, "system_name", "supplier_name", "journal_number")
    return ordered(rows, form.value("orden"), ORDERS, "decided_at planned_on system_name")


@requires(P.OWN_AUDIT)
@answers_conflicts
def plan_new(request: MunicipalityRequest, use_id: UUID) -> HttpResponse:
    """Plan a supervision of one of the municipality's systems."""
    use = find(SystemUse.objects.select_related("system__supplier"), use_id)
    line = current_lines([use.system_id]).get(use.system_id)
    begin = {"concept": line.concept, "planned_on": line.next_on} if line else {}
    form = PlanForm(posted(request), initial=begin)
    if request.method == "POST" and form.is_valid():
        supplier = use.system.supplier
        subject = actions.Subject(
            use.system_id,
            use.system.name,
            supplier.id if supplier else None,
            supplier.name if supplier else "",
        )
        made = attempt(
            request, lambda: actions.plan_one(by=request.actor, subject=subject, **form.cleaned_data), form
        )
        if made:
            messages.success(request, f"Tilsynet med {made.system_name} er planlagt.")
            return redirect("audits:own_audit", made.pk)
    context = {"use": use, "line": line, "form": form}
    return render(request, "audits/municipality/own/new.html", context)


@requires(P.OWN_VIEW)
def own_audit(request: MunicipalityRequest, audit_id: UUID) -> HttpResponse:
    """Show one supervision: where it is, what has been looked at, its files, and the decision."""
    return _show(request, access.own_audit(audit_id))


def _show(request: MunicipalityRequest, audit: OwnAudit, **bound: Any) -> HttpResponse:
    may_audit = request.actor.may(P.OWN_AUDIT)
    context = {
        "audit": audit,
        "use": SystemUse.objects.filter(system_id=audit.system_id).first(),
        "events": events_of(audit),
        "may_audit": may_audit,
        "may_decide": request.actor.may(P.OWN_DECIDE),
        "note_form": NoteForm(initial={"looked_at": audit.looked_at}),
        "file_form": FileForm(prefix="fil"),
        "task_form": TaskForm(prefix="opgave"),
        "outcome_form": OutcomeForm(),
        "cancel_form": CancelForm(prefix="aflys"),
        "colleagues": colleagues(request.municipality.id) if may_audit else [],
        "today": timezone.localdate(),
    }
    return render(request, PAGE, {**context, **bound})


@requires(P.OWN_AUDIT)
@answers_conflicts
def change(request: MunicipalityRequest, audit_id: UUID) -> HttpResponse:
    """Move a supervision, give it another concept or somebody responsible."""
    audit = access.own_audit(audit_id)
    begin = {
        "concept": audit.concept,
        "planned_on": audit.planned_on,
        "responsible": audit.responsible,
    }
    form = PlanForm(posted(request), initial=begin)
    if posted(request) and form.is_valid():
        given = form.cleaned_data
        done = attempt(request, lambda: actions.change_plan(by=request.actor, audit=audit, **given), form)
        if done:
            messages.success(request, "Ændringen er gemt.")
            return redirect("audits:own_audit", audit.pk)
    return render(request, "audits/municipality/own/change.html", {"audit": audit, "form": form})


@require_POST
@requires(P.OWN_AUDIT)
@answers_conflicts
def start(request: MunicipalityRequest, audit_id: UUID) -> HttpResponse:
    """Begin."""
    audit = access.own_audit(audit_id)
    if attempt(request, lambda: actions.start(by=request.actor, audit=audit)):
        messages.success(request, "Tilsynet er i gang. Skriv undervejs, hvad I ser på.")
    return redirect("audits:own_audit", audit_id)


@require_POST
@requires(P.OWN_AUDIT)
@answers_conflicts
def note(request: MunicipalityRequest, audit_id: UUID) -> HttpResponse:
    """Store what has been looked at."""
    audit = access.own_audit(audit_id)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _show(request, audit, note_form=form)
    given = form.cleaned_data
    done = attempt(request, lambda: actions.note(by=request.actor, audit=audit, **given), form)
    if done is None:
        return _show(request, audit, note_form=form)
    messages.success(request, "Det, I har set på, er gemt.")
    return redirect("audits:own_audit", audit.pk)


@require_POST
@requires(P.OWN_AUDIT)
@answers_conflicts
def add_file(request: MunicipalityRequest, audit_id: UUID) -> HttpResponse:
    """Take a file that the supervision rests on."""
    audit = access.own_audit(audit_id)
    form = FileForm(request.POST, request.FILES, prefix="fil")
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.keep_file(by=request.actor, audit=audit, received=given["file"], title=given["title"])
        except RefusedFileError as error:
            form.add_error("file", str(error))
        except NotPossibleError as error:
            form.add_error("file", error.reason)
        else:
            messages.success(request, "Filen er lagt op.")
            return redirect("audits:own_audit", audit.pk)
    return _show(request, audit, file_form=form)


@requires(P.OWN_VIEW)
def file(request: MunicipalityRequest, audit_id: UUID, file_id: UUID) -> HttpResponseBase:
    """Give a file of the supervision."""
    audit = access.own_audit(audit_id)
    return hand_out(request, access.own_file(audit, file_id).file, about=audit)


@require_POST
@requires(P.OWN_AUDIT)
@answers_conflicts
def take_off_file(request: MunicipalityRequest, audit_id: UUID, file_id: UUID) -> HttpResponse:
    """Take a file off."""
    audit = access.own_audit(audit_id)
    kept = access.own_file(audit, file_id)
    actions.take_off_file(by=request.actor, kept=kept)
    messages.success(request, "Filen er taget af. Det står i historikken, hvem der gjorde det.")
    return redirect("audits:own_audit", audit.pk)


@require_POST
@requires(P.OWN_DECIDE)
@answers_conflicts
def finish(request: MunicipalityRequest, audit_id: UUID) -> HttpResponse:
    """Conclude; what was typed is kept where something is missing."""
    audit = access.own_audit(audit_id)
    form = OutcomeForm(request.POST)
    if form.is_valid():
        outcome = form.outcome()
        if attempt(request, lambda: actions.finish(by=request.actor, audit=audit, outcome=outcome), form):
            messages.success(
                request, f"Tilsynet med {audit.system_name} er afsluttet og tæller med på jeres oversigter."
            )
            return redirect("audits:own_audit", audit.pk)
    return _show(request, access.own_audit(audit_id), outcome_form=form)


@require_POST
@requires(P.OWN_DECIDE)
@answers_conflicts
def cancel(request: MunicipalityRequest, audit_id: UUID) -> HttpResponse:
    """Cancel, with the reason."""
    audit = access.own_audit(audit_id)
    form = CancelForm(request.POST, prefix="aflys")
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        if attempt(request, lambda: actions.cancel(by=request.actor, audit=audit, reason=reason), form):
            messages.success(
                request,
                f"Tilsynet med {audit.system_name} er aflyst. Det tæller ikke med på jeres oversigter.",
            )
            return redirect("audits:own_audit", audit.pk)
    return _show(request, access.own_audit(audit_id), cancel_form=form)


@require_POST
@requires(P.OWN_AUDIT)
@answers_conflicts
def add_task(request: MunicipalityRequest, audit_id: UUID) -> HttpResponse:
    """Add something that follows."""
    audit = access.own_audit(audit_id)
    form = TaskForm(request.POST, prefix="opgave")
    if not form.is_valid():
        return _show(request, audit, task_form=form)
    actions.add_task(by=request.actor, audit=audit, task=form.task())
    messages.success(request, "Opgaven er tilføjet.")
    return redirect("audits:own_audit", audit.pk)
