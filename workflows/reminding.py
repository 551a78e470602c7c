"""Reminders and escalations: rows of one table say when, rooms tell what waits, one task writes.

A room registers a source: what its matters are called, who can be written to, and a function that tells
what waits now and until when. The table's rules say how many working days before or after the deadline
whom is written to. What one party is reminded of on a day comes in one mail. Every step is noted for its
matter and deadline, so that nothing is sent twice; after days without a worker only the last step is sent.
A case can be stopped: what would have been written meanwhile is not written afterwards either.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db import connection, models, transaction
from django.utils.functional import Promise

from workflows.actors import Actor
from workflows.calendar import add_working_days, is_quiet
from workflows.log import record
from workflows.mail import queue_mail
from workflows.models import MailAbout, OutboxMail, ReminderRule, SentReminder
from workflows.stopping import Stops

BY = Actor.system("Påmindelser")


@dataclass(frozen=True)
class Matter:
    """Something that waits: `subject` is what the log row is about, `to` the addresses of each party.

    A title that is a promise is written in the language of the mail it ends up in. `case` is the case it
    belongs to, where that is not the subject itself; `lacks` says of a party who could not be reached.
    """

    subject: models.Model
    due: date
    title: str | Promise
    link: str
    to: Mapping[str, tuple[str, ...]]
    reply_to: str = ""
    case: UUID | None = None
    lacks: Mapping[str, str] = field(default_factory=dict)

    @property
    def id(self) -> UUID:
        """Return the key of what waits."""
        return UUID(str(self.subject.pk))

    @property
    def case_id(self) -> UUID:
        """Return the key of the case whose reminders can be stopped."""
        return self.case or self.id


@dataclass(frozen=True)
class Copy:
    """One mail of a circular: to an organisation, about those of the matters that concern it."""

    name: str
    addresses: tuple[str, ...]
    matters: tuple[Matter, ...]
    context: Mapping[str, Any]


Circular = Callable[[Sequence[Matter]], Sequence[Copy]]


@dataclass(frozen=True)
class Source:
    """A kind of matters: its key, what waits in words, the parties in words, and who tells what waits.

    A party that is many organisations has a circular, which tells who of them is written what.
    """

    key: str
    label: str
    parties: Mapping[str, str]
    template: str
    waiting: Callable[[], Iterable[Matter]]
    templates: Mapping[str, str] = field(default_factory=dict)
    circulars: Mapping[str, Circular] = field(default_factory=dict)
    # What waits where the secretariat cannot read is written about there: how many mails went on the day.
    own_way: Callable[[date], int] | None = None

    def write(self, day: date) -> int:
        """Write what is due on the day about this kind of matters, and return how many mails that were."""
        if self.own_way:
            return 0 if is_quiet(day) else self.own_way(day)
        return sum(_write(letter, day) for letter in letters_of(self, day))


@dataclass(frozen=True)
class Letter:
    """What is due by a rule: one mail to a party about its matters, or a circular with its copies."""

    source: Source
    rule: ReminderRule
    addresses: tuple[str, ...]
    matters: tuple[Matter, ...]
    overtaken: tuple[tuple[ReminderRule, Matter], ...] = ()
    copies: tuple[Copy, ...] = ()

    @property
    def party(self) -> str:
        """Return in words whom it goes to."""
        return self.source.parties[self.rule.party]

    @property
    def template(self) -> str:
        """Return which mail it is written by."""
        return self.source.templates.get(self.rule.party, self.source.template)

    @property
    def lacks(self) -> list[str]:
        """Return in words who could not be reached."""
        found = (each.lacks.get(self.rule.party, "") for each in self.matters)
        return list(dict.fromkeys(each for each in found if each))

    @property
    def is_circular(self) -> bool:
        """Return whether it goes to many organisations, each with its own copy."""
        return self.rule.party in self.source.circulars

    @property
    def mails(self) -> tuple[Copy, ...]:
        """Return the mails that leave."""
        if self.is_circular:
            return self.copies
        return (Copy(self.party, self.addresses, self.matters, {}),)


_sources: dict[str, Source] = {}


def reminds(
    key: str,
    *,
    label: str,
    parties: Mapping[str, str],
    template: str,
    templates: Mapping[str, str] | None = None,
    circulars: Mapping[str, Circular] | None = None,
) -> Callable[[Callable[[], Iterable[Matter]]], Callable[[], Iterable[Matter]]]:
    """Register a function that tells what waits now; it is called as the secretariat."""

    def register(waiting: Callable[[], Iterable[Matter]]) -> Callable[[], Iterable[Matter]]:
        _sources[key] = Source(key, label, parties, template, waiting, templates or {}, circulars or {})
        return waiting

    return register


def reminds_in_its_own_way(
    key: str, *, label: str, parties: Mapping[str, str], template: str
) -> Callable[[Callable[[date], int]], Callable[[date], int]]:
    """Register a function that follows the rules about `key` itself; it is called as the secretariat.

    For what lies in the municipalities' schemas: the page of rules shows the rules, nothing of what waits.
    """

    def register(write: Callable[[date], int]) -> Callable[[date], int]:
        _sources[key] = Source(key, label, parties, template, tuple, own_way=write)
        return write

    return register


def sources() -> list[Source]:
    """Return all kinds of matters, in the order of their names."""
    return sorted(_sources.values(), key=lambda each: each.label)


def letters(day: date) -> list[Letter]:
    """Return what is to be written on the day, if nothing changes before; nothing on a quiet day."""
    return [letter for source in sources() for letter in letters_of(source, day)]


def letters_of(source: Source, day: date) -> list[Letter]:
    """Return what is to be written on the day about one kind of matters."""
    if is_quiet(day):
        return []
    rules = list(ReminderRule.objects.filter(about=source.key, active_from__lte=day))
    return list(_Round(source, rules, day).letters()) if rules else []


class _Round:
    """One day's look at one kind of matters."""

    def __init__(self, source: Source, rules: list[ReminderRule], day: date) -> None:
        self.source, self.day = source, day
        known = [rule for rule in rules if rule.party in source.parties and rule.active_from]
        self.rules = {party: [rule for rule in known if rule.party == party] for party in source.parties}
        noted = SentReminder.objects.filter(rule__in=known)
        self.done = set(noted.values_list("rule_id", "matter_id", "due"))
        self.stops = Stops()
        self.on = cache(add_working_days)  # thousands of matters are due on the same few days

    def letters(self) -> Iterator[Letter]:
        """Return the day's letters, those of one rule to one party and address together."""
        found = [each for matter in self.source.waiting() for each in self._steps(matter)]
        order = lambda each: (each[0].working_days, each[0].party, self._addresses(each[0], each[1]))  # noqa: E731
        for (_, party, addresses), same in groupby(sorted(found, key=order), key=order):
            group = list(same)
            overtaken = tuple((before, matter) for _, matter, former in group for before in former)
            matters = sorted((matter for _, matter, _ in group), key=lambda one: (one.due, str(one.title)))
            circular = self.source.circulars.get(party)
            copies = tuple(circular(matters)) if circular else ()
            yield Letter(self.source, group[0][0], addresses, tuple(matters), overtaken, copies)

    def _addresses(self, rule: ReminderRule, matter: Matter) -> tuple[str, ...]:
        return () if rule.party in self.source.circulars else matter.to[rule.party]

    def _steps(self, matter: Matter) -> list[tuple[ReminderRule, Matter, tuple[ReminderRule, ...]]]:
        """Return the last step that is due to each party, with those before it that it overtakes.

        A circular waits a day where the matter's own party is written to: nobody hears of it from others
        first.
        """
        if self.stops.now(matter.case_id):
            return []
        found = []
        for party, rules in self.rules.items():
            ready = [rule for rule in rules if self._is_ready(rule, matter)]
            if ready and (party in self.source.circulars or matter.to.get(party)):
                found.append((ready[-1], matter, tuple(ready[:-1])))
        own = [each for each in found if each[0].party not in self.source.circulars]
        return own or found

    def _is_ready(self, rule: ReminderRule, matter: Matter) -> bool:
        on = self.on(matter.due, rule.working_days)
        return (
            rule.active_from is not None
            and rule.active_from <= on <= self.day
            and (rule.id, matter.id, matter.due) not in self.done
            and not self.stops.covered(matter.case_id, on)
        )


def send(day: date) -> int:
    """Write what is due on the day, one transaction a letter, and return how many mails that were.

    Act as the secretariat. May be called as often as one likes: a step is followed once for a deadline.
    A kind of matters that cannot be read holds up no other; its error is raised at the end.
    """
    number, failed = 0, None
    for source in sources():
        try:
            number += source.write(day)
        except Exception as error:  # whatever is wrong with one kind, the others are written about
            failed = error
    if failed is not None:
        raise failed
    return number


@transaction.atomic
def _write(letter: Letter, day: date) -> int:
    """Write a letter's mails, unless another worker has been faster; then nothing is noted twice."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('workflows_reminders', 0))")
    steps = [*((letter.rule, matter) for matter in letter.matters), *letter.overtaken]
    noted = SentReminder.objects.filter(
        rule__in={rule.id for rule, _ in steps}, matter_id__in={matter.id for _, matter in steps}
    )
    if {(each.rule_id, each.matter_id, each.due) for each in noted} & {
        (rule.id, matter.id, matter.due) for rule, matter in steps
    }:
        return 0
    rows = [_queue(letter, copy) for copy in letter.mails]
    first = rows[0].id if rows else None
    SentReminder.objects.bulk_create(
        SentReminder(rule=rule, matter_id=matter.id, due=matter.due, sent_on=day, mail_id=first)
        for rule, matter in steps
    )
    for matter in letter.matters:
        _record(letter, matter)
    return len(rows)


def _queue(letter: Letter, copy: Copy) -> OutboxMail:
    matters = copy.matters
    row = queue_mail(
        to=list(copy.addresses),
        template=letter.template,
        context={
            "matters": [{"title": each.title, "due": each.due, "link": each.link} for each in matters],
            "overdue": letter.rule.working_days >= 0,
            **copy.context,
        },
        joint_id=matters[0].id,
        reply_to=matters[0].reply_to,
    )
    MailAbout.objects.bulk_create(MailAbout(mail=row, joint_id=each.id) for each in matters[1:])
    return row


def _record(letter: Letter, matter: Matter) -> None:
    """Note on the matter who was written to, and who could not be."""
    data: dict[str, Any] = {"to": letter.party, "due": matter.due.isoformat()}
    if lack := matter.lacks.get(letter.rule.party):
        data["lack"] = lack
    if not letter.is_circular:
        record(matter.subject, "remind", by=BY, data=data)
        return
    told = sorted(copy.name for copy in letter.copies if matter in copy.matters)
    record(matter.subject, "orient", by=BY, data={**data, "count": len(told), "organisations": told})
