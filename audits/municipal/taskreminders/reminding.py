"""Reminders of a municipality's own tasks: its people's names and duties stay in its schema.

The rules are the secretariat's rows. Each municipality's tasks are read, and its mails written, in its own
role.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from uuid import UUID

from django.db import IntegrityError, transaction

from accounts.sites import hosts_of, municipality_url
from audits.municipal.taskreminders.models import TaskReminder
from audits.municipal.taskreminders.waiting import OpenTask, open_tasks
from register.thresholds import COUNTED_MEMBERS
from tenants.models import Municipality
from walls.callers import Caller, acting_as
from workflows.actors import Actor
from workflows.calendar import add_working_days
from workflows.log import record
from workflows.mail import queue_mail
from workflows.models import ReminderRule
from workflows.reminding import reminds_in_its_own_way

KEY = "audits.own_tasks"
TEMPLATE = "audits/own_task_reminder"
BY = Actor.system("Påmindelser")


@dataclass(frozen=True)
class Due:
    """A task that somebody is to be reminded of, and the rules that this follows."""

    task: OpenTask
    rules: tuple[ReminderRule, ...]


@reminds_in_its_own_way(
    KEY,
    label="En opgave, som en kommune har givet en ansvarlig",
    parties={"responsible": "den ansvarlige hos kommunen"},
    template=TEMPLATE,
)
def remind(day: date) -> int:
    """Write to those responsible at each member, and return how many mails that were.

    A member whose schema cannot be read holds up no other; its error is raised at the end.
    """
    rules = list(ReminderRule.objects.filter(about=KEY, active_from__lte=day))
    if not rules:
        return 0
    members = list(Municipality.objects.filter(state__in=COUNTED_MEMBERS).order_by("name_sort"))
    hosts = hosts_of([each.pk for each in members])
    number, failed = 0, None
    for member in members:
        link = municipality_url(hosts.get(member.pk, ""), "audits:tasks")
        try:
            with acting_as(Caller.municipality(member)):
                number += remind_own(day, rules, member.name, link)
        except Exception as error:  # whatever is wrong with one member, the others are written to
            failed = error
    if failed is not None:
        raise failed
    return number


def remind_own(day: date, rules: Iterable[ReminderRule], municipality: str, link: str) -> int:
    """Write one mail to each person about all tasks that are due by a rule; act as the municipality."""
    by_person = lambda each: each.task.email  # noqa: E731
    found = sorted(_due(day, list(rules)), key=by_person)
    context = {"municipality": municipality, "link": link}
    return sum(_write(email, list(same), day, context) for email, same in groupby(found, key=by_person))


def _due(day: date, rules: list[ReminderRule]) -> list[Due]:
    tasks = open_tasks()
    if not tasks:
        return []
    done = set(TaskReminder.objects.values_list("task_id", "rule_id", "due"))
    rules = sorted(rules, key=lambda each: each.working_days)
    found = []
    for task in tasks:
        ready = tuple(rule for rule in rules if _is_ready(rule, task, day, done))
        if ready:
            found.append(Due(task, ready))
    return found


def _is_ready(rule: ReminderRule, task: OpenTask, day: date, done: set[tuple[UUID, UUID, date]]) -> bool:
    if rule.active_from is None or (task.id, rule.id, task.due) in done:
        return False
    return rule.active_from <= add_working_days(task.due, rule.working_days) <= day


def _write(email: str, due: list[Due], day: date, context: dict[str, str]) -> int:
    """Write a person's mail, unless another worker has been faster: a step is noted once."""
    notes = [
        TaskReminder(task_id=each.task.id, rule_id=rule.id, due=each.task.due, sent_on=day)
        for each in due
        for rule in each.rules
    ]
    try:
        with transaction.atomic():
            TaskReminder.objects.bulk_create(notes)
            for each in due:
                data = {"text": each.task.text, "responsible": each.task.responsible}
                record(each.task.about, "remind_task", by=BY, data=data)
            tasks = [_told(each.task, day) for each in due]
            name = due[0].task.responsible
            queue_mail(to=[email], template=TEMPLATE, context={**context, "name": name, "tasks": tasks})
    except IntegrityError:
        return 0
    return 1


def _told(task: OpenTask, day: date) -> dict[str, object]:
    return {"text": task.text, "of": task.of, "due": task.due, "late": task.due < day}
