"""The case worker reads a document: its facts once for all audits, the rest for each."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from audits.joint import guards
from audits.joint.actions.findings import add_finding
from audits.joint.actions.reporting import fill_in
from audits.joint.actions.reviewing import must_conduct, set_duties
from audits.joint.actions.sharing import decide_sharing
from audits.joint.models import (
    Audit,
    Evidence,
    ExceptionFinding,
    Finding,
    ReviewedException,
    StatementReview,
)
from audits.joint.planning.from_reviews import DOUBTFUL, tell_the_plan
from audits.joint.readings import findings_from
from audits.joint.states import AuditState, EvidenceState, FindingKind, Method
from audits.joint.whattocheck import asked_of
from workflows.actors import Actor
from workflows.engine import NotPossibleError, OutdatedError, move
from workflows.log import record

_LABELS = {
    "report_type": "type",
    "period_to": "periodens slutdato",
    "conclusion": "revisors konklusion",
    "method": "hvordan underdatabehandlere er behandlet",
    "expires_on": "udløbsdato",
}
_READABLE = (EvidenceState.READY, EvidenceState.SUFFICIENT, EvidenceState.INSUFFICIENT)


@dataclass(frozen=True)
class Noted:
    """An exception as the form has it; an empty text takes the row away."""

    number: int
    control: str
    objective: str
    text: str
    answer: str


@transaction.atomic
def save_review(
    *, by: Actor, evidence: Evidence, facts: dict[str, Any], covers: list[UUID], exceptions: list[Noted]
) -> StatementReview:
    """Keep what was read so far. The facts are the file's, and so every audit's; `covers` is this audit's.

    Raises OutdatedError outside the review, or where somebody begins to read the same file in another audit
    at this moment; NotPossibleError for a document without a file.
    """
    evidence = _open(by, evidence)
    own = set(evidence.audit.systems.values_list("id", flat=True))
    if not set(covers) <= own:
        raise NotPossibleError("Vælg blandt tilsynets egne systemer.")
    review = StatementReview.objects.select_for_update(of=("self",)).filter(file=evidence.file_id).first()
    review = review or StatementReview(file=evidence.file, finished_at=None)
    for name, value in facts.items():
        setattr(review, name, value)
    review.kind, review.by_id, review.by_name = evidence.kind, by.id, by.signature
    try:
        with transaction.atomic():
            review.save()
    except IntegrityError as error:  # a first one from two audits at once: there was no row to lock
        raise OutdatedError(
            "En anden er begyndt at gennemgå det samme dokument i et andet tilsyn. Hent siden igen."
        ) from error
    _keep_exceptions(review, exceptions)
    if evidence.covers != covers:
        evidence.covers = covers
        evidence.save(update_fields=["covers"])
    record(evidence, "note_reading", by=by)
    return review


def _open(by: Actor, evidence: Evidence) -> Evidence:
    """Lock the case; return the document as it is now."""
    must_conduct(by)
    audit = Audit.objects.select_for_update(of=("self",)).get(pk=evidence.audit_id)
    if audit.state != AuditState.REVIEW:
        raise OutdatedError("Tilsynet er ikke under gennemgang.")
    evidence = Evidence.objects.select_related("audit__supplier", "file", "version").get(pk=evidence.pk)
    if evidence.file_id is None or evidence.state not in _READABLE:
        raise NotPossibleError("Dokumentet kan ikke gennemgås.")
    return evidence


def _keep_exceptions(review: StatementReview, noted: list[Noted]) -> None:
    """Change rows in place, since findings hang on them; a row with a finding cannot be taken away."""
    there = {each.number: each for each in review.exceptions.prefetch_related("made")}
    last = max(there, default=0)
    for each in noted:
        row = there.get(each.number)
        if not each.text.strip():
            if row is not None and row.made.exists():
                raise NotPossibleError(
                    f"Undtagelse {row.number} er gjort til et forhold og kan ikke fjernes."
                )
            if row is not None:
                row.delete()
            continue
        if row is None:
            last += 1
            row = ReviewedException(review=review, number=last)
        row.control, row.objective = each.control[:100], each.objective
        row.text, row.answer = each.text, each.answer
        row.save()


@transaction.atomic
def make_finding(*, by: Actor, evidence: Evidence, number: int, kind: str = "") -> list[Finding]:
    """Make a saved exception a finding in this audit, one for each system the document covers."""
    evidence = _open(by, evidence)
    row = ReviewedException.objects.filter(review__file=evidence.file_id, number=number).first()
    if row is None:
        raise NotPossibleError("Skriv undtagelsen, før den gøres til et forhold.")
    if row.made.filter(finding__audit=evidence.audit_id).exists():
        raise NotPossibleError("Undtagelsen er allerede gjort til et forhold i tilsynet.")
    systems = list(evidence.audit.systems.filter(pk__in=evidence.covers))
    if not systems:
        raise NotPossibleError("Vælg, hvilke systemer dokumentet dækker.")
    made = []
    for system in systems:
        finding = add_finding(
            by=by,
            system=system,
            objective=row.objective,
            kind=kind or FindingKind.MINOR,
            title=_title(row),
            text=_words(evidence, row),
        )
        ExceptionFinding.objects.create(exception=row, finding=finding)
        made.append(finding)
    return made


def _title(row: ReviewedException) -> str:
    words = " ".join(row.text.split())
    head = f"{row.control}: {words}" if row.control else words
    return head if len(head) <= 120 else f"{head[:117].rsplit(' ', 1)[0]} …"


def _words(evidence: Evidence, row: ReviewedException) -> str:
    words = f"Undtagelse i »{evidence.title}«: {row.text.strip()}"
    if row.answer.strip():
        words += f"\n\nLedelsens svar: {row.answer.strip()}"
    return words[:4000]


@transaction.atomic
def finish_review(*, by: Actor, evidence: Evidence, level: str, level_reason: str = "") -> Evidence:
    """One button: the document has been read, it is sufficient, and its homework goes to the municipalities.

    Where everything else in the case has been looked at too, the report is drafted. Raises NotPossibleError
    with what is missing, OutdatedError outside the review.
    """
    evidence = _open(by, evidence)
    review = StatementReview.objects.filter(file=evidence.file_id).first()
    if review is None:
        raise NotPossibleError("Dokumentet er ikke læst.")
    found = findings_from(evidence)
    if missing := what_is_missing(review, evidence, len(found)):
        raise NotPossibleError(" ".join(missing))
    if review.finished_at is None:
        review.finished_at = timezone.now()
        review.save(update_fields=["finished_at"])
        tell_the_plan(by=by, evidence=evidence, review=review)
    if evidence.state != EvidenceState.SUFFICIENT:
        evidence = move(evidence, "suffice", by=by)
    evidence = decide_sharing(by=by, evidence=evidence, level=level, reason=level_reason)
    _give_homework(by, evidence.audit, review.controls)
    record(evidence, "review", by=by, data={"conclusion": review.conclusion, "findings": len(found) or ""})
    audit = Audit.objects.get(pk=evidence.audit_id)
    if guards.review_complete(audit) is None:
        fill_in(by, audit)
    return evidence


def what_is_missing(review: StatementReview, evidence: Evidence, findings: int) -> list[str]:
    """Return in words what must be filled before a document counts as read."""
    asked = asked_of(evidence.kind)
    empty = [_LABELS[name] for name in asked.required if not getattr(review, name)]
    words = [f"Udfyld {', '.join(empty)}."] if empty else []
    if not evidence.covers:
        words.append("Vælg, hvilke systemer dokumentet dækker.")
    if review.method == Method.CARVE_OUT and not review.subprocessors:
        words.append("Skriv, hvilke underdatabehandlere der er holdt ude.")
    if review.conclusion in DOUBTFUL and not findings and not review.note.strip():
        words.append(
            "Konklusionen er med forbehold: gør undtagelsen til et forhold, eller skriv hvorfor ikke."
        )
    return words


def _give_homework(by: Actor, audit: Audit, controls: list[str]) -> None:
    """Add the complementary controls to what each municipality must do itself; what is there stays."""
    lines = list(audit.duties.values_list("text", flat=True))
    there = {" ".join(line.casefold().split()) for line in lines}
    fresh = [each for each in controls if " ".join(each.casefold().split()) not in there]
    if fresh:
        set_duties(by=by, audit=audit, lines=[*lines, *dict.fromkeys(fresh)])
