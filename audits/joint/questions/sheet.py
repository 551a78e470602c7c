"""The questions as a workbook: out with what is answered, and in again with what was written there."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import override

from audits.joint.models import Answer, AuditSystem
from audits.joint.questions.content import Deviation, Given
from audits.joint.questions.kinds import FOUR, LONGEST_TEXT, stored_value, value_in_words
from audits.joint.questions.words import Kind
from secretariat.pagekit.workbook import workbook

KEY = "Nøgle (må ikke rettes)"
FIXED = 5  # columns before the answer: number, part, question, guidance, how to answer
SEPARATOR = " | "


@dataclass(frozen=True)
class Line:
    """One line of a workbook that has been handed in: which answer, from which version, and what it says."""

    number: int  # of the spreadsheet's line
    answer: Answer
    version: int
    given: Given


@dataclass(frozen=True)
class Fault:
    """What is wrong in a line of the workbook."""

    number: int
    words: str


def out(answers: Iterable[Answer], systems: list[AuditSystem]) -> bytes:
    """Return the workbook of the answers, with a column for the exceptions of each system."""
    own = systems if len(systems) > 1 else []
    headers = [
        _("Nr."),
        _("Afsnit"),
        _("Spørgsmål"),
        _("Vejledning"),
        _("Sådan svarer I"),
        _("Svar"),
        _("Uddybning"),
        *[_("Undtagelse for %(name)s") % {"name": each.name} for each in own],
        KEY,
    ]
    rows = [_row(each, own) for each in answers]
    widths = [6, 20, 50, 40, 26, 30, 50, *[30] * len(own), 20]
    return workbook(_("Spørgsmål"), headers, rows, widths=widths)


def _row(answer: Answer, systems: list[AuditSystem]) -> list[Any]:
    given = answer.content
    return [
        answer.number,
        answer.question.part_label,
        answer.shown_text,
        answer.shown_help,
        _how(answer),
        _own_words(answer),
        given.comment,
        *[_deviation_words(given.deviations.get(each.pk, Deviation())) for each in systems],
        f"{answer.pk}:{answer.version}:{_digest(given)}",
    ]


def _how(answer: Answer) -> str:
    question = answer.question
    how = {
        Kind.ASSESSMENT: ", ".join(_label(each) for each in FOUR),
        Kind.TEXT: _("Tekst"),
        Kind.DATE: _("Dato, fx 12.3.2026"),
        Kind.NUMBER: _("Tal"),
        Kind.OPTIONS: "\n".join(question.options),
        Kind.TABLE: _("Én linje for hver række: %(columns)s") % {"columns": SEPARATOR.join(question.options)},
        Kind.FILE: _("Læg filen på siden; den kan ikke komme fra regnearket"),
    }[Kind(question.kind)]
    if question.asked_if_id and question.asked_if:
        only = _("Stilles kun efter et bestemt svar på et andet spørgsmål")
        return f"{how}. {only}"
    return how


def _label(choice: str) -> str:
    return str(Answer.Choice(choice).label)


def _own_words(answer: Answer) -> str:
    if answer.question.kind == Kind.TABLE and answer.value:
        return "\n".join(SEPARATOR.join(row) for row in answer.value)
    if answer.value is not None:
        return value_in_words(answer.question.kind, answer.value)
    return _label(answer.choice) if answer.choice and answer.choice != Answer.Choice.GIVEN else ""


def _deviation_words(deviation: Deviation) -> str:
    label = _label(deviation.choice) if deviation.choice else ""
    return f"{label}: {deviation.comment}" if label and deviation.comment else label or deviation.comment


def _digest(given: Given) -> str:
    """Return by what it is seen whether a line was touched in the workbook; what has changed is not part."""
    kept = json.dumps(replace(given, change="").as_json(), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(kept.encode()).hexdigest()[:16]


def read(
    rows: list[list[object]], answers: Iterable[Answer], systems: list[AuditSystem]
) -> tuple[list[Line], list[Fault]]:
    """Return the lines that were touched in the workbook, and what is wrong with others, by line.

    A key that is not of these answers is a fault like any other: it may be another case's.
    """
    own = {each.pk: each for each in answers}
    columns = systems if len(systems) > 1 else []
    lines: list[Line] = []
    faults: list[Fault] = []
    taken: set[UUID] = set()
    for number, row in enumerate(rows[1:], 2):
        cells = [_text(cell) for cell in row]
        if not any(cells):
            continue
        try:
            line = _line(number, cells, own, columns)
        except ValueError as error:
            faults.append(Fault(number, str(error)))
            continue
        if line and line.answer.pk in taken:
            faults.append(Fault(number, _("Spørgsmålet står to gange i arket.")))
        elif line:
            taken.add(line.answer.pk)
            lines.append(line)
    return lines, faults


def _line(number: int, cells: list[str], own: dict[UUID, Answer], systems: list[AuditSystem]) -> Line | None:
    """Return a touched line, or None for one that is as it was handed out. Raises ValueError with words."""
    place = FIXED + 2 + len(systems)
    cells = [*cells, *[""] * (place + 1 - len(cells))]
    answer, version, digest = _key(cells[place], own)
    comment = _comment(cells[FIXED + 1])
    deviations = {
        each.pk: _deviation(answer, cell)
        for each, cell in zip(systems, cells[FIXED + 2 : place], strict=True)
        if cell
    }
    choice, value = _answered(answer, cells[FIXED])
    given = Given(choice, comment, value, deviations)
    return None if _digest(given) == digest else Line(number, answer, version, given)


def _key(cell: str, own: dict[UUID, Answer]) -> tuple[Answer, int, str]:
    parts = cell.split(":")
    try:
        answer, version = own[UUID(parts[0])], int(parts[1])
        return answer, version, parts[2]
    except (ValueError, KeyError, IndexError) as error:
        raise ValueError(_("Linjen hører ikke til spørgsmålene: nøglen er rettet eller mangler.")) from error


def _answered(answer: Answer, cell: str) -> tuple[str, Any]:
    kind, options = answer.question.kind, answer.question.options
    chosen = _choices().get(cell.lower(), "")
    if kind == Kind.ASSESSMENT:
        if cell and not chosen:
            said = {"cell": cell[:80], "known": ", ".join(_label(each) for each in FOUR)}
            raise ValueError(_("»%(cell)s« er ikke et svar. Skriv %(known)s.") % said)
        return chosen, None
    if chosen == Answer.Choice.NOT_RELEVANT:
        return chosen, None
    if kind == Kind.FILE:
        return answer.choice, None
    given: Any = cell
    if kind == Kind.TABLE:
        given = [line.split(SEPARATOR.strip()) for line in cell.splitlines()]
    value = stored_value(kind, options, given)
    return (Answer.Choice.GIVEN if value is not None else ""), value


def _choices() -> dict[str, str]:
    """Return the four answers by their words, in both languages: who writes need not be who fetched it."""
    found: dict[str, str] = {}
    for language in ("da", "en"):
        with override(language):
            found.update({_label(each).lower(): each for each in FOUR})
    return found


def _deviation(answer: Answer, cell: str) -> Deviation:
    """Read »Nej: kommer i maj«; without a known answer before the colon all of it is the explanation."""
    first, _colon, rest = cell.partition(":")
    chosen = _choices().get(first.strip().lower())
    if answer.question.kind == Kind.ASSESSMENT and chosen:
        return Deviation(chosen, _comment(rest.strip()))
    return Deviation("", _comment(cell))


def _comment(cell: str) -> str:
    if len(cell) > LONGEST_TEXT:
        raise ValueError(_("Svaret er for langt: højst %(n)s tegn.") % {"n": LONGEST_TEXT})
    return cell


def _text(cell: object) -> str:
    if isinstance(cell, datetime | date):
        return cell.strftime("%d.%m.%Y")
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, float):
        return str(cell).replace(".", ",")
    return str(cell if cell is not None else "").replace("\r\n", "\n").replace("\x00", "").strip()
