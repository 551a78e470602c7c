"""What a municipality's year comes to. Act as the municipality: its own schema, and its own rows beside it.

Everything is counted of what lies there. Hours are not told: nobody has noted them.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from agreements.municipal.models import Agreement
from agreements.municipal.notices.models import Notice
from agreements.municipal.states import AgreementState
from audits.municipal.models import (
    ReceivedFile,
    ReceivedFinding,
    ReceivedReport,
    ReceivedSystem,
)
from audits.municipal.own.models import OwnAudit
from audits.municipal.own.reading import finished
from audits.municipal.plan.reading import adopted_plan
from audits.municipal.states import OPEN, DecisionState, FindingKind, FindingState, Level
from register.models import SystemUse
from secretariat.overviews.municipality.still_open import Matter, still_open

S = DecisionState
DECISIONS: tuple[tuple[str, frozenset[str]], ...] = (
    ("Tilsyn godkendt", frozenset({S.APPROVED})),
    ("Tilsyn godkendt med bemærkninger", frozenset({S.APPROVED_REMARKS})),
    ("Tilsyn ikke godkendt", frozenset({S.NOT_APPROVED})),
    ("Ikke taget stilling endnu", frozenset(map(str, OPEN))),
)
LEVELS = {
    Level.GREEN: "Grøn: ingen eller mindre bemærkninger",
    Level.YELLOW: "Gul: bemærkninger, der følges op på",
    Level.RED: "Rød: ikke tilfredsstillende",
}
Row = tuple[str, int]


@dataclass(frozen=True)
class FoundHere:
    """Findings of a kind at our systems, and how many of them are closed."""

    label: str
    number: int
    closed: int

    @property
    def still_open(self) -> int:
        """Return how many are being followed up."""
        return self.number - self.closed


@dataclass(frozen=True)
class YearHere:
    """A municipality's year in numbers, and what is still open today."""

    year: int
    got: list[Row]
    work: list[str]
    levels: list[Row]
    findings: list[FoundHere]
    decisions: list[Row]
    what_now: list[Row]
    own: list[Row]
    plan: str
    agreements: list[Row]
    open_matters: list[Matter] = field(default_factory=list)

    @property
    def reports(self) -> int:
        """Return how many joint supervisions were run for us."""
        return self.got[0][1]


def year_of(year: int) -> YearHere:
    """Return what the year comes to. A report counts in the year its current edition came."""
    reports = ReceivedReport.objects.filter(published_at__year=year, is_current=True, withdrawn_at=None)
    systems = ReceivedSystem.objects.filter(report__in=reports)
    findings = _findings(systems)
    return YearHere(
        year=year,
        got=_got(year, reports, systems),
        work=_work(reports, findings),
        levels=_levels(systems),
        findings=findings,
        decisions=_decisions(systems),
        what_now=_what_now(systems),
        own=_own(year),
        plan=_plan(year),
        agreements=_agreements(year),
        open_matters=still_open(),
    )


def _got(year: int, reports: Any, systems: Any) -> list[Row]:
    covered = set(systems.values_list("system_id", flat=True))
    in_use = set(SystemUse.objects.filter(is_active=True).values_list("system_id", flat=True))
    texts = Agreement.objects.filter(common_text_id__isnull=False, received_at__year=year)
    return [
        ("Fælles tilsyn ført for os", reports.count()),
        ("Leverandører, der er ført tilsyn med", reports.values("supplier_id").distinct().count()),
        ("Af vores systemer omfattet", len(covered)),
        ("Af vores systemer i brug uden tilsyn i året", len(in_use - covered)),
        ("Dokumenter fra leverandørerne, som sekretariatet har gennemgået", _documents(reports)),
        ("Fælles aftaler modtaget", texts.count()),
        ("Varsler om underdatabehandlere modtaget", Notice.objects.filter(received_on__year=year).count()),
    ]


def _documents(reports: Any) -> int:
    files = ReceivedFile.objects.filter(report__in=reports, is_report=False, replaced_at=None).count()
    return files + sum(len(each) for each in reports.values_list("closed", flat=True))


def _work(reports: Any, findings: list[FoundHere]) -> list[str]:
    run, suppliers = reports.count(), reports.values("supplier_id").distinct().count()
    if not run:
        return []
    found, closed = sum(each.number for each in findings), sum(each.closed for each in findings)
    told = [
        f"Sekretariatet har ført {run} tilsyn hos {_amount(suppliers, 'leverandør', 'leverandører')}. Uden "
        "fællesskabet skulle kommunen selv have ført dem."
    ]
    if found:
        told.append(
            f"Sekretariatet følger op på de fundne forhold for kommunen: {found} i alt, og {closed} af dem "
            "er lukket."
        )
    told.append("Sparede timer er ikke regnet ud, for der er ikke registreret tid, som de kan bygge på.")
    return told


def _amount(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _levels(systems: Any) -> list[Row]:
    counted = Counter(systems.order_by().values_list("level", flat=True))
    return [(words, counted[level]) for level, words in LEVELS.items()] if counted else []


def _findings(systems: Any) -> list[FoundHere]:
    rows = ReceivedFinding.objects.filter(system__in=systems).order_by().values_list("kind", "state")
    every, closed = Counter[str](), Counter[str]()
    for kind, state in rows:
        every[kind] += 1
        closed[kind] += state == FindingState.CLOSED
    kinds = [(str(key), str(words).capitalize()) for key, words in FindingKind.choices]
    return [FoundHere(words, every[key], closed[key]) for key, words in kinds if every[key]]


def _decisions(systems: Any) -> list[Row]:
    counted = Counter(systems.order_by().values_list("state", flat=True))
    return [(words, sum(counted[each] for each in states)) for words, states in DECISIONS] if counted else []


def _what_now(systems: Any) -> list[Row]:
    refused = systems.filter(state=S.NOT_APPROVED).exclude(what_now="")
    return _named(each.get_what_now_display() for each in refused)


def _named(words: Iterable[str]) -> list[Row]:
    return sorted(Counter(words).items(), key=lambda row: (-row[1], row[0]))


def _own(year: int) -> list[Row]:
    done = list(finished(date(year, 1, 1), date(year, 12, 31)))
    going = OwnAudit.objects.filter(decided_at=None, planned_on__year=year).count()
    if not (done or going):
        return []
    results = _named(each.get_result_display() for each in done)
    return [
        ("Egne tilsyn afsluttet", len(done)),
        *((f"Heraf {words}", number) for words, number in results),
        ("Egne tilsyn planlagt eller i gang", going),
    ]


def _plan(year: int) -> str:
    plan = adopted_plan(year)
    if plan is None or plan.adopted_at is None:
        return ""
    return f"Planen for {year} er {plan.get_state_display()} af {plan.adopted_by_name}."


def _agreements(year: int) -> list[Row]:
    counted = Counter(Agreement.objects.order_by().values_list("state", flat=True))
    if not counted:
        return []
    begun = Agreement.objects.filter(in_force_from__year=year).count()
    rows = [(f"I dag {label}", counted[state]) for state, label in AgreementState.choices if counted[state]]
    return [(f"Begyndt at gælde i {year}", begun), *rows]
