"""The case's contact at the supplier: a new way in."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.access import requires
from accounts.permissions import P
from accounts.request import PersonRequest
from audits.joint.actions.contact import renew_access as renew
from audits.joint.views.common import case_of
from workflows.engine import NotPermittedError


@require_POST
@requires(P.AUDITS_CONDUCT)
def renew_access(request: PersonRequest, audit_id: UUID) -> HttpResponse:
    """Let the contact begin anew: no second factor, and a new invitation."""
    audit = case_of(audit_id)
    try:
        contact = renew(by=request.actor, audit=audit)
    except NotPermittedError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(
            request, f"En ny invitation er på vej til {contact.email}. En app til koder er fjernet."
        )
    return redirect("audits:case", audit.pk)
