"""Reading the matrix: counts over the whole cut by the database, cells only of the window that is shown.

The totals run over a hundred thousand rows, so they are counted from an index of tenants_standing
(two grouped queries), and never carried into Python one by one.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet

from agreements.joint.matrix.cells import FAILED, HALF_SIGNED, MAKING, OPEN_STATES, WAITING, Cell
from agreements.joint.matrix.choice import Choice, supplier_signs_first
from agreements.joint.models import CommonText, Sending, SupplierCopy
from agreements.joint.states import TextState
from tenants.models import Recipient, Standing
from workflows.models import Job

Place = tuple[UUID, UUID]  # text, municipality


@dataclass
class Edge:
    """What is counted for one row or column: cells by state, those that miss, and the oldest of them."""

    states: Counter[str] = field(default_factory=Counter)
    missing: int = 0
    oldest: datetime | None = None

    def add(self, state: str, count: int, oldest: datetime | None, *, missing: bool) -> None:
        """Count `count` cells of a state, of which the oldest that misses is from `oldest`."""
        self.states[state] += count
        if missing:
            self.missing += count
            if oldest and (self.oldest is None or oldest < self.oldest):
                self.oldest = oldest


class Reader:
    """Reads one cut of the matrix for the members and texts it is about."""

    def __init__(self, choice: Choice, now: datetime) -> None:
        self.choice, self.now = choice, now

    def cut(self, text_ids: Any, member_ids: Iterable[UUID] | None) -> QuerySet[Standing]:
        """Return the standings of the cut; None means all there are. `text_ids` may be a query."""
        rows = self.choice.standings(self.now)
        if text_ids is not None:
            rows = rows.filter(joint_id__in=text_ids)
        if member_ids is not None:
            rows = rows.filter(municipality_id__in=list(member_ids))
        return rows

    def row_edges(self, rows: QuerySet[Standing], *, with_age: bool) -> dict[UUID, Edge]:
        """Return for each municipality what is counted over all its agreements in the cut."""
        return _edges(rows, "municipality_id", with_age=with_age)

    def column_edges(self, rows: QuerySet[Standing], *, with_age: bool) -> dict[UUID, Edge]:
        """Return for each text what is counted over all its municipalities in the cut."""
        return _edges(rows, "joint_id", with_age=with_age)

    def column_missing(self, rows: QuerySet[Standing]) -> dict[UUID, int]:
        """Return for each text how many municipalities miss something: what the columns are sorted by."""
        open_ones = rows.filter(state__in=sorted(OPEN_STATES))
        return dict(open_ones.values_list("joint_id").annotate(missing=Count("*")).order_by())

    def cells(self, rows: QuerySet[Standing]) -> dict[Place, Cell]:
        """Return the cells of the standings; of two versions of a text the newest."""
        found = list(
            rows.order_by("version", "since").values_list(
                "joint_id", "municipality_id", "state", "since", "subject_id"
            )
        )
        half = [subject_id for _, _, state, _, subject_id in found if state in HALF_SIGNED]
        signed = _signed_by_supplier(half) if half else set()
        first = set(supplier_signs_first(half).values_list("pk", flat=True)) if half else set()
        return {
            (text_id, municipality_id): Cell(
                state, since, self.now, subject_id, subject_id in signed, subject_id in first
            )
            for text_id, municipality_id, state, since, subject_id in found
            if text_id is not None
        }

    def on_the_way(self) -> dict[Place, Cell]:
        """Return the cells that were sent but not delivered: few, or none."""
        found = {**self._not_made(), **self._waiting()}
        return {place: cell for place, cell in found.items() if self.choice.takes(cell)}

    def _waiting(self) -> dict[Place, Cell]:
        sent = CommonText.objects.filter(state=TextState.SENT).values("pk")
        rows = Recipient.objects.filter(
            kind="agreement", joint_id__in=sent, state=Recipient.State.WAITING
        ).values_list("joint_id", "municipality_id", "created_at", "reason")
        return {
            (text_id, municipality_id): Cell(WAITING, since, self.now, reason=reason)
            for text_id, municipality_id, since, reason in rows
        }

    def _not_made(self) -> dict[Place, Cell]:
        """Of sendings whose job runs or has failed: those it has not come to."""
        jobs = dict(
            Job.objects.filter(kind="agreements.deliver")
            .exclude(state=Job.State.DONE)
            .values_list("id", "state")
        )
        sendings = list(Sending.objects.filter(job_id__in=jobs)) if jobs else []
        had = set(
            Recipient.objects.filter(delivery_id__in=[each.id for each in sendings]).values_list(
                "joint_id", "municipality_id"
            )
            if sendings
            else ()
        )
        return {
            (each.common_text_id, municipality_id): Cell(
                FAILED if each.job_id and jobs[each.job_id] == Job.State.FAILED else MAKING,
                each.created_at,
                self.now,
            )
            for each in sendings
            for municipality_id in each.municipality_ids
            if (each.common_text_id, municipality_id) not in had
        }


def _edges(rows: QuerySet[Standing], by: str, *, with_age: bool) -> dict[UUID, Edge]:
    counts = rows.values_list(by, "state").annotate(count=Count("*")).order_by()
    if with_age:
        counts = counts.annotate(oldest=Min("since", filter=Q(state__in=sorted(OPEN_STATES))))
    found: dict[UUID, Edge] = {}
    for key, state, count, *oldest in counts:
        edge = found.setdefault(key, Edge())
        edge.add(state, count, oldest[0] if oldest else None, missing=state in OPEN_STATES)
    return found


def _signed_by_supplier(agreement_ids: list[UUID]) -> set[UUID]:
    return set(
        SupplierCopy.objects.filter(agreement_id__in=agreement_ids).values_list("agreement_id", flat=True)
    )
