"""Pages at the door and of the people administration."""

from allauth.account import views as allauth
from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import actions, staying
from accounts.access import open_to_all, requires
from accounts.forms import TakeUpForm
from accounts.landing import summary_for
from accounts.languages import show_in
from accounts.middleware import SUPPLIER_KEY
from accounts.models import Engagement, Invitation
from accounts.request import PersonRequest, VisitorRequest


@open_to_all
def inactive(request: VisitorRequest) -> HttpResponse:
    """Tell that the account is closed."""
    return render(request, "account/account_inactive.html")


@open_to_all
def invitation(request: VisitorRequest, token: str) -> HttpResponse:
    """Land from the mail: who writes and what about, then choose a password (or sign in) and go on."""
    found = actions.find_invitation(token)
    if found is None or found.engagement.site != request.site or not _same_municipality(request, found):
        return _gone(request)
    person = found.engagement.person
    show_in(request, person.language)
    known = person.has_usable_password()
    form = TakeUpForm(request.POST or None)
    if known and request.user == person and (request.method == "POST" or _works_for(request, found)):
        _work_for(request, found.engagement)
        staying.work_for(request, found.engagement)
        return redirect(found.next_path)
    if request.method == "POST" and not known and form.is_valid():
        try:
            language = translation.get_language() if request.site == "supplier" else None
            actions.take_up(invitation=found, password=form.cleaned_data["password"], language=language)
        except ValidationError as error:
            form.add_error("password", error)
        except actions.UsedUpError:
            return _gone(request)
        else:
            welcome = _("Velkommen, %(name)s. Din adgang er oprettet.") % {"name": person.name}
            messages.success(request, welcome)
            return _sign_in_invited(request, found)
    context = {
        "form": form,
        "invitation": found,
        "engagement": found.engagement,
        "person": person,
        "known": known,
        "summary": summary_for(found.about_id) if found.about_id else None,
        "token": token,
    }
    return render(request, "accounts/invitation.html", context)


def _sign_in_invited(request: VisitorRequest, found: Invitation) -> HttpResponse:
    """Sign in as everybody does, second factor and all; the link has shown whose the mailbox is."""
    if request.user.is_authenticated:
        logout(request)
    _work_for(request, found.engagement)
    request.mailbox_proven = True
    answer: HttpResponse = perform_login(
        request, Login(user=found.engagement.person, redirect_url=found.next_path)
    )
    return answer


@open_to_all
def sign_out(request: VisitorRequest) -> HttpResponse:
    """Ask, and sign out; the browser forgets what it has kept.

    Not its cookies: browsers read that as those of the whole domain, so somebody who works for two
    municipalities would be signed out of both. Our own cookie is taken away by name.
    """
    answer: HttpResponse = allauth.logout(request)
    if request.method == "POST":
        answer["Clear-Site-Data"] = '"cache", "storage"'
    return answer


def _gone(request: VisitorRequest) -> HttpResponse:
    return render(request, "accounts/invitation_gone.html", status=404)


@require_POST
@requires()
def choose_organisation(request: PersonRequest) -> HttpResponse:
    """Go on for another of the suppliers one works for; for any other organisation 404."""
    given = request.POST.get("organisation", "")
    chosen = next((each for each in request.other_engagements if str(each.supplier_id) == given), None)
    if chosen is None:
        raise Http404
    _work_for(request, chosen)
    staying.work_for(request, chosen)
    return redirect("front")


def _work_for(request: VisitorRequest, engagement: Engagement) -> None:
    """Remember which of several suppliers a person works for now; other sites have one each."""
    if engagement.supplier_id:
        request.session[SUPPLIER_KEY] = str(engagement.supplier_id)


def _works_for(request: VisitorRequest, found: Invitation) -> bool:
    """Return whether the session is for the invitation's organisation already, so that nothing changes."""
    supplier = found.engagement.supplier_id
    return supplier is None or request.session.get(SUPPLIER_KEY) == str(supplier)


def _same_municipality(request: VisitorRequest, found: Invitation) -> bool:
    municipality = request.municipality
    return found.engagement.municipality_id == (municipality.id if municipality else None)
