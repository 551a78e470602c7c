"""The pages of what is left: the work list, a line to correct, a file to place, facts that are missing."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from accounts.access import requires
from accounts.permissions import P
from accounts.reading import hand_out
from accounts.request import MunicipalityRequest
from agreements.municipal.access import get_agreement
from agreements.municipal.intake import access, actions
from agreements.municipal.intake.forms import FactsForm, LeaveOutForm, LineForm, UseFileForm, facts_of
from agreements.municipal.intake.models import IntakeFile, IntakeLine
from agreements.municipal.intake.views import TONES
from agreements.municipal.listsheets import work_sheets
from agreements.municipal.models import Agreement
from register.views.lists import posted
from secretariat.pagekit.workbook import as_download
from workflows.engine import NotPossibleError

L = IntakeLine.State


@requires(P.OWN_AGREEMENTS_CHOOSE)
def work(request: MunicipalityRequest) -> HttpResponse:
    """Show everything that waits for somebody; `form=excel` gives it with a sheet for each kind."""
    found = access.work()
    if request.GET.get("form") == "excel":
        return as_download(work_sheets(found), "arbejdsliste.xlsx")
    lines = [(each, TONES[L(each.state)]) for each in found.lines]
    return render(request, "agreements/municipality/work.html", {"work": found, "lines": lines})


@requires(P.OWN_AGREEMENTS_CHOOSE)
def line(request: MunicipalityRequest, intake_id: UUID, line_id: UUID) -> HttpResponse:
    """Show a line as read, and take what is right."""
    intake = access.get_intake(intake_id)
    found = access.get_line(intake, line_id)
    stands = {**facts_of(found), "file": str(found.file_id or "")}
    if found.file_fixed and found.file_id is None:
        stands["file"] = LineForm.NONE
    files = intake.files.exclude(state__in=[IntakeFile.State.REFUSED, IntakeFile.State.LEFT_OUT])
    form = LineForm(posted(request), initial=stands, files=files)
    if request.method == "POST" and form.is_valid():
        try:
            corrected = actions.correct_line(
                line=found,
                facts=form.facts(),
                file=form.chosen(),
                without_file=form.cleaned_data["file"] == LineForm.NONE,
                by=request.actor,
            )
        except NotPossibleError as error:
            form.add_error(None, error.reason)
        else:
            if corrected.state != L.REFUSED:
                messages.success(request, f"Linje {found.line} er rettet.")
                return redirect("agreements:intake", intake.id)
            form.add_error(None, corrected.reason)
    cells = list(zip(intake.understood.get("headings", []), found.cells, strict=False))
    context = {
        "intake": intake,
        "line": found,
        "form": form,
        "tone": TONES[L(found.state)],
        "cells": [(heading, cell) for heading, cell in cells if heading and cell not in ("", None)],
        "is_open": found.state not in (L.TAKEN,),
    }
    return render(request, "agreements/municipality/intake_line.html", context)


@requires(P.OWN_AGREEMENTS_CHOOSE)
def leave_out_line(request: MunicipalityRequest, intake_id: UUID, line_id: UUID) -> HttpResponse:
    """Say that a line is not to be taken in."""
    intake = access.get_intake(intake_id)
    found = access.get_line(intake, line_id)
    form = LeaveOutForm(posted(request))
    if request.method == "POST" and form.is_valid():
        return _left_out(
            request,
            intake.id,
            lambda reason: actions.leave_out_line(line=found, reason=reason, by=request.actor),
            form,
        )
    heading = f"Udelad linje {found.line}"
    context = {"intake": intake, "form": form, "heading": heading, "button": "Udelad linjen"}
    return render(request, "agreements/municipality/intake_form.html", context)


@requires(P.OWN_AGREEMENTS_CHOOSE)
def leave_out_file(request: MunicipalityRequest, intake_id: UUID, file_id: UUID) -> HttpResponse:
    """Say that a file is not to be used."""
    intake = access.get_intake(intake_id)
    found = access.get_pile_file(intake, file_id)
    form = LeaveOutForm(posted(request))
    if request.method == "POST" and form.is_valid():
        return _left_out(
            request,
            intake.id,
            lambda reason: actions.leave_out_file(file=found, reason=reason, by=request.actor),
            form,
        )
    context = {
        "intake": intake,
        "form": form,
        "heading": f"Brug ikke {found.name}",
        "button": "Brug ikke filen",
    }
    return render(request, "agreements/municipality/intake_form.html", context)


def _left_out(request: MunicipalityRequest, intake_id: UUID, act: Any, form: LeaveOutForm) -> HttpResponse:
    try:
        act(form.cleaned_data["reason"])
    except NotPossibleError as error:
        messages.error(request, error.reason)
    else:
        messages.success(request, "Det kommer ikke med.")
    return redirect("agreements:intake", intake_id)


@requires(P.OWN_AGREEMENTS_CHOOSE)
def use_file(request: MunicipalityRequest, intake_id: UUID, file_id: UUID) -> HttpResponse:
    """Keep a file of the pile with one of the agreements."""
    intake = access.get_intake(intake_id)
    found = access.get_pile_file(intake, file_id)
    form = UseFileForm(posted(request), agreements=Agreement.objects.order_by("title")[:2_000])
    if request.method == "POST" and form.is_valid():
        try:
            actions.use_file_for(file=found, agreement=form.chosen(), by=request.actor)
        except NotPossibleError as error:
            form.add_error(None, error.reason)
        else:
            messages.success(request, f"{found.name} ligger nu ved {form.chosen()}.")
            return redirect("agreements:work")
    context = {
        "intake": intake,
        "form": form,
        "heading": f"Hvor hører {found.name} til?",
        "button": "Læg filen ved",
    }
    return render(request, "agreements/municipality/intake_form.html", context)


@requires(P.OWN_AGREEMENTS_CHOOSE)
def pile_file(request: MunicipalityRequest, intake_id: UUID, file_id: UUID) -> HttpResponseBase:
    """Give a file of the pile."""
    intake = access.get_intake(intake_id)
    found = access.get_pile_file(intake, file_id)
    if found.file is None:
        raise Http404
    return hand_out(request, found.file, about=intake)


@requires(P.OWN_AGREEMENTS_CHOOSE)
def own_facts(request: MunicipalityRequest, agreement_id: UUID) -> HttpResponse:
    """Correct what is known of an own agreement."""
    found = get_agreement(agreement_id)
    if not found.is_own:
        raise Http404
    form = FactsForm(posted(request), initial=facts_of(found))
    if request.method == "POST" and form.is_valid():
        facts = form.facts()
        facts["number"] = facts["number"] or found.number
        actions.correct_agreement(agreement=found, facts=facts, by=request.actor)
        messages.success(request, "Oplysningerne er gemt.")
        return redirect("agreements:agreement", found.id)
    context = {"agreement": found, "form": form, "heading": "Ret oplysninger", "button": "Gem"}
    return render(request, "agreements/municipality/form.html", context)
