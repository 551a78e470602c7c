"""The same decision on many systems: what will be stored in each is shown first."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access import requires
from accounts.permissions import P
from accounts.request import MunicipalityRequest
from audits.municipal import access
from audits.municipal.actions import decide
from audits.municipal.answers import answers_conflicts, attempt
from audits.municipal.desk import news
from audits.municipal.forms import ApprovalForm, DecisionForm
from audits.municipal.models import ReceivedSystem
from audits.municipal.picking import marked, query_of
from audits.municipal.states import Level
from register.views.lists import amount


@requires(P.OWN_DECIDE)
@answers_conflicts
def decide_many(request: MunicipalityRequest) -> HttpResponse:
    """Show what will be stored for each marked system, and store it when it is confirmed.

    Without marks (a link, a reload) it is about everything without remarks. All or nothing: where
    somebody else has decided on one meanwhile, nothing is stored (409).
    """
    confirmed = "confirmed" in request.POST
    systems = _marked(request, confirmed)
    if not systems:
        messages.info(request, "Der er ingen markerede systemer, der venter på stillingtagen.")
        return redirect("audits:list")
    form = _form(request, systems, confirmed)
    if confirmed and form.is_valid():
        decision = form.decision()
        if done := attempt(
            request, lambda: decide(by=request.actor, systems=systems, decision=decision), form
        ):
            return redirect(f"{reverse('front')}?{query_of(done)}#gemt")
    context = {
        "systems": systems,
        "number": amount(len(systems), "system", "systemer"),
        "form": form,
        "approval": isinstance(form, ApprovalForm),
    }
    return render(request, "audits/municipality/many.html", context)


def _marked(request: MunicipalityRequest, confirmed: bool) -> list[ReceivedSystem]:
    """Return the marked systems; until it is confirmed, what cannot be decided on any more falls out."""
    if request.method != "POST":
        return news().clean
    found = access.systems(marked(request))
    return found if confirmed else [each for each in found if each.is_open and each.report.is_current]


def _form(
    request: MunicipalityRequest, systems: list[ReceivedSystem], confirmed: bool
) -> ApprovalForm | DecisionForm:
    data = request.POST if confirmed else None
    if all(each.level == Level.GREEN for each in systems):
        return ApprovalForm(data)
    return DecisionForm(data, systems=systems)
