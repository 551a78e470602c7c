"""Forms of the accounts room."""

from django import forms


class TakeUpForm(forms.Form):
    """Choose a password on taking up an invitation."""

    password = forms.CharField(
        label="Vælg en adgangskode",
        help_text="Mindst 12 tegn. Brug gerne en sætning, du kan huske.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
        max_length=200,
    )
