"""Forms about the second factor and one's own sessions."""

from typing import Any

from django import forms

from accounts.forms import TakeUpForm


class CodeForm(forms.Form):
    """A code: six digits of an app or an e-mail, or eight of a recovery code."""

    code = forms.CharField(
        label="Kode",
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "input-char-11"}
        ),
    )


class PasswordForm(forms.Form):
    """One's password once more, before something is changed that guards the sign-in."""

    password = forms.CharField(
        label="Din adgangskode",
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, asked: bool = True, **kwargs: Any) -> None:
        """Take a form's arguments, and whether the password is asked for at all."""
        super().__init__(*args, **kwargs)
        if not asked:
            del self.fields["password"]


class NewPasswordForm(PasswordForm):
    """One's own password changed while signed in."""

    new_password = forms.CharField(
        label="Ny adgangskode",
        help_text=TakeUpForm.base_fields["password"].help_text,
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class SetUpForm(PasswordForm, CodeForm):
    """The first code of a new app, which shows that it has the secret."""

    field_order = ["code", "password"]
