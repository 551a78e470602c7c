"""The history of an agreement on the municipality's site."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from accounts.access import requires
from accounts.permissions import P
from accounts.request import MunicipalityRequest
from agreements.municipal.access import get_agreement
from agreements.municipal.models import Agreement
from workflows.story import Story
from workflows.storypage import story_context, story_extract


def story_of(agreement: Agreement) -> Story:
    """Return what the history of the agreement is about."""
    return Story(f"{agreement.number} {agreement.title}", {agreement.id: ""}, municipal=True)


@requires(P.OWN_VIEW)
def history(request: MunicipalityRequest, agreement_id: UUID) -> HttpResponse:
    """Show what has happened with the agreement, newest first."""
    found = get_agreement(agreement_id)
    context = {
        **story_context(request, story_of(found), extract="agreements:history_extract", of=found.id),
        "agreement": found,
    }
    return render(request, "agreements/municipality/history.html", context)


@requires(P.OWN_VIEW)
def history_extract(request: MunicipalityRequest, agreement_id: UUID, form: str) -> HttpResponse:
    """Give the history as `excel` or `json`, with the links of the log's chain."""
    found = get_agreement(agreement_id)
    return story_extract(request, story_of(found), form, about=found, by=request.actor)
