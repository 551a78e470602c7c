"""Why a step is not possible now, in Danish. Each guard takes the case and returns a reason or None."""

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audits.joint import second_reading
from audits.joint.questions.left import left
from audits.joint.states import (
    SENT_OUT,
    SETTLED,
    AuditState,
    EvidenceState,
    FindingKind,
    FindingState,
    Level,
)
from workflows.models import OutboxMail

if TYPE_CHECKING:
    from audits.joint.models import Answer, Audit, Evidence, Finding, Hearing, Questionnaire

NOTICE_MAIL = "audits/notice"
NOTICE_COPY = "audits/notice_copy"  # to the shared mailbox, without the one-time link


def has_systems(audit: "Audit") -> str | None:
    """A supervision is about something."""
    return None if audit.systems.exists() else "Tilsynet omfatter ingen systemer."


def notice_not_left(audit: "Audit") -> str | None:
    """A letter is called back only while its mail lies untouched in the outbox."""
    mails = OutboxMail.objects.filter(joint_id=audit.pk).exclude(state=OutboxMail.State.WITHDRAWN)
    untouched = (OutboxMail.State.WAITING, 0)
    last, copy = (
        mails.filter(kind=kind).order_by("-created_at").values_list("state", "attempts").first()
        for kind in (NOTICE_MAIL, NOTICE_COPY)
    )
    if last == untouched and copy in (untouched, None):
        return None
    return "Mailen er gået, så varslet kan ikke kaldes tilbage. Aflys tilsynet, hvis det ikke skal være."


def answers_complete(questionnaire: "Questionnaire") -> str | None:
    """Every question that is asked has an answer; a "no" or "partly" says why; no answer has a rival."""
    found = left(questionnaire)
    if missing := found.missing:
        return ngettext("%(n)s spørgsmål mangler svar.", "%(n)s spørgsmål mangler svar.", len(missing)) % {
            "n": len(missing)
        }
    if bare := _numbers(found.bare):
        words = _("Uddyb svaret på spørgsmål %(numbers)s: et »nej« eller »delvist« kræver en forklaring.")
        return words % {"numbers": bare}
    if contested := _numbers(found.contested):
        words = _("Der er to svar på spørgsmål %(numbers)s. Vælg, hvilket der skal gælde.")
        return words % {"numbers": contested}
    return None


def _numbers(answers: "list[Answer]") -> str:
    return ", ".join(str(each.number) for each in answers)


def everything_answered(audit: "Audit") -> str | None:
    """The questionnaire has been handed in."""
    questionnaire = getattr(audit, "questionnaire", None)
    if questionnaire is None or questionnaire.state == "submitted":
        return None
    return answers_complete(questionnaire) or _("Spørgeskemaet er ikke indsendt.")


def something_returned(audit: "Audit") -> str | None:
    """There is something to ask back."""
    returned = audit.questionnaire.answers.filter(review__verdict="returned").exists()
    lacking = audit.evidence.filter(state=EvidenceState.INSUFFICIENT).exists()
    if returned or lacking:
        return None
    return "Intet svar er mærket til at blive sendt retur, og ingen dokumentation er utilstrækkelig."


def review_complete(audit: "Audit") -> str | None:
    """Every answer and every file has been looked at; nothing to look at where the supplier gave nothing."""
    if audit.state == AuditState.NOT_POSSIBLE:
        return None
    answers = audit.questionnaire.answers
    accepted = set(answers.filter(review__verdict="accepted").values_list("pk", flat=True))
    open_answers = [each for each in left(audit.questionnaire).to_review if each.pk not in accepted]
    if open_answers:
        return f"{_questions(len(open_answers))} er ikke gennemgået."
    files = audit.evidence.filter(state=EvidenceState.READY).count()
    if files:
        return f"{files} {'stykke' if files == 1 else 'stykker'} dokumentation er ikke gennemgået."
    return None


def concluded(audit: "Audit") -> str | None:
    """Each system has a conclusion that its findings allow."""
    for system in audit.systems.select_related("assessment"):
        assessment = getattr(system, "assessment", None)
        if assessment is None or not assessment.level:
            return f"{system.name} mangler en konklusion."
        worst = second_reading.worst_kind(system)
        if worst and Level(assessment.level).weight < worst.level.weight and not assessment.level_reason:
            return (
                f"{system.name} kan ikke være {Level(assessment.level).label} uden en begrundelse: "
                f"der er et forhold af slagsen »{worst.label}«."
            )
    return None


def hearing_needed(audit: "Audit") -> str | None:
    """A hearing is held only with findings, or when it has been asked for."""
    if audit.hearing_wanted or audit.findings.filter(state=FindingState.FOUND).exists():
        return None
    return "Der er ingen nye forhold, så rapporten behøver ikke komme i høring."


def heard(audit: "Audit") -> str | None:
    """What needs a hearing has had it, and every comment has an answer, in whichever hearing it was made."""
    if audit.findings.filter(state=FindingState.FOUND).exists():
        return "Der er forhold, som ikke har været i høring."
    hearings = audit.hearings.model.of_version(audit)
    if not hearings:
        return "Leverandøren har ønsket udkastet i høring." if audit.hearing_wanted else None
    return _hearings_over(hearings) or _findings_settled(audit)


def _hearings_over(hearings: "list[Hearing]") -> str | None:
    if not hearings[-1].is_over:
        return "Leverandøren har ikke svaret endnu, og høringsfristen er ikke udløbet."
    if any(each.said.filter(answered_at=None).exists() for each in hearings):
        return "Ikke alle leverandørens bemærkninger er besvaret."
    return None


def _findings_settled(audit: "Audit") -> str | None:
    if audit.findings.filter(state=FindingState.HEARING).exists():
        return "Tag stilling til, om hvert forhold fastholdes eller frafaldes."
    return None


def report_written(audit: "Audit") -> str | None:
    """There is a version to send, as a Word file."""
    report = getattr(audit, "report", None)
    if report and report.versions.filter(sent_at=None, file__isnull=False).exists():
        return None
    return "Rapporten er ikke dannet."


def not_out(audit: "Audit") -> str | None:
    """Nobody is editing the report in Word."""
    out = audit.report_versions.filter(
        sent_at=None, edits__isnull=False, edits__file=None, edits__ended_at=None
    )
    name = out.values_list("edits__out_by_name", flat=True).first()
    if name is None:
        return None
    return f"Rapporten er hentet til redigering af {name}. Læg den ind, eller opgiv redigeringen."


def second_reader_needed(audit: "Audit") -> str | None:
    """A rule asks for a second reader."""
    return None if second_reading.why(audit) else "Ingen regel kræver en kvalitetslæser."


def second_reader_not_needed(audit: "Audit") -> str | None:
    """No rule asks for a second reader."""
    why = second_reading.why(audit)
    return f"Rapporten skal læses af en kvalitetslæser: {why}" if why else None


def something_to_follow(audit: "Audit") -> str | None:
    """Some finding is not settled."""
    return None if audit.findings.exclude(state__in=SETTLED).exists() else "Der er ingen åbne forhold."


def nothing_open(audit: "Audit") -> str | None:
    """Every finding is settled."""
    still = audit.findings.exclude(state__in=SETTLED).count()
    return f"{still} forhold er ikke lukket." if still else None


def something_sent(audit: "Audit") -> str | None:
    """Only what the municipalities have can be taken back from them."""
    if audit.report_versions.filter(sent_at__isnull=False).exists():
        return None
    return "Kommunerne har ikke fået en rapport fra tilsynet."


def nothing_sent(audit: "Audit") -> str | None:
    """What the municipalities hold a report of is withdrawn, never called off."""
    if not audit.report_versions.filter(sent_at__isnull=False).exists():
        return None
    return (
        "Kommunerne har fået en rapport fra tilsynet, så det kan ikke aflyses. Gør den nye udgave færdig, "
        "eller træk rapporten tilbage."
    )


def deadline_passed(audit: "Audit") -> str | None:
    """One does not give up before the deadline."""
    if audit.deadline and audit.deadline < timezone.localdate():
        return None
    return "Fristen er ikke udløbet."


def report_is_out(finding: "Finding") -> str | None:
    """Follow-up begins when the report has been sent."""
    return None if finding.audit.state in SENT_OUT else "Rapporten er ikke sendt til kommunerne."


def file_in_order(evidence: "Evidence") -> str | None:
    """Only what the scanner found clean leaves quarantine."""
    file = evidence.file
    return None if file and file.may_be_handed_out else "Filen er ikke scannet og fundet i orden."


def own_document(evidence: "Evidence") -> str | None:
    """What the secretariat took in from a sub-processor stands: it is not the supplier's to take back."""
    if not evidence.from_chain:
        return None
    return _("Sekretariatet har taget dokumentet med fra en underdatabehandler, så I kan ikke fjerne det.")


def can_wait(finding: "Finding") -> str | None:
    """Only what is mild may wait for the next audit, or what the municipalities have been told of."""
    if finding.kind in (FindingKind.RECOMMENDATION, FindingKind.MINOR):
        return None
    if finding.state == FindingState.PRESENTED:
        return None
    return (
        "Kun anbefalinger og mindre afvigelser kan vente til næste tilsyn; andet skal først forelægges "
        "kommunerne."
    )


def followed_up(finding: "Finding") -> str | None:
    """A later audit has looked at it."""
    return None if finding.followed_up.exists() else "Forholdet er ikke fulgt op i et senere tilsyn."


def carried_looked_at(audit: "Audit") -> str | None:
    """What was left to this audit has been followed up; nothing can be where the supplier gave nothing."""
    if audit.state == AuditState.NOT_POSSIBLE:
        return None
    left = audit.findings.model.carried_to(audit).exclude(followed_up__audit=audit).count()
    return f"{left} forhold fra sidste tilsyn er ikke fulgt op. Se dem under Forhold." if left else None


def has_documentation(finding: "Finding") -> str | None:
    """Something has been handed in."""
    return None if finding.handed_in.exists() else "Der er ikke afleveret noget om udbedringen."


def worth_presenting(finding: "Finding") -> str | None:
    """The municipalities are told at once of what is critical, of the rest when the time has passed."""
    if finding.kind == FindingKind.CRITICAL:
        return None
    if finding.due and finding.due < timezone.localdate():
        return None
    return "Fristen for forholdet er ikke udløbet."


def _questions(number: int) -> str:
    return f"{number} spørgsmål"
