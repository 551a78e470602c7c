"""Reading a signed file in a process of its own, without network and with a time limit."""

import json
from typing import BinaryIO

from documents.limited.asking import StoppedError, answer_of
from documents.signatures.facts import LONGEST_ANSWER, Facts, facts_from

SECONDS = 50.0


def examine(
    signed: BinaryIO, sent: BinaryIO, *, sent_is_pdf: bool, anchors: list[bytes], number: str = ""
) -> Facts:
    """Return what is found in a signed file, compared with the PDF or Word file that was sent.

    `number` is the agreement's, which the text must bear where the sent one does. A file that takes too
    long, too much memory, or breaks the reading has the problem "stopped".
    """
    head = json.dumps({"anchors": len(anchors), "sent_is_pdf": sent_is_pdf, "number": number}).encode()
    try:
        told = answer_of(
            "documents.signatures.child",
            (head, signed, sent, *anchors),
            seconds=SECONDS,
            longest=LONGEST_ANSWER,
        )
    except StoppedError:
        return Facts(problem="stopped")
    return _understood(told)


def _understood(words: bytes) -> Facts:
    try:
        return facts_from(json.loads(words))
    except (ValueError, TypeError, AttributeError):
        return Facts(problem="stopped")
