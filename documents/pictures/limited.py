"""Drawing a page of a PDF in a process of its own, without network and with a time limit."""

import json
from dataclasses import dataclass
from typing import BinaryIO

from documents.limited.asking import StoppedError, answer_of
from documents.limited.line import LENGTH
from documents.pictures.child import LONGEST_ANSWER

SECONDS = 30.0


class UnreadableError(ValueError):
    """The file takes too long, too much memory, or cannot be drawn."""


@dataclass(frozen=True)
class Drawn:
    """One page: how many there are in all, its words, and its picture as PNG (empty where it has none)."""

    pages: int
    text: str
    picture: bytes


def draw(content: BinaryIO, number: int) -> Drawn:
    """Return page `number` of an open PDF, counted from 1. Raises UnreadableError."""
    try:
        told = answer_of(
            "documents.pictures.child",
            (json.dumps({"page": number}).encode(), content),
            seconds=SECONDS,
            longest=LONGEST_ANSWER,
        )
    except StoppedError as error:
        raise UnreadableError from error
    return _understood(told)


def _understood(told: bytes) -> Drawn:
    try:
        (length,) = LENGTH.unpack(told[: LENGTH.size])
        end = LENGTH.size + length
        head = json.loads(told[LENGTH.size : end])
        return Drawn(int(head["pages"]), str(head["text"]), told[end:])
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise UnreadableError from error
