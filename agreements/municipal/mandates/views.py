"""Pages of contacts and mandates."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.access import requires
from accounts.permissions import P
from accounts.reading import hand_out
from accounts.request import MunicipalityRequest
from agreements.municipal.access import get_agreement
from agreements.municipal.listsheets import mandates_sheet
from agreements.municipal.mandates import actions
from agreements.municipal.mandates.access import contacts_of, get_mandate, mandates
from agreements.municipal.mandates.forms import ContactsForm, MandateForm, RevokeForm
from agreements.municipal.mandates.models import Mandate, OwnContacts
from agreements.municipal.models import Agreement
from documents.checks.refusal import RefusedFileError
from register.views.lists import posted
from secretariat.pagekit.workbook import as_download
from workflows.engine import NotPossibleError


def _stands(agreement: Agreement | None) -> dict[str, Any]:
    row = OwnContacts.objects.filter(agreement=agreement).values().first()
    return dict(row) if row else {}


def _contacts(request: MunicipalityRequest, agreement: Agreement | None) -> HttpResponse:
    form = ContactsForm(posted(request), initial=_stands(agreement))
    if request.method == "POST" and form.is_valid():
        actions.name_contacts(contacts=form.contacts(), agreement=agreement, by=request.actor)
        messages.success(request, "Kontaktperson og underskriver er gemt.")
        return (
            redirect("agreements:agreement", agreement.id) if agreement else redirect("agreements:mandates")
        )
    default = asdict(contacts_of(None)) if agreement else None
    context = {"agreement": agreement, "form": form, "default": default}
    return render(request, "agreements/municipality/contacts.html", context)


@requires(P.OWN_AGREEMENTS_CHOOSE)
def contacts(request: MunicipalityRequest) -> HttpResponse:
    """Name who stands for the municipality in all its agreements."""
    return _contacts(request, None)


@requires(P.OWN_AGREEMENTS_CHOOSE)
def agreement_contacts(request: MunicipalityRequest, agreement_id: UUID) -> HttpResponse:
    """Name who stands for the municipality in one agreement."""
    return _contacts(request, get_agreement(agreement_id))


def state_of(mandate: Mandate) -> tuple[str, str]:
    """Return where a mandate stands today, as label and tone."""
    today = timezone.localdate()
    if mandate.revoked_at:
        return "kaldt tilbage", "error"
    if mandate.valid_from > today:
        return "gælder ikke endnu", "waiting"
    if mandate.valid_until and mandate.valid_until < today:
        return "udløbet", "neutral"
    return "gælder", "success"


@requires(P.OWN_VIEW)
def list_mandates(request: MunicipalityRequest) -> HttpResponse:
    """Show who stands for the municipality, and its mandates; `form=excel` gives the mandates."""
    rows = [(each, *state_of(each)) for each in mandates()]
    if request.GET.get("form") == "excel":
        return as_download(mandates_sheet((each, label) for each, label, _ in rows), "fuldmagter.xlsx")
    context = {
        "rows": rows,
        "contacts": contacts_of(None),
        "may_give": request.actor.may(P.OWN_DECIDE),
        "may_name": request.actor.may(P.OWN_AGREEMENTS_CHOOSE),
    }
    return render(request, "agreements/municipality/mandates.html", context)


def _give(request: MunicipalityRequest, agreement: Agreement | None) -> HttpResponse:
    form = MandateForm(posted(request), request.FILES or None, initial={"valid_from": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.give_mandate(
                given=form.given(), agreement=agreement, received=form.cleaned_data["file"], by=request.actor
            )
        except RefusedFileError as error:
            form.add_error("file", str(error))
        except NotPossibleError as error:
            form.add_error("file", error.reason)
        else:
            messages.success(request, "Fuldmagten er registreret.")
            return (
                redirect("agreements:agreement", agreement.id)
                if agreement
                else redirect("agreements:mandates")
            )
    return render(
        request, "agreements/municipality/mandate_give.html", {"agreement": agreement, "form": form}
    )


@requires(P.OWN_DECIDE)
def give_mandate(request: MunicipalityRequest) -> HttpResponse:
    """Record a mandate for all agreements."""
    return _give(request, None)


@requires(P.OWN_DECIDE)
def give_agreement_mandate(request: MunicipalityRequest, agreement_id: UUID) -> HttpResponse:
    """Record a mandate for one agreement."""
    return _give(request, get_agreement(agreement_id))


@requires(P.OWN_DECIDE)
def revoke_mandate(request: MunicipalityRequest, mandate_id: UUID) -> HttpResponse:
    """Take a mandate back."""
    found = get_mandate(mandate_id)
    form = RevokeForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.revoke_mandate(mandate=found, reason=form.cleaned_data["reason"], by=request.actor)
        except NotPossibleError as error:
            messages.info(request, error.reason)
        else:
            messages.success(request, "Fuldmagten er kaldt tilbage.")
        return redirect("agreements:mandates")
    return render(request, "agreements/municipality/mandate_revoke.html", {"mandate": found, "form": form})


@requires(P.OWN_VIEW)
def mandate_file(request: MunicipalityRequest, mandate_id: UUID) -> HttpResponseBase:
    """Give the signed mandate."""
    found = get_mandate(mandate_id)
    return hand_out(request, found.file, about=found)
