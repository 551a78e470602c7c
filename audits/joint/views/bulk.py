"""Many at a time: reports to the municipalities."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from accounts.access import requires
from accounts.permissions import P
from accounts.request import PersonRequest
from audits.joint.actions.publishing import SEND, Sent, order_sending, prepare, publish
from audits.joint.copying import Wanted, missing
from audits.joint.models import Audit, ReportVersion
from audits.joint.states import AuditState
from audits.joint.views.common import case_of, is_htmx
from audits.joint.views.marking import marked
from audits.municipal.answers import answers_conflicts, attempt
from tenants.models import Municipality
from workflows.actors import Actor
from workflows.models import Job

# What is little is sent at once; the rest is the worker's, which tells how far it is.
SENT_AT_ONCE = 10
MADE_AT_ONCE = 100


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
    return _preview(request, chosen)


@requires(P.AUDITS_PUBLISH)
@answers_conflicts
def send(request: PersonRequest, audit_id: UUID) -> HttpResponse:
    """Preview one report's recipients, and send it."""
    chosen = [case_of(audit_id)]
    if request.method == "POST":
        return _publish(request, chosen)
    return _preview(request, chosen)


def _preview(request: PersonRequest, audits: list[Audit]) -> HttpResponse:
    context = {"audits": audits, "recipients": recipients(audits), "lacking": len(lacking(audits))}
    return render(request, "audits/secretariat/send.html", context)


def lacking(audits: list[Audit]) -> list[Wanted]:
    """Return the municipalities' own files that are still to be made before the reports can be sent."""
    drafts = ReportVersion.objects.filter(audit__in=audits, sent_at=None)
    return missing(list(drafts.values_list("id", flat=True)))


@requires(P.AUDITS_VIEW)
def sending(request: PersonRequest, job_id: UUID) -> HttpResponse:
    """Show how far a sending is that the worker does, and what came of it."""
    job = Job.objects.filter(pk=job_id, kind=SEND).first()
    if job is None:
        raise Http404
    running = job.state in (Job.State.QUEUED, Job.State.RUNNING)
    context = {
        "job": job,
        "running": running,
        "text": f"{job.done} af {job.total} filer er dannet" if job.total else "Venter på at komme til",
        "reports": len(job.payload["audits"]),
        "stopped": job.result.get("stopped", []),
        "sent": job.result.get("sent", ""),
    }
    is_part = is_htmx(request) and running
    name = "parts/sending_progress.html" if is_part else "sending.html"
    return render(request, f"audits/secretariat/{name}", context)


def _publish(request: PersonRequest, audits: list[Audit]) -> HttpResponse:
    if len(audits) > SENT_AT_ONCE or len(lacking(audits)) > MADE_AT_ONCE:
        order = attempt(request, lambda: order_sending(by=request.actor, audits=audits))
        return redirect("audits:sending", order.id) if order else redirect("audits:list")
    sent = attempt(request, lambda: _make_and_send(request.actor, audits))
    if sent is not None:
        messages.success(request, sent.summary)
        if len(audits) == 1:
            return redirect("audits:decisions", audit_id=audits[0].id)
    return redirect("audits:list")


def _make_and_send(by: Actor, audits: list[Audit]) -> Sent:
    prepare(by=by, audits=audits)
    return publish(by=by, audits=audits)


def recipients(audits: list[Audit]) -> list[str]:
    """Return the names of the municipalities that will get at least one of the reports."""
    found = Municipality.objects.filter(
        system_uses__is_active=True,
        system_uses__system__audits__audit__in=[each.pk for each in audits],
        state__in=[Municipality.State.MEMBER, Municipality.State.LEAVING],
    )
    return list(found.distinct().order_by("name_sort").values_list("name", flat=True))
