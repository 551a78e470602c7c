"""Reading a Word file that somebody sent back, in the limited process."""

from typing import Any

from documents.checks.refusal import RefusedFileError
from documents.word import pool
from documents.word.errors import RefusedTemplateError

LARGEST = 25_000_000
ADVICE = "Åbn filen i Word, gem den igen som .docx, og send den nye fil. Eller skriv ønskerne her på siden."
NOT_READ = "Filen kunne ikke læses: den tager for lang tid eller for meget plads."


def read_changes(content: bytes, sent: list[bytes]) -> dict[str, Any]:
    """Return a file's tracked changes, comments and unmarked changes against the files it may rest on.

    See documents.word.redlines.reading.read for the answer. Raises RefusedFileError with Danish words.
    """
    if len(content) > LARGEST:
        raise RefusedFileError("Word-filen er større end 25 MB.", "Fjern billeder, og send den igen.")
    return _asked({"do": "redlines", "file": content, "sent": sent})


def compare_texts(before: list[str], after: list[str]) -> list[dict[str, Any]]:
    """Return two texts compared paragraph by paragraph (documents.word.redlines.reading.compare).

    Raises RefusedFileError where that takes too long.
    """
    lines: list[dict[str, Any]] = _asked({"do": "compare", "before": before, "after": after})["lines"]
    return lines


def _asked(task: dict[str, Any]) -> dict[str, Any]:
    try:
        head, _ = pool.ask(task)[0]
    except RefusedTemplateError as error:
        words = " ".join(error.messages)
        raise RefusedFileError(NOT_READ if "Skabelonen" in words else words, ADVICE) from error
    found: dict[str, Any] = head["found"]
    return found
