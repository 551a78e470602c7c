"""The plan by quarter and case worker: this quarter and those to come first, then those that have passed."""

from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import Count, Q

from audits.joint.models import Audit
from audits.joint.planning.moving import Quarter, quarter_of
from audits.joint.states import ANSWERABLE, OURS, SENT_OUT, AuditState


@dataclass(frozen=True)
class Lane:
    """One quarter: its case workers with how many audits are planned, at the supplier, with us, and sent."""

    year: int
    quarter: int
    is_now: bool
    workers: list[dict[str, Any]]

    @property
    def key(self) -> str:
        """Return what a link to the quarter's list carries."""
        return f"{self.year}-{self.quarter}"

    @property
    def words(self) -> str:
        """Return the quarter as it is read."""
        return f"{self.quarter}. kvartal {self.year}"

    @property
    def total(self) -> int:
        """Return how many audits there are."""
        return sum(each["total"] for each in self.workers)

    @property
    def planned(self) -> int:
        """Return how many have not been announced."""
        return sum(each["planned"] for each in self.workers)


@dataclass(frozen=True)
class Lanes:
    """The plan's quarters: `ahead` begins with this one; `passed` has the latest first."""

    ahead: list[Lane] = field(default_factory=list)
    passed: list[Lane] = field(default_factory=list)

    @property
    def passed_planned(self) -> int:
        """Return how many audits should have been announced in a quarter that is over."""
        return sum(lane.planned for lane in self.passed)

    @property
    def passed_total(self) -> int:
        """Return how many audits the quarters that are over hold."""
        return sum(lane.total for lane in self.passed)


def lanes(today: date) -> Lanes:
    """Return the plan in one query. Cancelled audits are left out."""
    rows = (
        Audit.objects.exclude(state=AuditState.CANCELLED)
        .values("year", "quarter", "case_worker_id", "case_worker_name")
        .annotate(
            total=Count("id"),
            planned=Count("id", filter=Q(state=AuditState.PLANNED)),
            ours=Count("id", filter=Q(state__in=OURS - {AuditState.PLANNED})),
            away=Count("id", filter=Q(state__in=ANSWERABLE | {AuditState.HEARING})),
            sent=Count("id", filter=Q(state__in=SENT_OUT)),
        )
        .order_by("year", "quarter", "case_worker_name")
    )
    now, found = quarter_of(today), Lanes()
    for (year, quarter), workers in groupby(rows, key=_quarter):
        lane = Lane(year, quarter, (year, quarter) == now, [dict(row) for row in workers])
        if (year, quarter) < now:
            found.passed.insert(0, lane)
        else:
            found.ahead.append(lane)
    return found


def _quarter(row: Any) -> Quarter:
    return row["year"], row["quarter"]
