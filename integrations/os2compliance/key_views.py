"""The page *API-nøgler* on the municipality's site."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.access import requires
from accounts.models import Colleague
from accounts.permissions import P
from accounts.request import MunicipalityRequest
from accounts.sites import municipality_url
from integrations.os2compliance import keys
from integrations.os2compliance.forms import KeyForm, RollForm
from integrations.os2compliance.models import ApiKey

S = ApiKey.State
TONE = {S.LIVE: "success", S.ENDING: "warning", S.EXPIRED: "neutral", S.REVOKED: "neutral", S.LEFT: "warning"}


@requires(P.OWN_API_KEYS)
def listed(request: MunicipalityRequest) -> HttpResponse:
    """Show the municipality's keys; a sent form makes a new one."""
    form = KeyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        secret = keys.make_key(
            municipality_id=request.municipality.id,
            engagement=request.engagement,
            by=request.actor,
            **form.cleaned_data,
        )
        return _shown_once(request, form.cleaned_data["name"], secret)
    host = request.get_host().split(":")[0]
    context = {
        "form": form,
        "rows": _rows(request),
        "address": municipality_url(host, "api:audits"),
        "description": municipality_url(host, "api:description"),
    }
    return render(request, "integrations/municipality/api_keys.html", context)


def _rows(request: MunicipalityRequest) -> list[dict[str, Any]]:
    people = Colleague.objects.filter(site="municipality", municipality_id=request.municipality.id)
    here = set(people.values_list("id", flat=True))
    now = timezone.now()
    rows = []
    for key in keys.keys_of(request.municipality.id):
        state = key.state_at(now)
        counts = state in (S.LIVE, S.ENDING)
        if counts and key.ends_with_person and key.engagement_id not in here:
            state, counts = S.LEFT, False
        rows.append(
            {"key": key, "label": S(state).label, "tone": TONE[S(state)], "counts": counts,
             "rolls": counts and state == S.LIVE}
        )  # fmt: skip
    return rows


@requires(P.OWN_API_KEYS)
def roll(request: MunicipalityRequest, key_id: UUID) -> HttpResponse:
    """Ask whether the old key ends at once, and show the new one."""
    key = _key(request, key_id)
    form = RollForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        at_once = form.cleaned_data["at_once"]
        secret = keys.roll_key(key=key, engagement=request.engagement, at_once=at_once, by=request.actor)
        if secret is None:
            messages.warning(request, "Nøglen er fornyet eller spærret i mellemtiden.")
            return redirect("api_keys:list")
        return _shown_once(request, key.name, secret)
    return render(request, "integrations/municipality/api_key_roll.html", {"form": form, "key": key})


@require_POST
@requires(P.OWN_API_KEYS)
def revoke(request: MunicipalityRequest, key_id: UUID) -> HttpResponse:
    """End a key at once."""
    key = _key(request, key_id)
    keys.revoke_key(key=key, by=request.actor)
    messages.success(request, f"Nøglen »{key.name}« er spærret og virker ikke længere.")
    return redirect("api_keys:list")


def _key(request: MunicipalityRequest, key_id: UUID) -> ApiKey:
    return get_object_or_404(ApiKey, pk=key_id, municipality_id=request.municipality.id)


def _shown_once(request: MunicipalityRequest, name: str, secret: str) -> HttpResponse:
    context = {"name": name, "secret": secret}
    answer = render(request, "integrations/municipality/api_key.html", context)
    answer["Cache-Control"] = "private, no-store"
    return answer
