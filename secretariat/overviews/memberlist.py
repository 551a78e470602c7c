"""One member's standings with the reports of a year, system by system."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from audits.joint.models import Report
from audits.joint.states import SENT_OUT
from audits.municipal.states import OPEN, TONE, DecisionState
from register.models import System
from secretariat.overviews.decisions import GROUPS
from tenants.models import Standing


@dataclass(frozen=True)
class MemberRow:
    """Where the member stands with one system of one report."""

    audit_id: UUID
    case_number: str
    supplier: str
    system: str
    state: str
    since: datetime
    due: date | None

    @property
    def label(self) -> str:
        """Return the state's Danish words."""
        return str(DecisionState(self.state).label)

    @property
    def tone(self) -> str:
        """Return the tone of the state's tag."""
        return TONE[self.state]


def member_rows(municipality_id: UUID, year: int, group: str = "") -> list[MemberRow]:
    """Return the member's rows of the year, of one group of decisions where it is named; open ones first."""
    reports = {
        each.id: each
        for each in Report.objects.filter(audit__year=year, audit__state__in=SENT_OUT).select_related(
            "audit__supplier"
        )
    }
    told = Standing.objects.filter(
        kind="audit_report", municipality_id=municipality_id, joint_id__in=list(reports)
    )
    if group in GROUPS:
        told = told.filter(state__in=GROUPS[group][1])
    told_rows = list(told)
    names: dict[UUID, str] = dict(
        System.objects.filter(pk__in=[each.system_id for each in told_rows]).values_list("id", "name")
    )
    rows = [
        MemberRow(
            audit_id=audit.id,
            case_number=audit.case_number,
            supplier=audit.supplier.name,
            system=names.get(each.system_id, "") if each.system_id else "",
            state=each.state,
            since=each.since,
            due=each.due,
        )
        for each in told_rows
        if each.joint_id and (audit := reports[each.joint_id].audit)
    ]
    return sorted(rows, key=lambda each: (each.state not in OPEN, each.since, each.case_number, each.system))
