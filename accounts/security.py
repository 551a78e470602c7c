"""»Min sikkerhed«: one's own second factor, recovery codes and sign-ins. All of it runs as the door."""

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import actions, factors, limits, staying
from accounts.access import requires
from accounts.factor_forms import NewPasswordForm, PasswordForm, SetUpForm
from accounts.models import Person
from accounts.request import PersonRequest, VisitorRequest
from accounts.sealing import seal, unseal
from accounts.second_factor import too_many
from accounts.sessions import SessionStore
from workflows.actors import Actor
from workflows.log import record

SECRET_KEY = "factor_secret"  # noqa: S105 - where the session keeps a new app's secret, sealed
SHOW_KEY = "codes_to_keep"  # the session that made recovery codes shows them until they are kept


def _person(request: VisitorRequest) -> Person:
    return cast(Person, request.user)


def _actor(request: VisitorRequest) -> Actor:
    return cast(Actor, request.actor or request.halfway)


def _onward(request: VisitorRequest) -> str:
    """Where to go afterwards: the page that was asked for, on this host."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    own = {request.get_host()}
    return wanted if url_has_allowed_host_and_scheme(wanted, own, request.is_secure()) else ""


def _password_refused(request: VisitorRequest, form: PasswordForm) -> str:
    """Return nothing where the password was not asked for or is right, else why not."""
    if "password" not in form.fields:
        return ""
    try:
        attempt = limits.attempt(request, "password", _person(request).email)
    except limits.TooManyError:
        return too_many()
    if not _person(request).check_password(form.cleaned_data["password"]):
        return _("Adgangskoden er forkert.")
    attempt.succeeded()
    return ""


@requires()
def overview(request: PersonRequest) -> HttpResponse:
    """Show what guards one's sign-in, and where one is signed in."""
    codes = factors.recovery_codes(request.actor.id)
    context = {
        "app": factors.app_of(request.actor.id),
        "demanded": factors.demanded(request.site),
        "email_code": factors.demanded(request.site) and factors.email_code_on(request.site),
        "codes": codes,
        "codes_left": sum(not used for _code, used in codes),
        "sessions": staying.others(request),
        "here": cast(SessionStore, request.session).stored_key,
    }
    return render(request, "accounts/security.html", context)


@requires(halfway=True)
def app(request: VisitorRequest) -> HttpResponse:
    """Show the secret of a new app, and set it up with its first code."""
    person = _person(request)
    if factors.app_of(person.pk):
        return _already(request)
    form = SetUpForm(request.POST or None, asked=not staying.fresh(request))
    sealed = request.session.get(SECRET_KEY)
    if request.method == "POST" and sealed and form.is_valid():
        refused = _password_refused(request, form)
        if refused:
            form.add_error("password", refused)
        elif _set_up(request, form, unseal(sealed)):
            return redirect(f"{resolve_url('security_codes')}?{urlencode({'next': _onward(request)})}")
    if not sealed:
        sealed = request.session[SECRET_KEY] = seal(factors.new_secret())
    secret = unseal(sealed)
    context: dict[str, Any] = {
        "form": form,
        "key": factors.spaced(secret),
        "picture": factors.picture(person, secret),
        "halfway": request.halfway is not None,
        "next": _onward(request),
    }
    return render(request, "accounts/security_app.html", context)


def _already(request: VisitorRequest) -> HttpResponse:
    if request.actor:
        return redirect("security")
    # Set up elsewhere since this session began: it has not shown the app's code, so it signs in again.
    return render(request, "accounts/security_again.html", status=403)


def _set_up(request: VisitorRequest, form: SetUpForm, secret: str) -> bool:
    person = _person(request)
    try:
        attempt = limits.attempt(request, "code", str(person.pk))
    except limits.TooManyError:
        form.add_error("code", too_many())
        return False
    code = form.cleaned_data["code"]
    try:
        right = factors.set_up(person=person, secret=secret, code=code, by=_actor(request))
    except factors.AlreadySetUpError:
        form.add_error("code", _("Der er sat en app op i mellemtiden. Log ind igen."))
        return False
    if not right:
        form.add_error(
            "code", _("Koden passer ikke. Vent, til appen viser en ny, og se, om telefonens ur går rigtigt.")
        )
        return False
    attempt.succeeded()
    del request.session[SECRET_KEY]
    request.session[staying.FACTOR_KEY] = factors.APP
    request.session[SHOW_KEY] = True
    request.session.cycle_key()
    staying.end_others(request)
    messages.success(request, _("Totrinsbekræftelse er slået til."))
    return True


@requires()
def password(request: PersonRequest) -> HttpResponse:
    """Change one's own password; other sign-ins end, this one stays."""
    form = NewPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        refused = _password_refused(request, form)
        if refused:
            form.add_error("password", refused)
        elif _changed(request, form):
            messages.success(request, _("Din adgangskode er skiftet, og du er logget ud alle andre steder."))
            return redirect("security")
    return render(request, "accounts/security_password.html", {"form": form})


def _changed(request: PersonRequest, form: NewPasswordForm) -> bool:
    try:
        actions.change_password(
            by=request.actor, person=_person(request), password=form.cleaned_data["new_password"]
        )
    except ValidationError as error:
        form.add_error("new_password", error)
        return False
    update_session_auth_hash(request, _person(request))
    staying.end_others(request)
    return True


@requires()
def app_remove(request: PersonRequest) -> HttpResponse:
    """Ask, and take away one's own app with its recovery codes."""
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        refused = _password_refused(request, form)
        if not refused:
            factors.remove(person=_person(request), by=request.actor)
            if request.session.get(staying.FACTOR_KEY) in (factors.APP, factors.RECOVERY):
                # The app was shown in this session; where a mailed code does from now on, that is enough.
                request.session[staying.FACTOR_KEY] = factors.EMAIL * factors.email_code_on(request.site)
            staying.end_others(request)
            messages.success(request, _("Totrinsbekræftelse er slået fra."))
            return redirect("security")
        form.add_error("password", refused)
    return render(request, "accounts/security_app_remove.html", {"form": form})


@requires()
def codes(request: PersonRequest) -> HttpResponse:
    """Show new recovery codes until they are kept; else which are used, and make new ones."""
    held = factors.recovery_codes(request.actor.id)
    if not held:
        raise Http404
    form = PasswordForm(request.POST or None, asked=not staying.fresh(request))
    if request.method == "POST" and (form.is_valid() or not form.fields):
        refused = _password_refused(request, form)
        if not refused:
            factors.make_codes_anew(person=_person(request), by=request.actor)
            request.session[SHOW_KEY] = True
            return redirect("security_codes")
        form.add_error("password", refused)
    shown = bool(request.session.get(SHOW_KEY))
    context = {"form": form, "codes": held, "shown": shown, "next": _onward(request)}
    return render(request, "accounts/security_codes.html", context)


@requires()
def codes_file(request: PersonRequest) -> HttpResponse:
    """Give the new recovery codes as a text to keep; after that there is nothing to get (404)."""
    if not request.session.get(SHOW_KEY):
        raise Http404
    codes_now = enumerate(factors.recovery_codes(request.actor.id), start=1)
    lines = [f"{number}. {code}" for number, (code, used) in codes_now if not used]
    heading = _("Nødkoder til Fællestilsyn for %(name)s. Hver kode kan bruges én gang.")
    text = "\r\n".join([heading % {"name": request.actor.name}, "", *lines, ""])
    answer = HttpResponse(text, content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="noedkoder.txt"'
    return answer


@require_POST
@requires()
def codes_kept(request: PersonRequest) -> HttpResponse:
    """The codes are kept: they are not shown again."""
    request.session.pop(SHOW_KEY, None)
    return redirect(_onward(request) or "security")


@require_POST
@requires()
def end_others(request: PersonRequest) -> HttpResponse:
    """Sign out everywhere but here."""
    ended = staying.end_others(request)
    if ended:
        record(_person(request), "end_other_sessions", by=request.actor, data={"ended": ended})
    messages.success(request, _("Du er nu kun logget ind her."))
    return redirect("security")


@require_POST
@requires()
def still_here(request: PersonRequest) -> HttpResponse:
    """A person is typing: that counts as being there, though no page is asked for."""
    return HttpResponse(status=204)
