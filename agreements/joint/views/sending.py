"""Sending a released text to members: whom, how far it is, and who waits."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.access import requires
from accounts.permissions import P
from agreements.joint import actions
from agreements.joint.access import get_sending, get_text
from agreements.joint.forms.secretariat import SendToMembersForm
from agreements.joint.limits import ANSWER_WORKING_DAYS
from agreements.joint.models import CommonText, Sending
from agreements.joint.previewing import Preview, place_of
from agreements.joint.recipients import members_to_choose_from
from agreements.joint.views.choosing import Choice
from agreements.municipal.states import SigningOrder
from documents import pdf
from tenants.models import Recipient
from workflows.calendar import deadline_after
from workflows.engine import MoveError
from workflows.models import Job
from workflows.values import value_on

RUNNING = (Job.State.QUEUED, Job.State.RUNNING)


@requires(P.AGREEMENTS_NEGOTIATE)
def send_to_members(request: HttpRequest, text_id: UUID) -> HttpResponse:
    """Show who uses the systems, choose the recipients, see what each will get, and send."""
    text = get_text(text_id)
    today = timezone.localdate()
    answer_by = deadline_after(today, value_on(ANSWER_WORKING_DAYS, today))
    form = SendToMembersForm(
        request.POST or None, initial={"answer_by": answer_by, "signing_order": SigningOrder.ANY}
    )
    choice = Choice.of(request, members_to_choose_from(text))
    act = "preview" if "show" in request.POST else request.POST.get("act", "send")
    if request.method == "POST" and act != "find" and form.is_valid():
        if act == "preview" and choice.chosen_rows:
            return _preview(request, text, choice, form.cleaned_data)
        try:
            sending = actions.send_to_members(
                text=text,
                municipality_ids=choice.chosen,
                answer_by=form.cleaned_data["answer_by"],
                signing_order=form.cleaned_data["signing_order"],
                by=request.actor,  # type: ignore[attr-defined]
            )
        except MoveError as error:
            form.add_error(None, error.reason)
        else:
            return redirect("agreements:sending", text.id, sending.id)
    context = {"text": text, "form": form, "choice": choice}
    return render(request, "agreements/secretariat/send_to_members.html", context)


def _preview(request: HttpRequest, text: CommonText, choice: Choice, given: dict[str, Any]) -> HttpResponse:
    """Show the document and the mail of one of the chosen, and the way to the next."""
    rows = choice.chosen_rows
    place = place_of([each.municipality.id for each in rows], request.POST.get("show", ""))
    shown = Preview(text, rows[place].municipality, given["answer_by"])
    context = {
        "text": text,
        "shown": shown,
        "rows": rows,
        "place": place + 1,
        "before": rows[place - 1].municipality if place else None,
        "after": rows[place + 1].municipality if place + 1 < len(rows) else None,
        **given,
        "with_pdf": pdf.available(),
    }
    return render(request, "agreements/secretariat/send_preview.html", context)


@requires(P.AGREEMENTS_VIEW)
def sending(request: HttpRequest, text_id: UUID, sending_id: UUID) -> HttpResponse:
    """Show how far a sending is, and who waits with the reason. htmx asks for the progress alone."""
    text = get_text(text_id)
    found = get_sending(text, sending_id)
    context = {"text": text, "sending": found, **_progress(found)}
    if request.headers.get("HX-Request") and context["running"]:
        return render(request, "agreements/secretariat/sending_progress.html", context)
    context |= _recipients(found)
    template = "sending_result.html" if request.headers.get("HX-Request") else "sending.html"
    return render(request, f"agreements/secretariat/{template}", context)


def _progress(found: Sending) -> dict[str, object]:
    job = Job.objects.filter(pk=found.job_id).first() if found.job_id else None
    total = len(found.municipality_ids)
    running = job is not None and job.state in RUNNING
    done = job.done if job and running else total
    return {
        "job": job,
        "total": total,
        "done": done,
        "running": running,
        "failed": bool(job and job.state == "failed"),
    }


def _recipients(found: Sending) -> dict[str, object]:
    recipients = list(
        Recipient.objects.filter(delivery_id=found.id)
        .select_related("municipality")
        .order_by("municipality__name_sort")
    )
    waiting = [each for each in recipients if each.state == Recipient.State.WAITING]
    return {"recipients": recipients, "waiting": waiting, "delivered": len(recipients) - len(waiting)}


@require_POST
@requires(P.AGREEMENTS_NEGOTIATE)
def try_again(request: HttpRequest, text_id: UUID, sending_id: UUID) -> HttpResponse:
    """Try again at once for those that wait."""
    text: CommonText = get_text(text_id)
    found = get_sending(text, sending_id)
    actions.try_waiting_now(sending=found, by=request.actor)  # type: ignore[attr-defined]
    messages.success(request, "Der prøves igen nu.")
    return redirect("agreements:sending", text.id, found.id)
