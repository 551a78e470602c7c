"""Pages at the door and of the people administration."""

from django.contrib import messages
from django.contrib.auth import login
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import actions
from accounts.access import open_to_all, requires
from accounts.forms import TakeUpForm
from accounts.landing import summary_for
from accounts.middleware import SITE_KEY, SUPPLIER_KEY, site_key
from accounts.models import Engagement, Invitation
from accounts.request import PersonRequest, VisitorRequest

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


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
    known = person.has_usable_password()
    form = TakeUpForm(request.POST or None)
    if known and request.user == person:
        _work_for(request, found.engagement)
        return redirect(found.next_path)
    if request.method == "POST" and not known and form.is_valid():
        try:
            actions.take_up(invitation=found, password=form.cleaned_data["password"])
        except ValidationError as error:
            form.add_error("password", error)
        except actions.UsedUpError:
            return _gone(request)
        else:
            login(request, person, backend=BACKEND)
            request.session[SITE_KEY] = site_key(request)
            _work_for(request, found.engagement)
            welcome = _("Velkommen, %(name)s. Din adgang er oprettet.") % {"name": person.name}
            messages.success(request, welcome)
            return redirect(found.next_path)
    context = {
        "form": form,
        "invitation": found,
        "engagement": found.engagement,
        "person": person,
        "known": known,
        "summary": summary_for(found.about_id) if found.about_id else None,
    }
    return render(request, "accounts/invitation.html", context)


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
    return redirect("front")


def _work_for(request: VisitorRequest, engagement: Engagement) -> None:
    """Remember which of several suppliers a person works for now; other sites have one each."""
    if engagement.supplier_id:
        request.session[SUPPLIER_KEY] = str(engagement.supplier_id)


def _same_municipality(request: VisitorRequest, found: Invitation) -> bool:
    municipality = request.municipality
    return found.engagement.municipality_id == (municipality.id if municipality else None)
