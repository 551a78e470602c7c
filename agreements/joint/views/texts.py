"""The secretariat's list of texts, a new one, and the page of one text."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access import requires
from accounts.models import Colleague
from accounts.permissions import P
from agreements.joint import actions
from agreements.joint.access import get_text, texts
from agreements.joint.actions.texts import CaseWorker
from agreements.joint.content import faults_of, seen_warnings_of
from agreements.joint.forms.secretariat import (
    NewTextForm,
    NoteForm,
    SupplierForm,
    SystemsForm,
    TextFilterForm,
)
from agreements.joint.listsheets import texts_sheet
from agreements.joint.models import CommonText
from agreements.joint.versions.reading import versions_of
from agreements.joint.views.way import events_of, holder_of, shown, steps_of, way_of
from documents.templates import NoTemplateError
from secretariat.pagekit.workbook import as_download
from workflows.actors import Actor
from workflows.engine import MoveError
from workflows.searching import search
from workflows.stopping import stop_of

PAGE = 50


@requires(P.AGREEMENTS_VIEW)
def list_texts(request: HttpRequest) -> HttpResponse:
    """List the common texts; `form=excel` gives the list as shown."""
    form = TextFilterForm(request.GET)
    if request.GET.get("form") == "excel":
        return as_download(texts_sheet(_found(form)), "aftaletekster.xlsx")
    page = Paginator(_found(form), PAGE).get_page(request.GET.get("side"))
    rows = [{"text": each, "state": shown(each.state)} for each in page]
    context = {"form": form, "page": page, "rows": rows, "found": f"{page.paginator.count} aftaletekster"}
    return render(request, "agreements/secretariat/list.html", context)


def _found(form: TextFilterForm) -> QuerySet[CommonText]:
    given = form.cleaned_data if form.is_valid() else {}
    found = texts().annotate(recipients=Count("issued", distinct=True))
    if words := given.get("q"):
        found = search(found, words, "number", "title", "supplier__name", "systems__system_name")
    if state := given.get("state"):
        found = found.filter(state=state)
    return found


@requires(P.AGREEMENTS_NEGOTIATE)
def create(request: HttpRequest) -> HttpResponse:
    """Choose the supplier, then title and systems, and begin a text."""
    chosen = SupplierForm(request.GET if "supplier" in request.GET else None)
    if not chosen.is_valid():
        return render(request, "agreements/secretariat/create.html", {"supplier_form": chosen})
    supplier = chosen.cleaned_data["supplier"]
    form = NewTextForm(request.POST or None, supplier=supplier)
    if request.method == "POST" and form.is_valid():
        actor: Actor = request.actor  # type: ignore[attr-defined]
        given = {**form.cleaned_data, "systems": list(form.cleaned_data["systems"])}
        try:
            text = actions.create_text(
                supplier=supplier, case_worker=case_worker_of(actor), by=actor, **given
            )
        except NoTemplateError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"{text.number} er oprettet. Udfyld nu teksten del for del.")
            return redirect("agreements:text", text.id)
    return render(request, "agreements/secretariat/create.html", {"form": form, "supplier": supplier})


def case_worker_of(actor: Actor) -> CaseWorker:
    """Return who the actor is to a supplier: name, address and number."""
    colleague = Colleague.objects.filter(person_id=actor.id, site="secretariat").first()
    email, phone = (colleague.email, colleague.phone) if colleague else ("", "")
    return CaseWorker(actor.id, actor.name, email, phone)


@requires(P.AGREEMENTS_VIEW)
def text(request: HttpRequest, text_id: UUID) -> HttpResponse:
    """Show one text: where it stands, its parts, rounds, sendings, notes and history."""
    found = get_text(text_id)
    actor: Actor = request.actor  # type: ignore[attr-defined]
    context = {
        "text": found,
        "state": shown(found.state),
        "way": way_of(found),
        "holder": holder_of(found),
        "steps": steps_of(found, actor),
        "parts": _part_tasks(found),
        "warnings": seen_warnings_of(found),
        "rounds": found.rounds.annotate(count=Count("wishes", filter=Q(wishes__dropped=False))),
        "sendings": found.sendings.all(),
        "issued": found.issued.count(),
        "notes": found.notes.all(),
        "note_form": NoteForm(),
        "events": events_of(found),
        "may_edit": actor.may(P.AGREEMENTS_NEGOTIATE),
        "versions": versions_of(found),
        "stopped": stop_of(found.id),
    }
    return render(request, "agreements/secretariat/text.html", context)


def _part_tasks(found: CommonText) -> list[dict[str, Any]]:
    return [
        {
            "label": f"{part.clause}: {part.title}",
            "url": reverse("agreements:part", args=[found.id, part.key]),
            "done": not faults,
            "note": faults[0] if faults and faults[0] != "Delen er ikke udfyldt." else "",
        }
        for part, faults in faults_of(found).items()
    ]


@requires(P.AGREEMENTS_NEGOTIATE)
def systems(request: HttpRequest, text_id: UUID) -> HttpResponse:
    """Choose the systems a text covers."""
    found = get_text(text_id)
    initial = {"systems": [each.system_id for each in found.systems.all()]}
    form = SystemsForm(request.POST or None, initial=initial, supplier=found.supplier)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_systems(
                text=found,
                systems=list(form.cleaned_data["systems"]),
                by=request.actor,  # type: ignore[attr-defined]
            )
        except MoveError as error:
            form.add_error(None, error.reason)
        else:
            messages.success(request, "Systemerne er gemt.")
            return redirect("agreements:text", found.id)
    return render(request, "agreements/secretariat/systems.html", {"text": found, "form": form})


@requires(P.AGREEMENTS_NEGOTIATE)
def add_note(request: HttpRequest, text_id: UUID) -> HttpResponse:
    """Write an internal note."""
    found = get_text(text_id)
    form = NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.add_note(text=found, note=form.cleaned_data["note"], by=request.actor)  # type: ignore[attr-defined]
        messages.success(request, "Noten er gemt.")
        return redirect("agreements:text", found.id)
    return render(request, "agreements/secretariat/note.html", {"text": found, "form": form})
