"""Who is late today, by supplier: answers that should have come, and findings that should be mended."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Min
from django.utils import timezone

from audits.joint.models import Audit
from audits.joint.open_findings import overdue_by_supplier
from audits.joint.states import ANSWERABLE
from workflows.calendar import working_days_between


@dataclass
class Late:
    """A supplier that is behind, whatever the year of its cases."""

    supplier_id: UUID
    supplier: str
    answers: int = 0
    findings: int = 0
    oldest: date | None = None

    @property
    def total(self) -> int:
        """Return how much is late."""
        return self.answers + self.findings

    @property
    def workdays(self) -> int:
        """Return how many working days the oldest is late."""
        return working_days_between(self.oldest, timezone.localdate()) if self.oldest else 0

    def older(self, day: date) -> None:
        """Note a day that has passed."""
        self.oldest = min(self.oldest or day, day)


def late() -> list[Late]:
    """Return the suppliers that are behind, those with the most first."""
    found: dict[UUID, Late] = {}
    for supplier_id, name, answers, oldest in _answers():
        found[supplier_id] = Late(supplier_id, name, answers=answers, oldest=oldest)
    for row in overdue_by_supplier():
        who = row["audit__supplier"]
        each = found.setdefault(who, Late(who, row["audit__supplier__name"]))
        each.findings = row["findings"]
        each.older(row["oldest"])
    return sorted(found.values(), key=lambda each: (-each.total, each.oldest or date.max, each.supplier))


def _answers() -> Iterator[tuple[UUID, str, int, date]]:
    rows = Audit.objects.filter(state__in=ANSWERABLE, deadline__lt=timezone.localdate()).order_by()
    counted = rows.values_list("supplier_id", "supplier__name")
    yield from counted.annotate(answers=Count("id"), oldest=Min("deadline"))
