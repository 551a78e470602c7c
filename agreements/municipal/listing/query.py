"""Which agreements the list shows: searched, filtered, in order. All in SQL, for a thousand rows and more."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, Func, Max, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat, Greatest
from django.utils import timezone

from agreements.municipal.models import LastVisit
from agreements.municipal.states import AgreementState
from workflows.searching import search

S = AgreementState
NEEDS_US = (S.FOR_DECISION, S.WANTED, S.TO_SIGN, S.SIGNED_BY_ONE, S.SIGNED, S.EXPIRED)
WAITS_FOR_US = Q(state__in=NEEDS_US) & ~Q(state=S.SIGNED_BY_ONE, municipality_signed_on__isnull=False)
_FACTS = ("number", "title", "supplier_name", "supplier_cvr", "journal_number", "kle")
A_VISIT = timedelta(minutes=30)  # pages opened within it are one look at the list
ORDERS = {
    "aftale": "title",
    "leverandoer": "supplier_name",
    "status": "state",
    "journal": "journal_number",
    "kle": "kle",
    "gaelder": "in_force_from",
    "udloeber": "valid_until",
    "opsigelse": "notice_by",
    "siden": "state_since",
}


def searched(rows: QuerySet[Any], words: str) -> QuerySet[Any]:
    """Return the rows in which every word is found: number, title, supplier, CVR, journal, KLE, systems."""
    names = Func(F("systems"), Value("$[*].name"), function="jsonb_path_query_array", template=_PATH)
    parts: list[Any] = [
        part for fact in _FACTS for part in (Cast(F(fact), TextField()), Value(" ", TextField()))
    ]
    text = Concat(*parts, Cast(names, TextField()), output_field=TextField())
    return search(rows.annotate(found_in=text), words, "found_in")


_PATH = "%(function)s(%(expressions)s::jsonpath)"


def with_changed(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Add `changed_at`: when the agreement last came, moved on, or had a question answered."""
    answered = Max("questions__answered_at")
    return rows.annotate(changed_at=Greatest("received_at", "state_since", answered))


def filtered(rows: QuerySet[Any], chosen: dict[str, Any]) -> QuerySet[Any]:
    """Return the rows that pass the filters; one that is empty lets all pass."""
    today = timezone.localdate()
    if state := chosen.get("status"):
        rows = rows.filter(WAITS_FOR_US) if state == "venter" else rows.filter(state=state)
    if supplier := chosen.get("leverandoer"):
        rows = rows.filter(supplier_name=supplier)
    if system := chosen.get("system"):
        rows = rows.filter(systems__contains=[{"name": system}])
    if months := chosen.get("udloeber"):
        rows = rows.filter(valid_until__gte=today, valid_until__lte=today + timedelta(days=31 * int(months)))
    if since := chosen.get("ny_siden"):
        rows = rows.filter(changed_at__gt=since)
    if chosen.get("vis") == "udloebet":
        rows = rows.filter(valid_until__lt=today)
    for name, condition in _KINDS.items():
        if chosen.get("vis") == name:
            rows = rows.filter(condition)
    return rows


_KINDS = {
    "uden-journal": Q(journal_number=""),
    "uden-kle": Q(kle=""),
    "egne": Q(common_text_id=None),
    "faelles": Q(common_text_id__isnull=False),
}


def visit(person_id: UUID) -> Any:
    """Note that a person looks at the list; return when that person last did, None on the first visit."""
    now = timezone.now()
    row, is_first = LastVisit.objects.get_or_create(person_id=person_id, defaults={"at": now})
    if not is_first:
        before = row.at if now - row.at > A_VISIT else row.before_at
        LastVisit.objects.filter(pk=row.pk).update(before_at=before, at=now)
        return before
    return None
