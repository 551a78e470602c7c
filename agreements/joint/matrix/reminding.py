"""Whom a reminder goes to, and why some get none."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Max

from accounts.sites import hosts_of, municipality_url
from agreements.joint.addresses import municipality_addresses
from agreements.joint.matrix.cells import Cell
from agreements.joint.matrix.choice import Choice
from agreements.joint.matrix.marks import Marks, to_remind
from agreements.joint.models import CommonText
from tenants.models import Municipality
from workflows.models import LogEntry

ACTION = "remind_agreements"  # as agreements.joint.actions.reminders records it
PAUSE_DAYS = 7
LINES = 40
_NO_ID = UUID(int=0)


@dataclass(frozen=True)
class Line:
    """One agreement that waits for the municipality."""

    text: CommonText
    cell: Cell
    url: str


@dataclass(frozen=True)
class Reminder:
    """One mail to one municipality about all of its marked agreements."""

    municipality: Municipality
    addresses: list[str]
    lines: list[Line]
    reminded_at: datetime | None
    list_url: str
    stop: str = ""

    @property
    def first_lines(self) -> list[Line]:
        """Return the lines the mail has room for, those that have waited longest first."""
        return self.lines[:LINES]

    @property
    def others(self) -> int:
        """Return how many more there are."""
        return max(len(self.lines) - LINES, 0)


def last_reminded(municipality_ids: list[UUID]) -> dict[UUID, datetime]:
    """Return when each municipality was last reminded of agreements; those that never were are left out."""
    rows = LogEntry.objects.filter(subject_id__in=municipality_ids, action=ACTION)
    return dict(rows.values_list("subject_id").annotate(last=Max("at")).order_by())


def reminders(choice: Choice, marks: Marks, *, pause_days: int, now: datetime) -> list[Reminder]:
    """Return a reminder for each municipality with a marked agreement, by name; `stop` says why not."""
    asked = to_remind(choice, marks, now) if marks else {}
    texts = CommonText.objects.select_related("supplier").in_bulk(
        {text for each in asked.values() for text in each}
    )
    hosts = hosts_of(asked)
    addresses, reminded = municipality_addresses(asked), last_reminded(list(asked))
    found = []
    for municipality in Municipality.objects.filter(pk__in=asked):
        host = hosts.get(municipality.id, "")
        last = reminded.get(municipality.id)
        found.append(
            Reminder(
                municipality,
                addresses[municipality.id],
                _lines(asked[municipality.id], texts, host),
                last,
                municipality_url(host, "agreements:list"),
                _stop(addresses[municipality.id], last, now - timedelta(days=pause_days)),
            )
        )
    return found


def _lines(cells: dict[UUID, Cell], texts: dict[UUID, CommonText], host: str) -> list[Line]:
    oldest_first = sorted(cells.items(), key=lambda each: each[1].since)
    url = municipality_url(host, "agreements:agreement", _NO_ID)
    return [
        Line(texts[text_id], cell, url.replace(str(_NO_ID), str(cell.agreement_id)))
        for text_id, cell in oldest_first
    ]


def _stop(addresses: list[str], last: datetime | None, not_after: datetime) -> str:
    if not addresses:
        return "Kommunen har hverken kontaktperson eller fælles postkasse."
    if last and last > not_after:
        return "Kommunen har fået en påmindelse for nylig."
    return ""
