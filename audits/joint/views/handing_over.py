"""Giving a supervision on: by whoever got the mail, before sign-in, and by somebody signed in."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import connection, transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts import limits
from accounts.access import open_to_all, requires
from accounts.actions import find_invitation, token_hash
from accounts.landing import summary_for
from accounts.languages import show_in
from accounts.permissions import P
from accounts.request import SupplierRequest, VisitorRequest
from audits.joint import access
from audits.joint.forms.supplier import HandOverForm, RightPersonForm
from walls.callers import Caller, acting_as
from workflows import jobs


@open_to_all
def by_link(request: VisitorRequest, token: str) -> HttpResponse:
    """Name the right person by the mail's link; looking at the page spends nothing, sending the form does."""
    form = RightPersonForm(request.POST or None)
    with acting_as(Caller.door()):
        found = find_invitation(token)
        about = summary_for(found.about_id) if found and found.about_id else None
    if found is None or about is None or "hand_over" not in about:
        return render(request, "accounts/invitation_gone.html", status=404)
    show_in(request, found.engagement.person.language)
    if request.method == "POST" and form.is_valid():
        try:
            limits.attempt(request, "mail", form.cleaned_data["email"])
        except limits.TooManyError:
            form.add_error(None, _("Vent lidt, før du prøver igen."))
        else:
            if _ask(token, form.cleaned_data):
                return render(request, "audits/supplier/handed_over.html", {"about": about})
            form.add_error("email", _("Skriv adressen på en anden end dig selv."))
    context = {"form": form, "about": about, "token": token}
    return render(request, "audits/supplier/hand_over_link.html", context)


def _ask(token: str, given: dict[str, Any]) -> bool:
    """Spend the link and leave the rest to the worker; return whether the link could be spent so."""
    with acting_as(Caller.door()):
        return _order(
            "SELECT audits_joint_hand_over_v1(%s, %s, %s, %s)",
            token_hash(token), given["name"], given["email"], given["remark"],
        )  # fmt: skip


@transaction.atomic
def _order(query: str, *given: Any) -> bool:
    """Let a definer function write the job, and hand it to the worker; False where there is nothing to do."""
    with connection.cursor() as cursor:
        cursor.execute(query, list(given))
        work: UUID | None = cursor.fetchone()[0]
    if work is not None:
        transaction.on_commit(lambda: jobs.send(work), robust=True)
    return work is not None


@requires(P.SUPPLIER_ANSWER)
def hand_over(request: SupplierRequest, audit_id: UUID) -> HttpResponse:
    """Give the case to the right person, or take a colleague in; who it is gets a mail with a way in."""
    audit = access.audit(audit_id)
    form = HandOverForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given, by = form.cleaned_data, request.actor
        ordered = _order(
            "SELECT audits_joint_hand_over_own_v1(%s, %s, %s, %s, %s, %s, %s)",
            *(audit.id, given["name"], given["email"], given["remark"]),
            *(given["takes_over"], by.id, by.signature),
        )
        if ordered:
            sent = _("%(name)s får en mail med en vej ind. Det tager et øjeblik.") % {"name": given["name"]}
            messages.success(request, sent)
        else:
            messages.error(request, _("Svaret er indsendt, så der er ikke noget at give videre."))
        return redirect("audits:case", audit_id)
    return render(request, "audits/supplier/hand_over.html", {"audit": audit, "form": form})
