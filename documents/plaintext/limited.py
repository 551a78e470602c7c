"""Reading the words of a Word or Excel file in a process of its own: without network, with a time limit."""

import json

from documents.limited.asking import StoppedError, answer_of
from documents.limited.line import LENGTH
from documents.plaintext.child import LONGEST_ANSWER

SECONDS = 30.0


class NoWordsError(ValueError):
    """The file takes too long, too much memory, or cannot be read."""


def words_of(content: bytes, *, workbook: bool) -> list[str]:
    """Return the file's paragraphs, or the rows of its sheets, in their order. Raises NoWordsError."""
    try:
        told = answer_of(
            "documents.plaintext.child",
            (json.dumps({"workbook": workbook}).encode(), content),
            seconds=SECONDS,
            longest=LONGEST_ANSWER,
        )
        return [str(each) for each in json.loads(told[LENGTH.size :])]
    except (StoppedError, ValueError) as error:
        raise NoWordsError from error
