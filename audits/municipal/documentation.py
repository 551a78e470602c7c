"""What a municipality has of joint supervision, as its documentation to the authority tells it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, Q
from django.utils import timezone

from audits.municipal.models import (
    FindingStand,
    FollowUpTask,
    ReceivedFile,
    ReceivedFinding,
    ReceivedReport,
    ReceivedSystem,
)
from audits.municipal.states import StandState
from secretariat.pagekit.tags.words import da_date


@dataclass(frozen=True)
class ReportTold:
    """The current version of a report with all that the municipality did about it."""

    report: ReceivedReport
    systems: tuple[ReceivedSystem, ...]
    findings: tuple[ReceivedFinding, ...]
    stands: tuple[FindingStand, ...]
    tasks: tuple[FollowUpTask, ...]
    files: tuple[ReceivedFile, ...]

    @property
    def received_on(self) -> date:
        """Return the day the report came."""
        return timezone.localtime(self.report.published_at).date()

    @property
    def title(self) -> str:
        """Return "Tilsynsrapport 2026-014, version 2"."""
        return f"Tilsynsrapport {self.report.case_number}, version {self.report.version}"

    def is_of(self, since: date, until: date) -> bool:
        """Return whether the report came in the period."""
        return since <= self.received_on <= until

    def open_findings(self) -> list[ReceivedFinding]:
        """Return what the supplier has still to do."""
        return [each for each in self.findings if each.is_open]

    def stand_on(self, finding: ReceivedFinding) -> FindingStand | None:
        """Return what the municipality does about a finding itself, if anything is in force."""
        for each in self.stands:
            if each.finding_id == finding.finding_id and each.state == StandState.IN_FORCE:
                return each
        return None


def reports_told(since: date, until: date) -> list[ReportTold]:
    """Return the reports that the period has something of, oldest first.

    That is: they came in it, something was decided in it, or something from before it was still open.
    """
    systems = ReceivedSystem.objects.prefetch_related("findings", "opinions").order_by("name")
    files = ReceivedFile.objects.filter(replaced_at=None).select_related("file")
    rows = (
        ReceivedReport.objects.filter(is_current=True, withdrawn_at=None, published_at__date__lte=until)
        .prefetch_related(Prefetch("systems", systems), Prefetch("files", files.order_by("-is_report", "id")))
        .order_by("published_at")
    )
    found = list(rows)
    stands: dict[UUID, list[FindingStand]] = {}
    for each in FindingStand.objects.filter(report_id__in=[row.report_id for row in found]):
        stands.setdefault(each.report_id, []).append(each)
    tasks = _tasks(found)
    told = [_told(row, stands.get(row.report_id, []), tasks.get(row.report_id, [])) for row in found]
    return [each for each in told if _concerns(each, since, until)]


def decision_sentence(system: ReceivedSystem) -> str:
    """Return what was decided on a system, when and by whom; or that nothing has been."""
    state = str(system.get_state_display())
    if not system.is_decided or system.decided_at is None:
        return f"Kommunen har ikke taget stilling ({state})"
    day = timezone.localtime(system.decided_at).date()
    return f"{state.capitalize()}, {da_date(day)}, af {system.decided_by_name}"


def log_subjects(reports: Iterable[ReportTold]) -> dict[UUID, str]:
    """Return whose log rows belong to the reports, former versions too, each with the words that name it."""
    ids = [each.report.report_id for each in reports]
    versions = ReceivedReport.objects.filter(report_id__in=ids)
    found = {each.pk: f"rapport {each.case_number} version {each.version}" for each in versions}
    systems = ReceivedSystem.objects.filter(report__report_id__in=ids)
    found |= dict(systems.values_list("pk", "name"))
    stands = FindingStand.objects.filter(report_id__in=ids)
    return found | {each.pk: f"«{each.title}»" for each in stands}


def _tasks(rows: list[ReceivedReport]) -> dict[UUID, list[FollowUpTask]]:
    """Return by report what its current version asks for, and the municipality's own of any version."""
    own = Q(report__report_id__in=[row.report_id for row in rows], from_report=False)
    found: dict[UUID, list[FollowUpTask]] = {}
    for each in FollowUpTask.objects.filter(own | Q(report__in=rows)).select_related("report"):
        found.setdefault(each.report.report_id, []).append(each)
    return found


def _told(row: ReceivedReport, stands: list[FindingStand], tasks: list[FollowUpTask]) -> ReportTold:
    systems = tuple(row.systems.all())
    findings = tuple(each for system in systems for each in system.findings.all())
    return ReportTold(row, systems, findings, tuple(stands), tuple(tasks), tuple(row.files.all()))


def _concerns(told: ReportTold, since: date, until: date) -> bool:
    days = [each.decided_at for each in told.systems if each.decided_at]
    decided = any(since <= timezone.localtime(each).date() <= until for each in days)
    still_open = bool(told.open_findings()) or any(each.done_at is None for each in told.tasks)
    undecided = any(each.is_open for each in told.systems)
    return told.is_of(since, until) or decided or still_open or undecided
