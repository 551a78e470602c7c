"""The check of a Word template before it may be used: a dry run that tells all that is wrong at once."""

from typing import Any

from documents.word import pool
from documents.word.errors import RefusedTemplateError, WordError
from documents.word.places import WHOLE_FILE
from documents.word.report import Problem, Report

MAX_BYTES = 20_000_000
TOO_LARGE = "Skabelonen er større end 20 MB. Gør billederne i den mindre, og send den igen."


def check_template(content: bytes, kind: str, structure: str = "") -> Report:
    """Try the template with the example data of its kind of document, in the limited process."""
    if len(content) > MAX_BYTES:
        return Report((Problem(WHOLE_FILE, TOO_LARGE),))
    try:
        [(head, trial)] = pool.ask({"do": "check", "template": content, "kind": kind, "structure": structure})
    except WordError as stopped:
        return Report(tuple(Problem(WHOLE_FILE, text) for text in stopped.messages))
    return Report.of_data(head["report"], trial or None)


def find_placeholders(content: bytes) -> list[dict[str, Any]]:
    """The placeholders of an uploaded file (documents.word.placeholders); raises WordError for a bad file."""
    if len(content) > MAX_BYTES:
        raise RefusedTemplateError([TOO_LARGE])
    [(head, _)] = pool.ask({"do": "placeholders", "template": content})
    return [dict(each) for each in head["found"]]


def with_fields(content: bytes, mapping: dict[str, str]) -> bytes:
    """The uploaded file with our fields where its placeholders stood; raises WordError for a bad file."""
    [(_, made)] = pool.ask({"do": "map", "template": content, "mapping": mapping})
    return made


def with_appendix(body: bytes, appendix: bytes) -> bytes:
    """A supplier's own text with our appendix behind it, as a template; raises WordError for a bad file."""
    if len(body) > MAX_BYTES:
        raise RefusedTemplateError([TOO_LARGE])
    [(_, made)] = pool.ask({"do": "append", "template": body, "appendix": appendix})
    return made
