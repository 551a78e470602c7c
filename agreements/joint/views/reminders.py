"""A new date for the supplier; stopping the reminders about a text, and letting them go on."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from accounts.access import requires
from accounts.permissions import P
from accounts.request import PersonRequest
from agreements.joint import actions
from agreements.joint.access import get_text
from agreements.joint.forms.secretariat import NewDueForm, ReasonForm
from workflows.engine import MoveError
from workflows.stopping import resume_reminders, stop_reminders

LABEL = "Stop påmindelser"
EXPLANATION = (
    "Hverken leverandøren, kommunerne eller sagsbehandleren får påmindelser om teksten og dens aftaler, "
    "før I lader dem gå igen."
)


@requires(P.AGREEMENTS_NEGOTIATE)
def new_due(request: PersonRequest, text_id: UUID) -> HttpResponse:
    """Give the supplier another date for the round it has, with a reason."""
    text = get_text(text_id)
    form = NewDueForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_due(text=text, by=request.actor, **form.cleaned_data)
        except MoveError as error:
            form.add_error(None, error.reason)
        else:
            messages.success(request, "Leverandøren har fået den nye frist på mail.")
            return redirect("agreements:text", text.id)
    context = {"text": text, "form": form, "label": "Giv ny frist"}
    return render(request, "agreements/secretariat/step.html", context)


@requires(P.AGREEMENTS_NEGOTIATE)
def stop(request: PersonRequest, text_id: UUID) -> HttpResponse:
    """Remind nobody about the text, with a reason."""
    text = get_text(text_id)
    form = ReasonForm(request.POST or None, label="Hvorfor skal der ikke sendes påmindelser?")
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            stop_reminders(case=text, permission=P.AGREEMENTS_NEGOTIATE, reason=reason, by=request.actor)
        except MoveError as error:
            form.add_error(None, error.reason)
        else:
            messages.success(request, "Der sendes ingen påmindelser i sagen, før du lader dem gå igen.")
            return redirect("agreements:text", text.id)
    context = {"text": text, "form": form, "label": LABEL, "explanation": EXPLANATION}
    return render(request, "agreements/secretariat/step.html", context)


@require_POST
@requires(P.AGREEMENTS_NEGOTIATE)
def resume(request: PersonRequest, text_id: UUID) -> HttpResponse:
    """Remind about the text again."""
    text = get_text(text_id)
    try:
        resume_reminders(case=text, permission=P.AGREEMENTS_NEGOTIATE, by=request.actor)
    except MoveError as error:
        messages.info(request, error.reason)
    else:
        messages.success(
            request, "Der sendes påmindelser igen. Det, der skulle være sendt imens, sendes ikke bagefter."
        )
    return redirect("agreements:text", text.id)
