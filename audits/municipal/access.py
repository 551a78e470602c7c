"""The one way to get an object of the municipality's supervision for a page.

The caller's schema decides what there is: another municipality's and what never was look the same.
"""

from typing import TypeVar
from uuid import UUID

from django.http import Http404

from audits.municipal.models import (
    FindingStand,
    FollowUpTask,
    ReceivedFile,
    ReceivedFinding,
    ReceivedReport,
    ReceivedSystem,
)
from audits.municipal.opinions.models import SystemOpinion

Row = TypeVar("Row")


def report(report_id: UUID) -> ReceivedReport:
    """Return a received report; raises Http404."""
    return _one(ReceivedReport.objects.filter(pk=report_id).first())


def system(system_id: UUID) -> ReceivedSystem:
    """Return a received system with its report; raises Http404."""
    return _one(ReceivedSystem.objects.select_related("report").filter(pk=system_id).first())


def systems(ids: list[UUID]) -> list[ReceivedSystem]:
    """Return those of the received systems that exist here, in the order of their names."""
    return list(ReceivedSystem.objects.select_related("report").filter(pk__in=ids))


def file(file_id: UUID) -> ReceivedFile:
    """Return a file that came with a report; raises Http404."""
    return _one(ReceivedFile.objects.select_related("file", "report").filter(pk=file_id).first())


def finding(finding_id: UUID) -> ReceivedFinding:
    """Return a finding as the newest report tells it; raises Http404."""
    rows = ReceivedFinding.objects.select_related("system__report").filter(finding_id=finding_id)
    return _one(rows.order_by("-system__report__published_at").first())


def finding_of(report: ReceivedReport, finding_id: UUID) -> ReceivedFinding:
    """Return a finding of one report; raises Http404."""
    return _one(ReceivedFinding.objects.filter(system__report=report, finding_id=finding_id).first())


def stand(stand_id: UUID) -> FindingStand:
    """Return what was decided about a finding; raises Http404."""
    return _one(FindingStand.objects.filter(pk=stand_id).first())


def task(task_id: UUID) -> FollowUpTask:
    """Return a follow-up task; raises Http404."""
    return _one(FollowUpTask.objects.select_related("report").filter(pk=task_id).first())


def opinion(opinion_id: UUID) -> SystemOpinion:
    """Return what a system owner was asked, with system and report; raises Http404."""
    rows = SystemOpinion.objects.select_related("system__report")
    return _one(rows.filter(pk=opinion_id).first())


def _one(found: Row | None) -> Row:
    if found is None:
        raise Http404
    return found
