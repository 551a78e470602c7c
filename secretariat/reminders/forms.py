"""Forms of the reminders' rules."""

from typing import Any

from django import forms

from workflows.reminding import Source

BEFORE, AFTER = "before", "after"
MOST = 120


class RuleForm(forms.Form):
    """When whom is written to about one kind of matters."""

    days = forms.IntegerField(
        label="Arbejdsdage",
        min_value=0,
        max_value=MOST,
        widget=forms.NumberInput(attrs={"class": "input-char-4"}),
    )
    side = forms.ChoiceField(label="Hvornår", choices=[(BEFORE, "før fristen"), (AFTER, "efter fristen")])
    party = forms.ChoiceField(label="Til")

    def __init__(self, *args: Any, source: Source, **kwargs: Any) -> None:
        """Take a form's arguments, and the kind of matters whose parties can be chosen."""
        super().__init__(*args, **kwargs)
        self.fields["party"].choices = list(source.parties.items())  # type: ignore[attr-defined]

    @property
    def working_days(self) -> int:
        """Return the days after the deadline; negative before it."""
        days: int = self.cleaned_data["days"]
        return -days if self.cleaned_data["side"] == BEFORE else days
