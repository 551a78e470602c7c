"""The same step with many agreements: what will happen to each is shown first, then all of it or none."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access import requires
from accounts.permissions import P
from accounts.request import MunicipalityRequest
from agreements.municipal import actions
from agreements.municipal.access import agreements
from agreements.municipal.covering import covering_of
from agreements.municipal.forms import OwnForm, WantForm
from agreements.municipal.listing.acts import ACTS, Act
from agreements.municipal.models import Agreement
from agreements.municipal.shown import shown
from agreements.municipal.stepping import STEP_PAGES, form_of
from register.views.lists import amount
from secretariat.pagekit.keys import uuids
from workflows.actors import Actor
from workflows.engine import MoveError, available

MOST = 500


@dataclass(frozen=True)
class Marked:
    """The marked agreements: those that can take the step, and the others with the reason."""

    ready: list[Agreement]
    others: list[tuple[Agreement, str]]


def ids_of(texts: list[str]) -> list[UUID]:
    """Return the ids among what was sent; what is none is left out."""
    return uuids(texts[:MOST])


@requires(P.OWN_AGREEMENTS_CHOOSE, P.OWN_ASK)
def many(request: MunicipalityRequest, act: str) -> HttpResponse:
    """Show what will happen to each marked agreement, and do it when that is confirmed."""
    chosen = ACTS.get(act)
    if chosen is None:
        raise Http404
    if not request.actor.may(chosen.permission):
        raise PermissionDenied
    found = _marked(request, chosen)
    if not found.ready:
        reasons = " ".join(dict.fromkeys(reason for _, reason in found.others))
        messages.info(request, f"Ingen af de markerede aftaler kan tage det skridt. {reasons}".strip())
        return redirect("agreements:list")
    confirmed = "confirmed" in request.POST
    covering = covering_of(found.ready) if act == "cover_by_own" else {}
    form = _form(request, chosen, found.ready, covering, request.POST if confirmed else None)
    if confirmed and form.is_valid() and _done(request, chosen, found, form, covering):
        number = amount(len(found.ready), "aftale", "aftaler")
        messages.success(request, f"{number} {chosen.done}")
        return redirect("agreements:list")
    rows = [{**shown(each), "covered_by": covering.get(each.id)} for each in found.ready]
    context = {
        "act": chosen,
        "page": STEP_PAGES[act],
        "form": form,
        "rows": rows,
        "others": found.others,
        "covering": bool(covering),
        "number": amount(len(rows), "aftale", "aftaler"),
    }
    return render(request, "agreements/municipality/many.html", context)


def _marked(request: MunicipalityRequest, act: Act) -> Marked:
    marked = agreements().filter(pk__in=ids_of(request.POST.getlist("agreement")))
    ready, others = [], []
    for each in marked.order_by("supplier_name", "title"):
        step = next((one for one in available(each, by=request.actor) if one.name == act.name), None)
        if step is not None and step.ready:
            ready.append(each)
        else:
            why = step.reason if step else f"Aftalen er {each.get_state_display()}."
            others.append((each, why))
    return Marked(ready, others)


class CoveredForm(OwnForm):
    """One text for those agreements that no own agreement was found for."""

    def __init__(self, *args: Any, all_found: bool, **kwargs: Any) -> None:
        """Ask for nothing where every agreement has been found."""
        super().__init__(*args, **kwargs)
        if all_found:
            self.fields.clear()


def _form(
    request: MunicipalityRequest,
    act: Act,
    ready: list[Agreement],
    covering: dict[UUID, Agreement],
    data: Any,
) -> forms.Form:
    if act.name == "cover_by_own":
        return CoveredForm(data, all_found=len(covering) == len(ready))
    own = request.municipality.id
    return form_of(STEP_PAGES[act.name], ready[0], data, municipality_id=own, of_many=True)


def _done(
    request: MunicipalityRequest,
    act: Act,
    found: Marked,
    form: forms.Form,
    covering: dict[UUID, Agreement],
) -> bool:
    """Take the step with all of them or with none; False where somebody else was first."""
    try:
        with transaction.atomic():
            _take(request, act, found.ready, form, covering)
    except MoveError as error:
        form.add_error(None, f"Intet er gemt. {error.reason}")
        return False
    return True


def _take(
    request: MunicipalityRequest,
    act: Act,
    ready: list[Agreement],
    form: forms.Form,
    covering: dict[UUID, Agreement],
) -> None:
    by: Actor = request.actor
    if isinstance(form, WantForm):
        url = request.build_absolute_uri(f"{reverse('agreements:list')}?status=to_sign")
        actions.want_many(agreements=ready, signatory=form.chosen(), url=url, by=by)
        return
    for each in ready:
        if own := covering.get(each.id):
            actions.cover_by_known(agreement=each, own=own, by=by)
        else:
            STEP_PAGES[act.name].take(each, form, "", by)
