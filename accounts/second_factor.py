"""The step between the right password and being signed in: show the second factor."""

from typing import Any, cast

from allauth.account.internal.stagekit import clear_login
from allauth.account.stages import LoginStage, LoginStageController
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts import emailcode, factors, limits
from accounts.access import open_to_all
from accounts.comings import note_refused, note_too_many
from accounts.factor_forms import CodeForm
from accounts.middleware import site_key
from accounts.models import Person
from accounts.request import VisitorRequest
from workflows.actors import Actor


class SecondFactorStage(LoginStage):
    """A stage of django-allauth's sign-in; what it keeps stands in the visitor's session, bound to the host.

    request.mailbox_proven says that the link of an invitation has just been used, which shows as much as
    a code by e-mail does.
    """

    key = "second_factor"
    urlname = "second_factor"

    def handle(self) -> tuple[HttpResponse | None, bool]:
        """Go on where nothing is asked for, else to the page that asks."""
        person = cast(Person, self.login.user)
        asked = factors.asked_at_sign_in(self.request.site, person)
        if asked == factors.EMAIL and getattr(self.request, "mailbox_proven", False):
            self.request.factor_shown, asked = factors.EMAIL, ""
        if not asked:
            return None, True
        self.state.update(asked=asked, place=site_key(self.request), stamp=person.get_session_auth_hash())
        if asked == factors.EMAIL:
            try:
                emailcode.send(self)
            except limits.TooManyError:
                messages.error(self.request, too_many())
        return redirect(self.urlname), True


def too_many() -> str:
    """Return what is said past a limit; the same for everybody."""
    return _("For mange forsøg. Vent fem minutter, og prøv igen.")


@open_to_all
def second_factor(request: VisitorRequest) -> HttpResponse:
    """Ask for the code of the app, a recovery code, or the code that was sent."""
    stage = _stage(request)
    if stage is None:
        messages.warning(request, _("Der gik for lang tid. Begynd forfra med e-mail og adgangskode."))
        return redirect("account_login")
    if request.method == "POST" and "again" in request.POST and stage.state["asked"] == factors.EMAIL:
        return _send_again(request, stage)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        refused = _check(request, stage, form.cleaned_data["code"])
        if not refused:
            return cast(HttpResponse, stage.exit())
        form.add_error("code", refused)
    context: dict[str, Any] = {"form": form, "asked": stage.state["asked"], "email": stage.login.user.email}
    return render(request, "account/second_factor.html", context)


def _stage(request: VisitorRequest) -> LoginStage | None:
    """The sign-in that waits for a code; begun on this host, with the password that is still the person's."""
    stage = LoginStageController.enter(request, SecondFactorStage.key)
    if stage is None:
        return None
    begun_here = stage.state.get("place") == site_key(request)
    if begun_here and stage.state.get("stamp") == stage.login.user.get_session_auth_hash():
        return cast(LoginStage, stage)
    clear_login(request)
    return None


def _send_again(request: VisitorRequest, stage: LoginStage) -> HttpResponse:
    try:
        emailcode.send(stage)
    except limits.TooManyError:
        messages.error(request, too_many())
    else:
        messages.success(request, _("En ny kode er sendt. Den gamle virker ikke længere."))
    return redirect(SecondFactorStage.urlname)


def _check(request: VisitorRequest, stage: LoginStage, code: str) -> str:
    """Return nothing for a right code, else why not."""
    person = stage.login.user
    try:
        attempt = limits.attempt(request, "code", str(person.pk))
    except limits.TooManyError as limit:
        note_too_many(person, request, "code", limit)
        return too_many()
    shown = _shown(request, stage, person, factors.plain(code))
    if not shown:
        note_refused(person, request, "code")
        return _("Koden er forkert, brugt eller for gammel.")
    attempt.succeeded()
    request.factor_shown = shown
    if shown == factors.RECOVERY:
        left = sum(not used for _code, used in factors.recovery_codes(person.pk))
        messages.warning(request, _("Du brugte en nødkode. Der er %(n)d tilbage.") % {"n": left})
    return ""


def _shown(request: VisitorRequest, stage: LoginStage, person: Person, code: str) -> str:
    if stage.state["asked"] == factors.EMAIL:
        return factors.EMAIL if emailcode.use(stage, code) else ""
    if factors.use_app_code(person, code):
        return factors.APP
    place = request.municipality.name if request.municipality else ""
    by = Actor(person.id, person.name, place)
    return factors.RECOVERY if factors.use_recovery_code(person, code, by=by) else ""
