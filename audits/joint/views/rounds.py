"""A round: preview with what stops some, send, progress that may be left, result, undo, and trying again."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.access import requires
from accounts.permissions import P
from accounts.request import PersonRequest
from audits.joint import access
from audits.joint.actions.announcing import default_deadline, hold_on, notice_mail
from audits.joint.forms.rounds import RoundForm
from audits.joint.guards import NOTICE_MAIL
from audits.joint.letters import NOTICE, language_note, notice_context
from audits.joint.models import Audit, AuditRound, RoundMember
from audits.joint.planning.moving import move_all, quarter_of
from audits.joint.rounds import actions, preview
from audits.joint.rounds.result import lines_of
from audits.joint.views.marking import marked
from audits.municipal.answers import answers_conflicts, attempt
from secretariat.pagekit.keys import uuids
from secretariat.pagekit.tags.words import da_date
from workflows.mail import filled
from workflows.models import Job

RUNNING = (Job.State.QUEUED, Job.State.RUNNING)
KINDS = {
    preview.NO_CONTACT: "uden kontaktperson",
    preview.CONCEPT: "med et lavere koncept, der ikke er godkendt",
    preview.RUNNING: "har en anden sag i gang",
    preview.STATEMENT: "venter en erklæring senere",
    preview.UNSURE: "har en kontaktperson, der ikke er bekræftet",
}


@requires(P.AUDITS_CONDUCT)
@answers_conflicts
def new(request: PersonRequest) -> HttpResponse:
    """Show what stops some of the marked, the letters of the others one by one, and begin the round."""
    ids, anyway = marked(request), set(uuids(request.POST.getlist("alligevel")))
    if request.POST.get("flyt"):
        _move(request, ids)
    rows = preview.rows_of(ids) if ids else []
    going = [row for row in rows if row.goes(anyway)]
    today = timezone.localdate()
    first = {
        "deadline": default_deadline(today),
        "name": f"Tilsynsrunde {da_date(today)}",
    }
    asked = request.POST if "name" in request.POST else None
    form = RoundForm(asked, initial=first)
    if "begin" in request.POST and form.is_valid():
        audits = [row.audit for row in going]
        found = attempt(
            request, lambda: actions.begin(by=request.actor, audits=audits, **form.cleaned_data), form
        )
        if found:
            return redirect("audits:round", round_id=found.id)
    context = {
        "form": form,
        "rows": rows,
        "going": going,
        "stopped": _stopped(rows, anyway),
        "anyway": anyway,
        "hold": hold_on(today) // timedelta(minutes=1),
        **_shown(request, going, form),
    }
    return render(request, "audits/secretariat/round_new.html", context)


def _move(request: PersonRequest, ids: list[UUID]) -> None:
    """Move one whose statement is expected later to that quarter; it is in this round no more."""
    if not request.actor.may(P.AUDITS_PLAN):
        raise PermissionDenied("Du har ikke adgang til at ændre planen.")
    for row in preview.rows_of(set(uuids(request.POST.getlist("flyt"))) & set(ids)):
        day = next((stop.expected for stop in row.stops if stop.expected), None)
        if day is not None:
            year, quarter = quarter_of(day)
            move_all(by=request.actor, audits=[row.audit], when=(year, quarter))
            ids.remove(row.audit.id)
            words = f"{row.audit.supplier.name} er flyttet til {quarter}. kvartal {year}."
            messages.success(request, words)


def _stopped(rows: list[preview.Row], anyway: set[UUID]) -> list[dict[str, Any]]:
    """Return what stops some, kind by kind, each with where a planned audit would move to."""
    found = []
    for kind, words in KINDS.items():
        lines: list[dict[str, Any]] = [
            {"row": row, "stop": stop, "quarter": quarter_of(stop.expected) if stop.expected else None}
            for row in rows
            for stop in row.stops
            if stop.kind == kind
        ]
        if lines:
            found.append({"words": words, "lines": lines, "firm": lines[0]["stop"].is_firm})
    return found


def _shown(request: PersonRequest, going: list[preview.Row], form: RoundForm) -> dict[str, Any]:
    """Return one letter and its mail with real data, and its neighbours."""
    if not going:
        return {"shown": None}
    wanted = request.POST.get("vis", "")
    place = next((n for n, row in enumerate(going) if str(row.audit.id) == wanted), 0)
    row = going[place]
    audit, contact = row.audit, row.contact
    facts = form.cleaned_data if form.is_bound and form.is_valid() else form.initial
    if contact is not None:  # who has none is never among those that go
        audit.contact_name, audit.contact_email = contact.name, contact.email
    audit.deadline, audit.intro = facts["deadline"], facts.get("intro", "")
    mail = notice_mail(audit, ("", ""), "[personligt link]")
    subject, body = filled(NOTICE_MAIL, mail)
    return {
        "shown": row,
        "letter": notice_context(audit, facts["deadline"]),
        "language_note": language_note(NOTICE, audit),
        "mail": {
            "to": [each for each in mail.to if each],
            "copy_to": audit.supplier.shared_mailbox,
            "subject": subject,
            "body": body,
        },
        "place": place + 1,
        "before": going[place - 1] if place else None,
        "after": going[place + 1] if place + 1 < len(going) else None,
    }


@requires(P.AUDITS_VIEW)
def rounds(request: PersonRequest) -> HttpResponse:
    """List the rounds with how they stand."""
    outcome = RoundMember.Outcome
    found = AuditRound.objects.annotate(
        total=Count("members"),
        sent=Count("members", filter=Q(members__outcome=outcome.SENT)),
        failed=Count("members", filter=Q(members__outcome=outcome.FAILED)),
        taken_back=Count("members", filter=Q(members__outcome=outcome.TAKEN_BACK)),
    ).order_by("-created_at")
    page = Paginator(found, 50).get_page(request.GET.get("side"))
    context = {"page": page, "may_conduct": request.actor.may(P.AUDITS_CONDUCT)}
    return render(request, "audits/secretariat/rounds.html", context)


@requires(P.AUDITS_VIEW)
def detail(request: PersonRequest, round_id: UUID) -> HttpResponse:
    """Show how far the round is, then its result. htmx asks for the progress alone."""
    found = access.round_(round_id)
    context: dict[str, Any] = {"round": found, **_progress(found)}
    is_part = bool(request.headers.get("HX-Request"))
    if is_part and context["running"]:
        return render(request, "audits/secretariat/round_progress.html", context)
    lines = lines_of(found)
    context |= {
        "work": [line for line in lines if line.problem],
        "lines": lines,
        "sent": sum(line.is_sent for line in lines),
        "can_take_back": sum(line.can_be_taken_back for line in lines),
        "failed_ones": any(line.is_failed for line in lines),
        "may_conduct": request.actor.may(P.AUDITS_CONDUCT),
    }
    template = "round_result.html" if is_part else "round.html"
    return render(request, f"audits/secretariat/{template}", context)


def _progress(found: AuditRound) -> dict[str, Any]:
    job = Job.objects.filter(pk=found.job_id).first() if found.job_id else None
    waiting = found.members.filter(outcome=RoundMember.Outcome.WAITING).count()
    total = found.members.count()
    running = job is not None and job.state in RUNNING and waiting > 0
    return {
        "total": total,
        "done": total - waiting,
        "running": running,
        "stuck": waiting > 0 and not running,
    }


@require_POST
@requires(P.AUDITS_CONDUCT)
@answers_conflicts
def take_back(request: PersonRequest, round_id: UUID) -> HttpResponse:
    """Call the marked letters back, or all that can be."""
    found = access.round_(round_id)
    if "alle" in request.POST:
        number, kept = actions.take_back_all(by=request.actor, found=found)
    else:
        chosen = Audit.objects.filter(rounds__round=found, pk__in=marked(request)).distinct()
        number, kept = 0, []
        for audit in chosen:
            done = attempt(request, lambda audit=audit: actions.take_back(by=request.actor, audit=audit))  # type: ignore[misc]
            number += done is not None
    for each in kept[:5]:
        messages.warning(request, each)
    if number:
        words = "Ét varsel er kaldt" if number == 1 else f"{number} varsler er kaldt"
        messages.success(
            request, f"{words} tilbage. Leverandøren har intet fået, og tilsynet er planlagt igen."
        )
    return redirect("audits:round", round_id=found.id)


@require_POST
@requires(P.AUDITS_CONDUCT)
@answers_conflicts
def try_again(request: PersonRequest, round_id: UUID) -> HttpResponse:
    """Let the worker try again with those that could not be sent."""
    found = access.round_(round_id)
    if attempt(request, lambda: actions.try_again(by=request.actor, found=found)):
        messages.success(request, "Der prøves igen nu.")
    return redirect("audits:round", round_id=found.id)


@require_POST
@requires(P.AUDITS_CONDUCT)
@answers_conflicts
def send_again(request: PersonRequest, round_id: UUID, audit_id: UUID) -> HttpResponse:
    """Send a letter whose mail could not be delivered once more, to the contact the register has now."""
    found = access.round_(round_id)
    audit = access.audit(audit_id)
    if attempt(request, lambda: actions.send_again(by=request.actor, found=found, audit=audit)):
        messages.success(request, "Varslet er sendt igen.")
    return redirect("audits:round", round_id=found.id)
