"""The plan of a year for the board: a Word document that is kept, and the board's approval noted."""

from datetime import date
from itertools import groupby
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.permissions import P
from audits.joint.models import Audit, BoardPlan
from audits.joint.planning.proposals import RECURRENCE
from audits.joint.states import CONCEPTS, AuditState
from documents.actions import Made, keep_made
from documents.models import WordTemplate
from documents.templates import NoTemplateError, fill, in_force
from register.thresholds import threshold_on
from workflows.actors import Actor
from workflows.engine import NotPermittedError, NotPossibleError
from workflows.log import record
from workflows.values import value_on


@transaction.atomic
def make(*, by: Actor, year: int) -> BoardPlan:
    """Make the year's plan as Word, as it is now, and keep it as the year's next version.

    Raises NotPossibleError where nothing is planned for the year, or no template is in force.
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
    try:
        template = in_force(WordTemplate.Kind.BOARD_PLAN, timezone.localdate())
    except NoTemplateError as error:
        raise NotPossibleError(str(error)) from error
    content = fill(template, fields_of(year, last + 1, rows))
    file = keep_made(Made(content, f"{name}.docx", name), by=by)
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


def fields_of(year: int, number: int, rows: list[Audit]) -> dict[str, Any]:
    """Return the document's fields: what is supervised, when, at which concept and why so often."""
    today = timezone.localdate()
    quarters = [(name, len(list(found))) for name, found in groupby(rows, key=lambda row: row.quarter_words)]
    return {
        "sekretariat": value_on("secretariat.letterhead", today),
        "dato": today,
        "aar": year,
        "udgave": number,
        "graense": threshold_on(today),
        "antal_tilsyn": len(rows),
        "antal_systemer": sum(len(row.systems.all()) for row in rows),
        "gentagelser": _how_often(today),
        "kvartaler": [{"navn": name, "antal": number_of} for name, number_of in quarters],
        "tilsyn": [
            {
                "kvartal": row.quarter_words,
                "leverandoer": row.supplier.name,
                "systemer": [system.name for system in row.systems.all()],
                "koncept": row.concept,
                "sagsbehandler": row.case_worker_name,
            }
            for row in rows
        ],
    }


def _how_often(today: date) -> list[str]:
    names = dict(CONCEPTS)
    found = []
    for concept, months in value_on(RECURRENCE, today).items():
        called = names[int(concept)].partition(". ")[2].lower()
        line = f"Koncept {concept} ({called}): hver {months}. måned"
        if concept == "5":
            line += ", regnet fra den næste erklærings periode og tre måneder frem"
        found.append(line)
    return found
