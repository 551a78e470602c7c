"""What waits for the municipality, for the front page *Nyt til jer*."""

from dataclasses import dataclass

from django.db.models import Count, Q

from accounts.permissions import P
from audits.municipal.findings import findings_to_act_on
from audits.municipal.models import ReceivedReport, ReceivedSystem
from audits.municipal.plan import desk as plan_desk
from audits.municipal.states import OPEN, Level
from workflows.actors import Actor
from workflows.desk import Waiting


@dataclass(frozen=True)
class News:
    """Open systems in three blocks: those that need a stand, those with remarks, those without any."""

    serious: list[ReceivedSystem]
    remarks: list[ReceivedSystem]
    clean: list[ReceivedSystem]

    @property
    def total(self) -> int:
        """Return how many systems wait for a decision."""
        return len(self.serious) + len(self.remarks) + len(self.clean)

    @property
    def sentence(self) -> str:
        """Return "60 systemer venter på jer: 49 uden bemærkninger, 9 med, 2 kræver jeres stillingtagen."""
        if not self.total:
            return "Der er ingen nye rapporter."
        word = "system" if self.total == 1 else "systemer"
        return (
            f"{self.total} {word} venter på jer: {len(self.clean)} uden bemærkninger, "
            f"{len(self.remarks)} med bemærkninger, {len(self.serious)} kræver særlig stillingtagen."
        )


def news() -> News:
    """Return what has not been decided on, in current versions, the oldest first."""
    found = list(
        ReceivedSystem.objects.filter(state__in=OPEN, report__is_current=True, report__withdrawn_at=None)
        .select_related("report")
        .annotate(open_findings=Count("findings", filter=~Q(findings__state__in=["closed", "next_audit"])))
        .order_by("report__published_at", "name")
    )
    return News(
        [each for each in found if each.level == Level.RED],
        [each for each in found if each.level == Level.YELLOW],
        [each for each in found if each.level == Level.GREEN],
    )


def waiting(actor: Actor) -> list[Waiting]:
    """Return the reports the actor has to decide on, nearest deadline first."""
    planned = plan_desk.waiting(actor)
    if not actor.may(P.OWN_DECIDE):
        return planned
    return [*_findings(), *_reports(), *planned]


def _findings() -> list[Waiting]:
    """Return the findings that call for a stand: put to the municipality, or a risk accepted too long ago."""
    rows = []
    for each in findings_to_act_on():
        risk = each.stand is not None
        rows.append(
            Waiting(
                title=f"{'Risikoaccept udløbet' if risk else 'Forhold forelagt'}: {each.finding.title}",
                detail=f"{each.finding.system.report.supplier_name}, {each.finding.system.name}",
                due=each.stand.until if each.stand else None,
                url_name="audits:finding",
                url_kwargs={"finding_id": each.finding.finding_id},
                action="Tag stilling",
            )
        )
    return rows


def _reports() -> list[Waiting]:
    reports = (
        ReceivedReport.objects.filter(is_current=True, withdrawn_at=None, systems__state__in=OPEN)
        .annotate(open_systems=Count("systems", filter=Q(systems__state__in=OPEN)))
        .order_by("due", "published_at")
    )
    return [
        Waiting(
            title=f"Tilsynsrapport: {report.supplier_name}",
            detail=_open_systems(report.open_systems),
            due=report.due,
            url_name="audits:report",
            url_kwargs={"report_id": report.id},
            action="Tag stilling",
        )
        for report in reports
    ]


def _open_systems(number: int) -> str:
    return "Ét system til stillingtagen" if number == 1 else f"{number} systemer til stillingtagen"
