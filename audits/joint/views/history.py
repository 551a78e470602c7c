"""The history of a case, and extracts of it."""

from uuid import UUID

from django.http import HttpResponse

from accounts.access import requires
from accounts.permissions import P
from accounts.request import PersonRequest
from audits.joint.story import story_of
from audits.joint.views.common import case_of, case_page
from workflows.storypage import story_context, story_extract


@requires(P.AUDITS_VIEW)
def history(request: PersonRequest, audit_id: UUID) -> HttpResponse:
    """Show what happened in the case, newest first."""
    audit = case_of(audit_id)
    context = {
        **story_context(request, story_of(audit), extract="audits:history_extract", of=audit.id),
    }
    return case_page(request, audit, "history", context)


@requires(P.AUDITS_VIEW)
def history_extract(request: PersonRequest, audit_id: UUID, form: str) -> HttpResponse:
    """Give the history as `excel` or `json`, with the links of the log's chain."""
    audit = case_of(audit_id)
    return story_extract(request, story_of(audit), form, about=audit, by=request.actor)
