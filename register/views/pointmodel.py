"""The secretariat's page of the point model: its numbers, its source, and its versions."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.access import requires
from accounts.permissions import P
from accounts.request import PersonRequest
from register.access import find
from register.actions import pointmodel as actions
from register.forms.pointmodel import ConfirmModelForm, PointModelForm
from register.moves import digest_of, moves
from register.points import PointModel
from register.scoring import KEY
from register.views.lists import posted
from workflows.engine import MoveError
from workflows.log import history
from workflows.models import LegalValue
from workflows.values import row_on


@dataclass(frozen=True)
class Band:
    """A line of the table of totals: from and to how many points, and the lowest concept."""

    first: int
    last: int
    concept: int


def bands_of(model: PointModel) -> list[Band]:
    """Return the bands as a person reads them: 1-2, 3-4, 5-6, 7-10."""
    found, first = [], 1
    for last, concept in model.bands:
        found.append(Band(first, last, concept))
        first = last + 1
    return found


@requires(P.REGISTER_VIEW)
def point_model(request: PersonRequest) -> HttpResponse:
    """Show the model in force, whether it is confirmed, and the other versions."""
    today = timezone.localdate()
    row = row_on(KEY, today)
    model = PointModel.from_value(row.value)
    versions = LegalValue.objects.filter(key=KEY).order_by("-valid_from")
    context = {
        "row": row,
        "model": model,
        "bands": bands_of(model),
        "versions": [(each, each.valid_from > today, history(each)) for each in versions],
        "form": ConfirmModelForm(initial={"source": row.source}),
        "may_manage": request.actor.may(P.VALUES_MANAGE),
    }
    return render(request, "register/secretariat/point_model.html", context)


@require_POST
@requires(P.VALUES_MANAGE)
def confirm(request: PersonRequest, row_id: UUID) -> HttpResponse:
    """Confirm a version against the guide."""
    row = find(LegalValue.objects.filter(key=KEY), row_id)
    form = ConfirmModelForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Skriv, hvor i vejledningen tallene står.")
        return redirect("register:point_model")
    try:
        actions.confirm(row=row, source=form.cleaned_data["source"], by=request.actor)
    except MoveError as error:
        messages.error(request, error.reason)
    else:
        messages.success(request, "Modellen er bekræftet mod vejledningen.")
    return redirect("register:point_model")


@requires(P.VALUES_MANAGE)
def add(request: PersonRequest) -> HttpResponse:
    """Show what a version would move; store it when that has been shown for the very numbers."""
    now = row_on(KEY, timezone.localdate())
    form = PointModelForm(posted(request), initial=PointModelForm.initial_of(now.value))
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        context["seen"] = digest_of(form.value)
        if request.POST.get("gem") == context["seen"] and _added(request, form):
            return redirect("register:point_model")
        context["moves"] = moves(PointModel.from_value(now.value), PointModel.from_value(form.value))
    return render(request, "register/secretariat/point_model_form.html", context)


def _added(request: PersonRequest, form: PointModelForm) -> bool:
    facts = form.cleaned_data
    try:
        actions.add_version(
            value=form.value,
            valid_from=facts["valid_from"],
            source=facts["source"],
            confirmed=facts["confirmed"],
            by=request.actor,
        )
    except MoveError as error:
        form.add_error("valid_from", error.reason)
        return False
    messages.success(request, "Den nye udgave er gemt. Det, der er beregnet før, beholder sin udgave.")
    return True


@requires(P.REGISTER_VIEW)
def point_model_moves(request: PersonRequest, row_id: UUID) -> HttpResponse:
    """Show what a version that is not in force yet will move from the day it counts."""
    row = find(LegalValue.objects.filter(key=KEY), row_id)
    now = row_on(KEY, timezone.localdate())
    found = moves(PointModel.from_value(now.value), PointModel.from_value(row.value))
    return render(request, "register/secretariat/point_model_moves.html", {"row": row, "moves": found})
