"""All tasks of the municipality in one list: those of reports, and those of its own supervisions."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import CharField, F, QuerySet, Value
from django.urls import reverse
from django.utils import timezone

from audits.municipal.models import FollowUpTask
from audits.municipal.own.models import OwnAuditTask
from audits.municipal.tasks import own_tasks

REPORT, OWN = "report", "own"
_COLUMNS = ("id", "of", "done_at", "due", "created_at")
_ORDER = (F("done_at").desc(nulls_first=True), F("due").asc(nulls_last=True), "created_at", "id")
_ROUTES = {
    REPORT: ("audits:edit_task", "audits:finish_task", "audits:reopen_task"),
    OWN: ("audits:own_task", "audits:own_task_done", "audits:own_task_reopen"),
}


@dataclass(frozen=True)
class Listed:
    """A task as the list shows it: what it is after, and where it is changed."""

    task: FollowUpTask | OwnAuditTask
    of: str
    kind: str
    url: str
    edit_url: str
    finish_url: str
    reopen_url: str

    @property
    def is_own(self) -> bool:
        """Return whether it follows from an own supervision."""
        return self.kind == OWN


def listed_keys(chosen: str) -> QuerySet[Any, Any]:
    """Return the keys of the tasks that are chosen, open ones first, by day, then those that are done."""
    asked: dict[str, Any] = {"done_at__isnull": chosen != "udfoert"}
    if chosen == "overskredet":
        asked["due__lt"] = timezone.localdate()
    if chosen == "uden":
        asked["responsible"] = ""
    parts = [
        rows.filter(**asked).annotate(of=Value(kind, CharField())).order_by().values_list(*_COLUMNS)
        for kind, rows in ((REPORT, own_tasks()), (OWN, OwnAuditTask.objects.all()))
    ]
    return parts[0].union(parts[1], all=True).order_by(*_ORDER)


def number_open() -> int:
    """Return how many tasks are not done."""
    return own_tasks().filter(done_at=None).count() + OwnAuditTask.objects.filter(done_at=None).count()


def listed(keys: Iterable[tuple[Any, ...]]) -> list[Listed]:
    """Return the tasks of the keys, in their order."""
    wanted = [(key[0], key[1]) for key in keys]
    reports = FollowUpTask.objects.select_related("report").in_bulk(_of(REPORT, wanted))
    audits = OwnAuditTask.objects.select_related("audit").in_bulk(_of(OWN, wanted))
    return [
        _of_report(reports[key]) if kind == REPORT else _of_audit(audits[key])
        for key, kind in wanted
        if key in (reports if kind == REPORT else audits)
    ]


def _of(kind: str, wanted: list[tuple[UUID, str]]) -> list[UUID]:
    return [key for key, one in wanted if one == kind]


def _of_report(task: FollowUpTask) -> Listed:
    return _listed(task, task.report.supplier_name, REPORT, reverse("audits:report", args=[task.report_id]))


def _of_audit(task: OwnAuditTask) -> Listed:
    return _listed(task, task.audit.system_name, OWN, reverse("audits:own_audit", args=[task.audit_id]))


def _listed(task: FollowUpTask | OwnAuditTask, of: str, kind: str, url: str) -> Listed:
    edit, finish, reopen = (reverse(name, args=[task.pk]) for name in _ROUTES[kind])
    return Listed(task, of, kind, f"{url}#opgaver", edit, finish, reopen)
