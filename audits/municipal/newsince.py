"""What is new in a report since the one before it on the same systems: three lines at most."""

from collections.abc import Sequence
from uuid import UUID

from audits.municipal.models import FollowUpTask, ReceivedFinding, ReceivedReport, ReceivedSystem
from audits.municipal.states import Level
from secretariat.pagekit.dates import in_words


def new_since(report: ReceivedReport, systems: Sequence[ReceivedSystem]) -> list[str]:
    """Return in Danish what has changed in conclusions, findings and duties; nothing for a first report."""
    before = _before(report, systems)
    if not before:
        return []
    return [
        _conclusions(systems, before),
        _findings(systems, before.values()),
        *_duties(report, {each.report_id for each in before.values()}),
    ]


def _before(report: ReceivedReport, systems: Sequence[ReceivedSystem]) -> dict[UUID, ReceivedSystem]:
    """Return by system the newest from another, earlier report that has not been withdrawn."""
    rows = ReceivedSystem.objects.select_related("report").filter(
        system_id__in=[each.system_id for each in systems],
        report__published_at__lt=report.published_at,
        report__withdrawn_at=None,
    )
    rows = rows.exclude(report__report_id=report.report_id).order_by("report__published_at")
    return {each.system_id: each for each in rows}


def _conclusions(systems: Sequence[ReceivedSystem], before: dict[UUID, ReceivedSystem]) -> str:
    day = in_words(max(each.report.published_at for each in before.values()).date())
    changed = [
        f"{each.name} fra {Level(before[each.system_id].level).label} til {Level(each.level).label}"
        for each in systems
        if each.system_id in before and before[each.system_id].level != each.level
    ]
    fresh = [each.name for each in systems if each.system_id not in before]
    words = f"Konklusion: {', '.join(changed)}" if changed else "Samme konklusion som sidst"
    added = f". Nyt i tilsynet: {', '.join(fresh)}" if fresh else ""
    return f"{words} (rapport fra {day}){added}."


def _findings(systems: Sequence[ReceivedSystem], before: object) -> str:
    now = ReceivedFinding.objects.filter(system__in=systems)
    was = ReceivedFinding.objects.filter(system__in=list(before))  # type: ignore[call-overload]
    new, settled = now.count(), [each for each in was if not each.is_open]
    left = len(was) - len(settled)
    if not new and not was:
        return "Ingen forhold, heller ikke sidst."
    return f"Forhold: {new} i denne rapport. Fra sidst er {len(settled)} afsluttet og {left} stadig åbne."


def _duties(report: ReceivedReport, before: set[UUID]) -> list[str]:
    now = set(report.tasks.filter(from_report=True).values_list("text", flat=True))
    was = set(FollowUpTask.objects.filter(report__in=before, from_report=True).values_list("text", flat=True))
    if new := sorted(now - was):
        return [f"Nyt, I selv skal gøre: {'; '.join(new[:3])}{' med mere' if len(new) > 3 else ''}."]
    if now:
        return ["Det, I selv skal gøre, er det samme som sidst."]
    return ["I skal ikke længere selv gøre noget."] if was else []
