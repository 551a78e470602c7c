"""What the members decided on the year's reports, per system, and how long it took or has taken."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from django.db import connection
from django.utils import timezone

from audits.municipal.states import OPEN, DecisionState
from secretariat.pagekit.numbers import in_figures

S = DecisionState
APPROVED, REMARKS, REFUSED, MISSING, WITHDRAWN = "godkendt", "bemaerkninger", "ikke", "mangler", "trukket"
GROUPS: dict[str, tuple[str, frozenset[str]]] = {
    APPROVED: ("Godkendt", frozenset({S.APPROVED})),
    REMARKS: ("Godkendt med bemærkninger", frozenset({S.APPROVED_REMARKS})),
    REFUSED: ("Ikke godkendt", frozenset({S.NOT_APPROVED})),
    MISSING: ("Ikke taget stilling", frozenset(map(str, OPEN))),
}
GROUP_OF = {str(state): key for key, (_, states) in GROUPS.items() for state in states} | {
    str(S.WITHDRAWN): WITHDRAWN
}
AGES = (("Under 15 dage", 0), ("15–30 dage", 15), ("Over 30 dage", 31))
_TIMES = Path(__file__).with_name("decision_times.sql").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Decisions:
    """The year's decisions by group, the open ones by age; half of those made took at most `median` days."""

    numbers: Counter[str]
    ages: list[tuple[str, int]]
    late: int
    median: float | None

    @property
    def rows(self) -> list[tuple[str, str, int]]:
        """Return (key, words, number) of each group."""
        return [(key, words, self.numbers[key]) for key, (words, _) in GROUPS.items()]

    @property
    def total(self) -> int:
        """Return how many there are to decide, decided or not."""
        return sum(number for _, _, number in self.rows)

    @property
    def median_words(self) -> str:
        """Return the median as it is read: "4,5 dage"."""
        if self.median is None:
            return ""
        days = round(self.median, 1)
        return f"{in_figures(int(days) if days == int(days) else days)} {'dag' if days == 1 else 'dage'}"


def decisions(year: int) -> Decisions:
    """Return what the members decided on the reports of the year, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            _TIMES, {"year": year, "open": sorted(OPEN), "today": timezone.localdate(), "now": timezone.now()}
        )
        rows = cursor.fetchall()
    numbers: Counter[str] = Counter()
    ages, late, median = [0, 0, 0], 0, None
    for state, number, young, middle, old, overdue, days in rows:
        if state is None:  # the line over all decided ones
            median = None if days is None else float(days)
            continue
        numbers[GROUP_OF[state]] += number
        if state in OPEN:
            ages = [one + other for one, other in zip(ages, (young, middle, old), strict=True)]
            late += overdue
    named = [(words, number) for (words, _), number in zip(AGES, ages, strict=True)]
    return Decisions(numbers, named, late, median)
