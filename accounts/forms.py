"""Forms of the accounts room."""

from typing import Any

from django import forms
from django.utils.text import capfirst

from accounts.roles import WHO_GIVES, may_give, roles_of_site
from workflows.actors import Actor


class TakeUpForm(forms.Form):
    """Choose a password on taking up an invitation."""

    password = forms.CharField(
        label="Vælg en adgangskode",
        help_text="Mindst 12 tegn. Brug gerne en sætning, du kan huske.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
        max_length=200,
    )


class InviteForm(forms.Form):
    """Invite somebody to one's own organisation, in those roles of its site that are `by`'s to give."""

    name = forms.CharField(label="Navn", max_length=150)
    email = forms.EmailField(label="E-mail", widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    phone = forms.CharField(label="Telefon", max_length=30, required=False)
    title = forms.CharField(label="Stilling", max_length=100, required=False)
    roles = forms.MultipleChoiceField(label="Roller", widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, site: str, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given = [role for role in roles_of_site(site) if may_give(role, by)]
        choices = [(role.key, f"{capfirst(role.name)}: {role.sentence}") for role in given]
        if len(given) < len(roles_of_site(site)):
            self.fields["roles"].help_text = WHO_GIVES
        self.fields["roles"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.fields["roles"].initial = [choices[0][0]]


class LostForm(forms.Form):
    """Whose second factor is taken away."""

    email = forms.EmailField(label="Personens e-mail", widget=forms.EmailInput(attrs={"autocomplete": "off"}))
