"""Forms about findings across cases: the list of open ones, and the library of standard texts."""

from typing import Any

from django import forms

from audits.joint.models import Question
from audits.joint.open_findings import TURNS
from audits.joint.states import FindingKind


class OpenFindingsForm(forms.Form):
    """Search and filter of all findings that are followed up; unknown values fall back to all."""

    q = forms.CharField(label="Søg leverandør, system, sag eller forhold", required=False, max_length=200)
    venter = forms.ChoiceField(
        label="Venter på",
        required=False,
        choices=[("", "Alle åbne"), *((key, label) for key, (label, _) in TURNS.items())],
    )
    slags = forms.ChoiceField(label="Slags", required=False, choices=[("", "Alle"), *FindingKind.choices])
    overskredet = forms.BooleanField(label="Kun overskredne", required=False)
    mine = forms.BooleanField(label="Kun mine", required=False)
    leverandoer = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def value(self, name: str) -> Any:
        """Return what was chosen, or "" where it cannot be used."""
        self.is_valid()
        return self.cleaned_data.get(name) or ""


class StandardForm(forms.Form):
    """A standard text for findings."""

    objective = forms.ChoiceField(label="Kontrolmål", choices=Question.Objective.choices)
    kind = forms.ChoiceField(label="Slags", choices=FindingKind.choices)
    title = forms.CharField(label="Overskrift", max_length=200)
    text = forms.CharField(
        label="Hvad der er fundet", max_length=4000, widget=forms.Textarea(attrs={"rows": 5})
    )
    action = forms.CharField(
        label="Hvad leverandøren skal gøre",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Tom: det, slagsen kræver.",
    )
