"""What the report tells of sub-processors: what the supplier has answered, and what agreements add."""

from typing import Any
from uuid import UUID

from audits.joint.appendices import SubProcessor, chain_of
from audits.joint.letters.scope import given_up
from audits.joint.models import Answer, Audit, Evidence, Questionnaire
from audits.joint.questions.left import left
from audits.joint.questions.shipped import lineage_of
from audits.joint.states import EvidenceKind

LIST = "subprocessors_list"
NONE = "Databehandleren har oplyst, at der ikke bruges underdatabehandlere."
NO_ANSWER = "Databehandleren har ikke svaret, så det er ikke oplyst, om der bruges underdatabehandlere."
NOT_ASKED = "Tilsynet har ikke omfattet en liste over underdatabehandlere."
NO_LIST = "Databehandleren har ikke givet en liste over underdatabehandlere."
IN_AGREEMENT = "Står i aftalen, ikke nævnt af databehandleren i tilsynet"
ATTACHED = "Databehandleren har vedlagt en liste over underdatabehandlere; den står under punkt 3."


def subprocessors(audit: Audit, evidence: list[Evidence]) -> dict[str, Any]:
    """Return the report's rows of sub-processors, and the sentence that stands there when there are none.

    The rows are the questionnaire's table; the transfer basis comes from its table of transfers, and what is
    new from last time's table. Behind them come those that only the agreements name.
    """
    answers = _asked(audit)
    found = answers.get(lineage_of(LIST))
    rows = _rows(found)
    moves = {_key(row[1]): row for row in _rows(answers.get(lineage_of("transfers_list")))}
    before = {_key(row[0]) for row in _rows(found.previous)} if found and found.previous else None
    agreed = [_agreed(each, named=bool(rows)) for each in _not_named(audit, rows)]
    told = [_row(row, moves, before) for row in rows]
    return {
        "underdatabehandlere": [*told, *agreed],
        "underdatabehandlere_tekst": "" if rows or agreed else _sentence(audit, found, evidence),
    }


def in_agreements_only(audit: Audit) -> list[SubProcessor]:
    """Return whom the agreements about the audited systems name, and the supplier's table does not."""
    return _not_named(audit, _rows(_asked(audit).get(lineage_of(LIST))))


def _not_named(audit: Audit, rows: list[list[str]]) -> list[SubProcessor]:
    named = {_key(row[0]) for row in rows}
    systems = frozenset(audit.systems.values_list("system_id", flat=True))
    return [each for each in chain_of(audit.supplier_id, systems) if _key(each.name) not in named]


def _agreed(each: SubProcessor, *, named: bool) -> dict[str, str]:
    return {
        "navn": each.name,
        "land": each.country,
        "behandling": each.purpose,
        "overfoerselsgrundlag": each.basis,
        "aendring": each.change or (IN_AGREEMENT if named else "Ingen"),
    }


def _asked(audit: Audit) -> dict[UUID, Answer]:
    """Return the answers by their question's lineage; what hung on a changed answer tells nothing."""
    questionnaire = Questionnaire.objects.filter(audit=audit).first()
    return {each.question.lineage: each for each in left(questionnaire).asked} if questionnaire else {}


def _rows(answer: Answer | None) -> list[list[str]]:
    """Return a table's rows of at least four cells each; nothing where the answer is no table."""
    value = answer.value if answer else None
    kept = [row for row in value if isinstance(row, list) and row] if isinstance(value, list) else []
    return [[str(cell) for cell in row] + [""] * (4 - len(row)) for row in kept]


def _row(row: list[str], moves: dict[str, list[str]], before: set[str] | None) -> dict[str, str]:
    name, country, task = row[:3]
    move = moves.get(_key(name))
    new = "" if before is None else "Ingen" if _key(name) in before else "Ny siden sidst"
    return {
        "navn": name,
        "land": country,
        "behandling": task,
        "overfoerselsgrundlag": move[2] if move else "Ingen overførsel oplyst",
        "aendring": new,
    }


def _key(name: str) -> str:
    return " ".join(name.casefold().split())


def _sentence(audit: Audit, found: Answer | None, evidence: list[Evidence]) -> str:
    if given_up(audit):
        return NO_ANSWER
    if found and found.choice == Answer.Choice.NOT_RELEVANT:
        return NONE
    if any(each.kind == EvidenceKind.SUBPROCESSORS for each in evidence):
        return ATTACHED
    return NO_LIST if found else NOT_ASKED
