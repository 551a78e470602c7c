"""The form by which a year's plan is put before the members."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from secretariat.pagekit.forms import DanishDateField


class PresentForm(forms.Form):
    """Which year, by when it should be adopted, and what is written to the members."""

    year = forms.IntegerField(
        label="År", min_value=2022, max_value=2100, widget=forms.NumberInput(attrs={"class": "input-char-4"})
    )
    due = DanishDateField(label="Tiltrædes senest", help_text="Fx 31.1.2027.")
    note = forms.CharField(
        label="Til kommunerne",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Står over planen hos hver kommune.",
    )
    whom = forms.ChoiceField(
        label="Hvem",
        choices=[("alle", "Alle medlemmer"), ("mangler", "Kun dem, planen ikke er nået til")],
        initial="alle",
        widget=forms.RadioSelect,
        help_text="En kommune, der har tiltrådt årets plan, beholder den. Hos de øvrige laves forslaget "
        "på ny.",
    )
    use_required_attribute = False

    def clean_due(self) -> date:
        """The day lies ahead."""
        due: date = self.cleaned_data["due"]
        if due <= timezone.localdate():
            raise forms.ValidationError("Skriv en dato, der ligger efter i dag.")
        return due

    def clean_year(self) -> Any:
        """A plan is for a year that is not over."""
        year = self.cleaned_data["year"]
        if year < timezone.localdate().year:
            raise forms.ValidationError("Året er gået.")
        return year
