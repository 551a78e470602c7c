"""What a municipality fills in about a finding."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from audits.municipal.forms import LongText
from audits.municipal.states import Response
from secretariat.pagekit.forms import DanishDateField

RISK = "hvis-risiko"


class ResponseRadios(forms.RadioSelect):
    """The response; with JavaScript the questions about a risk show only when it is accepted."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return an option; accepting the risk names the part of the page that belongs to it."""
        option = super().create_option(name, value, *args, **kwargs)
        if value == Response.ACCEPT:
            option["attrs"]["data-controls"] = f"#{RISK}"
        return option


class StandForm(forms.Form):
    """What the municipality does about a finding."""

    response = forms.ChoiceField(
        label="Hvad gør I ved forholdet?", choices=Response.choices, widget=ResponseRadios
    )
    owner = forms.CharField(
        label="Hvem accepterer risikoen?", required=False, max_length=200, help_text="Navn og stilling."
    )
    until = DanishDateField(
        label="Risikoen accepteres til",
        required=False,
        help_text="I får en påmindelse, før datoen kommer. Fx 12.3.2027.",
    )
    reason = LongText(
        label="Begrundelse", max_length=4000, help_text="Læses kun i kommunen. Sekretariatet ser den ikke."
    )
    journal_number = forms.CharField(
        label="Journalnummer",
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"class": "input-char-27"}),
    )
    use_required_attribute = False

    def clean_until(self) -> date | None:
        """The day lies ahead."""
        day: date | None = self.cleaned_data["until"]
        if day is not None and day <= timezone.localdate():
            raise forms.ValidationError("Skriv en dato, der ligger efter i dag.")
        return day

    def clean(self) -> dict[str, Any]:
        """Ask for what an accepted risk needs, at the field where it is missing."""
        given = super().clean() or self.cleaned_data
        if given.get("response") == Response.ACCEPT:
            if not given.get("owner"):
                self.add_error("owner", "Skriv, hvem der accepterer risikoen.")
            if not given.get("until") and "until" not in self.errors:
                self.add_error("until", "Skriv, hvor længe risikoen accepteres.")
        return given


class EndForm(forms.Form):
    """Why a stand is taken back."""

    reason = LongText(label="Hvorfor trækker I det tilbage?", max_length=2000)


class FindingRemarkForm(forms.Form):
    """The DPO's remark on a finding."""

    text = LongText(label="Bemærkning", max_length=4000)
