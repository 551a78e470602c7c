"""What came in on a case worker's audits since a day: answers, comments, wishes, plans, letters."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from accounts.permissions import P
from audits.joint.desk import case_row
from audits.joint.models import (
    Audit,
    ExtensionRequest,
    Finding,
    FindingStep,
    Hearing,
    Questionnaire,
    ReportObjection,
)
from tenants.models import Letter
from workflows.actors import Actor
from workflows.desk import Waiting
from workflows.models import LogEntry

LETTERS = {
    "audit_question": "{} spørger",
    "audit_remark": "{} har en bemærkning til rapporten",
    "audit_contest": "{} gør indsigelse mod rapporten",
    "audit_objection": "{} har ikke godkendt tilsynet",
}


def came_in(actor: Actor, since: datetime) -> list[Waiting]:
    """Return what suppliers and municipalities have sent on the actor's cases since a moment."""
    if not actor.may(P.AUDITS_CONDUCT):
        return []
    return [row for source in _SOURCES for row in source(actor.id, since)]


def _answers(worker: UUID, since: datetime) -> Iterable[Waiting]:
    for each in Questionnaire.objects.select_related("audit__supplier").filter(
        audit__case_worker_id=worker, submitted_at__gte=since
    ):
        words = f"Svar indsendt af {each.submitted_by_name}"
        yield case_row(each.audit, words, "Se svar", "audits:answers", since=each.submitted_at)


def _hearings(worker: UUID, since: datetime) -> Iterable[Waiting]:
    for each in Hearing.objects.select_related("audit__supplier").filter(
        audit__case_worker_id=worker, answered_at__gte=since
    ):
        words = "Høringssvar uden bemærkninger" if each.no_comments else "Høringssvar med bemærkninger"
        yield case_row(each.audit, words, "Se høringssvar", "audits:hearing", since=each.answered_at)


def _extensions(worker: UUID, since: datetime) -> Iterable[Waiting]:
    for each in ExtensionRequest.objects.select_related("audit__supplier").filter(
        audit__case_worker_id=worker, created_at__gte=since
    ):
        words = f"Anmodning om udsættelse, {each.get_state_display()}"
        yield case_row(each.audit, words, "Se anmodningen", since=each.created_at)


def _plans(worker: UUID, since: datetime) -> Iterable[Waiting]:
    """A plan stands on the finding itself; when it came stands in the log."""
    log = LogEntry.objects.filter(subject_kind=Finding._meta.label_lower, action="hand_in_plan")
    moments = dict(log.filter(at__gte=since).order_by("at").values_list("subject_id", "at"))
    for each in Finding.objects.select_related("audit__supplier").filter(
        pk__in=moments, audit__case_worker_id=worker
    ):
        words = f"Handlingsplan for forhold {each.number}"
        yield case_row(each.audit, words, "Se forhold", "audits:findings", since=moments[each.id])


def _proof(worker: UUID, since: datetime) -> Iterable[Waiting]:
    for each in FindingStep.objects.select_related("finding__audit__supplier").filter(
        finding__audit__case_worker_id=worker, created_at__gte=since
    ):
        words = f"Dokumentation for forhold {each.finding.number}"
        yield case_row(each.finding.audit, words, "Se forhold", "audits:findings", since=each.created_at)


def _letters(worker: UUID, since: datetime) -> Iterable[Waiting]:
    letters = Letter.objects.filter(kind__in=LETTERS, written_at__gte=since).select_related("municipality")
    about = Audit.objects.select_related("supplier", "report").filter(
        case_worker_id=worker, report__in=letters.values("joint_id")
    )
    audits = {each.report.id: each for each in about}
    for each in letters:
        if each.joint_id and (audit := audits.get(each.joint_id)):
            words = LETTERS[each.kind].format(each.municipality.name)
            yield case_row(audit, words, "Læs", "audits:decisions", since=each.written_at)


def _objections(worker: UUID, since: datetime) -> Iterable[Waiting]:
    for each in ReportObjection.objects.select_related("audit__supplier").filter(
        audit__case_worker_id=worker, letter_id=None, raised_at__gte=since
    ):
        words = f"{each.from_name} gør indsigelse mod rapporten"
        yield case_row(each.audit, words, "Læs", "audits:report", since=each.raised_at)


_SOURCES = (_objections, _answers, _hearings, _extensions, _plans, _proof, _letters)
