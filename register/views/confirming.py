"""Pages of the half-yearly confirmation: the municipality's own, and who has not done it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.access import requires
from accounts.permissions import P
from accounts.request import PersonRequest
from register.actions.confirming import confirm_list
from register.confirming import Round, next_round, round_on, since
from register.models import ListConfirmation, SystemUse
from register.thresholds import COUNTED_MEMBERS
from tenants.models import Municipality
from workflows.engine import MoveError


@requires(P.OWN_VIEW)
def confirm_own(request: PersonRequest) -> HttpResponse:
    """Show what has changed since the list was last confirmed, and confirm it in one click."""
    current = round_on(timezone.localdate())
    may_confirm = request.actor.may(P.OWN_SYSTEMS_REPORT)
    if request.method == "POST":
        if current and may_confirm and request.municipality:
            _confirm(request, current, request.municipality.id)
        return redirect("register:confirm_own")
    uses = list(
        SystemUse.objects.filter(is_active=True)
        .select_related("system__supplier")
        .order_by("system__name_sort")
    )
    kept = list(ListConfirmation.objects.all()[:10])
    done = next((each for each in kept if current and each.round_from == current.opened), None)
    context = {
        "round": current,
        "done": done,
        "kept": kept,
        "last": kept[0] if kept else None,
        "uses": uses,
        "discontinued": [use for use in uses if use.system.discontinued_on],
        "difference": since(kept[0] if kept else None, uses),
        "may_confirm": may_confirm and current is not None and done is None,
    }
    return render(request, "register/municipality/confirm.html", context)


def _confirm(request: PersonRequest, current: Round, municipality_id: UUID) -> None:
    try:
        confirm_list(
            municipality_id=municipality_id,
            opened=current.opened,
            by=request.actor,
        )
    except MoveError as error:
        messages.error(request, error.reason)
    else:
        messages.success(request, "Tak. Listen er bekræftet for dette halvår.")


@requires(P.REGISTER_VIEW)
def confirmations(request: PersonRequest) -> HttpResponse:
    """List the members with when each last confirmed its list; those that have not come first."""
    today = timezone.localdate()
    current = round_on(today)
    members = Municipality.objects.filter(Q(state__in=COUNTED_MEMBERS)).order_by("name_sort")
    rows = sorted(_rows(list(members), current), key=lambda row: row["done"] is not None)
    lacking = sum(row["done"] is None for row in rows)
    if request.GET.get("vis") == "mangler":
        rows = [row for row in rows if row["done"] is None]
    context = {
        "round": current,
        "is_over": bool(current and current.due < today),
        "next": next_round(today),
        "rows": rows,
        "lacking": lacking,
        "members": members.count(),
    }
    return render(request, "register/secretariat/confirmations.html", context)


def _rows(members: list[Municipality], current: Round | None) -> list[dict[str, Any]]:
    """For each member its confirmation of this round, if any, and its last one."""
    kept: dict[Any, list[ListConfirmation]] = {}
    for each in ListConfirmation.objects.defer("listed").order_by("-round_from"):
        kept.setdefault(each.municipality_id, []).append(each)
    return [
        {
            "municipality": member,
            "last": next(iter(kept.get(member.pk, [])), None),
            "done": next(
                (each for each in kept.get(member.pk, []) if current and each.round_from == current.opened),
                None,
            ),
        }
        for member in members
    ]
