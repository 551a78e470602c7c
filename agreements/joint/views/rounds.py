"""Sending a text to the supplier, its wishes one by one, and the other steps of the secretariat."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.access import requires
from accounts.permissions import P
from accounts.reading import hand_out
from agreements.joint import actions
from agreements.joint.access import get_round, get_text
from agreements.joint.addresses import supplier_contacts
from agreements.joint.content import missing_parts, warnings_of
from agreements.joint.forms.negotiation import HoldForm
from agreements.joint.forms.secretariat import ReasonForm, SendToSupplierForm
from agreements.joint.limits import REPLY_WORKING_DAYS
from agreements.joint.models import CommonText, Wish
from agreements.joint.states import TextState
from agreements.joint.views.negotiation import file_of
from workflows.calendar import deadline_after
from workflows.engine import MoveError
from workflows.values import value_on


@requires(P.AGREEMENTS_NEGOTIATE)
def send_to_supplier(request: HttpRequest, text_id: UUID) -> HttpResponse:
    """Show what will be sent and to whom, and send it."""
    text = get_text(text_id)
    today = timezone.localdate()
    due = deadline_after(today, value_on(REPLY_WORKING_DAYS, today))
    form = SendToSupplierForm(request.POST or None, initial={"due": due})
    if request.method == "POST" and form.is_valid():
        try:
            turn = actions.send_to_supplier(text=text, by=request.actor, **form.cleaned_data)  # type: ignore[attr-defined]
        except MoveError as error:
            form.add_error(None, error.reason)
        else:
            messages.success(request, f"Runde {turn.number} er sendt til {text.supplier.name}.")
            return redirect("agreements:text", text.id)
    context = {
        "text": text,
        "form": form,
        "contacts": supplier_contacts(text.supplier_id),
        "missing": missing_parts(text),
        "warnings": warnings_of(text),
    }
    return render(request, "agreements/secretariat/send_to_supplier.html", context)


@requires(P.AGREEMENTS_VIEW)
def show_round(request: HttpRequest, text_id: UUID, number: int) -> HttpResponse:
    """Show a round: what was sent, the supplier's wishes, and the answers."""
    text = get_text(text_id)
    turn = get_round(text, number)
    wishes = (
        turn.wishes.filter(dropped=False).select_related("answer")
        if turn.returned_at
        else Wish.objects.none()
    )
    actor = request.actor  # type: ignore[attr-defined]
    may_answer = text.state == TextState.AT_SECRETARIAT and actor.may(P.AGREEMENTS_NEGOTIATE)
    context = {
        "text": text,
        "round": turn,
        "wishes": wishes,
        "may_answer": may_answer and turn == text.current_round,
        "file": file_of(turn),
    }
    return render(request, "agreements/secretariat/round.html", context)


@requires(P.AGREEMENTS_VIEW)
def round_word(request: HttpRequest, text_id: UUID, number: int) -> HttpResponseBase:
    """Give the Word file that was sent in a round."""
    found = get_text(text_id)
    return hand_out(request, get_round(found, number).document, about=found)


@dataclass(frozen=True)
class StepPage:
    """A step with a page of its own: the action, the reason asked for, what is said afterwards."""

    take: Callable[..., CommonText]
    done: str
    given_as: str = ""
    label: str = ""
    hint: str = ""
    danger: bool = False
    form: type[ReasonForm] = ReasonForm


STEP_PAGES = {
    "release": StepPage(actions.release, "Teksten er frigivet og kan sendes til kommunerne."),
    "resume": StepPage(actions.resume, "Forhandlingen er genoptaget."),
    "hold": StepPage(
        actions.hold,
        "Forhandlingen er sat i bero.",
        "reason",
        "Hvorfor sættes forhandlingen i bero?",
        form=HoldForm,
    ),
    "register_reply": StepPage(
        actions.register_reply,
        "Svaret er registreret. Besvar nu ønskerne.",
        "note",
        "Hvornår og fra hvem kom svaret?",
        "Læg først leverandørens Word-fil op.",
    ),
    "take_up_again": StepPage(
        actions.take_up_again, "Teksten kan rettes igen.", "reason", "Hvorfor tages teksten op igen?"
    ),
    "break_off": StepPage(
        actions.break_off,
        "Forhandlingen er afbrudt, og kommunerne har fået jeres råd.",
        "advice",
        "Råd til de kommuner, der bruger systemerne",
        "Sendes som mail til hver kommune, der bruger systemerne, og står på kommunens egen side. "
        "Leverandøren ser det ikke.",
        danger=True,
    ),
    "withdraw": StepPage(
        actions.withdraw,
        "Teksten er trukket tilbage.",
        "reason",
        "Hvorfor trækkes teksten tilbage?",
        "Sendes til leverandøren og til de kommuner, der har fået aftalen og ikke har underskrevet.",
        danger=True,
    ),
}


@requires(P.AGREEMENTS_NEGOTIATE, P.AGREEMENTS_RELEASE)
def step(request: HttpRequest, text_id: UUID, name: str) -> HttpResponse:
    """Take a step that needs no page of its own, with the reason where one is asked for."""
    text, page = get_text(text_id), STEP_PAGES.get(name)
    if page is None:
        raise Http404
    form = page.form(request.POST or None, label=page.label, hint=page.hint) if page.given_as else None
    if request.method == "POST" and (form is None or form.is_valid()):
        given: dict[str, Any] = dict(form.cleaned_data) if form else {}
        if form:
            given[page.given_as] = given.pop("reason")
        try:
            page.take(text=text, by=request.actor, **given)  # type: ignore[attr-defined]
        except MoveError as error:
            messages.error(request, error.reason)
        else:
            messages.success(request, page.done)
        return redirect("agreements:text", text.id)
    told = next(each.custom["step"] for each in _transitions(text) if each.name == name)
    context = {
        "text": text,
        "form": form,
        "label": told.label,
        "explanation": told.explanation,
        "danger": page.danger,
    }
    return render(request, "agreements/secretariat/step.html", context)


def _transitions(text: CommonText) -> list[Any]:
    return list(text._meta.get_field("state").get_all_transitions(CommonText))
