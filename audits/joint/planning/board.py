"""The plan of a year for the board: a Word document that is kept, and the board's approval noted."""

import io
from datetime import date
from itertools import groupby
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from docx import Document

from accounts.permissions import P
from audits.joint.models import Audit, BoardPlan
from audits.joint.planning.proposals import RECURRENCE
from audits.joint.states import CONCEPTS, AuditState
from documents.actions import Made, keep_made
from register.thresholds import threshold_on
from secretariat.pagekit.tags.words import da_date
from workflows.actors import Actor
from workflows.engine import NotPermittedError, NotPossibleError
from workflows.log import record
from workflows.values import value_on


@transaction.atomic
def make(*, by: Actor, year: int) -> BoardPlan:
    """Make the year's plan as Word, as it is now, and keep it as the year's next version.

    Raises NotPossibleError where nothing is planned for the year.
    """
    if not by.may(P.AUDITS_PLAN):
        raise NotPermittedError("Du har ikke adgang til planen.")
    rows = list(
        Audit.objects.filter(year=year)
        .exclude(state=AuditState.CANCELLED)
        .select_related("supplier")
        .prefetch_related("systems")
        .order_by("quarter", "supplier__name_sort", "case_number")
    )
    if not rows:
        raise NotPossibleError(f"Der er ikke planlagt nogen tilsyn i {year}.")
    last = BoardPlan.objects.filter(year=year).aggregate(last=Max("number"))["last"] or 0
    name = f"Tilsynsplan {year}, udgave {last + 1}"
    file = keep_made(Made(written(year, last + 1, rows), f"{name}.docx", name), by=by)
    made = BoardPlan(year=year, number=last + 1, file=file, audits=len(rows), made_by_name=by.signature)
    made.save(force_insert=True)
    record(made, "make", by=by, data={"year": year, "number": made.number, "audits": len(rows)})
    return made


@transaction.atomic
def adopt(*, by: Actor, plan: BoardPlan, adopted_on: date, note: str = "") -> BoardPlan:
    """Note that the board has approved a version of the plan, and when."""
    if not by.may(P.AUDITS_PLAN):
        raise NotPermittedError("Du har ikke adgang til planen.")
    row = BoardPlan.objects.select_for_update().get(pk=plan.pk)
    if row.adopted_on is not None:
        raise NotPossibleError("Godkendelsen er allerede noteret.")
    if adopted_on > timezone.localdate() or adopted_on < timezone.localdate(row.made_at):
        raise NotPossibleError("Godkendelsen skal ligge mellem den dag, planen blev dannet, og i dag.")
    row.adopted_on, row.adopted_note, row.adopted_by_name = adopted_on, note, by.signature
    row.save(update_fields=["adopted_on", "adopted_note", "adopted_by_name"])
    record(row, "adopt", by=by, data={"year": row.year, "number": row.number, "on": adopted_on.isoformat()})
    return row


def written(year: int, number: int, rows: list[Audit]) -> bytes:
    """Return the document: what is supervised, when, at which concept and why so often."""
    today = timezone.localdate()
    word = Document()
    word.core_properties.title, word.core_properties.language = f"Tilsynsplan {year}", "da-DK"
    word.add_heading(f"Tilsynsplan {year}", 0)
    word.add_paragraph(f"Udgave {number}, {da_date(today)}. Forelægges bestyrelsen til godkendelse.")
    word.add_paragraph(
        f"Planen omfatter {len(rows)} tilsyn med {sum(len(row.systems.all()) for row in rows)} it-systemer. "
        f"Med er systemer, som mindst {threshold_on(today)} medlemskommuner bruger med en indgået "
        "databehandleraftale. Den enkelte kommune er dataansvarlig og tager selv stilling til hver rapport."
    )
    word.add_heading("Hvor ofte", 1)
    names = dict(CONCEPTS)
    for concept, months in value_on(RECURRENCE, today).items():
        line = f"{names[int(concept)]}: hver {months}. måned"
        if concept == "5":
            line += ", regnet fra den næste erklærings periode og tre måneder frem"
        word.add_paragraph(f"{line}.", style="List Bullet")
    word.add_paragraph(
        "Venter leverandøren sin næste erklæring på en bestemt dag, følger tilsynet den. Brud, forbehold i "
        "en erklæring, nye overførsler og nyt ejerskab giver ekstra tilsyn."
    )
    for quarter, found in groupby(rows, key=lambda row: row.quarter_words):
        word.add_heading(quarter, 1)
        _table(word, list(found))
    content = io.BytesIO()
    word.save(content)
    return content.getvalue()


def _table(word: Any, rows: list[Audit]) -> None:
    table = word.add_table(rows=1, cols=4, style="Table Grid")
    for cell, text in zip(
        table.rows[0].cells, ("Leverandør", "Systemer", "Koncept", "Sagsbehandler"), strict=True
    ):
        cell.text = text
    for row in rows:
        systems = ", ".join(system.name for system in row.systems.all())
        texts = (row.supplier.name, systems, str(row.concept), row.case_worker_name)
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text
