"""Which open tasks have a day and somebody to be written to; act as the municipality."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import models

from audits.municipal.models import FollowUpTask
from audits.municipal.own.models import OwnAuditTask
from audits.municipal.tasks import own_tasks


@dataclass(frozen=True)
class OpenTask:
    """A task of a report or of an own supervision; `about` is what its log row is about."""

    id: UUID
    text: str
    of: str
    due: date
    responsible: str
    email: str
    about: models.Model


def open_tasks() -> list[OpenTask]:
    """Return the tasks that somebody can be reminded of, the nearest day first."""
    asked = {"done_at": None, "due__isnull": False}
    reports = own_tasks().filter(**asked).exclude(responsible_email="")
    audits = OwnAuditTask.objects.filter(**asked).exclude(responsible_email="").select_related("audit")
    found = [_of(each, each.report.supplier_name, each.report) for each in reports]
    found += [_of(each, each.audit.system_name, each.audit) for each in audits]
    return sorted(found, key=lambda each: (each.due, each.text))


def _of(task: FollowUpTask | OwnAuditTask, name: str, about: models.Model) -> OpenTask:
    due = task.due or date.max  # the query asks for tasks with a day
    return OpenTask(task.pk, task.text, name, due, task.responsible, task.responsible_email.lower(), about)
