"""The forms of objections to a sent report."""

from django import forms
from django.utils.translation import gettext_lazy as _

from audits.joint.models import ReportObjection


class ObjectionForm(forms.Form):
    """What the supplier finds wrong in the report."""

    text = forms.CharField(
        label=_("Hvad er forkert i rapporten?"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6})
    )


class DecisionForm(forms.Form):
    """What an objection leads to, and why."""

    outcome = forms.ChoiceField(
        label="Afgørelse", choices=ReportObjection.Outcome.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label="Begrundelse",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Sendes til leverandøren og alle kommuner, der har rapporten.",
    )
