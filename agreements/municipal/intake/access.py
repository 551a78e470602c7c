"""Reading the piles, and what of them still waits for somebody."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from agreements.municipal.generations import Generation
from agreements.municipal.intake.models import Intake, IntakeFile, IntakeLine
from agreements.municipal.keeping.models import KeptFile
from agreements.municipal.models import Agreement

L, F = IntakeLine.State, IntakeFile.State
UNSETTLED = (L.DOUBTFUL, L.UNMATCHED, L.REFUSED)
SHOWN = 200


def get_intake(intake_id: UUID) -> Intake:
    """Return one of one's own piles, or 404."""
    found = Intake.objects.select_related("file").filter(pk=intake_id).first()
    if found is None:
        raise Http404
    return found


def get_line(intake: Intake, line_id: UUID) -> IntakeLine:
    """Return a line of the pile, or 404."""
    found = intake.lines.select_related("file__file", "agreement").filter(pk=line_id).first()
    if found is None:
        raise Http404
    return found


def get_pile_file(intake: Intake, file_id: UUID) -> IntakeFile:
    """Return a file of the pile, or 404."""
    found = intake.files.select_related("file").filter(pk=file_id).first()
    if found is None:
        raise Http404
    return found


def unused_files() -> QuerySet[IntakeFile]:
    """Return the kept files that no line has."""
    return IntakeFile.objects.filter(state=F.WAITING, lines=None, file__isnull=False)


def refused_files() -> QuerySet[IntakeFile]:
    """Return the files of open piles that could not be taken, until one of the same name has come."""
    come = IntakeFile.objects.filter(
        intake=OuterRef("intake"), name__iexact=OuterRef("name"), file__isnull=False
    )
    return IntakeFile.objects.filter(~Exists(come), state=F.REFUSED, intake__state=Intake.State.OPEN)


def unsettled_lines() -> QuerySet[IntakeLine]:
    """Return the lines that are not taken in because something is in doubt, missing or wrong."""
    return IntakeLine.objects.filter(state__in=UNSETTLED).exclude(intake__state=Intake.State.CLOSED)


def incomplete() -> QuerySet[Agreement]:
    """Return the own agreements that lack a file, a template, a date, a notice period, or a known system."""
    has_file = KeptFile.objects.filter(agreement=OuterRef("pk"), removed_at=None)
    return (
        Agreement.objects.filter(common_text_id=None)
        .annotate(has_file=Exists(has_file))
        .filter(
            Q(has_file=False)
            | Q(generation__in=["", Generation.UNKNOWN])
            | Q(agreed_on=None)
            | Q(notice_days=None)
            | Q(systems=[])
            | Q(systems__contains=[{"id": ""}])
        )
    )


def lacks(agreement: Agreement) -> list[str]:
    """Return in words what an own agreement lacks; `agreement` comes from `incomplete`."""
    told = (
        (not agreement.has_file, "fil"),  # type: ignore[attr-defined]  # annotated
        (agreement.generation in ("", Generation.UNKNOWN), "skabelon"),
        (agreement.agreed_on is None, "aftaledato"),
        (agreement.notice_days is None, "varsel om underdatabehandler"),
        (not agreement.systems, "system"),
        (any(not each["id"] for each in agreement.systems), "system, der står på jeres liste"),
    )
    return [word for is_missing, word in told if is_missing]


@dataclass(frozen=True)
class Work:
    """What waits: lines, files, and agreements that lack something."""

    lines: list[IntakeLine]
    files: list[IntakeFile]
    refused: list[IntakeFile]
    agreements: list[tuple[Agreement, list[str]]]
    count: int


def work() -> Work:
    """Return the work list, the oldest piles first."""
    lines, files, lacking = unsettled_lines(), unused_files(), incomplete()
    rows = [(each, lacks(each)) for each in lacking.order_by("number")[:SHOWN]]
    return Work(
        list(lines.select_related("intake", "file").order_by("intake__started_at", "position")[:SHOWN]),
        list(files.select_related("intake").order_by("intake__started_at", "name")[:SHOWN]),
        list(refused_files().select_related("intake").order_by("intake__started_at", "name")[:SHOWN]),
        rows,
        lines.count() + files.count() + refused_files().count() + lacking.count(),
    )


def open_work() -> int:
    """Return how much waits."""
    waiting = (unsettled_lines(), unused_files(), refused_files(), incomplete())
    return sum(each.count() for each in waiting)
