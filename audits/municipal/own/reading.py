"""The municipality's own supervision for those who tell of it: pages, packages, year reports.

Act as the municipality: the rows lie in its schema, and it sees no others.
"""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from audits.municipal.own.models import OwnAudit, OwnAuditFile
from audits.municipal.own.states import OPEN, OwnState


def with_all(rows: QuerySet[OwnAudit]) -> QuerySet[OwnAudit]:
    """Bring along files that still belong to them (`kept_files`, each with its `file`) and `tasks`."""
    kept = OwnAuditFile.objects.filter(removed_at=None).select_related("file")
    return rows.prefetch_related(Prefetch("files", kept, to_attr="kept_files"), "tasks")


def finished(first: date, last: date, systems: Iterable[UUID] | None = None) -> QuerySet[OwnAudit]:
    """Return what was finished from `first` to `last`, both counted in; all systems, or some.

    Each has the fields of a decision (result, rating, conclusion, remark, what_now, next_audit_on,
    decided_at, decided_by_name, journal_number), concept, looked_at, `kept_files` and `tasks`.
    """
    rows = OwnAudit.objects.filter(
        state=OwnState.FINISHED, decided_at__date__gte=first, decided_at__date__lte=last
    )
    if systems is not None:
        rows = rows.filter(system_id__in=list(systems))
    return with_all(rows).order_by("system_name", "decided_at")


def cancelled(first: date, last: date) -> QuerySet[OwnAudit]:
    """Return what was called off from `first` to `last`, both counted in; each with its `kept_files`."""
    rows = OwnAudit.objects.filter(
        state=OwnState.CANCELLED, state_since__date__gte=first, state_since__date__lte=last
    )
    return with_all(rows).order_by("system_name", "state_since")


def open_ones() -> QuerySet[OwnAudit]:
    """Return what is planned or has begun, the nearest first."""
    return OwnAudit.objects.filter(state__in=OPEN).order_by("planned_on", "system_name")


def latest_of(systems: Iterable[UUID]) -> dict[UUID, OwnAudit]:
    """Return by system the last one that was finished."""
    rows = OwnAudit.objects.filter(system_id__in=list(systems), state=OwnState.FINISHED)
    return {each.system_id: each for each in rows.order_by("system_id", "decided_at")}


def open_of(systems: Iterable[UUID]) -> dict[UUID, OwnAudit]:
    """Return by system the one that is planned or has begun."""
    return {each.system_id: each for each in open_ones().filter(system_id__in=list(systems))}


def of_system(system_id: UUID) -> list[OwnAudit]:
    """Return all of one system's, the newest first."""
    rows = OwnAudit.objects.filter(system_id=system_id)
    return list(with_all(rows).order_by("-planned_on", "-created_at"))
