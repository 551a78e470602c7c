"""The case worker reads what came: answer by answer, file by file."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.permissions import P
from audits.joint.actions.announcing import tell_supplier
from audits.joint.deadlines import supplier_deadline
from audits.joint.models import (
    Answer,
    AnswerReview,
    Audit,
    Evidence,
    ExtensionRequest,
    MunicipalDuty,
    Questionnaire,
)
from audits.joint.reviewed import asked_with_reviews, is_reviewed
from audits.joint.states import ANSWERABLE, WRITABLE, AuditState, EvidenceState, QuestionnaireState
from workflows.actors import Actor
from workflows.deadlines import check_deadline
from workflows.engine import NotPermittedError, NotPossibleError, OutdatedError, move
from workflows.log import record


def must_conduct(by: Actor) -> None:
    """Raise NotPermittedError unless the actor conducts audits."""
    if not by.may(P.AUDITS_CONDUCT):
        raise NotPermittedError("Du har ikke adgang til at føre tilsyn.")


def _refuse_unless_reviewing(audit_id: UUID) -> None:
    """Lock the case, so that it cannot go on meanwhile. Raises OutdatedError outside the review."""
    audit = Audit.objects.select_for_update(of=("self",)).get(pk=audit_id)
    if audit.state != AuditState.REVIEW:
        raise OutdatedError("Tilsynet er ikke under gennemgang.")


def lock_writable(audit_id: UUID) -> Audit:
    """Lock the case and return it as it is now. Raises OutdatedError where its report cannot be changed."""
    audit = Audit.objects.select_for_update(of=("self",)).get(pk=audit_id)
    if audit.state not in WRITABLE:
        label = audit.get_state_display()
        raise OutdatedError(f"Rapporten kan ikke ændres nu, for tilsynet er {label}.")
    return audit


@transaction.atomic
def review_answer(*, by: Actor, answer: Answer, verdict: str, question: str = "") -> AnswerReview:
    """Accept an answer, or mark it to be sent back with a question. The supplier sees nothing yet."""
    must_conduct(by)
    _refuse_unless_reviewing(answer.questionnaire.audit_id)
    if verdict == AnswerReview.Verdict.RETURNED and not question.strip():
        raise NotPossibleError("Skriv, hvad leverandøren skal uddybe.")
    given = question.strip() if verdict == AnswerReview.Verdict.RETURNED else ""
    former = AnswerReview.objects.filter(answer=answer).first()
    review, _ = AnswerReview.objects.update_or_create(
        answer=answer,
        defaults={"verdict": verdict, "question": given, "by_id": by.id, "by_name": by.signature},
    )
    if former is None or (former.verdict, former.question) != (verdict, given):
        before = [former.verdict, former.question, former.by_name] if former else []
        data = {"number": answer.number, "verdict": verdict, "question": given, "before": before}
        record(answer.questionnaire, "review_answer", by=by, data=data)
    return review


@transaction.atomic
def accept_rest(*, by: Actor, audit: Audit) -> int:
    """Accept every answer that has not been looked at one by one; return how many."""
    must_conduct(by)
    _refuse_unless_reviewing(audit.pk)
    rest = [each for each in asked_with_reviews(audit.questionnaire) if not is_reviewed(each)]
    _accept(by, rest)
    record(audit, "accept_rest", by=by, data={"answers": len(rest), "numbers": _numbers(rest)})
    return len(rest)


@transaction.atomic
def accept_unchanged(*, by: Actor, audit: Audit) -> int:
    """Accept in one act the answers that still hold from last time and were accepted then; return how many.

    What was not accepted last time, e.g. because the case was sent out without it, is read one by one.
    """
    must_conduct(by)
    _refuse_unless_reviewing(audit.pk)
    found = list(still_good(audit))
    _accept(by, found)
    record(audit, "accept_unchanged", by=by, data={"answers": len(found), "numbers": _numbers(found)})
    return len(found)


def _numbers(answers: list[Answer]) -> list[int]:
    return sorted(each.number for each in answers)


def still_good(audit: Audit) -> QuerySet[Answer]:
    """Return the answers that are asked, the same as last time, accepted then, and not looked at now."""
    asked_now = [each.pk for each in asked_with_reviews(audit.questionnaire)]
    rows = audit.questionnaire.answers.filter(pk__in=asked_now, review=None, change=Answer.Change.UNCHANGED)
    return rows.filter(previous__review__verdict=AnswerReview.Verdict.ACCEPTED)


def _accept(by: Actor, answers: list[Answer]) -> None:
    AnswerReview.objects.bulk_create(
        AnswerReview(answer=each, verdict=AnswerReview.Verdict.ACCEPTED, by_id=by.id, by_name=by.signature)
        for each in answers
    )


@transaction.atomic
def judge_evidence(*, by: Actor, evidence: Evidence, sufficient: bool, reason: str = "") -> Evidence:
    """Say whether a document shows what it should; "no" needs a reason, which the supplier reads."""
    _refuse_unless_reviewing(evidence.audit_id)
    if sufficient:
        return move(evidence, "suffice", by=by)
    if not reason.strip():
        raise NotPossibleError("Skriv, hvorfor dokumentationen er utilstrækkelig.")
    return move(evidence, "fall_short", by=by, reason=reason, reason_given=reason)


@transaction.atomic
def note_shown(
    *,
    by: Actor,
    audit: Audit,
    title: str,
    shown_to: str,
    shown_on: date,
    covers: list[UUID],
    notes: str,
    shown_by: str = "",
) -> Evidence:
    """Note something that was shown and not handed over: by whom and for whom, when, and what was seen."""
    must_conduct(by)
    evidence = Evidence(
        audit=audit,
        supplier_id=audit.supplier_id,
        title=title,
        shown_to=shown_to,
        shown_by=shown_by,
        shown_on=shown_on,
        covers=covers,
        reason=notes,
        by_name=by.signature,
    )
    evidence.save(force_insert=True)
    return move(evidence, "note_shown", by=by, reason=notes)


@transaction.atomic
def send_back(*, by: Actor, audit: Audit, deadline: date | None = None) -> Audit:
    """Send the marked answers and the insufficient files back with their questions and a new deadline.

    What was asked in an earlier round is closed again: only this round's answers can be changed. Where
    nothing was ever handed in all can be, and all is to be looked at anew.
    """
    today = timezone.localdate()
    deadline = deadline or supplier_deadline("audit.more_working_days", today)
    check_deadline(deadline)
    moved = move(audit, "ask_more", by=by, data={"deadline": deadline.isoformat()}, deadline=deadline)
    questionnaire = move(moved.questionnaire, "send_back", by=by)
    returned = _ask(by, questionnaire)
    lacking = moved.evidence.filter(state=EvidenceState.INSUFFICIENT)
    tell_supplier(
        moved,
        "audits/returned",
        {
            "deadline": deadline,
            "questions": [f"{each.answer.number}. {each.question}" for each in returned],
            "files": [f"{each.title}: {each.reason}" for each in lacking],
        },
    )
    return moved


def _ask(by: Actor, questionnaire: Questionnaire) -> list[AnswerReview]:
    """Turn the reviews that ask something into questions the supplier sees, and return them.

    Their answers are looked at anew; who had thought what of them stays in the log.
    """
    reviews = AnswerReview.objects.filter(answer__questionnaire=questionnaire)
    asked_now = [each.pk for each in asked_with_reviews(questionnaire)]
    sent_back = reviews.filter(verdict=AnswerReview.Verdict.RETURNED, answer__in=asked_now)
    returned = list(sent_back.select_related("answer"))
    questionnaire.answers.exclude(asked="").update(asked="")
    for review in returned:
        review.answer.asked = review.question
        review.answer.save(update_fields=["asked"])
    anew = reviews if questionnaire.submitted_at is None else reviews.filter(pk__in=[r.pk for r in returned])
    gone = [
        {"number": each.answer.number, "verdict": each.verdict, "question": each.question, "by": each.by_name}
        for each in anew.select_related("answer").order_by("answer__number")
    ]
    anew.delete()
    if gone:
        record(questionnaire, "ask_anew", by=by, data={"answers": len(gone), "reviews": gone})
    return returned


@transaction.atomic
def resume(*, by: Actor, audit: Audit, reason: str) -> Audit:
    """Go on with the review though the supplier has not answered the questions."""
    if not reason.strip():
        raise NotPossibleError("Skriv, hvorfor gennemgangen genoptages uden svar.")
    return move(audit, "resume", by=by, reason=reason)


def accept_questionnaire(*, by: Actor, audit: Audit) -> None:
    """Mark the questionnaire as reviewed where it is not; part of finishing the review."""
    questionnaire = getattr(audit, "questionnaire", None)
    if questionnaire and questionnaire.state in (QuestionnaireState.SUBMITTED, QuestionnaireState.RETURNED):
        move(questionnaire, "accept", by=by)


@transaction.atomic
def decide_extension(
    *, by: Actor, request: ExtensionRequest, grant: bool, until: date | None = None, answer: str = ""
) -> ExtensionRequest:
    """Give more time (until the wished day unless another is said) or refuse with a reason, and tell it.

    Raises OutdatedError where the supplier is not answering any more, NotPossibleError for a day that is
    not later than the deadline it has.
    """
    audit = Audit.objects.select_for_update(of=("self",)).get(pk=request.audit_id)
    if audit.state not in ANSWERABLE:
        raise OutdatedError("Leverandøren er ikke i gang med at svare, så der er ingen frist at ændre.")
    if not grant:
        if not answer.strip():
            raise NotPossibleError("Skriv, hvorfor udsættelsen afslås.")
        decided = move(request, "refuse", by=by, reason=answer, answer=answer)
        tell_supplier(audit, "audits/extension_refused", {"answer": answer, "deadline": audit.deadline})
        return decided
    until = until or request.wanted
    if audit.deadline and until <= audit.deadline:
        raise NotPossibleError("Den nye frist skal ligge efter den nuværende.")
    check_deadline(until)
    decided = move(request, "grant", by=by, reason=answer, answer=answer, granted_until=until)
    audit.deadline = until
    audit.save(update_fields=["deadline"])
    record(audit, "set_deadline", by=by, reason="Udsættelse givet", data={"after": until.isoformat()})
    tell_supplier(audit, "audits/new_deadline", {"deadline": until, "reason": answer})
    return decided


@transaction.atomic
def set_duties(*, by: Actor, audit: Audit, lines: list[str]) -> None:
    """Store what each municipality must do itself, one line each; they become its tasks on delivery.

    Raises OutdatedError once the report is written.
    """
    must_conduct(by)
    lock_writable(audit.pk)
    audit.duties.all().delete()
    kept = [line.strip()[:500] for line in lines if line.strip()]
    MunicipalDuty.objects.bulk_create(
        MunicipalDuty(audit=audit, number=number, text=line) for number, line in enumerate(kept, 1)
    )
    record(audit, "set_duties", by=by, data={"lines": kept})
