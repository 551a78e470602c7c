"""Many at a time: reports to the municipalities."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts.access import requires
from accounts.permissions import P
from accounts.request import PersonRequest
from audits.joint.actions.publishing import publish
from audits.joint.models import Audit
from audits.joint.states import AuditState
from audits.joint.views.common import case_of
from audits.joint.views.marking import marked
from audits.municipal.answers import answers_conflicts, attempt
from tenants.models import Municipality


@requires(P.AUDITS_PUBLISH)
@answers_conflicts
def send_many(request: PersonRequest) -> HttpResponse:
    """Preview which reports go to how many municipalities, and send them in one act."""
    ready = Audit.objects.filter(state=AuditState.READY).select_related("supplier").order_by("case_number")
    ids = marked(request)
    chosen = list(ready.filter(pk__in=ids) if ids else ready)
    if request.method == "POST" and "send" in request.POST:
        if not ids:
            messages.error(request, "Vælg mindst én rapport.")
            return redirect("audits:send_many")
        return _publish(request, list(Audit.objects.filter(pk__in=ids)))
    context = {"audits": chosen, "recipients": recipients(chosen)}
    return render(request, "audits/secretariat/send.html", context)


@requires(P.AUDITS_PUBLISH)
@answers_conflicts
def send(request: PersonRequest, audit_id: UUID) -> HttpResponse:
    """Preview one report's recipients, and send it."""
    chosen = [case_of(audit_id)]
    if request.method == "POST":
        return _publish(request, chosen)
    context = {"audits": chosen, "recipients": recipients(chosen)}
    return render(request, "audits/secretariat/send.html", context)


def _publish(request: PersonRequest, audits: list[Audit]) -> HttpResponse:
    sent = attempt(request, lambda: publish(by=request.actor, audits=audits))
    if sent is not None:
        messages.success(request, sent.summary)
        if len(audits) == 1:
            return redirect("audits:decisions", audit_id=audits[0].id)
    return redirect("audits:list")


def recipients(audits: list[Audit]) -> list[str]:
    """Return the names of the municipalities that will get at least one of the reports."""
    found = Municipality.objects.filter(
        system_uses__is_active=True,
        system_uses__system__audits__audit__in=[each.pk for each in audits],
        state__in=[Municipality.State.MEMBER, Municipality.State.LEAVING],
    )
    return list(found.distinct().order_by("name_sort").values_list("name", flat=True))
