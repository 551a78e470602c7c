"""The one way to get an object of a supervision for a page.

The caller's role decides what there is: another supplier's, a case that is not announced, and what
never was look the same (404).
"""

from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django.http import Http404

from audits.joint.models import (
    Answer,
    Audit,
    AuditRound,
    AuditSystem,
    BoardPlan,
    ContactRound,
    Evidence,
    ExtensionRequest,
    Finding,
    Handover,
    Hearing,
    HearingComment,
    HearingFile,
    LowerConcept,
    ReportEdit,
    ReportVersion,
    RivalAnswer,
    StandardText,
    Statement,
    StatementVersion,
)
from documents.models import StoredFile

Row = TypeVar("Row", bound=Model)


def _one(rows: QuerySet[Row]) -> Row:
    found = rows.first()
    if found is None:
        raise Http404
    return found


def audit(audit_id: UUID) -> Audit:
    """Return the case with its supplier; raises Http404."""
    return _one(Audit.objects.select_related("supplier").filter(pk=audit_id))


def round_(round_id: UUID) -> AuditRound:
    """Return a round; raises Http404."""
    return _one(AuditRound.objects.filter(pk=round_id))


def contact_round(round_id: UUID) -> ContactRound:
    """Return a contact round; raises Http404."""
    return _one(ContactRound.objects.filter(pk=round_id))


def handover(handover_id: UUID) -> Handover:
    """Return a handover of cases; raises Http404."""
    return _one(Handover.objects.filter(pk=handover_id))


def board_plan(plan_id: UUID) -> BoardPlan:
    """Return a plan that was laid before the board; raises Http404."""
    return _one(BoardPlan.objects.select_related("file").filter(pk=plan_id))


def system(audit_id: UUID, system_id: UUID) -> AuditSystem:
    """Return one of the case's systems; raises Http404."""
    return _one(AuditSystem.objects.select_related("audit").filter(pk=system_id, audit=audit_id))


def answer(audit_id: UUID, answer_id: UUID) -> Answer:
    """Return one of the case's answers; raises Http404."""
    rows = Answer.objects.select_related("questionnaire__audit", "question", "previous")
    return _one(rows.filter(pk=answer_id, questionnaire__audit=audit_id))


def rival(audit_id: UUID, rival_id: UUID) -> RivalAnswer:
    """Return a text written while somebody else saved the case's answer; raises Http404."""
    rows = RivalAnswer.objects.select_related("answer__questionnaire__audit")
    return _one(rows.filter(pk=rival_id, answer__questionnaire__audit=audit_id))


def evidence(audit_id: UUID, evidence_id: UUID) -> Evidence:
    """Return one of the case's documents; raises Http404."""
    return _one(Evidence.objects.select_related("audit", "file").filter(pk=evidence_id, audit=audit_id))


def extension(audit_id: UUID, request_id: UUID) -> ExtensionRequest:
    """Return one of the case's wishes for more time; raises Http404."""
    return _one(
        ExtensionRequest.objects.select_related("audit__supplier").filter(pk=request_id, audit=audit_id)
    )


def finding(audit_id: UUID, finding_id: UUID) -> Finding:
    """Return one of the case's findings; raises Http404."""
    rows = Finding.objects.select_related("audit__supplier", "audit_system")
    return _one(rows.filter(pk=finding_id, audit=audit_id))


def lower_concept(audit_id: UUID, wish_id: UUID) -> LowerConcept:
    """Return a wish for a lower concept in the case; raises Http404."""
    return _one(LowerConcept.objects.select_related("audit").filter(pk=wish_id, audit=audit_id))


def hearing(audit_id: UUID) -> Hearing:
    """Return the case's latest hearing; raises Http404."""
    return _one(Hearing.objects.select_related("audit", "draft").filter(audit=audit_id).order_by("-number"))


def carried(audit: Audit, finding_id: UUID) -> Finding:
    """Return a finding that an earlier audit left to this one; raises Http404."""
    return _one(Finding.carried_to(audit).filter(pk=finding_id))


def standard(standard_id: UUID) -> StandardText:
    """Return one version of a standard text; raises Http404."""
    return _one(StandardText.objects.filter(pk=standard_id))


def comment(audit_id: UUID, comment_id: UUID) -> HearingComment:
    """Return one comment of the case's hearings; raises Http404."""
    rows = HearingComment.objects.select_related("hearing__audit")
    return _one(rows.filter(pk=comment_id, hearing__audit=audit_id, dropped=False))


def edit(audit_id: UUID, edit_id: UUID) -> ReportEdit:
    """Return an edition of one of the case's reports; raises Http404."""
    rows = ReportEdit.objects.select_related("version", "given", "file", "generated")
    return _one(rows.filter(pk=edit_id, version__audit=audit_id))


def statement(statement_id: UUID) -> Statement:
    """Return a kept document with its editions; raises Http404."""
    return _one(Statement.objects.filter(pk=statement_id).prefetch_related("versions__file"))


def version(version_id: UUID) -> StatementVersion:
    """Return one edition of a kept document; raises Http404."""
    return _one(StatementVersion.objects.select_related("statement", "file").filter(pk=version_id))


def file_of_statement(kept: Statement, file_id: UUID) -> StoredFile:
    """Return the file of one of the document's editions; raises Http404."""
    return _one(StoredFile.objects.filter(pk=file_id, pk__in=kept.versions.values("file")))


def file_of(case: Audit, file_id: UUID) -> StoredFile:
    """Return a file that belongs to the case, if the caller may see what it belongs to; raises Http404."""
    ids = {case.notice_id}
    ids.update(Evidence.objects.filter(audit=case).values_list("file_id", flat=True))
    ids.update(ReportVersion.objects.filter(audit=case).values_list("file_id", flat=True))
    for draft, letter in Hearing.objects.filter(audit=case).values_list("draft_id", "letter_id"):
        ids.update((draft, letter))
    ids.update(HearingFile.objects.filter(hearing__audit=case).values_list("file_id", flat=True))
    ids.update(Finding.objects.filter(audit=case).values_list("handed_in__file_id", flat=True))
    if file_id not in ids:
        raise Http404
    return _one(StoredFile.objects.filter(pk=file_id))
