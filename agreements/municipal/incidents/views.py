"""The municipality's pages of incidents: what is known, whom to ask, the clock, and its own note."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.access import requires
from accounts.permissions import P
from accounts.request import MunicipalityRequest
from agreements.municipal.incidents import actions
from agreements.municipal.incidents.access import get_incident, incidents, note_of
from agreements.municipal.incidents.clock import clock_of
from agreements.municipal.incidents.forms import NoteForm
from agreements.municipal.incidents.models import BreachNote, Incident
from agreements.municipal.incidents.paper import facts_of, note_facts, note_pdf
from agreements.municipal.incidents.states import EXPLANATIONS, TONES, IncidentState
from agreements.municipal.listsheets import incidents_sheet
from secretariat.pagekit.workbook import as_download
from workflows.engine import MoveError
from workflows.log import record
from workflows.story import Story, newest

S = IncidentState
KINDS = {
    "first": "Straksorientering",
    "update": "Opdatering",
    "correction": "Rettelse",
    "closing": "Sidste ord",
    "withdrawal": "Trukket tilbage",
}


def _row(found: Incident) -> dict[str, Any]:
    state = S(found.state)
    return {
        "incident": found,
        "label": state.label,
        "tone": "neutral" if found.withdrawn_at else TONES[state],
        "clock": clock_of(found),
    }


@requires(P.OWN_VIEW)
def list_incidents(request: MunicipalityRequest) -> HttpResponse:
    """List the incidents, the newest first; `form=excel` gives the list."""
    rows = [_row(each) for each in incidents()]
    if request.GET.get("form") == "excel":
        cells = ((row["incident"], str(row["label"]), row["clock"].words) for row in rows)
        return as_download(incidents_sheet(cells), "haendelser.xlsx")
    return render(request, "agreements/municipality/incidents.html", {"rows": rows})


@requires(P.OWN_VIEW)
def incident(request: MunicipalityRequest, incident_id: UUID) -> HttpResponse:
    """Show an incident; that somebody has opened it is noted and told."""
    found = actions.open_it(incident=get_incident(incident_id), by=request.actor)
    note = note_of(found)
    subjects = {found.id: "", **({note.id: "notatet"} if note else {})}
    texts = [{"text": each, "label": KINDS.get(each.kind, "")} for each in found.texts.order_by("-sent_at")]
    context = {
        **_row(found),
        "explanation": EXPLANATIONS[S(found.state)],
        "texts": texts,
        "facts": facts_of(found),
        "note": note,
        "note_facts": note_facts(note) if note else [],
        "missing": note.missing() if note else "",
        "may_assess": request.actor.may(P.OWN_AGREEMENTS_CHOOSE),
        "events": newest(Story(str(found), subjects, municipal=True)),
    }
    return render(request, "agreements/municipality/incident.html", context)


@requires(P.OWN_AGREEMENTS_CHOOSE)
def write_note(request: MunicipalityRequest, incident_id: UUID) -> HttpResponse:
    """Write the municipality's own note, as far as it is known."""
    found = actions.open_it(incident=get_incident(incident_id), by=request.actor)
    form = NoteForm(request.POST or None, initial=_initial(found, note_of(found), request))
    if request.method == "POST" and form.is_valid():
        try:
            note = actions.assess(incident=found, assessment=form.assessment(), by=request.actor)
        except MoveError as error:
            form.add_error(None, error.reason)
        else:
            words = note.missing()
            messages.success(request, f"Notatet er gemt. {words}" if words else "Vurderingen er noteret.")
            return redirect("agreements:incident", found.id)
    context = {"incident": found, "form": form, "clock": clock_of(found)}
    return render(request, "agreements/municipality/incident_note.html", context)


def _initial(found: Incident, note: BreachNote | None, request: MunicipalityRequest) -> dict[str, Any]:
    if note is None:
        return {"aware_at": found.received_at, "assessed_by_name": request.actor.name}
    return {name: getattr(note, name) for name in NoteForm.base_fields}


@requires(P.OWN_AGREEMENTS_CHOOSE)
@require_POST
def tell(request: MunicipalityRequest, incident_id: UUID) -> HttpResponse:
    """Tell the secretariat what was noted."""
    found = get_incident(incident_id)
    try:
        actions.tell(incident=found, by=request.actor)
    except MoveError as error:
        messages.error(request, error.reason)
    else:
        messages.success(request, "Sekretariatet kan nu se, hvad I har noteret.")
    return redirect("agreements:incident", found.id)


@requires(P.OWN_VIEW)
def as_pdf(request: MunicipalityRequest, incident_id: UUID) -> HttpResponse:
    """Give the note with the incident as a PDF for the journal."""
    found = get_incident(incident_id)
    note = note_of(found)
    if note is None:
        raise Http404
    name = f"notat-{found.number.lower().replace('æ', 'ae')}.pdf"
    record(note, "read", by=request.actor, data={"name": name})
    response = HttpResponse(note_pdf(found, note, timezone.now()), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
