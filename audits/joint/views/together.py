"""One act on many marked cases: first what will happen to each, then progress, then what was left."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.access import requires
from accounts.permissions import P
from accounts.request import PersonRequest
from audits.joint.actions.together import ACTS, REVIEWED, do, preview
from audits.joint.models import Audit
from audits.joint.views.common import case_of, is_htmx
from audits.joint.views.marking import marked
from workflows.jobs import enqueue
from workflows.models import Job

RUNNING = (Job.State.QUEUED, Job.State.RUNNING)
KIND = "audits.together"
MOST = 500  # more than anybody reads a preview of


@requires(P.AUDITS_CONDUCT)
def together(request: PersonRequest) -> HttpResponse:
    """Show what one act does to each of the marked cases, and on the second button have it done."""
    act = ACTS.get(request.POST.get("gerning", "") or request.GET.get("gerning", ""))
    if act is None:
        raise Http404
    ids = marked(request)
    if not ids:
        messages.error(request, "Markér mindst én sag.")
        return redirect("front")
    if len(ids) > MOST:
        messages.error(request, f"Markér højst {MOST} sager ad gangen.")
        return redirect("audits:list")
    if request.method == "POST" and "do" in request.POST:
        work = enqueue(
            KIND, by=request.actor, payload={"act": act.name, "audits": [str(each) for each in ids]}
        )
        return redirect("audits:together_done", job_id=work.id)
    found = Audit.objects.filter(pk__in=ids).select_related("supplier").order_by("supplier__name_sort")
    lines = preview(act, found)
    context = {
        "act": act,
        "fitting": [each for each in lines if not each.stop],
        "stopped": [each for each in lines if each.stop],
    }
    return render(request, "audits/secretariat/together.html", context)


@requires(P.AUDITS_CONDUCT)
def together_done(request: PersonRequest, job_id: UUID) -> HttpResponse:
    """Show how far the act is and, at the end, which cases were left and why; only to who began it."""
    work = Job.objects.filter(pk=job_id, kind=KIND, by_id=request.actor.id).first()
    if work is None:
        raise Http404
    running = work.state in RUNNING
    poll = reverse("audits:together_done", args=[job_id])
    context: dict[str, Any] = {
        "work": work,
        "act": ACTS[work.payload["act"]],
        "running": running,
        "poll": poll,
    }
    if is_htmx(request):
        if running:
            return render(request, "audits/secretariat/parts/together_progress.html", context)
        answer = HttpResponse()
        answer["HX-Refresh"] = "true"
        return answer
    return render(request, "audits/secretariat/together_done.html", context)


@require_POST
@requires(P.AUDITS_CONDUCT)
def no_remarks(request: PersonRequest, audit_id: UUID) -> HttpResponse:
    """Finish the review of one case without remarks: what is left is accepted, and the report is made."""
    audit = case_of(audit_id)
    if stop := do(ACTS[REVIEWED], audit, by=request.actor):
        messages.error(request, stop)
        return redirect("audits:answers", audit_id=audit_id)
    messages.success(
        request, f"{audit.supplier.name} er gennemgået uden bemærkninger, og rapporten er dannet."
    )
    return redirect("audits:case", audit_id=audit_id)
