"""Høring: the draft to the supplier, its comments, and the case worker's answers."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.permissions import P
from audits.joint import guards
from audits.joint.actions.announcing import tell_supplier
from audits.joint.actions.answering import tell_worker
from audits.joint.actions.reporting import fill_in
from audits.joint.actions.reviewing import accept_questionnaire, lock_writable, must_conduct
from audits.joint.deadlines import supplier_deadline
from audits.joint.letters import report_context, write_draft, write_hearing
from audits.joint.models import Audit, Finding, Hearing, HearingComment
from audits.joint.sections import GENERAL, id_in, sections_of, sections_shown
from audits.joint.states import AuditState, FindingState
from workflows.actors import Actor
from workflows.deadlines import check_deadline
from workflows.engine import NotPermittedError, NotPossibleError, OutdatedError, move
from workflows.log import record


@transaction.atomic
def send_to_hearing(*, by: Actor, audit: Audit, deadline: date | None = None) -> Hearing:
    """Send the draft report with a letter; every new finding becomes visible to the supplier.

    Missing conclusions are filled in from the findings. Raises NotPossibleError where one that was
    written is milder than its findings allow.
    """
    fill_in(by=by, audit=audit)
    if reason := guards.concluded(audit):
        raise NotPossibleError(reason)
    today = timezone.localdate()
    deadline = deadline or supplier_deadline("audit.hearing_working_days", today)
    check_deadline(deadline)
    moved = move(audit, "send_to_hearing", by=by, data={"deadline": deadline.isoformat()})
    accept_questionnaire(by=by, audit=moved)
    for finding in moved.findings.filter(state=FindingState.FOUND):
        move(finding, "send_to_hearing", by=by)
    number = moved.hearings.count() + 1
    hearing = Hearing(
        audit=moved,
        supplier_id=moved.supplier_id,
        number=number,
        deadline=deadline,
        draft=write_draft(moved, f"0.{number}", by=by),
        letter=write_hearing(moved, deadline, number, by=by),
        sections=sections_of(moved, report_context(moved, f"0.{number}", draft=True)),
    )
    hearing.save(force_insert=True)
    record(hearing, "open", by=by, data={"deadline": deadline.isoformat()})
    tell_supplier(
        moved,
        "audits/hearing",
        {"deadline": deadline, "findings": moved.findings.filter(state=FindingState.HEARING).count()},
        page="audits:hearing",
    )
    return hearing


@transaction.atomic
def comment(
    *, by: Actor, hearing: Hearing, text: str, finding: Finding | None = None, section: str = GENERAL
) -> HearingComment:
    """The supplier comments on a section of the draft, until it has answered the hearing.

    A finding is a section, too. Raises NotPossibleError without words or for a section there is not.
    """
    found = lock_open(by, hearing)
    if not text.strip():
        raise NotPossibleError(_("Skriv jeres bemærkning."))
    key = f"finding:{finding.id}" if finding else section
    shown = sections_shown(found, found.audit.findings.select_related("audit_system"))
    about = next((each for each in shown if each["key"] == key), None)
    if about is None:
        raise NotPossibleError(_("Udkastet har ikke det afsnit."))
    row = HearingComment(
        hearing=found,
        supplier_id=found.supplier_id,
        section=key,
        heading=about["heading"][:300],
        finding_id=id_in(about, "finding"),
        audit_system_id=id_in(about, "system"),
        text=text,
        by_name=by.signature,
    )
    row.save(force_insert=True)
    record(found, "comment", by=by, data={"section": row.heading})
    return row


@transaction.atomic
def take_back(*, by: Actor, comment: HearingComment) -> None:
    """The supplier takes a comment back before it has sent its answer. What is answered stands."""
    lock_open(by, comment.hearing)
    if not HearingComment.objects.filter(pk=comment.pk, answered_at=None).exists():
        raise OutdatedError(_("Bemærkningen er besvaret af sekretariatet og kan ikke fjernes."))
    comment.dropped = True
    comment.save(update_fields=["dropped"])
    record(comment.hearing, "take_back_comment", by=by, data={"section": comment.heading})


@transaction.atomic
def finish_hearing(*, by: Actor, hearing: Hearing, no_comments: bool = False) -> Hearing:
    """The supplier sends its answer: the comments it has written, or that it has none."""
    hearing = lock_open(by, hearing)
    if no_comments and hearing.said.exists():
        raise NotPossibleError(_("I har skrevet bemærkninger. Send dem, eller ring til sagsbehandleren."))
    if not no_comments and not hearing.said.exists():
        raise NotPossibleError(_("Skriv en bemærkning, eller vælg »Ingen bemærkninger«."))
    hearing.answered_at, hearing.answered_by_name = timezone.now(), by.signature
    hearing.no_comments = no_comments
    hearing.save(update_fields=["answered_at", "answered_by_name", "no_comments"])
    record(hearing, "answer", by=by, data={"no_comments": no_comments})
    tell_worker(hearing.audit, "Leverandøren har svaret på høringen.")
    return hearing


def lock_open(by: Actor, hearing: Hearing) -> Hearing:
    """Lock a hearing that the supplier may still answer, and return it as it is now.

    Raises NotPermittedError for who does not answer for the supplier, OutdatedError where it is over.
    """
    if not by.may(P.SUPPLIER_ANSWER):
        raise NotPermittedError(_("Du har ikke adgang til at svare for leverandøren."))
    rows = Hearing.objects.select_for_update(of=("self",)).select_related("audit", "draft")
    found = rows.get(pk=hearing.pk)
    if found.answered_at is not None or found.audit.state != AuditState.HEARING:
        raise OutdatedError(_("Høringen er besvaret eller afsluttet."))
    return found


@transaction.atomic
def answer_comment(*, by: Actor, comment: HearingComment, outcome: str, answer: str) -> HearingComment:
    """The case worker answers one comment: met, partly or not, and in words; both stand in the report.

    Raises NotPossibleError without either, OutdatedError once the report is written, and while the supplier
    may still take back what it has not sent.
    """
    must_conduct(by)
    lock_writable(comment.hearing.audit_id)
    comment = (
        HearingComment.objects.select_for_update(of=("self",)).select_related("hearing").get(pk=comment.pk)
    )
    if comment.dropped or not comment.hearing.is_over:
        raise OutdatedError("Leverandøren har ikke sendt bemærkningen, og høringsfristen er ikke udløbet.")
    if outcome not in HearingComment.Outcome.values:
        raise NotPossibleError("Vælg, om bemærkningen er imødekommet.")
    if not answer.strip():
        raise NotPossibleError("Skriv et svar på bemærkningen.")
    comment.outcome, comment.answer = outcome, answer
    comment.answered_at, comment.answered_by_name = timezone.now(), by.signature
    comment.save(update_fields=["outcome", "answer", "answered_at", "answered_by_name"])
    record(comment.hearing, "answer_comment", by=by, data={"outcome": comment.get_outcome_display()})
    return comment
