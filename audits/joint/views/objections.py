"""Objections to a sent report: the supplier raises one, a leader decides."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import requires
from accounts.permissions import P
from accounts.request import PersonRequest, SupplierRequest
from audits.joint import access, objections
from audits.joint.actions import objecting
from audits.joint.forms.objections import DecisionForm, ObjectionForm
from audits.joint.models import Audit
from audits.joint.states import ObjectionState
from audits.joint.views.common import case_of
from audits.municipal.answers import answers_conflicts, attempt


def shown(audit: Audit, request: PersonRequest) -> dict[str, Any]:
    """Return what the report's page shows of objections, with a form for who may decide."""
    may = request.actor.may(P.AUDITS_DECIDE_OBJECTION) and request.actor.id != audit.case_worker_id
    return {
        "objections": [
            {
                "row": each,
                "open": each.state == ObjectionState.RECEIVED,
                "form": DecisionForm(prefix=each.id.hex)
                if may and each.state == ObjectionState.RECEIVED
                else None,
            }
            for each in objections.of_case(audit)
        ]
    }


@require_POST
@requires(P.AUDITS_DECIDE_OBJECTION)
@answers_conflicts
def decide(request: PersonRequest, audit_id: UUID, objection_id: UUID) -> HttpResponse:
    """Decide an objection."""
    audit = case_of(audit_id)
    objection = objections.find(audit, objection_id)
    if objection is None:
        raise Http404
    form = DecisionForm(request.POST, prefix=objection.id.hex)
    if not form.is_valid():
        messages.error(request, "Vælg en afgørelse, og skriv en begrundelse på højst 4.000 tegn.")
        return redirect("audits:report", audit_id)
    done = attempt(
        request,
        lambda: objecting.decide_objection(
            by=request.actor, audit=audit, objection=objection, **form.cleaned_data
        ),
    )
    if done:
        messages.success(request, "Indsigelsen er afgjort. Alle, der har rapporten, får besked.")
    return redirect("audits:report", audit_id)


@requires(P.SUPPLIER_ANSWER)
@answers_conflicts
def supplier_objection(request: SupplierRequest, audit_id: UUID) -> HttpResponse:
    """Show the supplier's objections with what was decided, and take a new one."""
    audit = access.audit(audit_id)
    form = ObjectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        act = attempt(
            request, lambda: objecting.raise_objection(by=request.actor, audit=audit, text=text), form
        )
        if act:
            messages.success(request, _("Indsigelsen er sendt. Sekretariatets leder afgør den."))
            return redirect("audits:objection", audit_id)
    context = {"audit": audit, "form": form, "objections": list(audit.objections.all())}
    return render(request, "audits/supplier/objection.html", context)
