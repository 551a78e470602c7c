"""What the year's audits found: conclusions, and findings by kind and by control objective."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from audits.joint.models import Finding, Question, SystemAssessment
from audits.joint.states import REPORTED, SENT_OUT, FindingKind, FindingState, Level

LEVEL_WORDS = {
    Level.GREEN: "Grøn: ingen eller mindre bemærkninger",
    Level.YELLOW: "Gul: bemærkninger, der følges op på",
    Level.RED: "Rød: ikke tilfredsstillende",
}


@dataclass(frozen=True)
class Found:
    """Findings of a kind or a control objective: those being followed up, and those closed."""

    key: str
    label: str
    still_open: int
    closed: int

    @property
    def total(self) -> int:
        """Return all of them."""
        return self.still_open + self.closed


@dataclass(frozen=True)
class Results:
    """What the reports of a year say."""

    levels: list[tuple[str, str, int]]  # code, words, systems
    kinds: list[Found]
    objectives: list[Found]

    @property
    def findings(self) -> int:
        """Return how many findings there are."""
        return sum(each.total for each in self.kinds)

    @property
    def still_open(self) -> int:
        """Return how many of them are not closed."""
        return sum(each.still_open for each in self.kinds)


def findings(year: int) -> QuerySet[Finding]:
    """Return the findings in the reports of the year that have been sent."""
    return Finding.objects.filter(audit__year=year, audit__state__in=SENT_OUT, state__in=REPORTED)


def results(year: int) -> Results:
    """Return what the reports of the year say. A kind or objective without findings is there with nothing."""
    counted = (
        findings(year)
        .order_by()
        .values_list("kind", "objective")
        .annotate(
            still_open=Count("id", filter=~Q(state=FindingState.CLOSED)),
            closed=Count("id", filter=Q(state=FindingState.CLOSED)),
        )
    )
    kinds: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    objectives: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    for kind, objective, still_open, closed in counted:
        for numbers in (kinds[kind], objectives[objective]):
            numbers[0] += still_open
            numbers[1] += closed
    return Results(
        levels=_levels(year),
        kinds=[Found(key, str(words).capitalize(), *kinds[key]) for key, words in FindingKind.choices],
        objectives=[Found(key, str(words), *objectives[key]) for key, words in Question.Objective.choices],
    )


def _levels(year: int) -> list[tuple[str, str, int]]:
    rows = SystemAssessment.objects.filter(
        audit_system__audit__year=year, audit_system__audit__state__in=SENT_OUT
    )
    counted = dict(rows.order_by().values_list("level").annotate(n=Count("id")))
    return [(level.value, words, counted.get(level.value, 0)) for level, words in LEVEL_WORDS.items()]


def listed(year: int, asked: Any) -> QuerySet[Finding]:
    """Return the findings behind a number: of a kind, an objective, open or closed, as far as asked for."""
    rows = findings(year)
    if (kind := asked.get("slags", "")) in FindingKind.values:
        rows = rows.filter(kind=kind)
    if (objective := asked.get("kontrolmaal", "")) in Question.Objective.values:
        rows = rows.filter(objective=objective)
    if (standing := asked.get("vis", "")) in {"aabne", "lukkede"}:
        closed = Q(state=FindingState.CLOSED)
        rows = rows.filter(closed if standing == "lukkede" else ~closed)
    return rows.select_related("audit__supplier", "audit_system").order_by(
        "audit__supplier__name_sort", "audit__case_number", "number"
    )
