"""How django-allauth behaves here: nobody signs up, and a sign-in counts on the site where it is made."""

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from accounts import limits, staying
from accounts.comings import note_refused, note_sign_in, note_too_many, person_of
from accounts.middleware import chosen_of, engagements_on_site, site_key
from accounts.models import Person
from accounts.request import VisitorRequest
from tenants.request import SiteRequest

logger = logging.getLogger(__name__)


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

    def is_safe_url(self, url: str) -> bool:
        """Return whether `next` leads to the host that was asked; a neighbour's is not one's own."""
        own, secure = self.request.get_host(), self.request.is_secure()
        return url_has_allowed_host_and_scheme(url, allowed_hosts={own}, require_https=secure)

    def get_login_stages(self) -> list[str]:
        """Return what stands between the right password and being signed in."""
        return ["accounts.second_factor.SecondFactorStage"]

    def authenticate(self, request: SiteRequest, **credentials: Any) -> Person | None:
        """Return the person, or None also where it has no work on this site: the answer is the same."""
        typed = str(credentials.get("email", ""))
        try:
            attempt = limits.attempt(request, "password", typed)
        except limits.TooManyError as limit:
            note_too_many(person_of(typed), request, "password", limit)
            logger.warning("Sign-in refused on %s: too many attempts", site_key(request))
            raise self.validation_error("too_many_login_attempts") from None
        person: Person | None = super().authenticate(request, **credentials)
        if person is None or chosen_of(engagements_on_site(request, person), request) is None:
            note_refused(person_of(typed), request, "password")
            raise ValidationError(self.error_messages["email_password_mismatch"])
        attempt.succeeded()
        return person

    def login(self, request: VisitorRequest, user: Person) -> None:
        """Sign in under a new session key and bind the session to this site and to the person's rights."""
        engagement = chosen_of(engagements_on_site(request, user), request)
        if engagement is None:  # ended while the code was looked for
            raise ImmediateHttpResponse(redirect("account_inactive"))
        super().login(request, user)
        staying.begin(request, engagement, site_key(request))
        note_sign_in(user, engagement, request)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send mail with the address of the site that was asked, from a template of ours."""
        super().send_mail(template_prefix, email, context)
