"""The list of audits: its filter, order and page, made by two questions whatever the number of cases."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Func, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from audits.joint.forms.secretariat import workers
from audits.joint.models import Audit, AuditSystem
from audits.joint.states import SENT_OUT, TONE, AuditState
from secretariat.pagekit.dates import in_words
from workflows.actors import Actor
from workflows.searching import search

ORDERS = {
    "leverandoer": ("supplier__name_sort",),
    "sag": ("case_number",),
    "frist": ("deadline",),
    "kvartal": ("year", "quarter"),
    "status": ("state",),
}
DEFAULT = ("-year", "-quarter", "case_number")
OPEN = frozenset(AuditState) - SENT_OUT - {AuditState.CANCELLED, AuditState.WITHDRAWN}
PAGE_SIZE = 50
MOST = 1000  # marked in one go
SOON = timedelta(days=14)
LABELS = {str(value): str(label) for value, label in AuditState.choices}
FIELDS = (
    "id",
    "case_number",
    "supplier__name",
    "year",
    "quarter",
    "case_worker_name",
    "state",
    "deadline",
    "systems_count",
)


class ListForm(forms.Form):
    """Search and filter of the list of audits; unknown values fall back to all."""

    q = forms.CharField(label="Søg leverandør, system eller sagsnummer", required=False, max_length=200)
    status = forms.ChoiceField(
        label="Status", required=False, choices=[("", "Alle"), ("aaben", "Åbne sager"), *AuditState.choices]
    )
    hos = forms.ChoiceField(label="Sagsbehandler", required=False)
    frist = forms.ChoiceField(
        label="Frist",
        required=False,
        choices=[("", "Alle"), ("overskredet", "Overskredet"), ("snart", "Inden for 14 dage")],
    )
    mine = forms.BooleanField(label="Kun mine", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the case workers there are."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["hos"]
        field.choices = [("", "Alle"), *((str(each.person_id), each.name) for each in workers())]

    def value(self, name: str) -> Any:
        """Return what was chosen, or "" where it cannot be used."""
        self.is_valid()
        return self.cleaned_data.get(name) or ""


@dataclass(frozen=True)
class CaseRow:
    """A case as the list shows it."""

    id: UUID
    case_number: str
    supplier: str
    year: int
    quarter: int
    worker: str
    state: str
    deadline: date | None
    systems: int

    @property
    def state_label(self) -> str:
        """Return the state's Danish word."""
        return LABELS[self.state]

    @property
    def tone(self) -> str:
        """Return the tone of the state's tag."""
        return TONE[self.state]

    @property
    def quarter_words(self) -> str:
        """Return "2. kvartal 2026"."""
        return f"{self.quarter}. kvartal {self.year}"

    @property
    def deadline_words(self) -> str:
        """Return "12. marts 2026", or nothing."""
        return in_words(self.deadline) if self.deadline else ""


class KnownPaginator(Paginator):
    """Pages of a list whose length is known already."""

    def __init__(self, rows: Any, size: int, *, count: int) -> None:
        self._known = count
        super().__init__(rows, size)

    @cached_property
    def count(self) -> int:
        """Return how many there are."""
        return self._known


class CaseList:
    """The cases that an address's query asks for, as `actor` sees them."""

    def __init__(self, asked: Mapping[str, Any], actor: Actor) -> None:
        self.form = ListForm(asked)
        self.order = str(asked.get("orden", ""))
        self.side = asked.get("side")
        self.actor = actor

    def rows(self) -> QuerySet[Audit]:
        """Return the cases of the whole filter, in order."""
        return _ordered(_in_state(self._found(), self.form.value("status")), self.order)

    def ids(self) -> list[UUID]:
        """Return the ids of the filter's cases, in order; at most MOST."""
        return list(self.rows().values_list("id", flat=True)[:MOST])

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Return how many cases there are in each state, within the filter but for the state itself."""
        return dict(self._found().order_by().values_list("state").annotate(n=Count("id")))

    @property
    def count(self) -> int:
        """Return how many cases the whole filter finds."""
        status = self.form.value("status")
        if status == "aaben":
            return sum(number for state, number in self.numbers.items() if state in OPEN)
        return self.numbers.get(status, 0) if status else sum(self.numbers.values())

    def page(self) -> Page[Any]:
        """Return the page asked for by ``?side=``; beyond the last it is the last."""
        systems = AuditSystem.objects.filter(audit=OuterRef("pk")).order_by()
        number = systems.annotate(n=Func(F("pk"), function="count", output_field=IntegerField())).values("n")
        rows = self.rows().annotate(systems_count=Coalesce(Subquery(number), 0)).values_list(*FIELDS)
        page = KnownPaginator(rows, PAGE_SIZE, count=self.count).get_page(self.side)
        page.object_list = [CaseRow(*each) for each in page.object_list]
        return page

    def _found(self) -> QuerySet[Audit]:
        rows = Audit.objects.all()
        value = self.form.value
        if words := value("q").strip():
            rows = search(rows, words, "supplier__name", "case_number", "systems__name")
        if value("mine"):
            rows = rows.filter(case_worker_id=self.actor.id)
        if worker := value("hos"):
            rows = rows.filter(case_worker_id=worker)
        return _by_deadline(rows, value("frist"))


def _in_state(rows: QuerySet[Audit], status: str) -> QuerySet[Audit]:
    if status == "aaben":
        return rows.filter(state__in=OPEN)
    return rows.filter(state=status) if status else rows


def _by_deadline(rows: QuerySet[Audit], which: str) -> QuerySet[Audit]:
    today = timezone.localdate()
    if which == "overskredet":
        return rows.filter(state__in=OPEN, deadline__lt=today)
    if which == "snart":
        return rows.filter(state__in=OPEN, deadline__gte=today, deadline__lte=today + SOON)
    return rows


def _ordered(rows: QuerySet[Audit], asked: str) -> QuerySet[Audit]:
    fields = ORDERS.get(asked.lstrip("-"), ())
    sign = "-" if asked.startswith("-") else ""
    return rows.order_by(*(f"{sign}{field}" for field in fields), *DEFAULT, "id")
