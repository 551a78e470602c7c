"""Tilsynsrapport: the fields of the joint report. All audited systems, no municipality's figures."""

from typing import Any

from django.utils import timezone

from audits.joint import second_reading
from audits.joint.closed import access_words, closed_words
from audits.joint.comparing import since_last
from audits.joint.deadlines import time_for
from audits.joint.letters.answered import followed_up, hearing_with_answers
from audits.joint.letters.common import REPORT, keep, period, sender
from audits.joint.letters.scope import scope
from audits.joint.letters.subprocessors import subprocessors
from audits.joint.models import (
    Answer,
    Audit,
    AuditSystem,
    Evidence,
    Finding,
    Question,
    Questionnaire,
    SystemAssessment,
)
from audits.joint.questions.left import left
from audits.joint.states import EvidenceState, FindingKind, FindingState, Level, Sharing
from documents.models import StoredFile
from documents.templates import in_force
from documents.word.filters import dato
from workflows.actors import Actor
from workflows.values import value_on

EVERYBODY = "Medlemskommuner, der bruger et eller flere af systemerne"
FINDINGS_BELOW = "Forholdene står nedenfor, system for system."
NO_FINDINGS = "Tilsynet har ikke givet anledning til at konstatere forhold om de systemer, kommunen bruger."
WHAT_TO_DO = {
    FindingKind.RECOMMENDATION: "Overvej anbefalingen, og fortæl ved næste tilsyn, hvad I har besluttet.",
    FindingKind.MINOR: "Ret op, og send dokumentation for det inden fristen.",
    FindingKind.UNDOCUMENTED: "Send den dokumentation, der mangler, inden fristen.",
    FindingKind.MAJOR: "Send en handlingsplan, ret op, og send dokumentation for det inden fristen.",
    FindingKind.CRITICAL: "Ret op straks, og send dokumentation for det inden fristen.",
}


def report_context(audit: Audit, version: str, *, draft: bool) -> dict[str, Any]:
    """Return the report's fields as plain data."""
    today = timezone.localdate()
    report = audit.report
    findings = list(
        audit.findings.exclude(state=FindingState.DROPPED).select_related("audit_system").order_by("number")
    )
    systems, evidence = list(audit.systems.select_related("assessment")), evidence_of(audit)
    answers = _counted(audit)
    return {
        **sender(audit, today),
        "modtager": EVERYBODY,
        "rapport_version": version,
        "er_udkast": draft,
        **period(audit, today),
        "koncept": {"nummer": audit.concept, "navn": audit.get_concept_display().partition(". ")[2]},
        "vejledning": value_on("audit.guide", today),
        "kvalitetslaeser": _second_reader(audit, draft),
        "sammenfatning": report.summary,
        "sammenfatning_en": report.summary_en,
        "siden_sidst": since_last(audit),
        "system_navne": [system.name for system in systems],
        "systemer": [_system(system, findings) for system in systems],
        "anbefalinger": [{"system": "Alle systemer", "tekst": duty.text} for duty in audit.duties.all()],
        "omfang": " ".join([scope(audit, evidence), *closed_words(_about_all(audit, systems))]),
        "dokumentation": [_document(number, each) for number, each in enumerate(evidence, 1)],
        "omraader": [
            _objective(answers, letter, label, findings) for letter, label in Question.Objective.choices
        ],
        "forhold_tekst": FINDINGS_BELOW,
        "forhold": [_finding(each, time_for(each.kind, today)) for each in findings],
        "fulgt_op": followed_up(audit),
        **subprocessors(audit, evidence),
        **hearing_with_answers(audit),
        "naeste_tilsyn": report.next_audit or "Næste tilsyn følger den fælles plan.",
    }


def write_draft(audit: Audit, version: str, *, by: Actor) -> StoredFile:
    """Make and keep the draft for the hearing, which the supplier may read."""
    word = "Udkast til tilsynsrapport"
    return keep(
        in_force(REPORT, timezone.localdate()),
        report_context(audit, version, draft=True),
        by=by,
        name=f"{word} {audit.supplier.name} {audit.case_number} v{version}.docx",
        title=f"{word}, {audit.supplier.name}, version {version}",
        supplier_id=audit.supplier_id,
    )


def _second_reader(audit: Audit, draft: bool) -> str:
    """Return what is true when the file is read: a report leaves the house after its second reading only."""
    if not second_reading.why(audit):
        return "Reglerne kræver ikke en kvalitetslæser."
    if draft:
        return "Rapporten læses af en kvalitetslæser, før den sendes."
    return "Rapporten er læst af en kvalitetslæser, før den er sendt."


def _system(system: Any, findings: list[Finding]) -> dict[str, Any]:
    level = (
        Level(system.assessment.level)
        if getattr(system, "assessment", None) and system.assessment.level
        else None
    )
    return {
        "navn": system.name,
        "vurdering": level.label if level else "",
        "konklusion": _conclusion(system.assessment) if level else "",
        "antal_forhold": sum(finding.audit_system_id == system.id for finding in findings),
    }


def _conclusion(assessment: SystemAssessment) -> str:
    """Return the conclusion in words; one milder than the findings says why."""
    if not assessment.level_reason:
        return assessment.text
    return f"{assessment.text} Vurderet mildere, end forholdene umiddelbart siger: {assessment.level_reason}"


def evidence_of(audit: Audit) -> list[Evidence]:
    """Return the documentation that stands in the report, in its order."""
    # What nobody has judged stands in the report of a supervision that was given up only.
    shown = [EvidenceState.READY, EvidenceState.SUFFICIENT, EvidenceState.INSUFFICIENT, EvidenceState.SHOWN]
    return list(audit.evidence.filter(state__in=shown).select_related("file"))


def _about_all(audit: Audit, systems: list[AuditSystem]) -> list[Evidence]:
    """Return what every recipient's file tells of; the others stand in the list of who uses their systems."""
    ids = {each.id for each in systems}
    return [each for each in evidence_of(audit) if ids & set(each.covers) in (set(), ids)]


def _document(number: int, evidence: Evidence) -> dict[str, Any]:
    return {
        "nr": number,
        "titel": evidence.title,
        "slags": evidence.get_kind_display(),
        "periode": _period(evidence),
        "vedlagt": evidence.level == Sharing.DOWNLOAD,
        "adgang": access_words(evidence),
        "sha256": evidence.file.sha256 if evidence.file else "forevist",
    }


def _period(evidence: Evidence) -> str:
    if evidence.period_from and evidence.period_to:
        return f"{dato(evidence.period_from)} – {dato(evidence.period_to)}"
    return dato(evidence.period_to or evidence.period_from or evidence.shown_on)


def _counted(audit: Audit) -> list[Answer]:
    """Return the answers that are asked and given: what hung on an answer that was changed does not count."""
    questionnaire = Questionnaire.objects.filter(audit=audit).first()
    return [] if questionnaire is None else [each for each in left(questionnaire).asked if each.choice]


def _objective(answers: list[Answer], letter: str, label: str, findings: list[Finding]) -> dict[str, Any]:
    of_it = [FindingKind(each.kind) for each in findings if each.objective == letter]
    worst = max(of_it, key=lambda kind: kind.weight, default=None)
    answered = sum(each.objective == letter for each in answers)
    level = worst.level if worst else Level.GREEN if answered else None
    return {
        "bogstav": letter,
        "navn": label.partition(". ")[2],
        "vurdering": level.label if level else "",
        "tekst": _objective_text(answered, len(of_it)),
    }


def _objective_text(answered: int, findings: int) -> str:
    if not answered:
        return "Ikke besvaret."
    looked = f"{answered} svar er gennemgået. "
    if not findings:
        return looked + "De giver ikke anledning til bemærkninger."
    return looked + f"Der er {findings} forhold, se nedenfor."


def _finding(finding: Finding, time: str) -> dict[str, Any]:
    """Return a finding's fields; without a deadline yet, `time` is what is told of it."""
    return {
        "nr": finding.number,
        "overskrift": finding.title,
        "system": finding.audit_system.name,
        "slags": finding.get_kind_display().capitalize(),
        "kontrolmaal": finding.get_objective_display(),
        "beskrivelse": finding.text,
        "handling": finding.action or WHAT_TO_DO[FindingKind(finding.kind)],
        "frist": finding.deadline or time,
        "status": finding.get_state_display().capitalize(),
    }
