"""From decisions to rows: one reading of what was decided, and the columns of KITOS and OS2compliance.

Pure functions: what is read from where stands in `reading`, what a file looks like in `books`. The names of
columns are the fields' own names in the two systems, so that nobody has to guess where a value belongs.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from audits.municipal.models import ReceivedSystem
from audits.municipal.own.models import OwnAudit

LONGEST_CONCLUSION = 4096  # OS2compliance takes no more
JOINT = "DBS"  # OS2compliance's word for supervision by a joint secretariat
# OS2compliance: ChoiceOfSupervisionModel; KITOS: the global list of oversight options. None fits concept 1.
OS2_MODEL = {
    2: "MANAGEMENT_STATEMENT",
    3: "WRITTEN_CONTROL",
    5: "INDEPENDENT_AUDIT",
    6: "PHYSICAL_SUPERVISION",
}
KITOS_OPTION = {2: "Ledelseserklæring", 3: "Skriftlig kontrol", 5: "ISAE 3000", 6: "Fysisk tilsyn"}
KITOS_COLUMNS = (
    "systemUuid",
    "systemName",
    "dataProcessor",
    "completedAt",
    "remark",
    "oversightReportLink.name",
    "oversightReportLink.url",
    "oversightOption",
    "isOversightCompleted",
    "oversightScheduledInspectionDate",
)
OS2_COLUMNS = (
    "asset",
    "kitosUuid",
    "supplier",
    "creationDate",
    "responsibleUser",
    "supervisionModel",
    "conclusion",
    "dbsLink",
    "internalDocumentationLink",
    "status",
    "nextInspection",
    "newInspectionDate",
)


@dataclass(frozen=True)
class Oversight:
    """One decision on the supervision of one system, joint or the municipality's own.

    `subject_id` is the decision's own key: a later change of it is the same row.
    """

    subject_id: UUID
    system_id: UUID
    kitos_uuid: UUID | None
    system: str
    supplier: str
    is_joint: bool
    concept: int | None
    decided_at: datetime
    decided_by: str
    decision: str
    rating: str
    conclusion: str
    remark: str
    next_on: date | None
    title: str
    path: str
    journal_number: str

    @property
    def decided_on(self) -> date:
        """Return the day of the decision, in Denmark."""
        return timezone.localdate(self.decided_at)


def _decided(each: ReceivedSystem | OwnAudit, kitos: Mapping[UUID, UUID | None]) -> dict[str, Any]:
    """Return what a decision says of itself, whatever supervision it is on."""
    return {
        "subject_id": each.id,
        "system_id": each.system_id,
        "kitos_uuid": kitos.get(each.system_id),
        "decided_at": each.decided_at,
        "decided_by": each.decided_by_name,
        "rating": each.rating,
        "conclusion": each.conclusion,
        "remark": each.remark,
        "next_on": each.next_audit_on,
        "journal_number": each.journal_number,
    }


def of_received(
    rows: Iterable[ReceivedSystem], kitos: Mapping[UUID, UUID | None], paths: Mapping[UUID, str]
) -> list[Oversight]:
    """Return the decisions on joint reports; each row has its report, `paths` are by report."""
    return [
        Oversight(
            **_decided(each, kitos),
            system=each.name,
            supplier=each.report.supplier_name,
            is_joint=True,
            concept=each.report.concept,
            decision=each.get_state_display(),
            title=f"Tilsynsrapport {each.report.case_number}, {each.name}",
            path=paths[each.report_id],
        )
        for each in rows
        if each.decided_at is not None
    ]


def of_own(
    rows: Iterable[OwnAudit], kitos: Mapping[UUID, UUID | None], paths: Mapping[UUID, str]
) -> list[Oversight]:
    """Return the decisions on the municipality's own supervisions; `paths` are by supervision."""
    return [
        Oversight(
            **_decided(each, kitos),
            system=each.system_name,
            supplier=each.supplier_name,
            is_joint=False,
            concept=each.concept,
            decision=each.get_result_display(),
            title=f"Kommunens eget tilsyn, {each.system_name}",
            path=paths[each.id],
        )
        for each in rows
        if each.decided_at is not None
    ]


def kitos_row(each: Oversight, site: str) -> dict[str, Any]:
    """Return the decision as an oversight date of KITOS; `site` is the address that a path is below."""
    words = [f"{each.decision.capitalize()}."]
    words += [text for text in (each.conclusion, each.remark) if text]
    return {
        "systemUuid": str(each.kitos_uuid or ""),
        "systemName": each.system,
        "dataProcessor": each.supplier,
        "completedAt": each.decided_on,
        "remark": " ".join(words),
        "oversightReportLink.name": each.title,
        "oversightReportLink.url": f"{site}{each.path}",
        "oversightOption": KITOS_OPTION.get(each.concept or 0, ""),
        "isOversightCompleted": "Yes",
        "oversightScheduledInspectionDate": each.next_on,
    }


def os2_row(each: Oversight, site: str) -> dict[str, Any]:
    """Return the decision as an oversight record of OS2compliance."""
    follows = JOINT if each.is_joint else ""
    return {
        "asset": each.system,
        "kitosUuid": str(each.kitos_uuid or ""),
        "supplier": each.supplier,
        "creationDate": each.decided_on,
        "responsibleUser": each.decided_by,
        "supervisionModel": JOINT if each.is_joint else OS2_MODEL.get(each.concept or 0, ""),
        "conclusion": "\n".join(text for text in (each.conclusion, each.remark) if text)[:LONGEST_CONCLUSION],
        "dbsLink": f"{site}{each.path}" if each.is_joint else "",
        "internalDocumentationLink": "" if each.is_joint else f"{site}{each.path}",
        "status": each.rating.upper(),
        "nextInspection": "DATE" if each.next_on else follows,
        "newInspectionDate": each.next_on,
    }
