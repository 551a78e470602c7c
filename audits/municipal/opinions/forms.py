"""What is filled in to ask a system owner, and what the owner fills in."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from audits.municipal.forms import LongText
from audits.municipal.models import ReceivedSystem
from secretariat.pagekit.forms import DanishDateField


class AskOwnerForm(forms.Form):
    """Which system, whom to ask, what, and by when."""

    system = forms.ChoiceField(label="System")
    name = forms.CharField(label="Systemejerens navn", max_length=150)
    email = forms.EmailField(
        label="E-mail",
        max_length=254,
        help_text="Får et personligt link til det, rapporten siger om systemet.",
        widget=forms.EmailInput(attrs={"list": "kolleger", "autocomplete": "off"}),
    )
    answer_by = DanishDateField(label="Svar ønskes senest")
    question = LongText(
        label="Spørgsmål",
        required=False,
        max_length=2000,
        rows=3,
        help_text="Fx: Kan I leve med fristen den 15. januar?",
    )
    use_required_attribute = False

    def __init__(self, *args: Any, systems: list[ReceivedSystem], **kwargs: Any) -> None:
        """Offer the systems that wait for a decision."""
        super().__init__(*args, **kwargs)
        field = self.fields["system"]
        field.choices = [(str(each.id), each.name) for each in systems]  # type: ignore[attr-defined]
        if len(systems) == 1:
            field.initial, field.widget = str(systems[0].id), forms.HiddenInput()

    def clean_answer_by(self) -> date:
        """The day is not past."""
        day: date = self.cleaned_data["answer_by"]
        if day < timezone.localdate():
            raise forms.ValidationError("Skriv en dato, der ikke er passeret.")
        return day


class OpinionForm(forms.Form):
    """What the system owner says, and who it is."""

    text = LongText(label="Din udtalelse", max_length=4000, rows=8)
    name = forms.CharField(label="Dit navn", max_length=150)
    use_required_attribute = False
