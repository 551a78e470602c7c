"""An organisation's people, the same on all three sites: who has access, invite somebody, end access."""

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import actions
from accounts.access import requires
from accounts.actions import Organisation
from accounts.forms import InviteForm, LostForm
from accounts.languages import choose_language
from accounts.lost import take_away_factor
from accounts.models import Colleague
from accounts.permissions import P
from accounts.request import PersonRequest
from accounts.roles import ROLES
from workflows.engine import NotPermittedError
from workflows.mail import queue_mail

MAY_MANAGE = (P.PEOPLE_MANAGE, P.OWN_PEOPLE_MANAGE, P.SUPPLIER_PEOPLE_MANAGE)


def own_organisation(request: PersonRequest) -> Organisation:
    """Return the organisation whose people the signed-in person may manage: its own."""
    engagement = request.engagement
    return Organisation(
        site=engagement.site,
        name="Sekretariatet" if engagement.site == "secretariat" else engagement.organisation,
        municipality_id=engagement.municipality_id,
        supplier_id=engagement.supplier_id,
        host=request.get_host().split(":")[0],
    )


def own_people(request: PersonRequest) -> QuerySet[Colleague]:
    """Return the people of one's own organisation."""
    own = own_organisation(request)
    return Colleague.objects.filter(
        site=own.site, municipality_id=own.municipality_id, supplier_id=own.supplier_id
    )


@requires(*MAY_MANAGE)
def people(request: PersonRequest) -> HttpResponse:
    """List one's own people, and invite one more."""
    own = own_organisation(request)
    form = InviteForm(request.POST or None, site=own.site, by=request.actor)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        by = request.actor
        try:
            url = actions.invite(by=by, organisation=own, **given)
        except actions.OwnRolesError:
            messages.error(request, _("Du kan ikke give dig selv roller. Bed en kollega om det."))
            return redirect("people")
        names = ", ".join(ROLES[key].name for key in given["roles"])
        context = {"name": given["name"], "by": by.name, "organisation": own.name, "roles": names, "url": url}
        language = get_language() or ""
        if own.supplier_id:  # a colleague is taken to read what the one who invites reads
            choose_language([given["email"]], language)
        queue_mail(to=[given["email"]], template="accounts/invitation", context=context, language=language)
        sent = _("Der er sendt en invitation til %(email)s.") % {"email": given["email"]}
        messages.success(request, sent)
        return redirect("people")
    rows = [
        {"colleague": each, "roles": ", ".join(ROLES[key].name for key in each.roles if key in ROLES)}
        for each in own_people(request)
    ]
    lost = LostForm() if request.actor.may(P.PEOPLE_MANAGE) else None
    return render(request, "accounts/people.html", {"form": form, "rows": rows, "own": own, "lost": lost})


@require_POST
@requires(P.PEOPLE_MANAGE)
def take_away(request: PersonRequest) -> HttpResponse:
    """Take away the second factor of somebody, of whatever organisation, who has lost the device."""
    form = LostForm(request.POST)
    email = form.cleaned_data["email"].lower() if form.is_valid() else ""
    colleague = Colleague.objects.filter(email=email).first()
    if colleague is None:
        messages.error(request, "Ingen med adgang har den e-mail.")
        return redirect("people")
    try:
        had_one = take_away_factor(by=request.actor, colleague=colleague)
    except NotPermittedError as refused:
        messages.error(request, str(refused))
        return redirect("people")
    if had_one:
        done = f"{colleague.name} kan logge ind uden app og er logget ud alle steder."
        messages.success(request, f"{done} Der er sendt en mail om det.")
    else:
        messages.info(request, f"{colleague.name} har ingen app sat op, men er logget ud alle steder.")
    return redirect("people")


@require_POST
@requires(*MAY_MANAGE)
def end(request: PersonRequest, engagement_id: UUID) -> HttpResponse:
    """End one colleague's access; one's own cannot be ended by oneself, so that somebody is left."""
    colleague = own_people(request).filter(pk=engagement_id).first()
    if colleague is None:
        raise Http404
    by = request.actor
    if colleague.person_id == by.id:
        messages.error(request, _("Du kan ikke lukke din egen adgang. Bed en kollega om det."))
        return redirect("people")
    try:
        if actions.end_access(by=by, colleague=colleague):
            closed = _("Adgangen for %(name)s er lukket.") % {"name": colleague.name}
            messages.success(request, closed)
    except actions.LastAdministratorError:
        messages.error(request, "Sekretariatet skal have en administrator. Giv først en anden rollen.")
    return redirect("people")
