"""What a round will do before it is sent: whom each letter goes to, and what stops some of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, Max
from django.utils import timezone

from audits.joint.actions.announcing import contacts_of
from audits.joint.actions.planning import UNDER_WAY
from audits.joint.concepts import not_silently_lower
from audits.joint.contacts.reading import unconfirmed
from audits.joint.models import Audit, ContactAsk
from audits.joint.planning.statements import expected_for
from audits.joint.states import AuditState
from register.models import SupplierContact

NO_CONTACT, CONCEPT, RUNNING, STATEMENT, UNSURE = "contact", "concept", "running", "statement", "unsure"


@dataclass(frozen=True)
class Stop:
    """Why a letter does not go by itself: `other` is the case that runs, `ask` an open question."""

    kind: str
    reason: str
    other: Audit | None = None
    ask: ContactAsk | None = None
    expected: date | None = None

    @property
    def is_firm(self) -> bool:
        """Return whether the letter cannot go at all: the other stops a person may step over."""
        return self.kind in (NO_CONTACT, CONCEPT)


@dataclass(frozen=True)
class Row:
    """One supervision of the round to be: whom its letter goes to, and what stops it."""

    audit: Audit
    contact: SupplierContact | None
    stops: tuple[Stop, ...]

    def goes(self, anyway: set[UUID]) -> bool:
        """Return whether the letter goes, where those of `anyway` go in spite of what can be stepped over."""
        if any(stop.is_firm for stop in self.stops):
            return False
        return not self.stops or self.audit.id in anyway


def rows_of(ids: Iterable[UUID]) -> list[Row]:
    """Return the planned ones of the given supervisions, in as many queries for a hundred as for one."""
    chosen = Audit.objects.filter(pk__in=list(ids), state=AuditState.PLANNED).select_related("supplier")
    audits = list(chosen.prefetch_related("systems").order_by("supplier__name_sort", "case_number"))
    contacts = contacts_of(audit.supplier_id for audit in audits)
    running = _running({audit.supplier_id for audit in audits})
    expected = expected_for(audits, timezone.localdate())
    asked = unconfirmed(contacts)
    lower = _lower(audits)
    return [
        Row(
            audit,
            contacts.get(audit.supplier_id),
            tuple(_stops(audit, _Found(contacts, running, expected, asked, lower))),
        )
        for audit in audits
    ]


@dataclass(frozen=True)
class _Found:
    """What there is that may stop letters."""

    contacts: dict[UUID, SupplierContact]
    running: dict[UUID, Audit]
    expected: dict[UUID, date]
    asked: dict[UUID, ContactAsk]
    lower: dict[UUID, str]


def _stops(audit: Audit, there_is: _Found) -> Sequence[Stop]:
    found = []
    if audit.supplier_id not in there_is.contacts:
        found.append(Stop(NO_CONTACT, "Leverandøren har ingen kontaktperson i registret."))
    if why := there_is.lower.get(audit.id):
        found.append(Stop(CONCEPT, why))
    if other := there_is.running.get(audit.supplier_id):
        found.append(
            Stop(RUNNING, f"Sag {other.case_number} hos leverandøren er {other.get_state_display()}.", other)
        )
    if day := there_is.expected.get(audit.id):
        found.append(Stop(STATEMENT, "Leverandørens erklæring ventes senere.", expected=day))
    if ask := there_is.asked.get(audit.supplier_id):
        words = (
            f"{ask.name} har svaret, at det nu er {ask.new_name}."
            if ask.answer
            else (f"{ask.name} har ikke svaret på, om det stadig er den rette.")
        )
        found.append(Stop(UNSURE, words, ask=ask))
    return found


def _lower(audits: Sequence[Audit]) -> dict[UUID, str]:
    """Return why those cannot be sent whose concept is below the recommended one without an approval."""
    least = Max("systems__assessment__recommended_concept")
    rows = Audit.objects.filter(pk__in=[audit.pk for audit in audits]).annotate(least=least)
    return {row.id: why for row in rows.filter(concept__lt=F("least")) if (why := not_silently_lower(row))}


def _running(suppliers: set[UUID]) -> dict[UUID, Audit]:
    states = UNDER_WAY - {AuditState.PLANNED}
    rows = Audit.objects.filter(supplier__in=suppliers, state__in=states).order_by("case_number")
    return {audit.supplier_id: audit for audit in rows}
