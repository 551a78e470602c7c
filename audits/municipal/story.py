"""The history of a received report: all its versions, and what was decided on each system."""

from uuid import UUID

from audits.municipal.models import FindingStand, ReceivedReport, ReceivedSystem
from workflows.story import Story


def story_of(report: ReceivedReport) -> Story:
    """Return what the history of the report is about; a former version is part of it."""
    versions = ReceivedReport.objects.filter(report_id=report.report_id)
    subjects: dict[UUID, str] = dict.fromkeys(versions.values_list("id", flat=True), "")
    systems = ReceivedSystem.objects.filter(report__in=versions)
    subjects |= dict(systems.values_list("id", "name"))
    stands = FindingStand.objects.filter(report_id=report.report_id)
    subjects |= {each.id: f"«{each.title}»" for each in stands}
    return Story(f"Tilsyn med {report.supplier_name}", subjects, municipal=True)
