"""The findings about the municipality's systems as they stand now, with what it does about each itself."""

from dataclasses import dataclass
from uuid import UUID

from audits.municipal.models import FindingStand, ReceivedFinding
from audits.municipal.states import SETTLED, FindingState, StandState


@dataclass(frozen=True)
class FindingShown:
    """A finding of a current report, and the municipality's stand on it that is in force, if any."""

    finding: ReceivedFinding
    stand: FindingStand | None

    @property
    def calls(self) -> bool:
        """Return whether the municipality has to act: it was put to it, or its accepted risk has run out."""
        if self.stand is None:
            return self.finding.state == FindingState.PRESENTED
        return not self.stand.applies


def open_findings() -> list[FindingShown]:
    """Return what is open in the reports that count, what calls for a stand first."""
    rows = (
        ReceivedFinding.objects.filter(system__report__is_current=True, system__report__withdrawn_at=None)
        .exclude(state__in=SETTLED)
        .select_related("system__report")
        .order_by("deadline", "system__name", "number")
    )
    stands = stands_in_force([each.finding_id for each in rows])
    shown = [FindingShown(each, stands.get(each.finding_id)) for each in rows]
    return sorted(shown, key=lambda each: not each.calls)


def findings_to_act_on() -> list[FindingShown]:
    """Return those that call for a stand."""
    return [each for each in open_findings() if each.calls]


def stands_in_force(finding_ids: list[UUID]) -> dict[UUID, FindingStand]:
    """Return by finding what is in force."""
    rows = FindingStand.objects.filter(finding_id__in=finding_ids, state=StandState.IN_FORCE)
    return {each.finding_id: each for each in rows}
