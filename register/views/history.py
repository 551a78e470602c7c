"""The histories of systems and suppliers on the secretariat's site, and extracts of them for an authority."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from accounts.access import requires
from accounts.permissions import P
from accounts.request import PersonRequest
from register.access import find
from register.models import Supplier, System
from register.story import story_of_supplier, story_of_system
from workflows.storypage import story_context, story_extract


@requires(P.REGISTER_VIEW)
def system_history(request: PersonRequest, system_id: UUID) -> HttpResponse:
    """Show what has happened with a system, newest first."""
    found = find(System, system_id)
    context = story_context(
        request, story_of_system(found), extract="register:system_history_extract", of=found.pk
    )
    return render(request, "register/secretariat/system_history.html", {**context, "system": found})


@requires(P.REGISTER_VIEW)
def system_history_extract(request: PersonRequest, system_id: UUID, form: str) -> HttpResponse:
    """Give a system's history as `excel` or `json`, with the links of the log's chain."""
    found = find(System, system_id)
    return story_extract(request, story_of_system(found), form, about=found, by=request.actor)


@requires(P.REGISTER_VIEW)
def supplier_history(request: PersonRequest, supplier_id: UUID) -> HttpResponse:
    """Show what has happened with a supplier and its systems, newest first."""
    found = find(Supplier, supplier_id)
    context = story_context(
        request, story_of_supplier(found), extract="register:supplier_history_extract", of=found.pk
    )
    return render(request, "register/secretariat/supplier_history.html", {**context, "supplier": found})


@requires(P.REGISTER_VIEW)
def supplier_history_extract(request: PersonRequest, supplier_id: UUID, form: str) -> HttpResponse:
    """Give a supplier's history as `excel` or `json`, with the links of the log's chain."""
    found = find(Supplier, supplier_id)
    return story_extract(request, story_of_supplier(found), form, about=found, by=request.actor)
