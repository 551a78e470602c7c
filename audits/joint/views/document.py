"""Reading a document: the document at the left, what is read in it at the right, one button below."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from accounts.access import requires
from accounts.permissions import P
from accounts.reading import hand_out
from accounts.request import PersonRequest
from audits.joint import access, guards
from audits.joint.actions import document_reviews as actions
from audits.joint.actions import reviewing
from audits.joint.actions.document_reviews import Noted
from audits.joint.forms.reading import ExceptionForms, ReadingForm
from audits.joint.models import Evidence
from audits.joint.readings import (
    chain_difference,
    exceptions_of,
    findings_by_exception,
    findings_from,
    first_values,
    gap,
    reading_of,
)
from audits.joint.states import AuditState, EvidenceState, FindingKind, Sharing
from audits.joint.views.common import case_page
from audits.joint.whattocheck import asked_of
from audits.municipal.answers import answers_conflicts, attempt
from documents.serving import SHOWN_INLINE

READABLE = (EvidenceState.READY, EvidenceState.SUFFICIENT, EvidenceState.INSUFFICIENT)


@requires(P.AUDITS_VIEW)
@answers_conflicts
def read(request: PersonRequest, audit_id: UUID, evidence_id: UUID) -> HttpResponse:
    """Show a document beside its form; a POST keeps it, and does what the button says."""
    found = _readable(audit_id, evidence_id)
    may_write = found.audit.state == AuditState.REVIEW and request.actor.may(P.AUDITS_CONDUCT)
    reading = reading_of(found)
    sent = request.POST if request.method == "POST" and request.actor.may(P.AUDITS_CONDUCT) else None
    form = ReadingForm(
        sent, kind=found.kind, systems=list(found.audit.systems.all()), initial=first_values(found, reading)
    )
    rows = exceptions_of(reading.review)
    asked = asked_of(found.kind)
    forms = ExceptionForms(
        sent if asked.exceptions else None, prefix="undtagelse", initial=[_row(each) for each in rows]
    )
    if sent is not None and form.is_valid() and (forms.is_valid() or not asked.exceptions):
        if (answer := _act(request, found, form, forms)) is not None:
            return answer
        reading = reading_of(found)
    made = findings_by_exception(found)
    by_number = {each.number: made.get(each.id, []) for each in rows}
    context = {
        "each": found,
        "form": form,
        "exceptions": forms if asked.exceptions else None,
        "exceptions_after": "conclusion_text" if "conclusion_text" in form.fields else "left_out",
        "exception_rows": [(one, by_number.get(int(one.initial.get("number") or 0), [])) for one in forms],
        "asked": asked,
        "reading": reading,
        "findings": findings_from(found),
        "gap": gap(form.initial.get("period_to")),
        "difference": chain_difference(found, list(form.initial.get("subprocessors") or [])),
        "may_write": may_write,
        "levels": Sharing.choices,
        "shown": found.file is not None and found.file.content_type in SHOWN_INLINE,
        "is_pdf": found.file is not None and found.file.content_type == "application/pdf",
        "page": request.GET.get("side", "") if request.GET.get("side", "").isdecimal() else "",
    }
    return case_page(request, found.audit, "evidence", context, template="audits/secretariat/read.html")


def _readable(audit_id: UUID, evidence_id: UUID) -> Evidence:
    found = access.evidence(audit_id, evidence_id)
    if found.file is None or found.state not in READABLE:
        raise Http404
    return found


def _row(row: Any) -> dict[str, Any]:
    names = ("number", "control", "objective", "text", "answer")
    return {name: getattr(row, name) for name in names}


def _act(request: PersonRequest, found: Evidence, form: ReadingForm, forms: Any) -> HttpResponse | None:
    """Save, and do what the pressed button says; None where that was not possible and the page is shown."""
    noted = [_noted(one.cleaned_data) for one in forms if one.is_bound and one.cleaned_data]
    saved = attempt(
        request,
        lambda: actions.save_review(
            by=request.actor,
            evidence=found,
            facts=form.facts(),
            covers=form.cleaned_data["covers"],
            exceptions=noted,
        ),
        form,
    )
    if saved is None:
        return None
    here = reverse("audits:read_document", args=[found.audit_id, found.id])
    pressed, _colon, number = request.POST.get("act", "").partition("-")
    if pressed == "finding" and forms.is_bound:
        return _finding(request, found, forms, number, here)
    if pressed == "finish":
        return _finish(request, found, form)
    if pressed == "insufficient":
        return _insufficient(request, found, here)
    messages.success(request, "Gennemgangen er gemt.")
    return redirect(here)


def _noted(said: dict[str, Any]) -> Noted:
    return Noted(
        said.get("number") or 0,
        said.get("control", ""),
        said.get("objective", "B"),
        said.get("text", ""),
        said.get("answer", ""),
    )


def _finding(request: PersonRequest, found: Evidence, forms: Any, place: str, here: str) -> HttpResponse:
    """Make the exception at a place of the form a finding; its number follows from what was saved."""
    index = int(place) if place.isdecimal() and int(place) < len(forms) else 0
    said = forms[index].cleaned_data
    kind = said.get("kind") if said.get("kind") in FindingKind.values else ""
    number = said.get("number") or _last_number(found, said.get("text", ""))
    made = attempt(
        request, lambda: actions.make_finding(by=request.actor, evidence=found, number=number, kind=kind)
    )
    if made:
        systems = ", ".join(each.audit_system.name for each in made)
        messages.success(request, f"Undtagelsen er gjort til et forhold for {systems}.")
    return redirect(f"{here}#undtagelser")


def _last_number(found: Evidence, text: str) -> int:
    """Return the number that a row got when it was saved just now."""
    rows = exceptions_of(reading_of(found).review)
    return next((each.number for each in reversed(rows) if each.text == text), 0)


def _finish(request: PersonRequest, found: Evidence, form: ReadingForm) -> HttpResponse | None:
    level, why = request.POST.get("level", ""), request.POST.get("reason", "")[:1000]
    done = attempt(
        request,
        lambda: actions.finish_review(by=request.actor, evidence=found, level=level, level_reason=why),
        form,
    )
    if done is None:
        return None
    audit = found.audit
    following = audit.evidence.filter(state=EvidenceState.READY, file__isnull=False).first()
    messages.success(request, f"»{found.title}« er gennemgået.")
    if following is not None:
        return redirect("audits:read_document", audit.id, following.id)
    ready = guards.review_complete(audit) is None
    return redirect("audits:report" if ready else "audits:answers", audit.id)


def _insufficient(request: PersonRequest, found: Evidence, here: str) -> HttpResponse:
    why = request.POST.get("insufficient_reason", "")[:2000]
    if attempt(
        request,
        lambda: reviewing.judge_evidence(by=request.actor, evidence=found, sufficient=False, reason=why),
    ):
        messages.success(request, "Dokumentet er fundet utilstrækkeligt. Send det retur sammen med svarene.")
        return redirect("audits:evidence", found.audit_id)
    return redirect(here)


@requires(P.AUDITS_VIEW)
def show(request: PersonRequest, audit_id: UUID, evidence_id: UUID) -> HttpResponseBase:
    """Give the document to be shown within the page above; who opens it stands in the log."""
    found = _readable(audit_id, evidence_id)
    if found.file is None or found.file.content_type not in SHOWN_INLINE:
        raise Http404
    return hand_out(request, found.file, about=found.audit, inline=True)
