"""The door's forms: django-allauth's, with a label above each box instead of words in it."""

from typing import Any, cast

from allauth.account.forms import LoginForm, ResetPasswordForm, ResetPasswordKeyForm
from allauth.core import context
from django import forms
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts import factors, limits
from accounts.forms import TakeUpForm
from accounts.models import Person, Session
from accounts.second_factor import too_many
from workflows.actors import Actor
from workflows.log import record


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
    """Where to send the link for a new password. Whether somebody has the address is not to be seen."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take a form's arguments."""
        super().__init__(*args, **kwargs)
        _without_placeholders(self)

    def clean_email(self) -> str:
        """Return the address; no mailbox is filled, and who asks for another's too often must wait."""
        try:
            limits.attempt(context.request, "mail", self.cleaned_data["email"])
        except limits.TooManyError:
            raise forms.ValidationError(too_many()) from None
        return cast(str, super().clean_email())

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """Send the link. For an address that nobody has the same work is done, and thrown away.

        The outer transaction is there to be committed either way, which takes its time.
        """
        known = bool(self.users)  # type: ignore[has-type]
        if not known:
            self.users = [Person(email=self.cleaned_data["email"], password=make_password(None))]
        with transaction.atomic(), transaction.atomic():
            super().save(request, **kwargs)
            if not known:
                transaction.set_rollback(True)
        return cast(str, self.cleaned_data["email"])


class NewPasswordForm(ResetPasswordKeyForm):
    """A new password, asked for with the same words as the first one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take a form's arguments."""
        super().__init__(*args, **kwargs)
        _without_placeholders(self)
        self.fields["password1"].help_text = TakeUpForm.base_fields["password"].help_text

    @transaction.atomic
    def save(self) -> None:
        """Store the new password, end the person's sessions everywhere, and tell the person."""
        super().save()
        person = self.user
        Session.objects.filter(person=person).delete()
        record(person, "choose_new_password", by=Actor(person.id, person.name, ""))
        factors.tell(person, _("Der er valgt en ny adgangskode til din adgang."))
