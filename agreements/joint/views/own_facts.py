"""The municipality's page of its own facts in an agreement, until it is signed."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_datetime

from accounts.access import requires
from accounts.permissions import P
from accounts.reading import hand_out
from agreements.joint import actions
from agreements.joint.actions.facts import CHANGEABLE, TOO_LATE
from agreements.joint.facts import Leeway, in_words
from agreements.joint.forms.members import FactsForm
from agreements.joint.models import FactsChange
from agreements.municipal.access import get_agreement
from agreements.municipal.models import Agreement
from documents.municipal.models import MunicipalFile
from workflows.actors import Actor
from workflows.engine import MoveError
from workflows.log import history

STOPPED = "stopped"  # as agreements_joint_own_facts_v1 says of a change that no job works on any more


@requires(P.OWN_VIEW)
def own_facts(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    """Show the municipality's facts, and let whoever chooses for it change them before signing."""
    agreement = get_agreement(agreement_id)
    known = actions.own_facts(agreement.id)
    if known is None:
        raise Http404
    actor: Actor = request.actor  # type: ignore[attr-defined]
    waits = any(each["state"] == FactsChange.State.WAITING for each in known["changes"])
    stopped = next((each for each in known["changes"] if each["state"] == STOPPED), None)
    open_now = agreement.state in CHANGEABLE and not waits
    may_change = actor.may(P.OWN_AGREEMENTS_CHOOSE) and open_now
    leeway = Leeway.of(known["common"])
    posted = request.POST if request.method == "POST" and may_change else None
    form = FactsForm(posted, leeway=leeway, facts=stopped["wanted"] if stopped else known["facts"])
    if posted is not None and form.is_valid():
        try:
            actions.change_facts(agreement=agreement, facts=form.facts(), by=actor)
        except MoveError as error:
            form.add_error(None, error.reason)
        else:
            messages.success(request, "Et nyt dokument med jeres oplysninger bliver lavet nu.")
            return redirect("agreement_facts:own", agreement.id)
    context = {
        "agreement": agreement,
        "form": form if may_change and leeway.may_vary else None,
        "own": in_words(known["facts"]),
        "changes": [_shown(each) for each in known["changes"]],
        "former": former_files(agreement),
        "waits": waits,
        "stopped": stopped is not None,
        "too_late": "" if agreement.state in CHANGEABLE else TOO_LATE,
    }
    return render(request, "agreements/municipality/own_facts.html", context)


def _shown(change: dict[str, str]) -> dict[str, object]:
    state = change["state"]
    label = "dokumentet kunne ikke laves" if state == STOPPED else FactsChange.State(state).label
    return {**change, "at": parse_datetime(change["at"]), "label": label}


def former_files(agreement: Agreement) -> list[MunicipalFile]:
    """Return the documents that a newer one has taken the place of, newest first."""
    rows = history(agreement).filter(action="receive_document").values_list("data", flat=True)
    ids = [each for data in rows for each in data.get("former", {}).values()]
    found = MunicipalFile.objects.in_bulk([UUID(each) for each in ids])
    return [found[UUID(each)] for each in ids if UUID(each) in found]


@requires(P.OWN_VIEW)
def former_file(request: HttpRequest, agreement_id: UUID, file_id: UUID) -> HttpResponseBase:
    """Give a former document of the agreement."""
    agreement = get_agreement(agreement_id)
    stored = next((each for each in former_files(agreement) if each.id == file_id), None)
    if stored is None:
        raise Http404
    return hand_out(request, stored, about=agreement)
