"""What the plan should be changed with, and why: found by one query, accepted or refused by a person."""

import json
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connection

from audits.joint.actions.planning import UNDER_WAY
from audits.joint.models import PlanEvent
from register.thresholds import threshold_on
from secretariat.pagekit.tags.words import da_date
from workflows.values import value_on

SQL = (Path(__file__).parent / "proposals.sql").read_text(encoding="utf-8")
RECURRENCE, SLACK, HORIZON = "audit.recurrence_months", "audit.statement_slack_months", "audit.plan_months"
KINDS = {
    "new": "Kommet over grænsen",
    "due": "Tid til næste tilsyn",
    "expiring": "Certifikatet udløber",
    "event": "Ekstra tilsyn efter en hændelse",
    "below": "Faldet under grænsen",
    "changed": "Oplysninger er ændret",
}
ADDS = frozenset({"new", "due", "expiring", "event"})
_EVENTS = dict(PlanEvent.Kind.choices)


@dataclass(frozen=True)
class Proposal:
    """One proposal. `group` is the supplier, or the parent of the group it belongs to: one contact a year."""

    kind: str
    system_id: UUID
    audit_id: UUID | None
    due: date | None
    mark: str
    facts: dict[str, Any]
    system: str
    supplier_id: UUID
    supplier: str
    group: UUID
    group_name: str
    group_contacted_on: date | None

    @property
    def key(self) -> str:
        """Return what a form sends of it."""
        return f"{self.kind}:{self.system_id}"

    @property
    def planned_id(self) -> UUID:
        """Return the planned audit that it is about; raises LookupError for one that adds to the plan."""
        if self.audit_id is None:
            raise LookupError(self.key)
        return self.audit_id

    @property
    def label(self) -> str:
        """Return the kind in words."""
        return KINDS[self.kind]

    @property
    def adds(self) -> bool:
        """Return whether accepting it puts the system into the plan."""
        return self.kind in ADDS

    @property
    def reason(self) -> str:
        """Return why, in a sentence."""
        facts = {name: _day(value) for name, value in self.facts.items()}
        return _WORDS[self.kind](facts)


def _day(value: Any) -> Any:
    """Return a day among the facts as it is read; anything else as it is."""
    try:
        return da_date(date.fromisoformat(value)) if isinstance(value, str) and len(value) == 10 else value
    except ValueError:
        return value


def _due(facts: dict[str, Any]) -> str:
    last = f"Seneste tilsyn {facts['sent_on']}, koncept {facts['concept']}."
    if facts["concept"] == 5 and facts["renewed_on"]:
        return f"{last} En nyere udgave af erklæringen kom {facts['renewed_on']}."
    if facts["expected_on"]:
        return f"{last} Næste erklæring ventes {facts['expected_on']}."
    if facts["concept"] == 5 and facts["period_end"]:
        return f"{last} Erklæringens periode sluttede {facts['period_end']}."
    return last


_WORDS = {
    "new": lambda facts: f"{facts['members']} kommuner bruger systemet med en indgået aftale.",
    "due": _due,
    "expiring": lambda facts: f"Certifikatet gælder til {facts['expires_on']}.",
    "event": lambda facts: f"{_EVENTS[facts['kind']].capitalize()} {facts['happened_on']}: {facts['text']}",
    "below": lambda facts: f"Kun {facts['members']} kommuner bruger nu systemet med en indgået aftale.",
    "changed": lambda facts: (
        f"Anbefalet mindste koncept var {facts['before'] or 'ikke beregnet'} ved planlægningen "
        f"og er nu {facts['after'] or 'ikke beregnet'}."
    ),
}


def proposals(today: date) -> list[Proposal]:
    """Return all proposals of today by group, supplier and system. One query; acts as the secretariat."""
    given: dict[str, int | str | date | list[str]] = {
        "threshold": threshold_on(today),
        "today": today,
        "horizon": later(today, int(value_on(HORIZON, today))),
        "recurrence": json.dumps(value_on(RECURRENCE, today)),
        "slack": int(value_on(SLACK, today)),
        "under_way": [state.value for state in UNDER_WAY],
    }
    with connection.cursor() as cursor:
        cursor.execute(SQL, given)
        return [_proposal(row) for row in cursor.fetchall()]


def _proposal(row: tuple[Any, ...]) -> Proposal:
    facts = json.loads(row[5]) if isinstance(row[5], str) else row[5]
    kind, system_id, audit_id, due, mark = row[:5]
    system, supplier_id, supplier, group, group_name, contacted = row[6:]
    return Proposal(
        kind,
        system_id,
        audit_id,
        due,
        mark,
        facts,
        system,
        supplier_id,
        supplier,
        group,
        group_name or "",
        contacted,
    )


def later(day: date, months: int) -> date:
    """Return the first day of the month so many months after a day's."""
    month = day.month - 1 + months
    return date(day.year + month // 12, month % 12 + 1, 1)


def counted(today: date) -> list[tuple[str, str, int]]:
    """Return kind, label and how many are proposed today, for the plan's head; no kinds without any."""
    numbers = Counter(each.kind for each in proposals(today))
    return [(kind, label, numbers[kind]) for kind, label in KINDS.items() if numbers[kind]]
