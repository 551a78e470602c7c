"""The limited process that reads one signed file, which may be made to do harm, and answers in JSON.

It holds no secret, no database and no network, gets the files through standard input, and ends after one.
Started by documents.signatures.limited; nothing here imports Django.
"""

import json
import os
import sys
from typing import BinaryIO

from documents.limited.within import limit, open_piece, piece
from documents.signatures.comparing import compare
from documents.signatures.facts import LONGEST_ANSWER, Facts, TextFacts
from documents.signatures.pages import Page, TooLongError, pages_of
from documents.signatures.signers import LockedError, signatures_of
from documents.signatures.wordfile import lines_of

MEMORY = 1_500_000_000
CPU_SECONDS = 40


def main() -> None:
    """Read the task, answer, and end."""
    limit(memory=MEMORY, cpu_seconds=CPU_SECONDS, longest_answer=LONGEST_ANSWER)
    source = sys.stdin.buffer
    head = json.loads(piece(source))
    signed, sent = open_piece(source), open_piece(source)
    anchors = [piece(source) for _ in range(head["anchors"])]
    facts = examined(signed, sent, head["sent_is_pdf"], anchors, head["number"])
    sys.stdout.buffer.write(json.dumps(facts.as_data()).encode())
    sys.stdout.buffer.flush()
    os._exit(0)  # whatever the file has left behind is not run


def examined(
    signed: BinaryIO, sent: BinaryIO, sent_is_pdf: bool, anchors: list[bytes], number: str = ""
) -> Facts:
    """Return what is found in a signed file, compared with the sent one; both are read where they lie."""
    try:
        signatures = signatures_of(signed, anchors)
    except LockedError:
        return Facts(problem="locked")
    except Exception:
        return Facts(problem="unreadable")
    try:
        pages = pages_of(signed)
        text = _compared(pages, sent, sent_is_pdf, number)
    except TooLongError:
        return Facts(problem="stopped", signatures=signatures)
    except Exception:
        return Facts(problem="unreadable", signatures=signatures)
    return Facts(pages=len(pages), anchors=len(anchors), signatures=signatures, text=text)


def _compared(pages: list[Page], sent: BinaryIO, sent_is_pdf: bool, number: str) -> TextFacts:
    if sent_is_pdf:
        return compare(pages, pages_of(sent), [], set(), number)
    lines, heads = lines_of(sent)
    return compare(pages, None, lines, heads, number)
