"""The report: conclusions, the Word file, and the second reader."""

from django.db import transaction
from django.utils import timezone

from accounts.permissions import P
from audits.joint import editions, second_reading
from audits.joint.actions.copies import order_copies
from audits.joint.actions.reviewing import accept_questionnaire, lock_writable, must_conduct
from audits.joint.letters.edition import fields_of, generated, write_edition
from audits.joint.models import Audit, AuditSystem, ReportVersion, SystemAssessment
from audits.joint.states import KIND_TEXT, LEVEL_TEXT, AuditState, Level
from documents.storage import read_bytes
from workflows.actors import Actor
from workflows.engine import NotPossibleError, move
from workflows.log import history, record


@transaction.atomic
def conclude(
    *, by: Actor, system: AuditSystem, level: str, text: str = "", reason: str = ""
) -> SystemAssessment:
    """Store the conclusion on one system; without words the standard sentence of its grade.

    `reason` says why it is milder than the findings are; the report tells it, and somebody else reads.

    Raises OutdatedError once the report is written.
    """
    must_conduct(by)
    lock_writable(system.audit_id)
    assessment = SystemAssessment.objects.select_for_update(of=("self",)).get(audit_system=system)
    assessment.level, assessment.text = level, text.strip() or _sentence(system, Level(level))
    assessment.level_reason = reason.strip() if second_reading.is_milder(system, level) else ""
    assessment.save(update_fields=["level", "text", "level_reason"])
    record(system, "conclude", by=by, reason=assessment.level_reason, data={"level": level})
    return assessment


def _sentence(system: AuditSystem, level: Level) -> str:
    """Return what a conclusion says where nobody wrote it: by the gravest finding, or by the level alone."""
    worst = second_reading.worst_kind(system)
    graded = worst is not None and worst.level == level
    return KIND_TEXT[worst] if worst is not None and graded else LEVEL_TEXT[level]


@transaction.atomic
def set_summary(
    *, by: Actor, audit: Audit, summary: str, next_audit: str = "", summary_en: str | None = None
) -> None:
    """Store the report's summary, in English too where wished, and what is said of the next audit.

    Raises OutdatedError once the report is written.
    """
    must_conduct(by)
    report = lock_writable(audit.pk).report
    report.summary, report.next_audit = summary, next_audit
    if summary_en is not None:
        report.summary_en = summary_en
    report.save(update_fields=["summary", "next_audit", "summary_en"])
    record(report.audit, "set_summary", by=by)


@transaction.atomic
def finish(*, by: Actor, audit: Audit) -> Audit:
    """One button from reviewed to report.

    Missing conclusions are filled in from the findings, a missing summary from the conclusions; the
    Word file is made, and the case goes to the second reader where a rule asks for one, else it is
    ready to be sent. Raises NotPossibleError with what is lacking.
    """
    must_conduct(by)
    audit = lock_writable(audit.pk)
    if audit.state == AuditState.NOT_POSSIBLE:
        _conclude_not_possible(by, audit)
    fill_in(by, audit)
    step = "to_second_reader" if second_reading.why(audit) else "make_ready"
    lot = second_reading.draw(audit)
    moved = move(audit, step, by=by, reason=second_reading.why(audit), data={"lot": lot})
    accept_questionnaire(by=by, audit=moved)
    version = write_version(by=by, audit=moved)
    if moved.state == AuditState.READY:
        order_copies(version, by=by)
    return moved


def fill_in(by: Actor, audit: Audit) -> None:
    """Write missing conclusions from the findings, and a missing summary from the conclusions."""
    for system in audit.systems.select_related("assessment", "audit"):
        if not system.assessment.level:
            worst = second_reading.worst_kind(system)
            conclude(by=by, system=system, level=worst.level if worst else Level.GREEN)
    if not audit.report.summary:
        audit.report.summary = summary_of(audit)
        audit.report.save(update_fields=["summary"])


def summary_of(audit: Audit) -> str:
    """Return a summary in words from the conclusions, for the case worker to change."""
    systems = list(audit.systems.select_related("assessment"))
    levels = [Level(each.assessment.level) for each in systems if each.assessment.level]
    worst = max(levels, key=lambda level: level.weight, default=Level.GREEN)
    number = "ét system" if len(systems) == 1 else f"{len(systems)} systemer"
    return f"Tilsynet omfatter {number} fra {audit.supplier.name}. {LEVEL_TEXT[worst]}"


def _conclude_not_possible(by: Actor, audit: Audit) -> None:
    text = "Tilsynet kunne ikke gennemføres: databehandleren har ikke svaret inden fristen."
    for system in audit.systems.all():
        conclude(by=by, system=system, level=Level.RED, text=text)
    if not audit.report.summary:
        audit.report.summary = f"{text} Kommunen bør overveje, hvad den selv vil gøre."
        audit.report.save(update_fields=["summary"])


def write_version(*, by: Actor, audit: Audit) -> ReportVersion:
    """Make the Word file of the version that is being prepared; a former draft file is replaced."""
    version = draft_version(audit)
    version.body, version.file = write_edition(version, _body(audit, version), by=by)
    version.made_at = timezone.now()
    version.save()
    version.copies.all().delete()
    record(audit, "write_report", by=by, data={"version": version.number, "sha256": version.file.sha256})
    return version


def _body(audit: Audit, version: ReportVersion) -> bytes:
    if edit := editions.current(version):
        return read_bytes(editions.laid_in(edit).sha256)
    return generated(audit, fields_of(audit, version))


def draft_version(audit: Audit) -> ReportVersion:
    """Return the version being prepared, made if there is none."""
    report = audit.report
    found = report.versions.filter(sent_at=None).first()
    if found:
        return found
    last = report.versions.order_by("-number").first()
    number = last.number + 1 if last else 1
    return ReportVersion(report=report, audit=audit, supplier_id=audit.supplier_id, number=number)


@transaction.atomic
def pass_reading(*, by: Actor, audit: Audit, remark: str = "") -> Audit:
    """The second reader has read the report; nobody passes her own case, or what she has finished herself."""
    _not_own(by, audit)
    moved = move(audit, "pass_reading", by=by, reason=remark)
    order_copies(draft_version(moved), by=by)
    return moved


@transaction.atomic
def fail_reading(*, by: Actor, audit: Audit, remark: str) -> Audit:
    """The second reader sends the report back with what should change."""
    if not remark.strip():
        raise NotPossibleError("Skriv, hvad der skal ændres.")
    return move(audit, "fail_reading", by=by, reason=remark)


@transaction.atomic
def take_up_again(*, by: Actor, audit: Audit, reason: str) -> Audit:
    """Open a report that is ready, and sent to nobody, to put something right; it is finished anew."""
    if not reason.strip():
        raise NotPossibleError("Skriv, hvad der skal rettes.")
    return move(audit, "take_up_again", by=by, reason=reason)


def _not_own(by: Actor, audit: Audit) -> None:
    if not by.may(P.AUDITS_SECOND_READ):
        return
    locked = Audit.objects.select_for_update(of=("self",)).get(pk=audit.pk)
    if by.id == locked.case_worker_id:
        raise NotPossibleError("Du er selv sagsbehandler på sagen. En anden skal læse rapporten.")
    sent = history(locked).filter(action="to_second_reader").first()
    if sent is not None and sent.by_id == by.id:
        raise NotPossibleError("Du har selv gjort rapporten færdig. En anden skal læse den.")


@transaction.atomic
def revise(*, by: Actor, audit: Audit, kind: str, reason: str) -> Audit:
    """Begin another version: a new one, which reopens the decisions, or a correction, which does not."""
    if not reason.strip():
        raise NotPossibleError("Skriv, hvorfor rapporten skal udgives igen.")
    if kind not in (ReportVersion.Kind.NEW, ReportVersion.Kind.CORRECTION):
        raise NotPossibleError("Vælg, om det er en ny version eller en rettelse.")
    moved = move(audit, "revise", by=by, reason=reason)
    version = draft_version(moved)
    version.kind, version.reason = kind, reason
    version.save()
    return moved


@transaction.atomic
def give_up(*, by: Actor, audit: Audit, reason: str) -> Audit:
    """The supplier gave nothing; the report says so."""
    if not reason.strip():
        raise NotPossibleError("Skriv, hvad der er forsøgt.")
    return move(audit, "give_up", by=by, reason=reason)


@transaction.atomic
def want_hearing(*, by: Actor, audit: Audit, wanted: bool) -> Audit:
    """Note that the draft goes to a hearing though there are no findings, because it was asked for.

    Raises OutdatedError once the report is written.
    """
    must_conduct(by)
    audit = lock_writable(audit.pk)
    audit.hearing_wanted = wanted
    audit.save(update_fields=["hearing_wanted"])
    record(audit, "want_hearing", by=by, data={"wanted": wanted})
    return audit
