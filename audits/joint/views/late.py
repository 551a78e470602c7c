"""Who waits for a report that was sent before it came."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts.access import requires
from accounts.permissions import P
from accounts.request import PersonRequest
from audits.joint import late
from audits.joint.actions.late import give_late_reports
from audits.municipal.answers import answers_conflicts, attempt


@requires(P.AUDITS_VIEW)
@answers_conflicts
def late_reports(request: PersonRequest) -> HttpResponse:
    """List who lacks a report that stands, and give it to those that are marked."""
    may_send = request.actor.may(P.AUDITS_PUBLISH)
    if request.method == "POST" and may_send:
        rows = late.chosen(request.POST.getlist("row"))
        if sent := attempt(request, lambda: give_late_reports(rows=rows, by=request.actor)):
            messages.success(request, sent.summary)
        return redirect("audits:late")
    context = {"rows": late.find(), "may_send": may_send, "by_itself": late.given_by_itself()}
    return render(request, "audits/secretariat/late.html", context)
