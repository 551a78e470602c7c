"""The form that begins a new version of a text."""

from django import forms

from secretariat.pagekit.forms import DanishDateField


class VersionForm(forms.Form):
    """Why there is to be a new version, and from when it is to apply at the earliest."""

    reason = forms.CharField(
        label="Hvorfor skal der være en ny version?",
        max_length=2000,
        help_text="Fx »Leverandøren flytter driften, og bilag C skal ændres«.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    applies_from = DanishDateField(
        label="Gælder tidligst fra",
        required=False,
        help_text="Skrives i tillægget. Tom, hvis det gælder, så snart begge parter har underskrevet.",
    )
