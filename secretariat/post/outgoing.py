"""All mails in one list, and what came back of them."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from accounts.access import requires
from accounts.permissions import P
from accounts.request import PersonRequest
from audits.municipal.answers import answers_conflicts
from secretariat.post import actions
from secretariat.post.forms import AddressForm, ReasonForm
from workflows import cases
from workflows.bounces import bounced
from workflows.engine import NotPossibleError
from workflows.maillog import is_personal, open_bounces, shown_body
from workflows.maillog import mails as mails_of
from workflows.models import MailBounce, OutboxMail

PAGE = 50
STATES = (
    ("", "Alle"),
    ("sent", "Sendt"),
    ("waiting", "Venter"),
    ("bounced", "Kommet retur"),
    ("failed", "Kunne ikke sendes"),
    ("withdrawn", "Kaldt tilbage"),
)


@requires(P.DESK_VIEW)
def mails(request: PersonRequest) -> HttpResponse:
    """List the mails by state, recipient or subject, and case."""
    state, words = request.GET.get("status", ""), request.GET.get("q", "").strip()[:100]
    case = _case(request.GET.get("sag", ""))
    if state not in dict(STATES):
        raise Http404
    found = mails_of(state=state, words=words, ids=cases.within(case.id) if case else None)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    back, of = bounced(rows), cases.cases_of(each.joint_id for each in rows)
    lines = [{"mail": each, "bounces": back.get(each.id, []), "case": _found(of, each)} for each in rows]
    context = {
        "page": page,
        "rows": lines,
        "states": STATES,
        "state": state,
        "words": words,
        "case": case,
        "tabs": tabs("mails"),
        "waiting": open_bounces().count(),
    }
    return render(request, "secretariat/secretariat/post_mails.html", context)


def _found(of: dict[UUID, cases.Case], row: OutboxMail) -> cases.Case | None:
    return of.get(row.joint_id) if row.joint_id else None


def tabs(current: str) -> list[dict[str, Any]]:
    """Return the two parts of the post with the present one marked."""
    return [
        {"label": "Sendt", "url": "/post/", "current": current == "mails", "count": None},
        {"label": "Indgået", "url": "/post/indgaaet/", "current": current == "letters", "count": None},
    ]


def _case(given: str) -> cases.Case | None:
    if not given:
        return None
    try:
        found = cases.case_of(UUID(given))
    except ValueError:
        found = None
    if found is None:
        raise Http404
    return found


@requires(P.DESK_VIEW)
def mail(request: PersonRequest, mail_id: UUID) -> HttpResponse:
    """Show one mail: to whom, when, what it said, and what came back."""
    return _mail_page(request, get_object_or_404(OutboxMail, pk=mail_id))


def _mail_page(
    request: PersonRequest, row: OutboxMail, refused: dict[str, Any] | None = None
) -> HttpResponse:
    context = {
        "mail": row,
        "body": shown_body(row),
        "is_personal": is_personal(row),
        "bounces": bounced([row]).get(row.id, []),
        "case": cases.case_of(row.joint_id),
        "may_act": request.actor.may(P.AUDITS_CONDUCT),
        "address_form": AddressForm(),
        "reason_form": ReasonForm(),
        **(refused or {}),
    }
    return render(request, "secretariat/secretariat/post_mail.html", context)


def _settle(
    request: PersonRequest, bounce_id: UUID, form: forms.Form, name: str, act: Callable[[MailBounce], Any]
) -> HttpResponse:
    bounce = get_object_or_404(MailBounce.objects.select_related("mail"), pk=bounce_id)
    if form.is_valid():
        try:
            act(bounce)
        except NotPossibleError as refused:
            form.add_error(None, refused.reason)
        else:
            return redirect("post:mail", bounce.mail_id)
    return _mail_page(request, bounce.mail, {name: form, "refused_at": bounce.id})


@require_POST
@requires(P.AUDITS_CONDUCT)
@answers_conflicts
def send_again(request: PersonRequest, bounce_id: UUID) -> HttpResponse:
    """Send a mail that came back to another address."""
    form = AddressForm(request.POST)

    def act(bounce: MailBounce) -> None:
        actions.send_again(by=request.actor, bounce=bounce, address=form.cleaned_data["address"])
        messages.success(request, f"Mailen er sendt igen til {form.cleaned_data['address']}.")

    return _settle(request, bounce_id, form, "address_form", act)


@require_POST
@requires(P.AUDITS_CONDUCT)
@answers_conflicts
def leave(request: PersonRequest, bounce_id: UUID) -> HttpResponse:
    """Put a bounce aside."""
    form = ReasonForm(request.POST)

    def act(bounce: MailBounce) -> None:
        actions.leave(by=request.actor, bounce=bounce, reason=form.cleaned_data["reason"])
        messages.success(request, "Returmailen er lagt væk.")

    return _settle(request, bounce_id, form, "reason_form", act)
