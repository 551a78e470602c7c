"""One case at the secretariat: overview, letter, deadlines, notes, history."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.access import requires
from accounts.permissions import P
from accounts.reading import hand_out
from accounts.request import PersonRequest
from audits.joint import access, guards, second_reading, visits, wording
from audits.joint.actions import announcing, planning, reporting, reviewing
from audits.joint.forms.secretariat import (
    AnnounceForm,
    DeadlineForm,
    ExtensionForm,
    MoveInPlanForm,
    NoteForm,
    ReasonForm,
)
from audits.joint.letters import NOTICE, language_note, notice_context
from audits.joint.members import members_of
from audits.joint.models import Audit
from audits.joint.reminding import lacking_management
from audits.joint.rounds import actions as rounds
from audits.joint.states import ANSWERABLE, AuditState, ExtensionState
from audits.joint.views.common import case_of, case_page
from audits.joint.views.concept import concept_context
from audits.municipal.answers import answers_conflicts, attempt, came_from
from workflows.actors import Actor
from workflows.engine import available, move
from workflows.maillog import incoming_of
from workflows.stopping import stop_of

# Steps that a page of their own leads to; what is not here belongs to a page's own form.
STEP_PAGES = {
    "announce": "announce",
    "ask_more": "answers",
    "resume": "step",
    "send_to_hearing": "hearing",
    "to_second_reader": "report",
    "make_ready": "report",
    "pass_reading": "report",
    "fail_reading": "report",
    "take_up_again": "step",
    "publish": "send",
    "close": "step",
    "revise": "report",
    "withdraw": "report",
    "cancel": "step",
    "give_up": "step",
}


@requires(P.AUDITS_VIEW)
def case(request: PersonRequest, audit_id: UUID) -> HttpResponse:
    """Show where the case is, what comes next, and its facts."""
    audit = case_of(audit_id)
    context = {
        "steps": _steps(request, audit),
        "news": visits.news_of(audit, request.actor),
        "assessments": audit.systems.select_related("assessment__result"),
        "members": members_of(audit),
        "extensions": audit.extensions.all(),
        "second_reader": second_reading.why(audit),
        **concept_context(request, audit),
        "may_plan": request.actor.may(P.AUDITS_PLAN),
        "answerable": audit.state in ANSWERABLE,
        "stopped": stop_of(audit.id),
        "unreachable": lacking_management(audit),
        "is_held": bool(audit.announced_at and audit.announced_at > timezone.now()),
    }
    return case_page(request, audit, "case", context)


def _next_page(audit: Audit) -> list[dict[str, Any]]:
    """Return the page where the work lies now, where that is no step of its own."""
    if audit.state == AuditState.REVIEW and guards.review_complete(audit):
        label, page = "Gennemgå svar", "answers"
    elif audit.state == AuditState.HEARING:
        label, page = "Se høringen", "hearing"
    elif audit.state == AuditState.PUBLISHED:
        label, page = "Se kommunernes stillingtagen", "decisions"
    elif audit.state == AuditState.FOLLOW_UP and guards.nothing_open(audit):
        label, page = "Følg op på forhold", "findings"
    else:
        return []
    return [{"label": label, "url": reverse(f"audits:{page}", kwargs={"audit_id": audit.id})}]


def _steps(request: PersonRequest, audit: Audit) -> list[dict[str, Any]]:
    steps = _next_page(audit) if request.actor.may(P.AUDITS_CONDUCT) else []
    for each in available(audit, by=request.actor):
        page = STEP_PAGES.get(each.name)
        if page is None or _is_beside_the_point(each.name, each.reason):
            continue
        kwargs: dict[str, Any] = {"audit_id": audit.id}
        if page == "step":
            kwargs["name"] = each.name
        steps.append(
            {
                "label": each.label,
                "explanation": each.explanation,
                "reason": each.reason,
                "url": reverse(f"audits:{page}", kwargs=kwargs),
            }
        )
    return steps


def _is_beside_the_point(name: str, reason: str) -> bool:
    """Return whether a step that cannot be taken is not worth showing with its reason.

    Of the two ways to a finished report a page shows the one that the rules lead to; and nobody thinks of
    withdrawing what has not been sent.
    """
    return (
        (name == "to_second_reader" and "Ingen regel" in reason)
        or (name == "make_ready" and "skal læses af en kvalitetslæser" in reason)
        or (name == "withdraw" and bool(reason))
    )


@requires(P.AUDITS_CONDUCT)
@answers_conflicts
def announce(request: PersonRequest, audit_id: UUID) -> HttpResponse:
    """Show the letter as it will be, and send it."""
    audit = case_of(audit_id)
    deadline = announcing.default_deadline(timezone.localdate())
    contact = announcing.contact_of(audit)
    form = AnnounceForm(request.POST or None, audit=audit, initial={"deadline": deadline, "contact": contact})
    if request.method == "POST" and form.is_valid():
        facts = {**form.cleaned_data, "hold": announcing.hold_on(timezone.localdate())}
        if attempt(request, lambda: announcing.announce(by=request.actor, audit=audit, **facts), form):
            messages.success(request, f"Varslet er sendt til {facts['contact'].name}.")
            return redirect("audits:case", audit_id=audit.id)
    letter = notice_context(audit, deadline) if contact else None
    audit.contact_email = contact.email if contact else ""
    context = {"form": form, "letter": letter, "language_note": language_note(NOTICE, audit)}
    return case_page(request, audit, "case", context, template="audits/secretariat/announce.html")


@require_POST
@requires(P.AUDITS_CONDUCT)
@answers_conflicts
def take_back(request: PersonRequest, audit_id: UUID) -> HttpResponse:
    """Call the letter back while its mail waits."""
    audit = case_of(audit_id)
    if attempt(request, lambda: rounds.take_back(by=request.actor, audit=audit)):
        messages.success(
            request, "Varslet er kaldt tilbage. Leverandøren har intet fået, og tilsynet er planlagt igen."
        )
    return redirect("audits:case", audit_id=audit.id)


@requires(P.AUDITS_CONDUCT)
@answers_conflicts
def set_deadline(request: PersonRequest, audit_id: UUID) -> HttpResponse:
    """Give the supplier another deadline, with a reason."""
    audit = case_of(audit_id)
    form = DeadlineForm(request.POST or None, initial={"deadline": audit.deadline})
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        if attempt(request, lambda: announcing.set_deadline(by=request.actor, audit=audit, **facts), form):
            messages.success(request, "Fristen er ændret, og leverandøren har fået besked.")
            return redirect("audits:case", audit_id=audit.id)
    context = {"form": form, "title": "Ny frist", "button": "Giv ny frist"}
    return case_page(request, audit, "case", context, template="audits/secretariat/form.html")


@requires(P.AUDITS_CONDUCT)
@answers_conflicts
def extension(request: PersonRequest, audit_id: UUID, request_id: UUID) -> HttpResponse:
    """Answer a wish for more time."""
    wish = access.extension(audit_id, request_id)
    form = ExtensionForm(request.POST or None, initial={"until": wish.wanted})
    if request.method == "POST" and form.is_valid():
        facts = {**form.cleaned_data, "grant": "grant" in request.POST}
        done = attempt(
            request, lambda: reviewing.decide_extension(by=request.actor, request=wish, **facts), form
        )
        if done:
            messages.success(
                request, f"Udsættelsen er {done.get_state_display()}, og leverandøren har fået besked."
            )
            return redirect("audits:case", audit_id=audit_id)
    answerable = wish.state == ExtensionState.REQUESTED and wish.audit.state in ANSWERABLE
    context = {"form": form, "wish": wish, "answerable": answerable}
    return case_page(request, wish.audit, "case", context, template="audits/secretariat/extension.html")


@requires(P.AUDITS_PLAN)
@answers_conflicts
def move_in_plan(request: PersonRequest, audit_id: UUID) -> HttpResponse:
    """Give the case another quarter or case worker."""
    audit = case_of(audit_id)
    first = {"year": audit.year, "quarter": audit.quarter, "worker": str(audit.case_worker_id)}
    form = MoveInPlanForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        planning.move_in_plan(
            by=request.actor,
            audit=audit,
            year=form.cleaned_data["year"],
            quarter=form.cleaned_data["quarter"],
            worker=planning.Worker.of(form.found[form.cleaned_data["worker"]]),
        )
        messages.success(request, "Planen er ændret.")
        return redirect("audits:case", audit_id=audit.id)
    context = {"form": form, "title": "Flyt i planen", "button": "Gem"}
    return case_page(request, audit, "case", context, template="audits/secretariat/form.html")


def _close(*, by: Actor, audit: Audit, reason: str) -> Audit:
    return move(audit, "close", by=by, reason=reason)


_STEPS_WITH_REASON: dict[str, tuple[str, Any]] = {
    "cancel": ("Aflys tilsynet", planning.cancel),
    "give_up": ("Tilsynet kunne ikke gennemføres", reporting.give_up),
    "resume": ("Genoptag gennemgangen uden svar", reviewing.resume),
    "take_up_again": ("Tag rapporten op igen", reporting.take_up_again),
    "close": ("Afslut sagen", _close),
}


@requires(P.AUDITS_PLAN, P.AUDITS_CONDUCT)
@answers_conflicts
def step(request: PersonRequest, audit_id: UUID, name: str) -> HttpResponse:
    """Take a step that asks why and nothing else; closing explains itself: all has been followed up."""
    audit = case_of(audit_id)
    if name not in _STEPS_WITH_REASON:
        raise Http404
    title, act = _STEPS_WITH_REASON[name]
    form = ReasonForm(request.POST if request.method == "POST" else None, is_needed=name != "close")
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        if moved := attempt(request, lambda: act(by=request.actor, audit=audit, reason=reason), form):
            messages.success(request, f"Sagens status er nu »{moved.get_state_display()}«.")
            return redirect("audits:case", audit_id=audit.id)
    context = {"form": form, "title": title, "button": title, "danger": name in ("cancel", "give_up")}
    return case_page(request, audit, "case", context, template="audits/secretariat/form.html")


@requires(P.AUDITS_VIEW)
def notes(request: PersonRequest, audit_id: UUID) -> HttpResponse:
    """Show and add internal notes; who wrote one from a list goes back to it."""
    audit = case_of(audit_id)
    first = {"spoke_with": audit.contact_name if "telefon" in request.GET else ""}
    form = NoteForm(request.POST or None, initial=first)
    if request.method == "POST" and request.actor.may(P.AUDITS_CONDUCT) and form.is_valid():
        planning.add_note(by=request.actor, audit=audit, **form.cleaned_data)
        messages.success(request, f"Notatet er gemt på sag {audit.case_number}.")
        if "from_list" in request.POST:
            return redirect(came_from(request))
        return redirect("audits:notes", audit_id=audit.id)
    return case_page(request, audit, "notes", {"form": form, "notes": audit.notes.all()})


@requires(P.AUDITS_VIEW)
def letters(request: PersonRequest, audit_id: UUID) -> HttpResponse:
    """Show letters and mails of the case."""
    audit = case_of(audit_id)
    context = {
        "mails": wording.mails_of(audit),
        "incoming": incoming_of(audit.id),
        "files": wording.letters_of(audit),
    }
    return case_page(request, audit, "letters", context)


@requires(P.AUDITS_VIEW)
def file(request: PersonRequest, audit_id: UUID, file_id: UUID) -> HttpResponseBase:
    """Hand out a file of the case."""
    audit = case_of(audit_id)
    return hand_out(request, access.file_of(audit, file_id), about=audit)


@require_POST
@requires(P.AUDITS_CONDUCT)
@answers_conflicts
def want_hearing(request: PersonRequest, audit_id: UUID) -> HttpResponse:
    """Note that a hearing is held without findings, or that it is not."""
    audit = case_of(audit_id)
    reporting.want_hearing(by=request.actor, audit=audit, wanted="wanted" in request.POST)
    return redirect("audits:hearing", audit_id=audit.id)
