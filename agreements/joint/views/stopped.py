"""The button of what stopped."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.access import requires
from accounts.permissions import P
from agreements.joint import actions
from workflows.engine import MoveError


@require_POST
@requires(P.AGREEMENTS_NEGOTIATE)
def try_again(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """Try once more what a job gave up."""
    try:
        found = actions.try_stopped_again(job_id=job_id, by=request.actor)  # type: ignore[attr-defined]
    except MoveError as error:
        messages.error(request, error.reason)
    else:
        messages.success(request, f"Der prøves igen nu for {found.who}.")
    return redirect("agreements:deliveries")
