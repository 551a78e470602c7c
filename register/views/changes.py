"""The secretariat's pages of changes at suppliers: propose, look at what is affected, confirm or give up."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from accounts.access import requires
from accounts.permissions import P
from register.access import find
from register.changing import actions
from register.changing.reading import affected_by
from register.forms.changes import ChangeForm, DropForm
from register.models import Supplier, SupplierChange
from register.views.lists import posted
from workflows.engine import MoveError

Kind, State = SupplierChange.Kind, SupplierChange.State


@requires(P.REGISTER_EDIT)
def propose(request: HttpRequest, supplier_id: UUID, kind: str) -> HttpResponse:
    """Note a change as a proposal, and go on to what it affects."""
    found = find(Supplier, supplier_id)
    if kind not in Kind.values:
        raise Http404
    form = ChangeForm(posted(request), kind=kind, supplier=found)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.propose(
                kind=kind,
                supplier=found,
                by=request.actor,  # type: ignore[attr-defined]
                **form.cleaned_data,
            )
        except MoveError as error:
            form.add_error(None, error.reason)
        else:
            return redirect("register:change", made.pk)
    context = {"supplier": found, "form": form, "title": Kind(kind).label}
    return render(request, "register/secretariat/change_form.html", context)


@requires(P.REGISTER_VIEW)
def change(request: HttpRequest, change_id: UUID) -> HttpResponse:
    """Show a change and what it affects, with the buttons that carry it out or give it up."""
    found = find(SupplierChange.objects.select_related("supplier", "other", "system"), change_id)
    is_open = found.state in (State.PROPOSED, State.CONFIRMED)
    context = {
        "change": found,
        "affected": affected_by(found) if is_open else [],
        "form": DropForm(),
        "is_open": is_open,
        "may_confirm": found.state == State.PROPOSED,
        "may_edit": request.actor.may(P.REGISTER_EDIT),  # type: ignore[attr-defined]
    }
    return render(request, "register/secretariat/change.html", context)


@require_POST
@requires(P.REGISTER_EDIT)
def confirm(request: HttpRequest, change_id: UUID) -> HttpResponse:
    """Confirm a proposal."""
    found = find(SupplierChange, change_id)
    try:
        done = actions.confirm(change=found, by=request.actor)  # type: ignore[attr-defined]
    except MoveError as error:
        messages.error(request, error.reason)
    else:
        later = done.state == State.CONFIRMED
        words = "Ændringen gennemføres på datoen." if later else "Ændringen er gennemført."
        messages.success(request, words)
    return redirect("register:change", found.pk)


@require_POST
@requires(P.REGISTER_EDIT)
def drop(request: HttpRequest, change_id: UUID) -> HttpResponse:
    """Give up a change, with the reason."""
    found = find(SupplierChange, change_id)
    form = DropForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Skriv, hvorfor ændringen opgives.")
        return redirect("register:change", found.pk)
    try:
        actions.drop(change=found, reason=form.cleaned_data["reason"], by=request.actor)  # type: ignore[attr-defined]
    except MoveError as error:
        messages.error(request, error.reason)
    else:
        messages.success(request, "Ændringen er opgivet.")
    return redirect("register:change", found.pk)


@require_POST
@requires(P.REGISTER_EDIT)
def group_contact(request: HttpRequest, supplier_id: UUID) -> HttpResponse:
    """Note that the group has been spoken to."""
    found = find(Supplier, supplier_id)
    actions.note_group_contact(parent=found.parent or found, by=request.actor)  # type: ignore[attr-defined]
    messages.success(request, "Det er noteret, at koncernen er kontaktet i dag.")
    return redirect("register:supplier", found.pk)
