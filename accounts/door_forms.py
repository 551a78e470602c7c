"""The door's forms: django-allauth's, with a label above each box instead of words in it."""

from typing import Any

from allauth.account.forms import LoginForm, ResetPasswordForm, ResetPasswordKeyForm
from django import forms

from accounts.forms import TakeUpForm


def _without_placeholders(form: forms.Form) -> None:
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)


class SignInForm(LoginForm):
    """E-mail and password; the page itself has the link for who has forgotten."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take a form's arguments."""
        super().__init__(*args, **kwargs)
        _without_placeholders(self)
        self.fields["password"].help_text = ""


class ForgottenForm(ResetPasswordForm):
    """Where to send the link for a new password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take a form's arguments."""
        super().__init__(*args, **kwargs)
        _without_placeholders(self)


class NewPasswordForm(ResetPasswordKeyForm):
    """A new password, asked for with the same words as the first one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take a form's arguments."""
        super().__init__(*args, **kwargs)
        _without_placeholders(self)
        self.fields["password1"].help_text = TakeUpForm.base_fields["password"].help_text
