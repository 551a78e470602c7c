"""Contact rounds: whom to ask, the answers as a work list; and the page behind the one-time link."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.views.decorators.http import require_POST

from accounts import limits
from accounts.access import open_to_all, requires
from accounts.permissions import P
from accounts.request import PersonRequest
from audits.joint import access
from audits.joint.contacts import actions, links, reading
from audits.joint.forms.rounds import ContactAnswerForm, ContactRoundForm
from audits.joint.models import ContactAsk
from audits.municipal.answers import answers_conflicts, attempt
from secretariat.pagekit.keys import uuids
from workflows.calendar import deadline_after


@requires(P.AUDITS_CONDUCT)
@answers_conflicts
def contact_rounds(request: PersonRequest) -> HttpResponse:
    """Show whom to ask, ask the marked ones, and list the rounds."""
    today = timezone.localdate()
    form = ContactRoundForm(request.POST or None, initial={"answer_by": deadline_after(today, 10)})
    if request.method == "POST" and form.is_valid():
        chosen = uuids(request.POST.getlist("leverandoer"))
        facts = form.cleaned_data
        found = attempt(request, lambda: actions.ask(by=request.actor, suppliers=chosen, **facts), form)
        if found:
            messages.success(request, f"{found.asks.count()} kontaktpersoner er spurgt.")
            return redirect("audits:contact_round", round_id=found.id)
    context = {"form": form, "candidates": reading.to_ask(today)[:500], "rounds": reading.rounds()[:50]}
    return render(request, "audits/secretariat/contact_rounds.html", context)


@requires(P.AUDITS_VIEW)
def contact_round(request: PersonRequest, round_id: UUID) -> HttpResponse:
    """Show the answers of a round: those that name somebody else first."""
    found = access.contact_round(round_id)
    asks = list(found.asks.select_related("supplier").order_by("supplier__name_sort"))
    other = ContactAsk.Answer.OTHER
    context = {
        "round": found,
        "asks": asks,
        "named": [each for each in asks if each.answer == other and not each.settled],
        "silent": sum(not each.answer for each in asks),
        "same": sum(each.answer == ContactAsk.Answer.SAME for each in asks),
        "may_settle": request.actor.may(P.REGISTER_EDIT),
    }
    return render(request, "audits/secretariat/contact_round.html", context)


@require_POST
@requires(P.REGISTER_EDIT)
@answers_conflicts
def contact_settle(request: PersonRequest, round_id: UUID) -> HttpResponse:
    """Take in those who were named, or leave the contacts as they are, for the marked."""
    found = access.contact_round(round_id)
    asks = list(found.asks.filter(pk__in=uuids(request.POST.getlist("svar"))))
    act = actions.dismiss if "afvis" in request.POST else actions.take_in
    number = act(by=request.actor, asks=asks)
    words = "er ikke indført" if "afvis" in request.POST else "er indført i registret"
    messages.success(
        request, f"{number} {'ny kontaktperson' if number == 1 else 'nye kontaktpersoner'} {words}."
    )
    return redirect("audits:contact_round", round_id=found.id)


@open_to_all
def contact_answer(request: HttpRequest, token: str) -> HttpResponse:
    """Ask, and take the answer. A mail scanner that looks at the link answers nothing: a person does."""
    try:
        limits.attempt(request, "link", token)  # type: ignore[arg-type]
    except limits.TooManyError:
        return render(request, "429.html", status=429)
    found = links.peek(token)
    if found is None:
        return _private(render(request, "audits/contact/gone.html", status=404))
    with translation.override(found["language"]):
        return _private(_asked(request, token, found))


def _asked(request: HttpRequest, token: str, found: dict[str, Any]) -> HttpResponse:
    form = ContactAnswerForm(request.POST or None)
    if request.method == "POST" and found["state"] == "open" and form.is_valid():
        links.answer(token, **form.cleaned_data)
        return redirect(request.path)
    status = 410 if found["state"] == "expired" else 200
    return render(request, "audits/contact/answer.html", {**found, "form": form}, status=status)


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
