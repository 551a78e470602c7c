"""The forms of a report that is finished in Word."""

import json
from collections.abc import Sequence
from typing import Any

from django import forms

from audits.joint.everybody import Named


class CheckInForm(forms.Form):
    """The edited report."""

    file = forms.FileField(label="Den redigerede rapport", help_text="Word-fil (.docx), højst 25 MB.")
    note = forms.CharField(
        label="Hvad er rettet?",
        required=False,
        max_length=500,
        help_text="Kvalitetslæseren ser det sammen med forskellene.",
    )
    caught_up = forms.BooleanField(
        label="Det, der er ændret i sagen, siden rapporten blev hentet, står i filen",
        required=False,
    )
    named = forms.JSONField(required=False, widget=forms.HiddenInput)
    confirmed = forms.BooleanField(
        label="Jeg har set efter: alle modtagere må læse det, der nævnes",
        required=False,
        widget=forms.HiddenInput,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Show the confirmation where it was asked for."""
        super().__init__(*args, **kwargs)
        self.asked: list[Named] = []
        if self.data.get("named"):
            self.fields["confirmed"].widget = forms.CheckboxInput()

    def ask(self, named: Sequence[Named]) -> None:
        """Ask whether every recipient may read what is named; what is confirmed is just this."""
        self.asked = list(named)
        sent = {key: value for key, value in self.data.items() if key != "confirmed"}
        self.data = {**sent, "named": json.dumps([each.name for each in named])}
        self.fields["confirmed"].widget = forms.CheckboxInput()

    def confirmed_names(self) -> list[str]:
        """Return the names that were shown and confirmed; nothing where it is not confirmed."""
        names: Any = self.cleaned_data["named"]
        shown = names if isinstance(names, list) else []
        return [each for each in shown if isinstance(each, str)] if self.cleaned_data["confirmed"] else []
