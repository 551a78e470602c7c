"""Pages of a supplier's corrections: on its own site, at the secretariat, and the municipality's question."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import requires
from accounts.permissions import P
from accounts.request import PersonRequest
from register.access import find
from register.actions import corrections as actions
from register.forms.corrections import KINDS, CorrectionForm, DecideForm
from register.models import System, SystemCorrection, UseQuestion
from register.views.lists import page_of, posted
from tenants.kommuner import KOMMUNER
from workflows.engine import MoveError

Kind, State = SystemCorrection.Kind, SystemCorrection.State


@requires(P.SUPPLIER_ANSWER)
def supplier_systems(request: PersonRequest) -> HttpResponse:
    """Show the supplier the systems it is known to deliver, and what it has corrected."""
    corrections = SystemCorrection.objects.all()[:50]
    context = {
        "systems": System.objects.order_by("name_sort"),
        "corrections": [(each, KINDS[Kind(each.kind)]) for each in corrections],
    }
    return render(request, "register/supplier/systems.html", context)


@requires(P.SUPPLIER_ANSWER)
def correct(request: PersonRequest, system_id: UUID) -> HttpResponse:
    """Take a correction of one of the supplier's systems."""
    system = find(System, system_id)
    form = CorrectionForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.correct(system=system, facts=form.cleaned_data, by=request.actor)
        except MoveError as error:
            form.add_error(None, _(error.reason))
        else:
            messages.success(
                request, _("Tak. Sekretariatet ser på det. Listen ændres først, når det er afgjort.")
            )
            return redirect("register:supplier_systems")
    return render(request, "register/supplier/correct.html", {"system": system, "form": form})


@requires(P.REGISTER_VIEW)
def corrections(request: PersonRequest) -> HttpResponse:
    """List what suppliers have proposed, the undecided first."""
    rows = SystemCorrection.objects.select_related("system", "supplier")
    waiting = rows.filter(state=State.PROPOSED).order_by("proposed_at")
    context = {"waiting": waiting, "page": page_of(request, rows.exclude(state=State.PROPOSED))}
    return render(request, "register/secretariat/corrections.html", context)


@requires(P.REGISTER_EDIT)
def correction(request: PersonRequest, correction_id: UUID) -> HttpResponse:
    """Show a correction beside what the register says, and decide it."""
    row = find(SystemCorrection.objects.select_related("system", "supplier"), correction_id)
    form = DecideForm(posted(request), correction=row)
    if request.method == "POST" and form.is_valid():
        try:
            return _decide(request, row, form.cleaned_data)
        except MoveError as error:
            messages.error(request, error.reason)
            return redirect("register:correction", row.pk)
    context = {
        "row": row,
        "form": form,
        "municipality": next((k.name for k in KOMMUNER if k.kommunekode == row.kommunekode), ""),
        "use": actions.use_meant(row) if row.kind == Kind.LEFT else None,
        "members": row.system.uses.filter(is_active=True).count(),
        "waits": row.state == State.PROPOSED,
        "left": row.kind == Kind.LEFT,
    }
    return render(request, "register/secretariat/correction.html", context)


def _decide(request: PersonRequest, row: SystemCorrection, facts: dict[str, Any]) -> HttpResponse:
    answer = facts.get("answer", "")
    if row.kind == Kind.LEFT:
        asked = actions.note(correction=row, by=request.actor)
        words = "Kommunen bliver spurgt på sin forside." if asked else "Det er noteret. Ingen bliver spurgt."
    elif "decline" in request.POST:
        actions.decline(correction=row, answer=answer, by=request.actor)
        words = "Leverandøren kan læse, hvorfor registret ikke ændres."
    else:
        change = actions.take(correction=row, other=facts.get("other"), answer=answer, by=request.actor)
        if change is not None:
            messages.success(request, "Ændringen er foreslået. Se, hvad den berører, og bekræft den her.")
            return redirect("register:change", change.pk)
        words = "Systemet er noteret som udgået. Kommunerne ser det på deres lister."
    messages.success(request, words)
    return redirect("register:corrections")


@require_POST
@requires(P.OWN_SYSTEMS_REPORT)
def answer_use(request: PersonRequest, question_id: UUID) -> HttpResponse:
    """Take the municipality's answer to whether it still uses a system."""
    question = find(UseQuestion, question_id)
    try:
        actions.answer_use(question=question, answer=request.POST.get("answer", ""), by=request.actor)
    except MoveError as error:
        messages.error(request, error.reason)
    else:
        messages.success(request, "Tak for svaret.")
    return redirect("register:own_system", question.use_id)
