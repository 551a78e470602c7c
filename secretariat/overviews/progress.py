"""How far the year's audits have come, quarter by quarter and case worker by case worker."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Case, CharField, Count, Exists, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone

from audits.joint.models import Audit
from audits.joint.states import ANSWERABLE, SENT_OUT, AuditState
from audits.municipal.states import OPEN
from secretariat.pagekit.keys import as_uuid
from tenants.models import Standing

PLANNED, AT_SUPPLIER, REVIEW, SENT, DECIDED = "planlagt", "varslet", "gennemgang", "sendt", "besluttet"
STAGES: dict[str, str] = {
    PLANNED: "Planlagt",
    AT_SUPPLIER: "Hos leverandøren",
    REVIEW: "Under gennemgang",
    SENT: "Sendt, kommuner mangler",
    DECIDED: "Besluttet af alle",
}
LEFT_OUT = (AuditState.CANCELLED, AuditState.WITHDRAWN)


@dataclass
class Line:
    """The audits of a quarter or a case worker by stage. `narrows` are the words of its links."""

    label: str
    narrows: dict[str, str] = field(default_factory=dict)
    numbers: Counter[str] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        """Return how many audits there are."""
        return self.numbers.total()

    @property
    def by_stage(self) -> list[int]:
        """Return the numbers in the order of the stages."""
        return [self.numbers[stage] for stage in STAGES]


@dataclass(frozen=True)
class Progress:
    """The year: its quarters, its case workers, and the whole."""

    quarters: list[Line]
    workers: list[Line]
    whole: Line


def staged(year: int | None) -> Any:
    """Return the year's audits, or all, with the `stage` of each; cancelled and withdrawn ones are not in.

    A report counts as decided when every municipality that has it has decided on each of its systems.
    """
    told = Standing.objects.filter(kind="audit_report", joint_id=OuterRef("report__id"))
    stage = Case(
        When(state=AuditState.PLANNED, then=Value(PLANNED)),
        When(state__in=[*ANSWERABLE, AuditState.HEARING], then=Value(AT_SUPPLIER)),
        When(
            Q(state__in=SENT_OUT) & Exists(told) & ~Exists(told.filter(state__in=OPEN)), then=Value(DECIDED)
        ),
        When(state__in=SENT_OUT, then=Value(SENT)),
        default=Value(REVIEW),
        output_field=CharField(),
    )
    rows: QuerySet[Audit, Any] = Audit.objects.exclude(state__in=LEFT_OUT)
    if year is not None:
        rows = rows.filter(year=year)
    return rows.annotate(stage=stage)


def progress(year: int) -> Progress:
    """Return how far the year has come."""
    rows = list(
        staged(year)
        .order_by()
        .values("quarter", "case_worker_id", "case_worker_name", "stage")
        .annotate(n=Count("id"))
    )
    quarters = {number: Line(f"{number}. kvartal {year}", {"kvartal": str(number)}) for number in range(1, 5)}
    workers: dict[UUID, Line] = {}
    whole = Line(f"Hele {year}")
    for row in sorted(rows, key=lambda each: each["case_worker_name"]):
        who = row["case_worker_id"]
        worker = workers.setdefault(who, Line(row["case_worker_name"], {"sagsbehandler": str(who)}))
        for line in (quarters[row["quarter"]], worker, whole):
            line.numbers[row["stage"]] += row["n"]
    return Progress(list(quarters.values()), list(workers.values()), whole)


def cases(year: int, asked: Mapping[str, Any]) -> Any:
    """Return the audits behind a number: of a quarter, case worker, stage or supplier, as asked for.

    Those whose answers are late are of any year.
    """
    late = bool(asked.get("forsinket"))
    rows = staged(None if late else year)
    if late:
        rows = rows.filter(state__in=ANSWERABLE, deadline__lt=timezone.localdate())
    if (quarter := str(asked.get("kvartal", ""))) in {"1", "2", "3", "4"}:
        rows = rows.filter(quarter=int(quarter))
    if (stage := asked.get("trin", "")) in STAGES:
        rows = rows.filter(stage=stage)
    for name, column in (("sagsbehandler", "case_worker_id"), ("leverandoer", "supplier_id")):
        if found := as_uuid(str(asked.get(name, ""))):
            rows = rows.filter(**{column: found})
    return rows.select_related("supplier").order_by("year", "quarter", "supplier__name_sort", "case_number")


def left_out(year: int) -> int:
    """Return how many audits of the year were cancelled or withdrawn."""
    return Audit.objects.filter(year=year, state__in=LEFT_OUT).count()


def drawn(lines: Iterable[Line]) -> list[Line]:
    """Return the lines that have anything to draw."""
    return [each for each in lines if each.total]
