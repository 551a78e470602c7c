"""The basis for negotiations, earlier outcomes, and departures across texts."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.forms import BaseFormSet, formset_factory
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.access import requires
from accounts.permissions import P
from agreements.joint import actions
from agreements.joint.actions.positions import Wording
from agreements.joint.forms.negotiation import (
    DepartureFilterForm,
    NewPositionForm,
    PositionForm,
    PrecedentForm,
    StandardAnswerForm,
)
from agreements.joint.listsheets import departures_sheet, positions_sheet, precedents_sheet
from agreements.joint.models import Departure, Position
from agreements.joint.positions import in_force
from agreements.joint.precedents import find_precedents
from secretariat.pagekit.workbook import as_download
from workflows.engine import MoveError
from workflows.searching import search

PAGE = 50
ANSWERS = formset_factory(StandardAnswerForm, extra=2, can_delete=True, max_num=30)


@requires(P.AGREEMENTS_VIEW)
def positions(request: HttpRequest) -> HttpResponse:
    """List the basis for negotiations clause by clause; `form=excel` gives the list, whole."""
    form = NewPositionForm(request.GET if "clause" in request.GET else None)
    if form.is_bound and form.is_valid():
        return redirect("agreements:position", form.cleaned_data["clause"])
    rows = list(in_force().values())
    if request.GET.get("form") == "excel":
        return as_download(positions_sheet(rows), "forhandlingsgrundlag.xlsx")
    context = {
        "rows": rows,
        "form": form,
        "may_write": request.actor.may(P.AGREEMENTS_POSITIONS),  # type: ignore[attr-defined]
    }
    return render(request, "agreements/secretariat/positions.html", context)


@requires(P.AGREEMENTS_VIEW)
def position(request: HttpRequest, clause: str) -> HttpResponse:
    """Show or write the basis of one clause, with its earlier versions and what came of wishes to it."""
    clause = clause[:20]
    versions = list(Position.objects.filter(clause=clause))
    current = versions[0] if versions else None
    may_write = request.actor.may(P.AGREEMENTS_POSITIONS)  # type: ignore[attr-defined]
    posted = request.POST if request.method == "POST" and may_write else None
    form = PositionForm(posted, initial=_initial(current))
    answers = ANSWERS(
        posted, initial=current.answers if current and posted is None else None, prefix="answers"
    )
    if (
        posted is not None
        and form.is_valid()
        and answers.is_valid()
        and _written(request, clause, form, answers)
    ):
        return redirect("agreements:position", clause)
    context = {
        "clause": clause,
        "current": current,
        "versions": versions[1:],
        "form": form,
        "answers": answers,
        "version": request.POST.get("version") or (current.version if current else 0),
        "may_write": may_write,
        "precedents": find_precedents(clause, "")[:10],
    }
    return render(request, "agreements/secretariat/position.html", context)


def _initial(current: Position | None) -> dict[str, Any]:
    if current is None:
        return {}
    return {name: getattr(current, name) for name in ("heading", "our_text", "acceptable", "never")}


def _written(request: HttpRequest, clause: str, form: PositionForm, answers: BaseFormSet) -> bool:
    given = dict(form.cleaned_data)
    why = given.pop("why")
    kept = [each.cleaned_data for each in answers.forms if each.cleaned_data.get("text")]
    said = [(each["title"], each["text"]) for each in kept if not each.get("DELETE")]
    version = request.POST.get("version", "")
    try:
        actions.write_position(
            clause=clause,
            wording=Wording(**given, answers=said),
            why=why,
            by=request.actor,  # type: ignore[attr-defined]
            on_version=int(version) if version.isdecimal() else None,
        )
    except MoveError as error:
        form.add_error(None, error.reason)
        return False
    messages.success(request, f"Forhandlingsgrundlaget for punkt {clause} er gemt.")
    return True


@requires(P.AGREEMENTS_VIEW)
def precedents(request: HttpRequest) -> HttpResponse:
    """Search the earlier outcomes across texts by clause and by words; `form=excel` gives the list."""
    form = PrecedentForm(request.GET)
    given = form.cleaned_data if form.is_valid() else {}
    found = find_precedents(given.get("punkt", ""), given.get("q", ""), given.get("svar", ""))
    if request.GET.get("form") == "excel":
        return as_download(precedents_sheet(found), "tidligere-udfald.xlsx")
    page = Paginator(found, PAGE).get_page(request.GET.get("side"))
    context = {"form": form, "page": page, "found": f"{page.paginator.count} tidligere udfald"}
    return render(request, "agreements/secretariat/precedents.html", context)


@requires(P.AGREEMENTS_VIEW)
def departures(request: HttpRequest) -> HttpResponse:
    """List the departures of all texts; `form=excel` gives the list as shown."""
    form = DepartureFilterForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    if request.GET.get("form") == "excel":
        return as_download(departures_sheet(_departures(words)), "fravigelser.xlsx")
    page = Paginator(_departures(words), PAGE).get_page(request.GET.get("side"))
    context = {"form": form, "page": page, "found": f"{page.paginator.count} fravigelser"}
    return render(request, "agreements/secretariat/departures.html", context)


def _departures(words: str) -> QuerySet[Departure]:
    found = Departure.objects.select_related("common_text__supplier", "wish__round").order_by("-decided_at")
    columns = ("clause", "agreed", "wish_text", "reason", "common_text__title", "common_text__number")
    return search(found, words, *columns, "common_text__supplier__name", "common_text__systems__system_name")
