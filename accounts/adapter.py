"""How django-allauth behaves here: nobody signs up, and a sign-in counts on the site where it is made."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import ValidationError

from accounts.middleware import SITE_KEY, chosen_of, engagements_on_site, site_key
from accounts.models import Person
from tenants.request import SiteRequest


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in with our rules."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "E-mail eller adgangskode er forkert.",
        "too_many_login_attempts": "For mange forsøg. Vent fem minutter, og prøv igen.",
    }

    def is_open_for_signup(self, request: SiteRequest) -> bool:
        """Return False: people come by invitation."""
        return False

    def authenticate(self, request: SiteRequest, **credentials: Any) -> Person | None:
        """Return the person, or None also where it has no work on this site: the answer is the same."""
        person: Person | None = super().authenticate(request, **credentials)
        if person is not None and chosen_of(engagements_on_site(request, person), request) is None:
            self.authentication_failed(request, **credentials)
            raise ValidationError(self.error_messages["email_password_mismatch"])
        return person

    def login(self, request: SiteRequest, user: Person) -> None:
        """Sign in and bind the session to this site."""
        super().login(request, user)
        request.session[SITE_KEY] = site_key(request)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send mail with the address of the site that was asked, from a template of ours."""
        super().send_mail(template_prefix, email, context)
