"""Forms of a municipality about its own systems."""

from django import forms

from register.forms.fields import CountField
from register.portfolio.spelling import tidy


class SubjectsForm(forms.Form):
    """The number of data subjects of one system."""

    count = CountField(required=False)


class StopForm(forms.Form):
    """That a system is no longer used, and since when or why."""

    reason = forms.CharField(
        label="Bemærkning",
        required=False,
        max_length=500,
        help_text="Fx hvornår I holdt op, eller hvad der er kommet i stedet.",
    )


class MissingForm(forms.Form):
    """A system that the municipality uses and does not find in its list."""

    name = forms.CharField(label="Systemets navn", max_length=200)
    supplier_name = forms.CharField(label="Leverandør", max_length=200, required=False)
    count = CountField(required=False)
    note = forms.CharField(
        label="Bemærkning", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean_name(self) -> str:
        """The name with single spaces."""
        return tidy(self.cleaned_data["name"])
