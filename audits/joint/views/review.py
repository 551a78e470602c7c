"""The review at the secretariat: answer by answer, file by file."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.access import requires
from accounts.permissions import P
from accounts.request import PersonRequest
from audits.joint import access
from audits.joint.actions import reviewing
from audits.joint.actions.sharing import decide_sharing
from audits.joint.actions.together import ACTS, REVIEWED
from audits.joint.forms.secretariat import ShownForm
from audits.joint.kept import offered_from_chain
from audits.joint.models import Answer, AnswerReview, Audit
from audits.joint.reviewed import Overview, is_reviewed, overview
from audits.joint.states import AuditState, EvidenceState, Sharing
from audits.joint.views.common import case_of, case_page, is_htmx
from audits.municipal.answers import answers_conflicts, attempt
from secretariat.pagekit.dates import parse_date


@requires(P.AUDITS_VIEW)
def answers(request: PersonRequest, audit_id: UUID) -> HttpResponse:
    """Show the answers by control objective, each with its review."""
    audit = case_of(audit_id)
    found = overview(audit)
    context = {
        "overview": found,
        "nis2": sum(bool(each.question.nis2) for each in found.answers),
        "only_nis2": "nis2" in request.GET,
        "next": found.next_after(),
        "unchanged_left": [
            each for each in found.answers if each.change == Answer.Change.UNCHANGED and not is_reviewed(each)
        ],
        "lacking": audit.evidence.filter(state=EvidenceState.INSUFFICIENT),
        "reviewing": audit.state == AuditState.REVIEW and request.actor.may(P.AUDITS_CONDUCT),
        "may_finish": ACTS[REVIEWED].look(audit).what,
    }
    return case_page(request, audit, "answers", context)


@require_POST
@requires(P.AUDITS_CONDUCT)
@answers_conflicts
def review_answer(request: PersonRequest, audit_id: UUID, answer_id: UUID) -> HttpResponse:
    """Accept one answer, or mark it to be sent back with a question."""
    answer = access.answer(audit_id, answer_id)
    verdict = request.POST.get("verdict", "")
    if verdict not in AnswerReview.Verdict.values:
        messages.error(request, "Vælg, om svaret er i orden eller skal sendes retur.")
        return redirect("audits:answers", audit_id=audit_id)
    question = request.POST.get("question", "")[:2000]
    attempt(
        request,
        lambda: reviewing.review_answer(by=request.actor, answer=answer, verdict=verdict, question=question),
    )
    audit = case_of(audit_id)
    found = overview(audit)
    if is_htmx(request):
        context = _answered(audit, answer, found)
        context["error"] = " ".join(str(each) for each in messages.get_messages(request))
        return render(request, "audits/secretariat/parts/answer_reviewed.html", context)
    here = access.answer(audit_id, answer_id)
    goal = found.next_after(answer.number) if is_reviewed(here) else here
    return redirect(f"{reverse('audits:answers', args=[audit_id])}#svar-{(goal or here).number}")


def _answered(audit: Audit, answer: Answer, found: Overview) -> dict[str, Any]:
    """Return what one answer's part of the page shows, and the counts around it that change with it."""
    return {
        "answer": next(each for each in found.answers if each.pk == answer.pk),
        "group": next(each for each in found.groups if answer in each.answers),
        "overview": found,
        "next": found.next_after(answer.number),
        "audit": audit,
        "reviewing": True,
    }


@require_POST
@requires(P.AUDITS_CONDUCT)
@answers_conflicts
def accept_rest(request: PersonRequest, audit_id: UUID) -> HttpResponse:
    """Accept every answer that has not been looked at one by one."""
    number = reviewing.accept_rest(by=request.actor, audit=case_of(audit_id))
    messages.success(request, f"{number} svar er mærket som i orden.")
    return redirect("audits:answers", audit_id=audit_id)


@require_POST
@requires(P.AUDITS_CONDUCT)
@answers_conflicts
def accept_unchanged(request: PersonRequest, audit_id: UUID) -> HttpResponse:
    """Accept in one act what still holds from last time."""
    number = reviewing.accept_unchanged(by=request.actor, audit=case_of(audit_id))
    messages.success(request, f"{number} uændrede svar er mærket som i orden.")
    return redirect("audits:answers", audit_id=audit_id)


@require_POST
@requires(P.AUDITS_CONDUCT)
@answers_conflicts
def send_back(request: PersonRequest, audit_id: UUID) -> HttpResponse:
    """Send what is lacking back to the supplier."""
    given = request.POST.get("deadline", "").strip()
    deadline = parse_date(given) if given else None
    if given and deadline is None:
        messages.error(request, "Skriv en frist, der findes, fx 12.3.2026.")
        return redirect("audits:answers", audit_id=audit_id)
    audit = case_of(audit_id)
    if moved := attempt(request, lambda: _send_back(request, audit, deadline)):
        messages.success(request, f"Spørgsmålene er sendt til {moved.contact_name}.")
        return redirect("audits:case", audit_id=audit_id)
    return redirect("audits:answers", audit_id=audit_id)


def _send_back(request: PersonRequest, audit: Audit, deadline: date | None) -> Audit:
    return reviewing.send_back(by=request.actor, audit=audit, deadline=deadline)


@requires(P.AUDITS_VIEW)
@answers_conflicts
def evidence(request: PersonRequest, audit_id: UUID) -> HttpResponse:
    """Show the documentation, and note what was shown and not handed over."""
    audit = case_of(audit_id)
    systems = list(audit.systems.all())
    form = ShownForm(request.POST or None, systems=systems)
    if request.method == "POST" and request.actor.may(P.AUDITS_CONDUCT) and form.is_valid():
        reviewing.note_shown(by=request.actor, audit=audit, **form.cleaned_data)
        messages.success(request, "Det er noteret, at dokumentationen er forevist.")
        return redirect("audits:evidence", audit_id=audit.id)
    names = {system.id: system.name for system in systems}
    rows = [
        {"evidence": each, "covers": [names[one] for one in each.covers if one in names]}
        for each in audit.evidence.select_related("file", "answer", "version")
    ]
    context = {
        "rows": rows,
        "form": form,
        "levels": Sharing.choices,
        "chain": offered_from_chain(audit),
        "reviewing": audit.state == AuditState.REVIEW and request.actor.may(P.AUDITS_CONDUCT),
    }
    return case_page(request, audit, "evidence", context)


@require_POST
@requires(P.AUDITS_CONDUCT)
@answers_conflicts
def judge(request: PersonRequest, audit_id: UUID, evidence_id: UUID) -> HttpResponse:
    """Say whether a document is sufficient, and whether it goes along with the report."""
    found = access.evidence(audit_id, evidence_id)
    verdict, reason = request.POST.get("verdict", ""), request.POST.get("reason", "")[:2000]
    if verdict in ("sufficient", "insufficient"):
        sufficient = verdict == "sufficient"
        attempt(
            request,
            lambda: reviewing.judge_evidence(
                by=request.actor, evidence=found, sufficient=sufficient, reason=reason
            ),
        )
    elif verdict == "share":
        level = request.POST.get("level", "")
        attempt(request, lambda: decide_sharing(by=request.actor, evidence=found, level=level, reason=reason))
    else:
        messages.error(request, "Vælg, om dokumentationen er tilstrækkelig.")
    return redirect("audits:evidence", audit_id=audit_id)
