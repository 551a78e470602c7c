"""The secretariat's pages of incidents: written, previewed, sent, followed, ended."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.access import requires
from accounts.permissions import P
from accounts.request import PersonRequest
from agreements.joint.incidents import actions
from agreements.joint.incidents.access import get_incident, incidents
from agreements.joint.incidents.following import counted, newest_of, rows_of
from agreements.joint.incidents.forms import ClosingForm, IncidentListForm, UpdateForm, WithdrawForm
from agreements.joint.incidents.models import Incident
from agreements.joint.incidents.reminding import remind
from agreements.joint.incidents.sending import preview
from agreements.joint.incidents.states import EXPLANATIONS, TONES, WAY, IncidentState
from agreements.joint.listsheets import incidents_sheet
from secretariat.pagekit.tags.words import da_moment
from secretariat.pagekit.workbook import as_download, workbook
from workflows.engine import MoveError, available
from workflows.searching import search
from workflows.story import Story, newest

S = IncidentState
PAGE = 50
FORWARD = ("send", "update")
PHONES = ("Kommune", "Har åbnet det seneste", "Hvem", "Navn", "Telefon", "Mail")


@requires(P.AGREEMENTS_VIEW)
def list_incidents(request: PersonRequest) -> HttpResponse:
    """List the incidents, the newest first; `form=excel` gives the list as shown."""
    form = IncidentListForm(request.GET)
    given: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    found = search(incidents(), given.get("q", ""), "title", "number", "subject_name", "supplier__name")
    if state := given.get("status"):
        found = found.filter(state=state)
    if request.GET.get("form") == "excel":
        return as_download(incidents_sheet(found), "haendelser.xlsx")
    page = Paginator(found, PAGE).get_page(request.GET.get("side"))
    count = page.paginator.count
    rows = [{"incident": each, "label": S(each.state).label, "tone": TONES[S(each.state)]} for each in page]
    context = {
        "form": form,
        "page": page,
        "rows": rows,
        "found": f"{count} {'hændelse' if count == 1 else 'hændelser'}",
        "may_act": request.actor.may(P.AGREEMENTS_NEGOTIATE),
    }
    return render(request, "agreements/secretariat/incidents.html", context)


@requires(P.AGREEMENTS_VIEW)
def incident(request: PersonRequest, incident_id: UUID) -> HttpResponse:
    """Show an incident: a draft with its mail and recipients, else its texts and who has read them.

    `form=excel` gives the telephone list.
    """
    found = get_incident(incident_id)
    rows = rows_of(found)
    if request.GET.get("form") == "excel":
        return as_download(workbook(found.number, PHONES, _phones(rows)), f"{found.number}.xlsx")
    state = S(found.state)
    draft = found.texts.first() if state == S.DRAFT else None
    context = {
        "incident": found,
        "label": state.label,
        "tone": TONES[state],
        "explanation": EXPLANATIONS[state],
        "way": _way(state),
        "steps": _steps(request, found),
        "facts": facts_of(found),
        "texts": found.texts.exclude(sent_at=None).order_by("-sent_at"),
        "draft": draft,
        "mail": preview(draft, rows[0].member) if draft and rows else None,
        "rows": rows,
        "silent": [row for row in rows if not row.has_read] if not draft else [],
        "unreachable": [row for row in rows if not any(each.email for each in row.reached)],
        "numbers": counted(rows) if not draft else [],
        "may_act": request.actor.may(P.AGREEMENTS_NEGOTIATE),
        "may_remind": state in (S.SENT, S.CLOSED) and request.actor.may(P.AGREEMENTS_NEGOTIATE),
        "newest": newest_of(found),
        "events": newest(Story(str(found), {found.id: ""})),
    }
    return render(request, "agreements/secretariat/incident.html", context)


def _phones(rows: list[Any]) -> list[list[Any]]:
    return [
        [
            row.member.municipality_name,
            "ja" if row.has_read else "nej",
            each.what,
            each.name,
            each.phone,
            each.email,
        ]
        for row in rows
        for each in row.reached
    ]


def _way(state: IncidentState) -> list[dict[str, str]]:
    if state not in WAY:
        return []
    here = WAY.index(state)
    kinds = ["done" if place < here else "current" if place == here else "ahead" for place in range(len(WAY))]
    return [{"label": each.label.capitalize(), "state": kind} for each, kind in zip(WAY, kinds, strict=True)]


def _steps(request: PersonRequest, found: Incident) -> list[dict[str, Any]]:
    possible = sorted(available(found, by=request.actor), key=lambda each: each.name not in FORWARD)
    return [
        {
            "label": each.label,
            "explanation": each.explanation,
            "reason": each.reason,
            "url": reverse("agreements:incident_add", args=[found.id])
            if each.name == "add"
            else reverse("agreements:incident_step", args=[found.id, each.name]),
            "aside": each.name in ("discard", "add", "withdraw"),
        }
        for each in possible
    ]


def facts_of(found: Incident) -> list[tuple[str, Any]]:
    """Return who told what and when."""
    return [
        ("Vedrører", found.subject_name),
        ("Kilde", found.get_source_display().capitalize()),
        ("Oplyst af", found.told_by),
        ("Kontakt for spørgsmål", found.told_contact),
        ("Leverandøren blev klar over det", da_moment(found.supplier_aware_at)),
        ("Sekretariatet fik det at vide", da_moment(found.told_at)),
        ("Sendt til kommunerne", da_moment(found.sent_at) or "Ikke endnu"),
        ("Skrevet af", found.entered_by_name),
    ]


STEPS: dict[str, tuple[type[Form] | None, str]] = {
    "send": (
        None,
        "Straksorienteringen er sendt. Mails er på vej, og teksten leveres i arkiverne.",
    ),
    "discard": (None, "Kladden er kasseret."),
    "update": (UpdateForm, "Opdateringen er sendt."),
    "close": (ClosingForm, "Hændelsen er afsluttet, og kommunerne får det sidste ord."),
    "withdraw": (WithdrawForm, "Orienteringen er trukket tilbage, og kommunerne får besked."),
}


@requires(P.AGREEMENTS_NEGOTIATE)
def step(request: PersonRequest, incident_id: UUID, name: str) -> HttpResponse:
    """Take one step; a text is shown with how many it goes to."""
    found = get_incident(incident_id)
    if name not in STEPS:
        raise Http404
    possible = next((each for each in available(found, by=request.actor) if each.name == name), None)
    if possible is None:
        messages.info(request, "Det kan ikke gøres nu. Her ser du, hvor hændelsen står.")
        return redirect("agreements:incident", found.id)
    kind, done = STEPS[name]
    form = kind(request.POST or None) if kind else None
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            _take(found, name, form, request)
        except MoveError as error:
            messages.error(request, error.reason)
        else:
            messages.success(request, done)
        return redirect("agreements:incident", found.id)
    context = {
        "incident": found,
        "step": possible,
        "form": form,
        "name": name,
        "count": found.members.count(),
    }
    return render(request, "agreements/secretariat/incident_step.html", context)


def _take(found: Incident, name: str, form: Any, request: PersonRequest) -> None:
    takes: dict[str, Callable[[], Any]] = {
        "send": lambda: actions.send(incident=found, by=request.actor),
        "discard": lambda: actions.discard(incident=found, by=request.actor),
        "update": lambda: actions.update(
            incident=found, words=form.words(), by=request.actor, correction=form.cleaned_data["correction"]
        ),
        "close": lambda: actions.close(incident=found, words=form.words(), by=request.actor),
        "withdraw": lambda: actions.withdraw(
            incident=found, reason=form.cleaned_data["known"], by=request.actor
        ),
    }
    takes[name]()


@requires(P.AGREEMENTS_NEGOTIATE)
@require_POST
def remind_silent(request: PersonRequest, incident_id: UUID) -> HttpResponse:
    """Remind all that have not opened the newest text."""
    found = get_incident(incident_id)
    try:
        count = remind(incident=found, by=request.actor)
    except MoveError as error:
        messages.error(request, error.reason)
    else:
        messages.success(request, f"{count} {'kommune' if count == 1 else 'kommuner'} får en påmindelse nu.")
    return redirect("agreements:incident", found.id)
