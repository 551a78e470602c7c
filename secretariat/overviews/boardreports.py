"""The year report for the board as Word: made, kept with who and when, handed out."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.http import Http404
from django.utils import timezone

from accounts.permissions import P
from audits.joint.models import BoardReport
from documents.actions import Made, keep_made
from documents.models import WordTemplate
from documents.templates import NoTemplateError, fill, in_force
from secretariat.overviews import board
from secretariat.overviews.progress import Line
from workflows.actors import Actor
from workflows.engine import NotPermittedError, NotPossibleError
from workflows.log import record
from workflows.values import value_on


@transaction.atomic
def make(*, by: Actor, year: int) -> BoardReport:
    """Make the year's report as Word, as the numbers are now, and keep it as the year's next edition.

    Raises NotPermittedError, and NotPossibleError where nothing is planned for the year or no template is
    in force.
    """
    if not by.may(P.AUDITS_PLAN):
        raise NotPermittedError("Du kan ikke danne årsberetningen.")
    found = board.board(year)
    if not found.progress.whole.total:
        raise NotPossibleError(f"Der er ikke planlagt nogen tilsyn i {year}.")
    last = BoardReport.objects.filter(year=year).aggregate(last=Max("number"))["last"] or 0
    try:
        template = in_force(WordTemplate.Kind.BOARD_REPORT, timezone.localdate())
    except NoTemplateError as error:
        raise NotPossibleError(str(error)) from error
    name = f"Årsberetning {year}, udgave {last + 1}"
    content = fill(template, fields_of(found, last + 1))
    made = BoardReport(
        year=year,
        number=last + 1,
        file=keep_made(Made(content, f"{name}.docx", name), by=by),
        figures=board.figures(found),
        made_by_id=by.id,
        made_by_name=by.signature,
    )
    made.save(force_insert=True)
    record(made, "make", by=by, data={"year": year, "number": made.number})
    return made


def get(report_id: UUID) -> BoardReport:
    """Return a report that was made; raises Http404."""
    found = BoardReport.objects.select_related("file").filter(pk=report_id).first()
    if found is None:
        raise Http404
    return found


def fields_of(found: board.Board, number: int) -> dict[str, Any]:
    """Return the document's fields."""
    today = timezone.localdate()
    return {
        "sekretariat": value_on("secretariat.letterhead", today),
        "dato": today,
        "aar": found.year,
        "udgave": number,
        "kort": found.sentences,
        "fremdrift": [_line(each) for each in (*found.progress.quarters, found.progress.whole)],
        "resultater": [{"konklusion": words, "antal": n} for _, words, n in found.results.levels],
        "forhold": [
            {
                "slags": each.label,
                "aabne": each.still_open,
                "afsluttet": each.closed,
                "i_alt": each.total,
            }
            for each in found.results.kinds
        ],
        "kontrolmaal": [{"navn": each.label, "antal": each.total} for each in found.results.objectives],
        "stillingtagen": [_share(each) for each in found.decisions],
        "smaa_tal": board.SMALL_NUMBERS,
        "aftaler": [_share(each) for each in found.agreements],
    }


def _line(line: Line) -> dict[str, Any]:
    planned, away, review, sent = board.by_stage(line)
    return {
        "kvartal": line.label,
        "planlagt": planned,
        "varslet": away,
        "gennemgang": review,
        "sendt": sent,
        "i_alt": line.total,
    }


def _share(share: Any) -> dict[str, Any]:
    return {"hvad": share.label, "antal": share.number, "andel": share.percent}
