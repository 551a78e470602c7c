"""The year report as Word: the municipality makes it itself, and keeps it in its own schema."""

from typing import Any, cast
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.http import Http404
from django.utils import timezone

from accounts.permissions import P
from audits.municipal.yearreports.models import YearReport
from documents.actions import Made, keep_municipal_made
from documents.models import WordTemplate
from documents.municipal.models import MunicipalFile
from documents.templates import NoTemplateError, fill, in_force
from secretariat.overviews.municipality.reading import YearHere, year_of
from workflows.actors import Actor
from workflows.engine import NotPermittedError, NotPossibleError
from workflows.log import record

MAKERS = (P.OWN_DECIDE, P.OWN_SYSTEMS_REPORT, P.OWN_REMARK)
MOST = 500  # open matters in a document


@transaction.atomic
def make(*, by: Actor, municipality: str, year: int) -> YearReport:
    """Make the year's report as Word, as the numbers are now, and keep it as the year's next edition.

    `municipality` is its name. Raises NotPermittedError, and NotPossibleError for a year that has not begun
    or where no template is in force. Act as the municipality.
    """
    if not may_make(by):
        raise NotPermittedError("Du kan ikke danne kommunens årsrapport.")
    if year > timezone.localdate().year:
        raise NotPossibleError(f"{year} er ikke begyndt endnu.")
    last = YearReport.objects.filter(year=year).aggregate(last=Max("number"))["last"] or 0
    try:
        template = in_force(WordTemplate.Kind.YEAR_REPORT, timezone.localdate())
    except NoTemplateError as error:
        raise NotPossibleError(str(error)) from error
    found = year_of(year)
    name = f"Årsrapport {year}, udgave {last + 1}"
    content = fill(template, fields_of(found, last + 1, municipality, by.signature))
    made = YearReport(
        year=year,
        number=last + 1,
        file=cast(MunicipalFile, keep_municipal_made(Made(content, f"{name}.docx", name), by=by)),
        figures=figures(found),
        made_by_id=by.id,
        made_by_name=by.signature,
    )
    made.save(force_insert=True)
    record(made, "make", by=by, data={"year": year, "number": made.number})
    return made


def may_make(by: Actor) -> bool:
    """Return whether somebody may make the report: contact, deputy, decision maker or DPO."""
    return any(by.may(each) for each in MAKERS)


def get(report_id: UUID) -> YearReport:
    """Return one of the own reports; another's and none at all are both 404."""
    found = YearReport.objects.select_related("file").filter(pk=report_id).first()
    if found is None:
        raise Http404
    return found


def figures(found: YearHere) -> dict[str, Any]:
    """Return the numbers as they are kept with the report."""
    return {
        "faaet": [list(row) for row in found.got],
        "forhold": [[each.label, each.number, each.closed] for each in found.findings],
        "stillingtagen": [list(row) for row in found.decisions],
        "aabent": len(found.open_matters),
    }


def fields_of(found: YearHere, number: int, municipality: str, by: str) -> dict[str, Any]:
    """Return the document's fields."""
    return {
        "kommune": municipality,
        "dato": timezone.localdate(),
        "aar": found.year,
        "udgave": number,
        "dannet_af": by,
        "faaet": _rows(found.got),
        "arbejde": found.work,
        "resultater": [{"konklusion": words, "antal": n} for words, n in found.levels],
        "forhold": [
            {"slags": each.label, "antal": each.number, "afsluttet": each.closed, "aabne": each.still_open}
            for each in found.findings
        ],
        "stillingtagen": _rows([*found.decisions, *found.what_now]),
        "aftaler": _rows(found.agreements),
        "egne": _rows(found.own),
        "plan": found.plan,
        "aabent": [
            {"hvad": each.what, "om": each.about, "leverandoer": each.supplier, "frist": each.due}
            for each in found.open_matters[:MOST]
        ],
        "flere_aabne": max(0, len(found.open_matters) - MOST),
    }


def _rows(rows: list[tuple[str, int]]) -> list[dict[str, Any]]:
    return [{"hvad": words, "antal": number} for words, number in rows]
