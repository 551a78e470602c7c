"""What is being sent across all texts, who waits for what stands, and what went wrong."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from accounts.access import requires
from accounts.permissions import P
from agreements.joint import actions, late
from agreements.joint.forms.members import LateWayForm
from agreements.joint.late_advice import unadvised
from agreements.joint.listsheets import deliveries_sheets
from agreements.joint.models import OutsideRecipient, Sending
from agreements.joint.states import TextState
from agreements.joint.stopped import stopped
from register.views.lists import amount
from secretariat.pagekit.keys import uuids
from secretariat.pagekit.workbook import as_download
from tenants.models import Recipient
from workflows.actors import Actor
from workflows.engine import MoveError
from workflows.models import Job

RUNNING = (Job.State.QUEUED, Job.State.RUNNING)


@requires(P.AGREEMENTS_VIEW)
def deliveries(request: HttpRequest) -> HttpResponse:
    """List the sendings that run, the failures with why, and who waits; `form=excel` gives it as sheets."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    rows = list(late.waiting())
    by_link = late.had_by_link(rows)
    jobs = _jobs()
    context = {
        "late": [{"row": each, "by_link": by_link.get(each.id)} for each in rows],
        "unadvised": unadvised(),
        "running": [each for each in jobs if each["job"].state in RUNNING],
        "stopped": [each for each in jobs if each["job"].state == Job.State.FAILED],
        "waits": _waits(),
        "given_up": stopped(),
        "silent": OutsideRecipient.objects.filter(
            received_at=None, revoked_at=None, common_text__state=TextState.SENT
        ).select_related("common_text__supplier"),
        "way_form": LateWayForm(initial={"way": late.way_of_giving()}),
        "by_itself": late.way_of_giving() == late.BY_ITSELF,
        "may_send": actor.may(P.AGREEMENTS_NEGOTIATE),
        "may_choose": actor.may(P.VALUES_MANAGE),
    }
    if request.GET.get("form") == "excel":
        return as_download(deliveries_sheets(context), "udsendelser.xlsx")
    return render(request, "agreements/secretariat/deliveries.html", context)


def _jobs() -> list[dict[str, Any]]:
    """Return the sendings whose job runs or has failed, each with its job."""
    open_jobs = Job.objects.filter(
        kind__in=["agreements.deliver", "agreements.give_late"], state__in=[*RUNNING, Job.State.FAILED]
    )
    by_id = {each.id: each for each in open_jobs}
    sendings = Sending.objects.filter(job_id__in=by_id).select_related("common_text__supplier")
    return [{"sending": each, "job": by_id[each.job_id]} for each in sendings]  # type: ignore[index]


def _waits() -> list[dict[str, Any]]:
    recipients = Recipient.objects.filter(kind="agreement", state=Recipient.State.WAITING)
    found = list(recipients.select_related("municipality").order_by("municipality__name_sort"))
    sendings = Sending.objects.select_related("common_text").in_bulk([each.delivery_id for each in found])
    return [
        {"recipient": each, "sending": sending}
        for each in found
        if (sending := sendings.get(each.delivery_id)) and sending.common_text.state == TextState.SENT
    ]


@require_POST
@requires(P.AGREEMENTS_NEGOTIATE)
def give(request: HttpRequest) -> HttpResponse:
    """Give the marked late joiners what they wait for."""
    ids = uuids(request.POST.getlist("row"))
    try:
        sendings = actions.give_late_after_click(ids=ids, by=request.actor)  # type: ignore[attr-defined]
    except MoveError as error:
        messages.error(request, error.reason)
        return redirect("agreements:deliveries")
    number = sum(len(each.municipality_ids) for each in sendings)
    messages.success(request, f"{number} aftale{'r' if number != 1 else ''} er på vej.")
    return redirect("agreements:deliveries")


@require_POST
@requires(P.AGREEMENTS_NEGOTIATE)
def give_advice(request: HttpRequest) -> HttpResponse:
    """Give the advice of the marked negotiations to those that came later."""
    ids = uuids(request.POST.getlist("text"))
    try:
        number = actions.advise_after_click(text_ids=ids, by=request.actor)  # type: ignore[attr-defined]
    except MoveError as error:
        messages.error(request, error.reason)
    else:
        messages.success(request, f"Rådet er givet {amount(number, 'gang', 'gange')}.")
    return redirect("agreements:deliveries")


@require_POST
@requires(P.VALUES_MANAGE)
def set_way(request: HttpRequest) -> HttpResponse:
    """Choose whether late joiners get what stands by itself or after a click."""
    form = LateWayForm(request.POST)
    if form.is_valid():
        actions.set_way_of_giving(way=form.cleaned_data["way"], by=request.actor)  # type: ignore[attr-defined]
        messages.success(request, "Valget gælder fra i dag.")
    return redirect("agreements:deliveries")
