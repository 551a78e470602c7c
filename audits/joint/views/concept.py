"""The concept of a case: why it is recommended, another one with a reason, and the leader's answer."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.access import requires
from accounts.permissions import P
from accounts.request import PersonRequest
from audits.joint import access
from audits.joint.actions import concepts as actions
from audits.joint.concepts import not_silently_lower, recommended
from audits.joint.forms.concept import ConceptForm, LowerAnswerForm
from audits.joint.models import Audit
from audits.joint.states import AuditState, LowerState
from audits.joint.views.common import case_of, case_page
from audits.municipal.answers import answers_conflicts, attempt


def concept_context(request: PersonRequest, audit: Audit) -> dict[str, Any]:
    """Return what the case's overview says of the concept."""
    wishes = list(audit.lower_concepts.exclude(state=LowerState.REPLACED))
    return {
        "recommended": recommended(audit),
        "lower_wishes": wishes,
        "lower_problem": not_silently_lower(audit) if audit.state == AuditState.PLANNED else None,
        "may_choose_concept": request.actor.may(P.AUDITS_PLAN)
        and (audit.state == AuditState.PLANNED or audit.state in actions.MAY_RISE),
        "lower_form": LowerAnswerForm(),
        "may_approve_lower": any(
            each.state == LowerState.ASKED and each.asked_by_id != request.actor.id for each in wishes
        )
        and request.actor.may(P.AUDITS_APPROVE_CONCEPT),
    }


@requires(P.AUDITS_PLAN)
@answers_conflicts
def concept(request: PersonRequest, audit_id: UUID) -> HttpResponse:
    """Choose another concept; below the recommended one with a reason."""
    audit = case_of(audit_id)
    form = ConceptForm(request.POST or None, initial={"concept": audit.concept})
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        if done := attempt(
            request, lambda: actions.set_concept(by=request.actor, audit=audit, **facts), form
        ):
            waits = done.concept < recommended(done)
            messages.success(
                request,
                "Konceptet er ændret og venter på lederens godkendelse." if waits else "Konceptet er ændret.",
            )
            return redirect("audits:case", audit_id=audit.id)
    context = {"form": form, "title": "Vælg tilsynskoncept", "button": "Gem koncept"}
    return case_page(request, audit, "case", context, template="audits/secretariat/form.html")


@require_POST
@requires(P.AUDITS_APPROVE_CONCEPT)
@answers_conflicts
def lower_decide(request: PersonRequest, audit_id: UUID, wish_id: UUID) -> HttpResponse:
    """Approve or refuse a lower concept."""
    wish = access.lower_concept(audit_id, wish_id)
    form = LowerAnswerForm(request.POST)
    answer = form.cleaned_data["answer"] if form.is_valid() else ""
    done = attempt(
        request,
        lambda: actions.decide(by=request.actor, wish=wish, approve="approve" in request.POST, answer=answer),
    )
    if done:
        messages.success(request, f"Det lavere koncept er {done.get_state_display()}.")
    return redirect("audits:case", audit_id=audit_id)


@require_POST
@requires(P.AUDITS_PLAN)
@answers_conflicts
def compute_again(request: PersonRequest, audit_id: UUID) -> HttpResponse:
    """Compute a planned case's points by what is known today."""
    changed = actions.compute_again(by=request.actor, audit=case_of(audit_id))
    words = "Pointene er beregnet igen." if changed else "Intet er ændret, siden pointene blev beregnet."
    messages.success(request, words)
    return redirect("audits:case", audit_id=audit_id)
