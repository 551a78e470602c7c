"""The history of a common text on the secretariat's site."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from accounts.access import requires
from accounts.permissions import P
from accounts.request import PersonRequest
from agreements.joint.access import get_text
from agreements.joint.story import story_of
from workflows.storypage import story_context, story_extract


@requires(P.AGREEMENTS_VIEW)
def history(request: PersonRequest, text_id: UUID) -> HttpResponse:
    """Show what has happened with the text and the agreements made of it, newest first."""
    found = get_text(text_id)
    context = {
        **story_context(request, story_of(found), extract="agreements:history_extract", of=found.id),
        "text": found,
    }
    return render(request, "agreements/secretariat/history.html", context)


@requires(P.AGREEMENTS_VIEW)
def history_extract(request: PersonRequest, text_id: UUID, form: str) -> HttpResponse:
    """Give the history as `excel` or `json`, with the links of the log's chain."""
    found = get_text(text_id)
    return story_extract(request, story_of(found), form, about=found, by=request.actor)
