"""Objections to a sent report: the supplier's are rows, a municipality's are letters until decided."""

from uuid import UUID

from audits.joint.models import Audit, ReportObjection, ReportVersion
from audits.joint.states import ObjectionState
from tenants.models import Letter

LETTER = "audit_contest"


def of_case(audit: Audit) -> list[ReportObjection]:
    """Return the case's objections, the oldest first; one that came as a letter has that letter's id."""
    stored = list(audit.objections.all())
    letters = Letter.objects.filter(kind=LETTER, joint_id=audit.report.id).select_related("municipality")
    taken = {each.letter_id for each in stored}
    from_letters = [_of_letter(audit, each) for each in letters if each.id not in taken]
    return sorted([*stored, *from_letters], key=lambda each: each.raised_at)


def find(audit: Audit, objection_id: UUID) -> ReportObjection | None:
    """Return one of the case's objections; one from a letter is stored when it is decided."""
    return next((each for each in of_case(audit) if each.id == objection_id), None)


def open_of_others(worker: UUID) -> list[ReportObjection]:
    """Return the objections that wait for a decision, but for those on the worker's own cases."""
    rows = ReportObjection.objects.select_related("audit__supplier").filter(state=ObjectionState.RECEIVED)
    letters = Letter.objects.filter(kind=LETTER, answered_at=None).select_related("municipality")
    audits = Audit.objects.select_related("supplier", "report").filter(report__in=letters.values("joint_id"))
    cases = {each.report.id: each for each in audits}
    decided = set(ReportObjection.objects.filter(letter_id__isnull=False).values_list("letter_id", flat=True))
    waiting = [
        _of_letter(cases[each.joint_id], each)
        for each in letters
        if each.joint_id in cases and each.id not in decided
    ]
    return [each for each in [*rows, *waiting] if each.audit.case_worker_id != worker]


def _of_letter(audit: Audit, letter: Letter) -> ReportObjection:
    return ReportObjection(
        id=letter.id,
        letter_id=letter.id,
        audit=audit,
        supplier_id=audit.supplier_id,
        version=version_at(audit, letter),
        municipality_id=letter.municipality_id,
        from_name=letter.municipality.name,
        text=letter.text,
        by_name=letter.written_by_name,
        raised_at=letter.written_at,
    )


def version_at(audit: Audit, letter: Letter) -> ReportVersion:
    """Return the version that had been sent when the letter was written."""
    sent = ReportVersion.objects.filter(audit=audit, sent_at__isnull=False).order_by("number")
    return sent.filter(sent_at__lte=letter.written_at).last() or sent[0]
