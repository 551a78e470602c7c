"""What the board sees: totals over all members, with the rule of small numbers on everything they decided."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from agreements.municipal.states import AgreementState
from audits.joint.models import Report
from audits.joint.states import SENT_OUT
from secretariat.overviews import decisions, overdue
from secretariat.overviews.progress import AT_SUPPLIER, PLANNED, REVIEW, Line, Progress, progress
from secretariat.overviews.results import Results, results
from secretariat.overviews.small import FEWEST, Group, Share, shares
from tenants.models import Municipality, Standing

A = AgreementState
SMALL_NUMBERS = (
    "Tal om kommunernes stillingtagen vises kun, hvor mindst fem kommuner står bag. Mindre tal er lagt "
    "sammen med andre, så ingen kommune kan kendes."
)
SENT_WORDS = "Sendt til kommunerne"
STAGES = {
    PLANNED: "Planlagt",
    AT_SUPPLIER: "Hos leverandøren",
    REVIEW: "Under gennemgang",
    "sendt": SENT_WORDS,
}
AGREEMENTS: tuple[tuple[str, frozenset[str]], ...] = (
    ("Gældende", frozenset({A.IN_FORCE})),
    ("På vej til underskrift", frozenset({A.TO_SIGN, A.SIGNED_BY_ONE, A.SIGNED})),
    ("Til stillingtagen", frozenset({A.FOR_DECISION, A.QUESTION, A.WANTED})),
    ("Fravalgt eller dækket af egen aftale", frozenset({A.DECLINED, A.OWN})),
    (
        "Opsagt, udløbet eller ophørt",
        frozenset({A.UNDER_NOTICE, A.EXPIRED, A.AWAITING_DELETION, A.DELETION_PROVEN}),
    ),
)


@dataclass(frozen=True)
class Board:
    """A year in totals."""

    year: int
    members: int
    progress: Progress
    results: Results
    decisions: list[Share]
    agreements: list[Share]
    late_suppliers: int
    late_findings: int

    @property
    def sent(self) -> int:
        """Return how many reports have been sent."""
        return sent_of(self.progress.whole)

    @property
    def sentences(self) -> list[str]:
        """Return the year in a few sentences."""
        systems = sum(number for _, _, number in self.results.levels)
        return [
            f"Foreningen har {_words(self.members, 'medlemskommune', 'medlemskommuner')}.",
            f"Planen for {self.year} omfatter {self.progress.whole.total} tilsyn, og "
            f"{_words(self.sent, 'rapport', 'rapporter')} er sendt til kommunerne. De konkluderer på "
            f"{_words(systems, 'system', 'systemer')}.",
            f"Rapporterne indeholder {self.results.findings} forhold, og {self.results.still_open} af dem "
            "er ikke lukket endnu.",
            f"I dag er {_words(self.late_suppliers, 'leverandør', 'leverandører')} forsinket med svar eller "
            f"udbedring, og {_words(self.late_findings, 'forhold', 'forhold')} er ikke udbedret til tiden."
            if self.late_suppliers
            else "Ingen leverandører er forsinket i dag.",
        ]


def _words(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def board(year: int) -> Board:
    """Return the year as the board may see it."""
    behind = overdue.late()
    return Board(
        year=year,
        members=Municipality.objects.filter(state=Municipality.State.MEMBER).count(),
        progress=progress(year),
        results=results(year),
        decisions=_decisions(year),
        agreements=_shares(Standing.objects.filter(kind="agreement"), AGREEMENTS),
        late_suppliers=len(behind),
        late_findings=sum(each.findings for each in behind),
    )


def by_stage(line: Line) -> list[int]:
    """Return a line's numbers as the board sees them: who has decided is not told report by report."""
    return [line.numbers[PLANNED], line.numbers[AT_SUPPLIER], line.numbers[REVIEW], sent_of(line)]


def sent_of(line: Line) -> int:
    """Return how many of a line's audits have been sent to the municipalities."""
    return line.total - sum(line.numbers[stage] for stage in (PLANNED, AT_SUPPLIER, REVIEW))


def _decisions(year: int) -> list[Share]:
    sent = Report.objects.filter(audit__year=year, audit__state__in=SENT_OUT).values("pk")
    return _shares(Standing.objects.filter(kind="audit_report", joint_id__in=sent), decisions.GROUPS.values())


def _shares(rows: QuerySet[Standing], groups: Iterable[tuple[str, frozenset[str]]]) -> list[Share]:
    numbers: Counter[str] = Counter()
    who: defaultdict[str, set[UUID]] = defaultdict(set)
    for municipality_id, state, number in (
        rows.order_by().values_list("municipality_id", "state").annotate(n=Count("pk"))
    ):
        numbers[state] += number
        who[state].add(municipality_id)
    return shares(
        [
            Group(
                words,
                sum(numbers[state] for state in states),
                frozenset().union(*(who[state] for state in states)),
            )
            for words, states in groups
        ]
    )


def figures(found: Board) -> dict[str, Any]:
    """Return the totals as they are kept with a report."""
    whole = found.progress.whole
    return {
        "medlemmer": found.members,
        "tilsyn": whole.total,
        "sendt": found.sent,
        "forhold": found.results.findings,
        "forhold_ikke_lukket": found.results.still_open,
        "stillingtagen": [[each.label, each.number, each.percent] for each in found.decisions],
        "mindst_bag": FEWEST,
    }
