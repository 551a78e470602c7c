"""The days that matter: the last day to give notice, and the day an agreement expires."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone

from agreements.municipal.models import Agreement
from agreements.municipal.states import AgreementState

NOTICE, EXPIRY, END = "opsigelse", "udloeb", "ophoer"
LABELS = {NOTICE: "Sidste dag for opsigelse", EXPIRY: "Aftalen udløber", END: "Den opsagte aftale ophører"}
BACK, AHEAD = timedelta(days=31), timedelta(days=3 * 366)
MOST = 3_000
S = AgreementState
_OVER = (S.DECLINED, S.OWN, S.WITHDRAWN, S.AWAITING_DELETION, S.DELETION_PROVEN, S.SUPERSEDED)


@dataclass(frozen=True)
class Event:
    """A day of an agreement."""

    day: date
    kind: str
    agreement: Agreement

    @property
    def label(self) -> str:
        """Return what the day is."""
        return LABELS[self.kind]


def events(since: date, until: date) -> list[Event]:
    """Return the days of the municipality's agreements from one day to another, both included, in order."""
    days = ("notice_by", "valid_until", "ends_on")
    within = Q(*(Q((f"{day}__range", (since, until))) for day in days), _connector=Q.OR)
    rows = Agreement.objects.filter(within).exclude(state__in=_OVER).order_by("valid_until", "number")
    found = [event for each in rows[:MOST] for event in _of(each) if since <= event.day <= until]
    return sorted(found, key=lambda event: (event.day, event.kind, event.agreement.number))


def _of(agreement: Agreement) -> Iterator[Event]:
    """A day of notice that has been given is no longer to be kept; the agreement ends instead."""
    if agreement.state == S.UNDER_NOTICE:
        if agreement.ends_on:
            yield Event(agreement.ends_on, END, agreement)
        return
    if agreement.notice_by:
        yield Event(agreement.notice_by, NOTICE, agreement)
    if agreement.valid_until:
        yield Event(agreement.valid_until, EXPIRY, agreement)


def coming() -> list[Event]:
    """Return what a feed tells: a month back and three years ahead."""
    today = timezone.localdate()
    return events(today - BACK, today + AHEAD)
