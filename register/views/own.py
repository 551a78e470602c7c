"""A municipality's pages: its own systems, and what it reports about them."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.access import requires
from accounts.permissions import P
from accounts.request import MunicipalityRequest
from register.access import find
from register.actions import uses as actions
from register.forms.own import FactsForm, MissingForm, StopForm
from register.models import SystemUse
from register.portfolio.counts import Count
from register.scoring import model_on
from register.views.lists import amount, page_of, posted
from register.wanted import asked_of, own_scores
from tenants.kommuner import KOMMUNER

FACTS_PAGE = 20


def _uses() -> QuerySet[SystemUse]:
    """The municipality's own uses: the walls show it no others."""
    return SystemUse.objects.select_related("system__supplier")


def facts_page(
    request: MunicipalityRequest, use_id: UUID, template: str, more: Callable[[SystemUse], dict[str, Any]]
) -> HttpResponse:
    """Show one of the municipality's systems with its points, and take what the municipality knows of it.

    `more` is what rooms above know of the system, for their own `template`.
    """
    use = find(_uses(), use_id)
    may_report = request.actor.may(P.OWN_SYSTEMS_REPORT)
    form = FactsForm(posted(request), initial=_told(use), population=_population(request))
    if request.method == "POST" and may_report and form.is_valid():
        actions.report_facts(use=use, facts=form.facts, by=request.actor)
        messages.success(request, f"Det, I ved om {use.system.name}, er gemt.")
        return redirect("register:own_system", use.pk)
    scores = own_scores([use], model_on(timezone.localdate()))
    context = {
        "use": use,
        "form": form,
        "may_report": may_report,
        "own": scores[0] if scores else None,
        "question": use.questions.filter(answered_at=None).first(),
    }
    return render(request, template, {**context, **more(use)})


def _told(use: SystemUse) -> dict[str, Any]:
    """What the form begins with."""
    known = Count(use.subjects, use.subjects_is_estimate) if use.subjects is not None else None
    return {
        "count": known,
        "basis": use.subjects_basis,
        **{name: getattr(use, name) for name in actions.ANSWERS},
    }


def _population(request: HttpRequest) -> int:
    """How many live in the municipality: no system about its citizens holds more."""
    code = request.municipality.kommunekode  # type: ignore[attr-defined]
    return next((each.population for each in KOMMUNER if each.kommunekode == code), 0)


@requires(P.OWN_SYSTEMS_REPORT)
def own_facts(request: HttpRequest) -> HttpResponse:
    """Ask for what can change a concept, many systems on one page; what is left empty is asked again."""
    asked = asked_of(
        _uses().filter(is_active=True).order_by("system__name_sort"), model_on(timezone.localdate())
    )
    page = page_of(request, asked, FACTS_PAGE)
    rows = [
        (
            each,
            FactsForm(
                posted(request), prefix=each.use.pk.hex, population=_population(request), asked=each.wanted
            ),
        )
        for each in page
    ]
    if request.method == "POST" and all(form.is_valid() for _, form in rows):
        told = [(each.use, form.facts) for each, form in rows if form.facts]
        for use, facts in told:
            actions.report_facts(use=use, facts=facts, by=request.actor)  # type: ignore[attr-defined]
        if told:
            messages.success(
                request, f"Tak. Oplysningerne om {amount(len(told), 'system', 'systemer')} er gemt."
            )
        return redirect("register:own_facts")
    context = {"rows": rows, "page": page, "forms": [form for _, form in rows], "count": len(asked)}
    return render(request, "register/municipality/facts.html", context)


@requires(P.OWN_SYSTEMS_REPORT)
def stop_using(request: HttpRequest, use_id: UUID) -> HttpResponse:
    """Ask, and note that a system is no longer used."""
    use = find(_uses(), use_id)
    form = StopForm(posted(request))
    if request.method == "POST" and form.is_valid():
        actions.stop_using(use=use, by=request.actor, reason=form.cleaned_data["reason"])  # type: ignore[attr-defined]
        words = "står nu under »Ikke længere i brug« og er ude af fælles tilsyn for jer."
        messages.success(request, f"{use.system.name} {words}")
        return redirect("register:own_systems")
    return render(request, "register/municipality/stop.html", {"use": use, "form": form})


@requires(P.OWN_SYSTEMS_REPORT)
def use_again(request: HttpRequest, use_id: UUID) -> HttpResponse:
    """Note that a system is used after all."""
    use = find(_uses(), use_id)
    if request.method == "POST":
        actions.use_again(use=use, by=request.actor)  # type: ignore[attr-defined]
        messages.success(request, f"{use.system.name} er igen på jeres liste.")
    return redirect("register:own_system", use.pk)


@requires(P.OWN_SYSTEMS_REPORT)
def report_missing(request: HttpRequest) -> HttpResponse:
    """Take a report of a system the list lacks."""
    form = MissingForm(posted(request))
    if request.method == "POST" and form.is_valid():
        municipality = request.municipality  # type: ignore[attr-defined]
        actions.report_missing(municipality_id=municipality.id, facts=form.cleaned_data, by=request.actor)  # type: ignore[attr-defined]
        messages.success(request, "Tak. Sekretariatet ser på det og svarer her på siden.")
        return redirect("register:own_systems")
    return render(request, "register/municipality/missing.html", {"form": form})
