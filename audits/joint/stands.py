"""What the municipalities have told of a finding: which do what about it themselves, and until when."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from accounts.sites import hosts_of, municipality_url
from audits.joint.addresses import municipality_addresses
from audits.joint.models import Finding
from audits.joint.states import SETTLED, AuditState
from audits.municipal.states import Response
from tenants.models import Standing
from workflows.reminding import Matter, reminds

KIND = "audit_finding"


@dataclass(frozen=True)
class Told:
    """One municipality's word: never why, nor by whom."""

    municipality: str
    response: str
    until: date | None

    @property
    def has_run_out(self) -> bool:
        """Return whether the time of an accepted risk has passed."""
        return self.until is not None and self.until < timezone.localdate()


def told_of(findings: Iterable[Finding]) -> dict[UUID, list[Told]]:
    """Return by finding what municipalities have told, in the order of their names."""
    rows = Standing.objects.filter(
        kind=KIND, joint_id__in=[each.id for each in findings], state__in=Response.values
    ).select_related("municipality")
    found: dict[UUID, list[Told]] = defaultdict(list)
    for row in rows.order_by("municipality__name_sort"):
        if row.joint_id:
            label = str(Response(row.state).label).removeprefix("Vi ")
            found[row.joint_id].append(Told(row.municipality.name, label, row.valid_until))
    return dict(found)


@reminds(
    "audits.risk_runs_out",
    label="En kommunes accept af en risiko udløber",
    parties={"municipality": "kommunens kontaktpersoner og beslutningstagere"},
    template="audits/risk_runs_out",
)
def risks() -> Iterator[Matter]:
    """Accepted risks that end on a day, while the finding is open."""
    rows = list(Standing.objects.filter(kind=KIND, state=Response.ACCEPT, valid_until__isnull=False))
    stands = Finding.objects.exclude(audit__state=AuditState.WITHDRAWN)
    findings = stands.exclude(state__in=SETTLED).select_related("audit_system")
    about = findings.in_bulk([each.joint_id for each in rows if each.joint_id])
    members = {each.municipality_id for each in rows}
    hosts, addresses = hosts_of(members), municipality_addresses(members)
    for row in rows:
        finding = about.get(row.joint_id) if row.joint_id else None
        if finding is None or row.valid_until is None:
            continue
        yield Matter(
            subject=row,
            due=row.valid_until,
            title=f"{finding.audit_system.name}: {finding.title}",
            link=municipality_url(hosts.get(row.municipality_id, ""), "audits:finding", finding.id),
            to={"municipality": addresses[row.municipality_id]},
        )
