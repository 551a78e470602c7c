"""Writing an alarm: what it rests on, whom it concerns, and a draft to look at before it is sent."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from accounts.access import requires
from accounts.permissions import P
from accounts.request import PersonRequest
from agreements.joint.incidents import actions
from agreements.joint.incidents.access import get_incident
from agreements.joint.incidents.actions import Subject
from agreements.joint.incidents.forms import AlarmForm, ForwardForm
from agreements.joint.incidents.models import Incident
from agreements.joint.incidents.reach import Concerned, about, concerned_by
from agreements.joint.incidents.states import IncidentState
from agreements.joint.recipients import members
from agreements.joint.reliance.finding import SUPPLIER, SYSTEM, Hit, find, get
from register.models import Supplier, System
from workflows.engine import MoveError

FORWARDED = Incident.Source.FORWARDED


@requires(P.AGREEMENTS_NEGOTIATE)
def new(request: PersonRequest) -> HttpResponse:
    """Write an alarm about what *Hvem er berørt?* found; without that, find it first.

    `videresend` is for a mail about a breach that came to the secretariat.
    """
    forwards = bool(request.GET.get("videresend"))
    hit = get(request.GET.get("slags", ""), request.GET.get("id", "")[:60])
    if hit is None:
        words = request.GET.get("q", "")[:100]
        context = {"words": words, "hits": find(words), "forwards": forwards}
        return render(request, "agreements/secretariat/incident_subject.html", context)
    concerned = about(hit)
    kind = ForwardForm if forwards else AlarmForm
    form = kind(request.POST or None)
    marked = _marked(request, concerned)
    if request.method == "POST" and form.is_valid():
        made = actions.begin(
            subject=_subject(hit),
            facts=form.facts(),
            words=form.words(),
            members=[each for each in concerned if each.municipality.id in marked],
            source=FORWARDED if forwards else Incident.Source.SECRETARIAT,
            by=request.actor,
        )
        messages.success(request, "Kladden er gemt. Se mailen og modtagerne igennem, og send.")
        return redirect("agreements:incident", made.id)
    context = {
        "form": form,
        "hit": hit,
        "concerned": concerned,
        "marked": marked,
        "forwards": forwards,
        "heading": "Videresend en mail om et brud" if forwards else "Ny straksorientering",
    }
    return render(request, "agreements/secretariat/incident_write.html", context)


@requires(P.AGREEMENTS_NEGOTIATE)
def rewrite(request: PersonRequest, incident_id: UUID) -> HttpResponse:
    """Change a draft."""
    found = get_incident(incident_id)
    text = found.texts.first()
    if found.state != IncidentState.DRAFT or text is None:
        messages.info(request, "Orienteringen er sendt. Send en opdatering eller en rettelse.")
        return redirect("agreements:incident", found.id)
    concerned = concerned_by(found)
    forwards = found.source == FORWARDED
    kind = ForwardForm if forwards else AlarmForm
    initial = {
        **{
            name: getattr(found, name)
            for name in ("title", "told_by", "told_contact", "supplier_aware_at", "told_at")
        },
        **{name: getattr(text, name) for name in ("known", "unknown", "next_update_at")},
    }
    form = kind(request.POST or None, initial=initial)
    there = set(found.members.values_list("municipality_id", flat=True))
    marked = _marked(request, concerned) if request.method == "POST" else there
    if request.method == "POST" and form.is_valid():
        chosen = [each for each in concerned if each.municipality.id in marked]
        try:
            actions.rewrite(
                incident=found, facts=form.facts(), words=form.words(), members=chosen, by=request.actor
            )
        except MoveError as error:
            form.add_error(None, error.reason)
        else:
            messages.success(request, "Kladden er gemt.")
            return redirect("agreements:incident", found.id)
    context = {
        "form": form,
        "hit": {"name": found.subject_name},
        "concerned": concerned,
        "marked": marked,
        "incident": found,
        "heading": "Ret kladden",
    }
    return render(request, "agreements/secretariat/incident_write.html", context)


def _marked(request: PersonRequest, concerned: list[Concerned]) -> set[UUID]:
    """Return the marked members; before anything is marked, all that are concerned."""
    if request.method != "POST":
        return {each.municipality.id for each in concerned}
    given = set(request.POST.getlist("kommune"))
    return {each.municipality.id for each in concerned if str(each.municipality.id) in given}


def _subject(hit: Hit) -> Subject:
    supplier = None
    if hit.kind == SUPPLIER:
        supplier = Supplier.objects.filter(pk=hit.key).first()
    elif hit.kind == SYSTEM:
        system = System.objects.select_related("supplier").filter(pk=hit.key).first()
        supplier = system.supplier if system else None
    return Subject(hit.kind, hit.key, hit.name, supplier)


@requires(P.AGREEMENTS_NEGOTIATE)
def add(request: PersonRequest, incident_id: UUID) -> HttpResponse:
    """Add members that turn out to be concerned, too: those found today first, then all others."""
    found = get_incident(incident_id)
    if found.state != IncidentState.SENT:
        raise Http404
    there = set(found.members.values_list("municipality_id", flat=True))
    known = {each.municipality.id: each for each in concerned_by(found)}
    rest = [
        known.get(each.id, Concerned(each, "", "tilføjet af sekretariatet", None))
        for each in members()
        if each.id not in there
    ]
    rest.sort(key=lambda each: (each.municipality.id not in known, each.municipality.name_sort))
    if request.method == "POST":
        given = set(request.POST.getlist("kommune"))
        chosen = [each for each in rest if str(each.municipality.id) in given]
        try:
            count = actions.add(incident=found, members=chosen, by=request.actor)
        except MoveError as error:
            messages.error(request, error.reason)
        else:
            messages.success(
                request, f"{count} {'kommune' if count == 1 else 'kommuner'} får orienteringen nu."
            )
            return redirect("agreements:incident", found.id)
    context: dict[str, Any] = {"incident": found, "rest": rest, "found_now": set(known)}
    return render(request, "agreements/secretariat/incident_add.html", context)
