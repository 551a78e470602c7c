"""Forms of a case's concept."""

from django import forms

from audits.joint.forms.secretariat import REASON
from audits.joint.states import CONCEPTS


class ConceptForm(forms.Form):
    """The concept, and why a lower one than recommended is enough."""

    concept = forms.TypedChoiceField(label="Tilsynskoncept", choices=CONCEPTS, coerce=int)
    reason = forms.CharField(
        label="Begrundelse for et lavere koncept end det anbefalede",
        required=False,
        max_length=2000,
        widget=REASON,
        help_text="Kommer til at stå i rapporten. Nævn ikke en enkelt kommune.",
    )


class LowerAnswerForm(forms.Form):
    """The leader's answer."""

    answer = forms.CharField(
        label="Bemærkning (ved afslag: hvorfor)", required=False, max_length=2000, widget=REASON
    )
