"""What waits for a supplier, for its front page."""

from datetime import date

from django.utils.translation import gettext as _

from accounts.permissions import P
from audits.joint.kept import wanted
from audits.joint.models import Audit, Finding, Hearing
from audits.joint.states import ANSWERABLE, AuditState, FindingState
from workflows.actors import Actor
from workflows.desk import Waiting


def waiting(actor: Actor) -> list[Waiting]:
    """Return what the supplier must do: answer, comment, follow up; nearest deadline first."""
    if not actor.may(P.SUPPLIER_ANSWER):
        return []
    rows = [*_answers(), *_hearings(), *_findings(), *_statements()]
    return sorted(rows, key=lambda row: row.due or date.max)


def _answers() -> list[Waiting]:
    audits = Audit.objects.filter(state__in=ANSWERABLE).prefetch_related("systems")
    return [
        Waiting(
            title=_("Tilsyn %(number)s") % {"number": audit.case_number},
            detail=", ".join(system.name for system in audit.systems.all()),
            due=audit.deadline,
            url_name="audits:case",
            url_kwargs={"audit_id": audit.id},
            action=_("Uddyb svar") if audit.state == AuditState.AWAITING_MORE else _("Svar"),
        )
        for audit in audits
    ]


def _hearings() -> list[Waiting]:
    return [
        Waiting(
            title=_("Høring over udkast, %(number)s") % {"number": hearing.audit.case_number},
            detail=_("Kommentér udkastet, eller sig, at I ingen bemærkninger har"),
            due=hearing.deadline,
            url_name="audits:hearing",
            url_kwargs={"audit_id": hearing.audit_id},
            action=_("Se udkast"),
        )
        for hearing in Hearing.under_way().select_related("audit")
    ]


def _statements() -> list[Waiting]:
    return [
        Waiting(
            title=_("Ny udgave af »%(title)s«") % {"title": each.statement.title},
            detail=_("Den, vi har, er snart for gammel til at bruge i et tilsyn"),
            due=each.next_wanted_on,
            url_name="statements:statement",
            url_kwargs={"statement_id": each.statement_id},
            action=_("Læg den nye op"),
            due_name=_("Ventes"),
            binding=False,
        )
        for each in wanted()
    ]


def _findings() -> list[Waiting]:
    findings = Finding.objects.select_related("audit").filter(
        state__in=[FindingState.AWAITING_PLAN, FindingState.REMEDYING]
    )
    counts = findings.exclude(audit__state=AuditState.WITHDRAWN)
    return [
        Waiting(
            title=_("Forhold %(number)s: %(title)s") % {"number": finding.number, "title": finding.title},
            detail=finding.audit.case_number,
            due=finding.due,
            url_name="audits:finding",
            url_kwargs={"audit_id": finding.audit_id, "finding_id": finding.id},
            action=_("Send handlingsplan")
            if finding.state == FindingState.AWAITING_PLAN
            else _("Send dokumentation"),
        )
        for finding in counts
    ]
