"""Drawing a page of a PDF in a process of its own, without network and with a time limit."""

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from documents.pdf import without_network
from documents.pictures.child import LENGTH, LONGEST_ANSWER

SECONDS = 30.0
_ROOT = Path(__file__).parents[2]
_START = "import sys; sys.path.insert(0, sys.argv[1]); from documents.pictures.child import main; main()"


class UnreadableError(ValueError):
    """The file takes too long, too much memory, or cannot be drawn."""


@dataclass(frozen=True)
class Drawn:
    """One page: how many there are in all, its words, and its picture as PNG (empty where it has none)."""

    pages: int
    text: str
    picture: bytes


def draw(content: bytes, number: int) -> Drawn:
    """Return page `number` of a PDF, counted from 1. Raises UnreadableError."""
    with tempfile.TemporaryFile() as task, tempfile.TemporaryFile() as answer:
        for piece in (json.dumps({"page": number}).encode(), content):
            task.write(LENGTH.pack(len(piece)))
            task.write(piece)
        task.seek(0)
        try:
            # Nothing of our environment goes along: it holds passwords.
            subprocess.run(
                [*without_network(), sys.executable, "-I", "-c", _START, str(_ROOT)],
                stdin=task,
                stdout=answer,
                stderr=subprocess.DEVNULL,
                env={"LANG": "C.UTF-8"},
                cwd="/",
                start_new_session=True,
                timeout=SECONDS,
                check=True,
            )
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
            raise UnreadableError from error
        answer.seek(0)
        return _understood(answer.read(LONGEST_ANSWER))


def _understood(told: bytes) -> Drawn:
    try:
        (length,) = LENGTH.unpack(told[: LENGTH.size])
        end = LENGTH.size + length
        head = json.loads(told[LENGTH.size : end])
        return Drawn(int(head["pages"]), str(head["text"]), told[end:])
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise UnreadableError from error
