"""Letting the members' files from before there was a virus scanner be scanned, each under its own role."""

from datetime import datetime, time
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from tenants.models import Municipality
from walls.callers import Caller
from workflows.actors import Actor
from workflows.jobs import enqueue
from workflows.models import Job

KIND = "tenants.scan_files"


def enqueue_scans(*, by: Actor) -> list[UUID]:
    """Give each member one job a day, and another as long as the last has left files; act as the secretariat.

    Nobody above sees a municipality's files, so each is asked. Without a scanner there is nothing to do.
    """
    if not settings.CLAMD:
        return []
    begun = timezone.make_aware(datetime.combine(timezone.localdate(), time.min))
    rows = Job.objects.filter(kind=KIND, created_at__gte=begun).order_by("created_at")
    last = {
        holder: (state, result)
        for holder, state, result in rows.values_list("caller__holder", "state", "result")
    }
    members = Municipality.objects.filter(state__in=[Municipality.State.MEMBER, Municipality.State.LEAVING])
    return [
        enqueue(KIND, by=by, caller=Caller.municipality(each)).id
        for each in members
        if _is_due(last.get(str(each.id)))
    ]


def _is_due(last: tuple[str, dict[str, Any]] | None) -> bool:
    return last is None or (last[0] == Job.State.DONE and bool(last[1].get("left")))
