"""The history of a case: its log rows as sentences, with their seals."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from workflows.deeds import READ, kinds, phrase, state_words
from workflows.models import LogEntry, LogEntryBase, Seal, SealBase
from workflows.municipal.models import MunicipalLogEntry, MunicipalSeal


@dataclass(frozen=True)
class Story:
    """What a history is about.

    `subjects` are the ids whose rows belong to it, with the words by which a sentence names each
    (empty for the case itself); `facts` are words that any sentence may need. On a municipality's side
    of the wall `municipal` is true.
    """

    title: str
    subjects: Mapping[UUID, str]
    municipal: bool = False
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def log(self) -> type[LogEntryBase]:
        """Return the log on this side of the wall."""
        return MunicipalLogEntry if self.municipal else LogEntry

    @property
    def seals(self) -> type[SealBase]:
        """Return the chain on this side of the wall."""
        return MunicipalSeal if self.municipal else Seal


@dataclass(frozen=True)
class Choice:
    """What a reader wants to see of a history; nothing chosen is everything."""

    who: str = ""
    what: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Entry:
    """One log row as a page shows it."""

    row: Any
    seal: SealBase | None
    sentence: str
    before: str
    after: str

    @property
    def who(self) -> str:
        """Return the person's name."""
        return str(self.row.by_name).partition(", ")[0]

    @property
    def organisation(self) -> str:
        """Return whom the person worked for."""
        return str(self.row.by_name).partition(", ")[2]

    @property
    def when(self) -> datetime:
        """Return the moment it was done."""
        moment: datetime = self.row.at
        return moment


def rows_of(story: Story, choice: Choice | None = None) -> QuerySet[Any]:
    """Return the log rows of a story that the choice asks for, newest first."""
    chosen = choice or Choice()
    wanted = Q(subject_id__in=list(story.subjects))
    if chosen.who:
        wanted &= Q(by_name=chosen.who)
    if chosen.what == READ:
        wanted &= Q(action=READ)
    elif chosen.what:
        wanted &= Q(subject_kind=chosen.what) & ~Q(action=READ)
    if chosen.since:
        wanted &= Q(at__date__gte=chosen.since)
    if chosen.until:
        wanted &= Q(at__date__lte=chosen.until)
    return story.log._default_manager.filter(wanted).order_by("-at", "-number")


def entries(story: Story, rows: Iterable[Any]) -> list[Entry]:
    """Return rows as sentences with their seals, in the order given."""
    known = list(rows)
    sealed = story.seals._default_manager.filter(entry__in=[row.number for row in known])
    seals = {each.entry: each for each in sealed}
    return [_entry(story, row, seals.get(row.number)) for row in known]


def _entry(story: Story, row: Any, seal: SealBase | None) -> Entry:
    facts = {**story.facts, **row.data, "it": story.subjects.get(row.subject_id, "")}
    name = str(row.by_name).partition(", ")[0]
    before, after = (state_words(row.subject_kind, state) for state in (row.before, row.after))
    return Entry(row, seal, f"{name} {phrase(row.subject_kind, row.action, facts)}", before, after)


def newest(story: Story, *, without: tuple[str, ...] = (), most: int = 12) -> list[dict[str, Any]]:
    """Return the newest entries for a page's timeline; read files stand on the history's own page."""
    rows = rows_of(story).exclude(action__in=[READ, *without])[:most]
    return [
        {"when": each.when, "who": each.organisation, "what": each.sentence, "why": each.row.reason}
        for each in entries(story, rows)
    ]


def by_day(shown: list[Entry]) -> list[tuple[date, list[Entry]]]:
    """Return entries by the Danish day they were done on, in the order given."""
    return [(day, list(of_day)) for day, of_day in groupby(shown, key=lambda one: _day(one.when))]


def people_of(story: Story) -> list[str]:
    """Return everybody who has done something in the story, as the log names them."""
    return sorted(set(rows_of(story).order_by().values_list("by_name", flat=True)))


def parts_of(story: Story) -> list[tuple[str, str]]:
    """Return what the story has entries about, as choices with Danish labels; read files last."""
    found = set(rows_of(story).order_by().values_list("subject_kind", "action"))
    told = kinds()
    about = {kind: told[kind].label for kind, action in found if kind in told and action != READ}
    choices = sorted(about.items(), key=lambda pair: pair[1])
    return [*choices, (READ, "Hentede filer")] if any(action == READ for _, action in found) else choices


def _day(moment: datetime) -> date:
    return timezone.localtime(moment).date()
