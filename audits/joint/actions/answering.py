"""What the supplier does: answers, files, handing in, asking for more time."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date
from typing import cast
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.permissions import P
from accounts.sites import secretariat_url
from audits.joint.actions.writing import Written, settle, stored_answer, write
from audits.joint.letters.common import languages_of
from audits.joint.models import Answer, Audit, Evidence, ExtensionRequest, RivalAnswer
from audits.joint.questions.content import Given
from audits.joint.questions.left import left
from audits.joint.receipts import receipt_pdf
from audits.joint.states import ANSWERABLE, AuditState, EvidenceState, QuestionnaireState, Sharing
from documents.actions import Made, keep_made, keep_upload
from documents.models import StoredFile
from documents.uploadhandlers import ReceivedFile
from workflows.actors import Actor
from workflows.calendar import is_quiet, is_working_day
from workflows.engine import NotPermittedError, NotPossibleError, OutdatedError, move
from workflows.log import record
from workflows.mail import queue_mail

# What the supplier may take back, or put a newer file in the place of.
TAKEN_BACK = (EvidenceState.READY, EvidenceState.QUARANTINED, EvidenceState.INSUFFICIENT)


def _must_answer(by: Actor) -> None:
    if not by.may(P.SUPPLIER_ANSWER):
        raise NotPermittedError(_("Du har ikke adgang til at svare for leverandøren."))


def lock_answerable(by: Actor, audit_id: UUID) -> Audit:
    """Lock the case and return it as it is now. Raises OutdatedError after handing in."""
    _must_answer(by)
    audit = Audit.objects.select_for_update(of=("self",)).get(pk=audit_id)
    _refuse_closed(audit)
    return audit


def open_case(by: Actor, audit_id: UUID) -> Audit:
    """Lock the case; the first answer or file moves it on. Raises OutdatedError after handing in."""
    audit = lock_answerable(by, audit_id)
    if audit.questionnaire.state == QuestionnaireState.SENT:
        move(audit.questionnaire, "begin", by=by)
    return move(audit, "begin", by=by) if audit.state == AuditState.ANNOUNCED else audit


def _refuse_closed(audit: Audit) -> None:
    if audit.state not in ANSWERABLE:
        raise OutdatedError(
            _("Svaret er indsendt og kan ikke ændres. Ring til sagsbehandleren, hvis noget er forkert.")
        )


@transaction.atomic
def write_answer(*, by: Actor, answer: Answer, given: Given, expected: int | None = None) -> Written:
    """Save one answer as it stands; it may be unfinished, and is handed in later.

    After handing in only what was sent back can be changed. Raises OutdatedError otherwise, and what
    `writing.write` raises. Who writes from an older version than `expected` gets both back.
    """
    audit = open_case(by, answer.questionnaire.audit_id)
    if not may_change(audit, answer):
        raise OutdatedError(_("Kun de svar, sekretariatet har sendt retur, kan ændres."))
    return write(by=by, audit=audit, answer=answer, given=given, expected=expected)


def unconfirmed(audit: Audit) -> list[Answer]:
    """Return the answers that stand from last time and nobody has said anything of yet, as far as asked."""
    found = left(audit.questionnaire).asked
    return [each for each in found if each.previous_id and not each.change and may_change(audit, each)]


@transaction.atomic
def confirm_unchanged(*, by: Actor, audit: Audit, seen: Collection[UUID]) -> int:
    """Let last time's answers stand for those that were on the page, and return how many.

    One that somebody has written meanwhile is left as it is. Raises OutdatedError after handing in.
    """
    audit = open_case(by, audit.pk)
    standing = [each for each in unconfirmed(audit) if each.pk in seen]
    for each in standing:
        write(by=by, audit=audit, answer=each, given=Given(change=Answer.Change.UNCHANGED))
    if standing:
        record(audit, "confirm_unchanged", by=by, data={"answers": len(standing)})
    return len(standing)


def save_answer(*, by: Actor, answer: Answer, choice: str, comment: str) -> Answer:
    """Save one answer that holds for all systems; its exceptions and content stay as they are."""
    stands = stored_answer(answer.pk).content
    given = replace(stands, choice=choice, comment=comment, change="")
    return write_answer(by=by, answer=answer, given=given).answer


@transaction.atomic
def settle_rival(*, by: Actor, rival: RivalAnswer, use: bool) -> Answer:
    """Choose between two texts for one answer. Raises OutdatedError where it cannot be changed any more."""
    audit = open_case(by, rival.answer.questionnaire.audit_id)
    if not may_change(audit, rival.answer):
        raise OutdatedError(_("Kun de svar, sekretariatet har sendt retur, kan ændres."))
    return settle(by=by, audit=audit, rival=rival, use=use)


def may_change(audit: Audit, answer: Answer) -> bool:
    """Return whether the supplier may change an answer: all until handing in, then what was asked back."""
    if audit.state == AuditState.AWAITING_MORE and audit.questionnaire.submitted_at:
        return bool(answer.asked)
    return audit.state in ANSWERABLE


@dataclass(frozen=True)
class Described:
    """What the supplier says of a file."""

    kind: str
    title: str
    covers: list[UUID]
    period_from: date | None = None
    period_to: date | None = None
    wish: str = Sharing.CLOSED
    wish_reason: str = ""
    confidential: list[dict[str, str]] = field(default_factory=list)


@transaction.atomic
def add_evidence(
    *,
    by: Actor,
    audit: Audit,
    received: ReceivedFile,
    described: Described,
    answer: Answer | None = None,
    replaces: Evidence | None = None,
) -> Evidence:
    """Check, scan and keep a file as documentation in the case; it takes the place of `replaces`.

    Raises RefusedFileError for a file that may not come in, OutdatedError after handing in. A file
    that the scanner stops is kept in quarantine, and nobody can read it.
    """
    audit = open_case(by, audit.pk)
    own = set(audit.systems.values_list("id", flat=True))
    if not described.covers or not set(described.covers) <= own:
        raise NotPossibleError(_("Vælg, hvilke af tilsynets systemer dokumentationen dækker."))
    stored = keep_upload(
        received, by=by, title=described.title, supplier_id=audit.supplier_id, case_id=audit.pk
    )
    evidence = Evidence(
        audit=audit,
        supplier_id=audit.supplier_id,
        answer=answer,
        file=stored,
        kind=described.kind,
        title=described.title or stored.name,
        period_from=described.period_from,
        period_to=described.period_to,
        covers=described.covers,
        wish=described.wish,
        wish_reason=described.wish_reason,
        confidential=described.confidential,
        by_name=by.signature,
    )
    return add_kept_file(by=by, evidence=evidence, replaces=replaces)


def add_kept_file(*, by: Actor, evidence: Evidence, replaces: Evidence | None) -> Evidence:
    """Store a document whose file is kept, as far as the scanner let it; it takes `replaces`' place."""
    stored = cast(StoredFile, evidence.file)
    evidence.save(force_insert=True)
    record(evidence, "add", by=by, after=evidence.state, data={"sha256": stored.sha256, "name": stored.name})
    evidence = move(evidence, "check_file", by=by)
    if stored.may_be_handed_out:
        evidence = move(evidence, "clear", by=by)
    else:
        evidence = move(evidence, "quarantine", by=by, reason_given=stored.state_reason)
    if replaces is not None:
        move(replaces, "replace", by=by, newer=evidence)
    return evidence


@transaction.atomic
def remove_evidence(*, by: Actor, evidence: Evidence) -> Evidence:
    """Take back a file before handing in: it stays in the log, and no longer counts."""
    lock_answerable(by, evidence.audit_id)
    evidence = Evidence.objects.get(pk=evidence.pk)
    if evidence.state not in TAKEN_BACK:
        raise OutdatedError(_("Dokumentationen er gennemgået og kan ikke fjernes."))
    return move(evidence, "replace", by=by, reason="Fjernet af leverandøren", newer=None)


@transaction.atomic
def submit(*, by: Actor, audit: Audit) -> Audit:
    """Hand in. Raises NotPossibleError naming what is missing, OutdatedError where it is handed in already.

    The case is locked first: an answer that is being saved is in before the answers are counted.
    """
    audit = open_case(by, audit.pk)
    move(
        audit.questionnaire,
        "submit",
        by=by,
        submitted_at=timezone.now(),
        submitted_by_name=by.signature,
    )
    moved = move(audit, "submit", by=by)
    kept = keep_made(_receipt(moved), by=by)
    queue_mail(
        to=[moved.contact_email, moved.supplier.shared_mailbox],
        template="audits/receipt",
        context={
            "name": moved.contact_name,
            "case_number": moved.case_number,
            "by": by.name,
            "answers": left(moved.questionnaire).given,
            "files": moved.evidence.exclude(state=EvidenceState.REPLACED).count(),
            "worker": moved.case_worker_name,
            "phone": moved.case_worker_phone,
        },
        joint_id=moved.id,
        attachments=[(kept.name, kept.sha256)],
        reply_to=moved.case_worker_email,
    )
    tell_worker(moved, "Leverandøren har indsendt sit svar.")
    return moved


def _receipt(audit: Audit) -> Made:
    """The receipt as a PDF, in the language of the contact whom it is sent to."""
    with override(languages_of([audit])[audit.id]):
        name = f"{_('Kvittering')} {audit.case_number}.pdf"
        content = receipt_pdf(audit)
    return Made(content, name, name, content_type="application/pdf", supplier_id=audit.supplier_id)


@transaction.atomic
def ask_extension(*, by: Actor, audit: Audit, wanted: date, reason: str) -> ExtensionRequest:
    """Ask for a later deadline. One wish at a time; it must be later than the present one."""
    audit = lock_answerable(by, audit.pk)
    if audit.extensions.filter(state="requested").exists():
        raise NotPossibleError(_("I har allerede bedt om udsættelse. Sekretariatet har ikke svaret endnu."))
    if audit.deadline and wanted <= audit.deadline:
        raise NotPossibleError(_("Den nye frist skal ligge efter den nuværende."))
    if not is_working_day(wanted):
        raise NotPossibleError(_("Fristen skal falde på en arbejdsdag."))
    if is_quiet(wanted):
        raise NotPossibleError(_("Vi sætter ingen frister i den uge. Vælg en anden dag."))
    request = ExtensionRequest(
        audit=audit, supplier_id=audit.supplier_id, wanted=wanted, reason=reason, by_name=by.signature
    )
    request.save(force_insert=True)
    record(request, "request", by=by, reason=reason, after=request.state)
    tell_worker(audit, "Leverandøren beder om udsættelse.")
    return request


def tell_worker(audit: Audit, what: str) -> None:
    """Queue a mail to the case worker about something that came in."""
    if not audit.case_worker_email:
        return
    queue_mail(
        to=[audit.case_worker_email],
        template="audits/came_in",
        context={
            "what": what,
            "case_number": audit.case_number,
            "supplier": audit.supplier.name,
            "link": secretariat_url("audits:case", audit_id=audit.id),
        },
        joint_id=audit.id,
    )
