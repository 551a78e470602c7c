"""Reminders and escalations: rows of one table say when, rooms tell what waits, one task writes.

A room registers a source: what its matters are called, who can be written to, and a function that tells
what waits now and until when. The table's rules say how many working days before or after the deadline
whom is written to. What one party is reminded of on a day comes in one mail. Every step is noted for its
matter and deadline, so that nothing is sent twice; after days without a worker only the last step is sent.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from uuid import UUID

from django.db import connection, models, transaction
from django.utils.functional import Promise

from workflows.actors import Actor
from workflows.calendar import add_working_days, is_working_day
from workflows.log import record
from workflows.mail import queue_mail
from workflows.models import ReminderRule, SentReminder
from workflows.values import value_on

BY = Actor.system("Påmindelser")
QUIET = "reminders.quiet_weeks"


@dataclass(frozen=True)
class Matter:
    """Something that waits: `subject` is what the log row is about, `to` the addresses of each party.

    A title that is a promise is written in the language of the mail it ends up in.
    """

    subject: models.Model
    due: date
    title: str | Promise
    link: str
    to: Mapping[str, tuple[str, ...]]
    reply_to: str = ""

    @property
    def id(self) -> UUID:
        """Return the key of what waits."""
        return UUID(str(self.subject.pk))


@dataclass(frozen=True)
class Source:
    """A kind of matters: its key, what waits in words, the parties in words, and who tells what waits."""

    key: str
    label: str
    parties: Mapping[str, str]
    template: str
    waiting: Callable[[], Iterable[Matter]]


@dataclass(frozen=True)
class Letter:
    """One mail that is due: whom it goes to, by which rule, and about what."""

    source: Source
    rule: ReminderRule
    addresses: tuple[str, ...]
    matters: tuple[Matter, ...]
    overtaken: tuple[tuple[ReminderRule, Matter], ...] = ()

    @property
    def party(self) -> str:
        """Return in words whom it goes to."""
        return self.source.parties[self.rule.party]


_sources: dict[str, Source] = {}


def reminds(
    key: str, *, label: str, parties: Mapping[str, str], template: str
) -> Callable[[Callable[[], Iterable[Matter]]], Callable[[], Iterable[Matter]]]:
    """Register a function that tells what waits now; it is called as the secretariat."""

    def register(waiting: Callable[[], Iterable[Matter]]) -> Callable[[], Iterable[Matter]]:
        _sources[key] = Source(key, label, parties, template, waiting)
        return waiting

    return register


def sources() -> list[Source]:
    """Return all kinds of matters, in the order of their names."""
    return sorted(_sources.values(), key=lambda each: each.label)


def is_quiet(day: date) -> bool:
    """Return whether no reminder leaves on the day: closed offices, and the weeks kept quiet."""
    return not is_working_day(day) or day.isocalendar().week in value_on(QUIET, day)


def letters(day: date) -> list[Letter]:
    """Return what is to be written on the day, if nothing changes before; nothing on a quiet day."""
    if is_quiet(day):
        return []
    found: list[Letter] = []
    for source in sources():
        rules = list(ReminderRule.objects.filter(about=source.key, active_from__lte=day))
        if rules:
            found += _letters(source, rules, day)
    return found


def _letters(source: Source, rules: list[ReminderRule], day: date) -> Iterator[Letter]:
    done = set(SentReminder.objects.filter(rule__in=rules).values_list("rule_id", "matter_id", "due"))
    due: list[tuple[ReminderRule, Matter, tuple[ReminderRule, ...]]] = []
    for matter in source.waiting():
        for party in source.parties:
            ready = [
                rule
                for rule in rules
                if rule.party == party
                and rule.active_from is not None
                and rule.active_from <= add_working_days(matter.due, rule.working_days) <= day
                and (rule.id, matter.id, matter.due) not in done
            ]
            if ready and matter.to.get(party):
                due.append((ready[-1], matter, tuple(ready[:-1])))
    order = lambda each: (each[0].working_days, each[0].party, each[1].to[each[0].party])  # noqa: E731
    for _, same in groupby(sorted(due, key=order), key=order):
        group = list(same)
        rule, first = group[0][0], group[0][1]
        overtaken = tuple((before, matter) for _, matter, former in group for before in former)
        matters = tuple(
            sorted((matter for _, matter, _ in group), key=lambda each: (each.due, str(each.title)))
        )
        yield Letter(source, rule, first.to[rule.party], matters, overtaken)


def send(day: date) -> int:
    """Write what is due on the day, one transaction a mail, and return how many mails that were.

    Act as the secretariat. May be called as often as one likes: a step is followed once for a deadline.
    """
    return sum(_write(letter, day) for letter in letters(day))


@transaction.atomic
def _write(letter: Letter, day: date) -> bool:
    """Write one mail, unless another worker has been faster; then nothing is noted twice."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('workflows_reminders', 0))")
    steps = [*((letter.rule, matter) for matter in letter.matters), *letter.overtaken]
    noted = SentReminder.objects.filter(
        rule__in={rule.id for rule, _ in steps}, matter_id__in={matter.id for _, matter in steps}
    )
    if {(each.rule_id, each.matter_id, each.due) for each in noted} & {
        (rule.id, matter.id, matter.due) for rule, matter in steps
    }:
        return False
    mail = queue_mail(
        to=list(letter.addresses),
        template=letter.source.template,
        context={
            "matters": [{"title": each.title, "due": each.due, "link": each.link} for each in letter.matters],
            "overdue": letter.rule.working_days >= 0,
        },
        joint_id=letter.matters[0].id,
        reply_to=letter.matters[0].reply_to,
    )
    SentReminder.objects.bulk_create(
        SentReminder(rule=rule, matter_id=matter.id, due=matter.due, sent_on=day, mail_id=mail.id)
        for rule, matter in steps
    )
    for matter in letter.matters:
        data = {"to": letter.party, "due": matter.due.isoformat()}
        record(matter.subject, "remind", by=BY, data=data)
    return True
