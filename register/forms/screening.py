"""Forms of the screening queue."""

from typing import Any

from django import forms

from register.forms.lists import ListForm
from register.forms.register import AssessmentForm
from register.models import Screening

SHOWN = [
    ("", "Mangler svar"),
    ("forslag", "Kommunerne er enige"),
    ("uenige", "Kommunerne er uenige"),
    ("modsagt", "Svar, som kommunerne modsiger"),
    ("svaret", "Har fået svar"),
]


class QueueForm(ListForm):
    """Search in the queue, and which part of it."""

    vis = forms.ChoiceField(label="Vis", required=False, choices=SHOWN)
    field_order = ["q", "vis", "orden"]


class ScreenForm(AssessmentForm):
    """One system's answer, which must be given, with what the system holds."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask for one of the five answers."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["screening"]
        field.required, field.label = True, "Er der en databehandler?"
        field.widget = forms.RadioSelect()
        field.choices = Screening.choices
        reason: Any = self.fields["screening_reason"]
        reason.required, reason.error_messages["required"] = True, "Skriv, hvad svaret bygger på."

    @property
    def answer_fields(self) -> list[forms.BoundField]:
        """The answer and its reason; what the system holds stands folded below."""
        return [self[name] for name in self.fields if name.startswith("screening")]

    @property
    def fact_fields(self) -> list[forms.BoundField]:
        """What the system holds, where the secretariat knows it."""
        return [self[name] for name in self.fields if not name.startswith("screening")]


class BulkForm(forms.Form):
    """One answer with one reason for the marked systems."""

    answer = forms.ChoiceField(label="Svar", choices=[("", "Vælg"), *Screening.choices], required=False)
    reason = forms.CharField(
        label="Begrundelse", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
