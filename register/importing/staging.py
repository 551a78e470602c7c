"""The lines of a read workbook as rows of the staging table, each with what becomes of it."""

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from register.importing.compare import changes, facts_as_shown, left_alone_of, remark, same, use_as_shown
from register.importing.known import Known
from register.importing.resolve import Resolved
from register.models import ImportLine
from register.portfolio.cells import cell_text
from register.portfolio.columns import Field
from register.portfolio.lines import Line, RefusedLine
from register.portfolio.portfolio import Portfolio

Outcome = ImportLine.Outcome
COLUMNS = {
    "sheet": "text",
    "number": "integer",
    "outcome": "text",
    "municipality_id": "uuid",
    "municipality_name": "text",
    "system_id": "uuid",
    "system_name": "text",
    "supplier_name": "text",
    "reason": "text",
    "field": "text",
    "value": "text",
    "advice": "text",
    "note": "text",
    "cells": "jsonb",
    "personal_data": "text",
    "special_categories": "text",
    "cpr": "text",
    "other_protected": "text",
    "special_processing": "text",
    "subjects": "integer",
    "subjects_is_estimate": "boolean",
    "agreement": "text",
    "agreement_date": "date",
    "owner_email": "text",
}
Row = tuple[Any, ...]
AMBIGUOUS = (
    "Navn og leverandør passer på flere systemer i filen; linjen er lagt til det, flest linjer nævner."
)


@dataclass(slots=True)
class Staged:
    """What is known when lines become rows."""

    portfolio: Portfolio
    resolved: Resolved
    known: Known
    municipality_ids: dict[str, UUID]
    absent: frozenset[Field]


@dataclass(slots=True)
class _Fate:
    """What became of one accepted line among the others of the file."""

    outcome: Outcome | None = None
    note: str = ""


def _fates(staged: Staged, keys: list[tuple[UUID, UUID]]) -> list[_Fate]:
    """Within the file: the last line about a municipality and a system stands; an equal one is a repeat."""
    lines = staged.portfolio.accepted
    fates = [_Fate() for _ in lines]
    standing: dict[tuple[UUID, UUID], int] = {}
    for position, line in enumerate(lines):
        earlier = standing.setdefault(keys[position], position)
        if earlier == position:
            continue
        if lines[earlier].cells == line.cells:
            fates[position] = _Fate(Outcome.REPEAT, f"Gentager linje {lines[earlier].number}.")
            continue
        other = changes(facts_as_shown(lines[earlier].facts), facts_as_shown(line.facts))
        fates[earlier] = _Fate(Outcome.REPLACED, f"Erstattet af linje {line.number}.")
        fates[position].note = f"Erstatter linje {lines[earlier].number}" + (f" ({other})." if other else ".")
        standing[keys[position]] = position
    return fates


def _outcome(staged: Staged, line: Line, key: tuple[UUID, UUID]) -> tuple[Outcome, str]:
    use = staged.known.uses.get(key)
    if use is None:
        return Outcome.NEW, ""
    left_alone = left_alone_of(use, staged.absent)
    if same(line.facts, use, left_alone):
        return Outcome.UNCHANGED, remark(use)
    changed = changes(use_as_shown(use), facts_as_shown(line.facts), left_alone)
    return Outcome.CHANGED, f"{changed}. {remark(use)}".strip()


def _accepted_rows(staged: Staged) -> Iterator[Row]:
    portfolio, system_ids = staged.portfolio, staged.resolved.system_ids
    keys = [
        (staged.municipality_ids[line.municipality.cvr], system_ids[portfolio.merged.system_of[position]])
        for position, line in enumerate(portfolio.accepted)
    ]
    for position, (line, fate) in enumerate(zip(portfolio.accepted, _fates(staged, keys), strict=True)):
        outcome, told = fate.outcome, ""
        if outcome is None:
            outcome, told = _outcome(staged, line, keys[position])
        ambiguous = AMBIGUOUS if position in portfolio.merged.ambiguous else ""
        note = " ".join(text for text in (fate.note, told, ambiguous, *line.notes) if text)
        facts, count = line.facts, line.facts.subjects
        yield (
            line.sheet,
            line.number,
            outcome,
            str(keys[position][0]),
            line.municipality.name,
            str(keys[position][1]),
            line.system,
            line.supplier,
            *("", "", "", "", note, None),
            facts.personal_data,
            facts.special_categories,
            facts.cpr,
            facts.other_protected,
            facts.special_processing,
            count.number if count else None,
            bool(count and count.is_estimate),
            facts.agreement,
            facts.agreement_date.isoformat() if facts.agreement_date else None,
            facts.owner_email,
        )


def cell_as_json(cell: object) -> object:
    """A cell as it can be kept and written to a workbook again: numbers stay numbers, dates become text."""
    if isinstance(cell, int | float) and not isinstance(cell, bool) and math.isfinite(cell):
        return cell
    if isinstance(cell, date):
        return f"{cell:%d-%m-%Y}"
    return cell.replace("\x00", "") if isinstance(cell, str) else cell_text(cell)


def _refused_rows(staged: Staged) -> Iterator[Row]:
    for line in staged.portfolio.refused:
        yield _refused_row(line, list(staged.portfolio.tables[0].columns.positions))


def _refused_row(line: RefusedLine, fields: list[Field]) -> Row:
    cells = dict(zip(fields, line.cells, strict=True))
    others = "; ".join(f"{other.field}: {other.reason}" for other in line.others)
    advice = line.fault.advice + (f" Ret også: {others}." if others else "")
    shown = (
        cell_text(cells.get(Field.MUNICIPALITY) or cells.get(Field.MUNICIPALITY_CVR))[:100],
        cell_text(cells.get(Field.SYSTEM))[:200],
        cell_text(cells.get(Field.SUPPLIER))[:200],
    )
    kept = [cell_as_json(cell) for cell in line.cells]
    fault = (line.fault.reason, line.fault.field, line.fault.value, advice, "", kept)
    nothing = ("", "", "", "", "", None, False, "", None, "")
    return (line.sheet, line.number, Outcome.REFUSED, None, shown[0], None, *shown[1:], *fault, *nothing)


def rows(staged: Staged) -> list[Row]:
    """All lines in the order of the file, as rows of the columns above."""
    order = {table.sheet: place for place, table in enumerate(staged.portfolio.tables)}
    found = [*_accepted_rows(staged), *_refused_rows(staged)]
    found.sort(key=lambda row: (order[row[0]], row[1]))
    return found


def write(run_id: UUID, lines: list[Row]) -> None:
    """Puts the lines into the staging table in one statement (row security allows no COPY into it)."""
    named = ", ".join(COLUMNS)
    cast = ", ".join(
        f"line -> {place}" if kind == "jsonb" else f"(line ->> {place})::{kind}"
        for place, kind in enumerate(COLUMNS.values())
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO register_importline (id, run_id, position, {named}) "  # noqa: S608 - our own columns
            f"SELECT gen_random_uuid(), %s, position, {cast} "
            "FROM jsonb_array_elements(%s::jsonb) WITH ORDINALITY AS lines (line, position)",
            [run_id, json.dumps(lines, ensure_ascii=False)],
        )
