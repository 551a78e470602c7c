"""What follows many decisions: journal numbers, and the reports with their titles in one zip."""

from django import forms
from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.access import requires
from accounts.permissions import P
from accounts.request import MunicipalityRequest
from audits.municipal.answers import answers_conflicts, attempt
from audits.municipal.forms import LongText
from audits.municipal.journalling import (
    LONGEST,
    Pasted,
    pack_reports,
    read_pasted,
    set_journal_numbers,
    title_of,
)
from audits.municipal.models import ReceivedSystem
from audits.municipal.picking import picked
from documents.packing import Packing
from register.views.lists import amount


class PasteForm(forms.Form):
    """A list from a spreadsheet, or one number for all."""

    same = forms.CharField(label="Samme nummer for alle", required=False, max_length=LONGEST)
    pasted = LongText(
        label="Indsæt en liste",
        required=False,
        max_length=100_000,
        rows=4,
        help_text="Fra et regneark: system og nummer i hver sin kolonne, eller et nummer pr. linje.",
    )


class NumbersForm(forms.Form):
    """A field for the number of each system."""

    def __init__(self, *args: object, systems: list[ReceivedSystem], **kwargs: object) -> None:
        """Make a field for each of `systems`, filled in with the number it has."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for each in systems:
            self.fields[str(each.id)] = forms.CharField(
                label=f"Journalnummer for {each.name}",
                required=False,
                max_length=LONGEST,
                initial=each.journal_number,
                widget=forms.TextInput(attrs={"class": "input-char-27", "autocomplete": "off"}),
            )


@requires(P.OWN_DECIDE, P.OWN_ASK)
@answers_conflicts
def journal(request: MunicipalityRequest) -> HttpResponse:
    """Ask for the journal number of each picked decision; a pasted list is filled in first, not stored."""
    systems = picked(request)
    if not systems:
        messages.info(request, "Vælg først, hvilke systemer der skal have et journalnummer.")
        return redirect("audits:list")
    saving = "gem" in request.POST
    numbers = NumbersForm(request.POST if saving else None, systems=systems, prefix="nr")
    paste, pasted = PasteForm(request.POST if "udfyld" in request.POST else None), Pasted()
    if "udfyld" in request.POST and paste.is_valid():
        pasted = _filled_in(paste, numbers, systems)
    if saving and numbers.is_valid():
        given = {each.id: numbers.cleaned_data[str(each.id)] for each in systems}

        def act() -> int:
            return set_journal_numbers(by=request.actor, numbers=given)

        changed = attempt(request, act)
        if changed is not None:
            messages.success(request, f"Journalnummer gemt for {amount(changed, 'system', 'systemer')}.")
            return redirect("audits:list")
    context = {
        "rows": [(each, title_of(each), numbers[str(each.id)]) for each in systems],
        "numbers": numbers,
        "paste": paste,
        "unknown": pasted.unknown,
        "filled": len(pasted.numbers),
    }
    return render(request, "audits/municipality/journal.html", context)


def _filled_in(paste: PasteForm, numbers: NumbersForm, systems: list[ReceivedSystem]) -> Pasted:
    """Put what was pasted into the fields, to be looked at before it is stored."""
    found = read_pasted(paste.cleaned_data["pasted"], systems)
    if same := paste.cleaned_data["same"]:
        found.numbers = {each.id: same for each in systems} | found.numbers
    for key, number in found.numbers.items():
        numbers.initial[str(key)] = number
    return found


@requires(P.OWN_VIEW)
def reports(request: MunicipalityRequest) -> HttpResponseBase:
    """Give the reports of the picked decisions as one zip, made on disk and streamed."""
    systems = picked(request)
    if not systems:
        messages.info(request, "Vælg først, hvilke systemer I vil hente rapporter for.")
        return redirect("audits:list")
    with Packing() as packing:
        pack_reports(packing, systems, by=request.actor)
        packing.close()
        made = packing.path.open("rb")  # lives on after the name is gone, until it has been sent
    name = f"tilsynsrapporter-{timezone.localdate():%Y-%m-%d}.zip"
    response = FileResponse(made, as_attachment=True, filename=name, content_type="application/zip")
    response["Cache-Control"] = "private, no-store"
    return response
