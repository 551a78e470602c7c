"""What a municipality has open today, whatever year it began, the nearest deadline first."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from agreements.municipal.models import Agreement
from agreements.municipal.states import AgreementState
from audits.municipal.findings import open_findings
from audits.municipal.models import FollowUpTask, ReceivedSystem
from audits.municipal.own.reading import open_ones
from audits.municipal.states import OPEN


@dataclass(frozen=True)
class Matter:
    """Something that is open: what, about what, at whom, until when, and its page."""

    what: str
    about: str
    supplier: str
    due: date | None
    page: str = ""  # the name of its address, where it has one, and its id
    id: UUID | None = None


def still_open() -> list[Matter]:
    """Return everything open: decisions, findings, tasks, agreements, own supervisions."""
    found = [*_decisions(), *_findings(), *_tasks(), *_agreements(), *_own()]
    return sorted(found, key=lambda each: (each.due is None, each.due or date.max, each.about, each.what))


def _decisions() -> list[Matter]:
    rows = ReceivedSystem.objects.filter(
        report__is_current=True, report__withdrawn_at=None, state__in=OPEN
    ).select_related("report")
    return [
        Matter(
            "Rapporten mangler stillingtagen",
            each.name,
            each.report.supplier_name,
            each.report.due,
            "audits:report",
            each.report_id,
        )
        for each in rows
    ]


def _findings() -> list[Matter]:
    return [
        Matter(
            f"Forhold: {each.finding.title}",
            each.finding.system.name,
            each.finding.system.report.supplier_name,
            each.finding.deadline,
            "audits:finding",
            each.finding.finding_id,
        )
        for each in open_findings()
    ]


def _tasks() -> list[Matter]:
    rows = FollowUpTask.objects.filter(
        done_at=None, report__is_current=True, report__withdrawn_at=None
    ).select_related("report")
    return [
        Matter(
            f"Opgave: {each.text}",
            each.report.case_number,
            each.report.supplier_name,
            each.due,
            "audits:report",
            each.report_id,
        )
        for each in rows
    ]


def _agreements() -> list[Matter]:
    rows = Agreement.objects.filter(state=AgreementState.FOR_DECISION)
    return [
        Matter(
            "Aftalen mangler stillingtagen",
            each.title,
            each.supplier_name,
            each.answer_by,
            "agreements:agreement",
            each.id,
        )
        for each in rows
    ]


def _own() -> list[Matter]:
    return [
        Matter(
            f"Eget tilsyn, {each.get_state_display()}",
            each.system_name,
            each.supplier_name,
            each.planned_on,
        )
        for each in open_ones()
    ]
