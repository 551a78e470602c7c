"""A system owner's opinion: asking for it at the report's page, and the page behind the link."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts import limits
from accounts.access import open_to_all, requires
from accounts.models import RowLink
from accounts.permissions import P
from accounts.request import MunicipalityRequest
from audits.municipal import access
from audits.municipal.answers import answers_conflicts, attempt
from audits.municipal.opinions import actions, links
from audits.municipal.opinions.forms import AskOwnerForm, OpinionForm
from audits.municipal.opinions.models import SystemOpinion
from audits.municipal.states import FINDING_TONE, LEVEL_TONE, FindingKind, FindingState, Level
from audits.municipal.views.shown import show

COOKIE = f"{settings.COOKIE_PREFIX}udtalelse"
SECONDS = 60 * 24 * 60 * 60  # longer than any link lives; the link itself says when it ends


@requires(P.OWN_DECIDE, P.OWN_ASK)
@answers_conflicts
def ask(request: MunicipalityRequest, report_id: UUID) -> HttpResponse:
    """Ask a system owner, by mail, what to say about one of the report's systems."""
    report = access.report(report_id)
    if request.method != "POST":
        return _back(report_id)
    systems = {str(each.id): each for each in report.systems.all() if each.is_open}
    form = AskOwnerForm(request.POST, prefix="ejer", systems=list(systems.values()))
    if form.is_valid():
        facts = {**form.cleaned_data, "system": systems[form.cleaned_data["system"]]}
        asked = attempt(
            request,
            lambda: actions.ask_owner(**_sender(request), **facts),
            form,
        )
        if asked:
            messages.success(request, f"{asked.name} har fået en mail med et link til {asked.system.name}.")
            return _back(report_id)
    return show(request, report, owner_form=form)


@requires(P.OWN_DECIDE, P.OWN_ASK)
@require_POST
@answers_conflicts
def again(request: MunicipalityRequest, opinion_id: UUID) -> HttpResponse:
    """Mail a new link to the same owner."""
    found = access.opinion(opinion_id)

    def act() -> bool:
        actions.send_again(**_sender(request), opinion=found)
        return True

    if attempt(request, act):
        messages.success(request, f"{found.name} har fået et nyt link. Det gamle virker ikke længere.")
    return _back(found.system.report_id)


@requires(P.OWN_DECIDE, P.OWN_ASK)
@require_POST
@answers_conflicts
def withdraw(request: MunicipalityRequest, opinion_id: UUID) -> HttpResponse:
    """Take a link back."""
    found: SystemOpinion = access.opinion(opinion_id)
    actions.withdraw(by=request.actor, opinion=found)
    messages.success(request, f"Linket til {found.name} virker ikke længere.")
    return _back(found.system.report_id)


def _sender(request: MunicipalityRequest) -> dict[str, Any]:
    """Return who asks, for whom, and how the link's address is written."""

    def address(token: str) -> str:
        return request.build_absolute_uri(reverse("audits:opinion_link", args=[token]))

    return {"by": request.actor, "municipality": request.municipality, "address": address}


def _back(report_id: UUID) -> HttpResponse:
    return redirect(f"{reverse('audits:report', args=[report_id])}#systemejer")


@open_to_all
def link(request: HttpRequest, token: str) -> HttpResponse:
    """Open the link in this browser, show what it is about, and take the opinion.

    A mail scanner that looks at the link opens nothing: a person does, with a button.
    """
    municipality = request.municipality  # type: ignore[attr-defined]
    if _too_many(request, token):
        return render(request, "429.html", status=429)
    found = links.find(municipality, token)
    if found is None:
        return _closed(request, "", 404)
    visit = request.COOKIES.get(COOKIE, "")
    told = links.read(municipality, found, token, visit)
    if told is None:
        return _door(request, found, token)
    form = OpinionForm(request.POST or None, initial={"text": told["text"], "name": told["name"]})
    if request.method == "POST" and told["open"] and form.is_valid():
        if links.write(municipality, token, visit, **form.cleaned_data):
            return _private(redirect(f"{request.path}?gemt=ja"))
        return _private(redirect(request.path))
    context = {**told, **_words(told), "form": form, "saved": request.GET.get("gemt") == "ja"}
    return _private(render(request, "audits/municipality/opinion.html", context))


def _door(request: HttpRequest, found: RowLink, token: str) -> HttpResponse:
    """Show the button that opens the link; where it cannot be opened here, say why."""
    if found.state != RowLink.State.OPEN:
        return _closed(request, found.state, 410)
    if request.method != "POST":
        return _private(render(request, "audits/municipality/opinion_open.html"))
    visit = links.begin(request.municipality, found, token)  # type: ignore[attr-defined]
    if visit is None:
        return _closed(request, RowLink.State.OPENED, 410)
    response = redirect(request.path)
    response.set_cookie(
        COOKIE,
        visit,
        SECONDS,
        path=request.path,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return _private(response)


def _words(told: dict[str, object]) -> dict[str, object]:
    level = Level(str(told["level"]))
    findings = [
        {
            **each,
            "kind": FindingKind(each["kind"]).label,
            "state": FindingState(each["state"]).label,
            "tone": FINDING_TONE[each["state"]],
        }
        for each in told["findings"]  # type: ignore[attr-defined]
    ]
    return {"level": level.label, "level_tone": LEVEL_TONE[level], "findings": findings}


def _too_many(request: HttpRequest, token: str) -> bool:
    try:
        limits.attempt(request, "link", token)  # type: ignore[arg-type]
    except limits.TooManyError:
        return True
    return False


def _closed(request: HttpRequest, state: str, status: int) -> HttpResponse:
    context = {"state": state}
    return _private(render(request, "audits/municipality/opinion_closed.html", context, status=status))


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
