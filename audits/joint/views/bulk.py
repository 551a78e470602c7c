"""Many at a time: letters to a round of suppliers, and reports to the municipalities."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.access import requires
from accounts.permissions import P
from accounts.request import PersonRequest
from audits.joint.actions.announcing import announce, contact_of, default_deadline
from audits.joint.actions.publishing import publish
from audits.joint.letters import notice_context
from audits.joint.models import Audit
from audits.joint.states import AuditState
from audits.joint.views.common import case_of
from audits.joint.views.lists import marked
from audits.municipal.answers import answers_conflicts, attempt
from register.models import SupplierContact
from tenants.models import Municipality
from workflows.engine import MoveError


@dataclass(frozen=True)
class Letter:
    """One letter of a round: the case, whom it goes to, or why it cannot go."""

    audit: Audit
    contact: SupplierContact | None
    stop: str


@requires(P.AUDITS_CONDUCT)
def announce_many(request: PersonRequest) -> HttpResponse:
    """Preview a round of letters with what stops some of them, and send the rest."""
    chosen = (
        Audit.objects.filter(state=AuditState.PLANNED)
        .select_related("supplier")
        .order_by("supplier__name_sort")
    )
    ids = marked(request)
    rows = [_letter(audit) for audit in (chosen.filter(pk__in=ids) if ids else chosen.none())]
    sendable = [row for row in rows if not row.stop]
    deadline = default_deadline(timezone.localdate())
    if request.method == "POST" and "send" in request.POST:
        return _send_letters(request, sendable)
    context = {
        "rows": rows,
        "sendable": sendable,
        "stops": [row for row in rows if row.stop],
        "deadline": deadline,
        "example": notice_context(sendable[0].audit, deadline) if sendable else None,
    }
    return render(request, "audits/secretariat/announce_many.html", context)


def _letter(audit: Audit) -> Letter:
    contact = contact_of(audit)
    return Letter(audit, contact, "" if contact else "Leverandøren har ingen kontaktperson.")


def _send_letters(request: PersonRequest, letters: list[Letter]) -> HttpResponse:
    """Send each letter in a transaction of its own: one that fails does not hold back the others."""
    sent = 0
    for letter in letters:
        try:
            announce(by=request.actor, audit=letter.audit, contact=letter.contact)
            sent += 1
        except MoveError as error:
            messages.warning(request, f"{letter.audit.supplier.name}: {error.reason}")
    messages.success(request, f"{sent} {'varsel er' if sent == 1 else 'varsler er'} sendt.")
    return redirect("audits:list")


@requires(P.AUDITS_PUBLISH)
@answers_conflicts
def send_many(request: PersonRequest) -> HttpResponse:
    """Preview which reports go to how many municipalities, and send them in one act."""
    ready = Audit.objects.filter(state=AuditState.READY).select_related("supplier").order_by("case_number")
    ids = marked(request)
    chosen = list(ready.filter(pk__in=ids) if ids else ready)
    if request.method == "POST" and "send" in request.POST:
        if not ids:
            messages.error(request, "Vælg mindst én rapport.")
            return redirect("audits:send_many")
        return _publish(request, list(Audit.objects.filter(pk__in=ids)))
    context = {"audits": chosen, "recipients": recipients(chosen)}
    return render(request, "audits/secretariat/send.html", context)


@requires(P.AUDITS_PUBLISH)
@answers_conflicts
def send(request: PersonRequest, audit_id: UUID) -> HttpResponse:
    """Preview one report's recipients, and send it."""
    chosen = [case_of(audit_id)]
    if request.method == "POST":
        return _publish(request, chosen)
    context = {"audits": chosen, "recipients": recipients(chosen)}
    return render(request, "audits/secretariat/send.html", context)


def _publish(request: PersonRequest, audits: list[Audit]) -> HttpResponse:
    sent = attempt(request, lambda: publish(by=request.actor, audits=audits))
    if sent is not None:
        messages.success(request, sent.summary)
        if len(audits) == 1:
            return redirect("audits:decisions", audit_id=audits[0].id)
    return redirect("audits:list")


def recipients(audits: list[Audit]) -> list[str]:
    """Return the names of the municipalities that will get at least one of the reports."""
    found = Municipality.objects.filter(
        system_uses__is_active=True,
        system_uses__system__audits__audit__in=[each.pk for each in audits],
        state__in=[Municipality.State.MEMBER, Municipality.State.LEAVING],
    )
    return list(found.distinct().order_by("name_sort").values_list("name", flat=True))
