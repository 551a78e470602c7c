"""Starting a limited process for one task: without network, without our environment, with a time limit."""

import io
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from documents.limited.line import LENGTH
from documents.pdf import without_network
from documents.storage import CHUNK

_ROOT = Path(__file__).parents[2]


class StoppedError(Exception):
    """The process took too long or too much memory, or broke."""


def answer_of(module: str, pieces: Iterable[bytes | BinaryIO], *, seconds: float, longest: int) -> bytes:
    """Let the `main` of a module do one task, and return at most `longest` bytes of what it answers.

    A piece that is an open file is copied from its beginning, little by little, and never in memory whole.
    Raises StoppedError where it does not end well within `seconds`.
    """
    start = f"import sys; sys.path.insert(0, sys.argv[1]); from {module} import main; main()"
    with tempfile.TemporaryFile() as task, tempfile.TemporaryFile() as answer:
        for piece in pieces:
            _write(task, io.BytesIO(piece) if isinstance(piece, bytes) else piece)
        task.seek(0)
        try:
            # Nothing of our environment goes along: it holds passwords.
            subprocess.run(
                [*without_network(), sys.executable, "-I", "-c", start, str(_ROOT)],
                stdin=task,
                stdout=answer,
                stderr=subprocess.DEVNULL,
                env={"LANG": "C.UTF-8"},
                cwd="/",
                start_new_session=True,
                timeout=seconds,
                check=True,
            )
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
            raise StoppedError from error
        size = answer.seek(0, os.SEEK_END)
        answer.seek(0)
        return answer.read(min(size, longest))  # Python makes room for as much as it is asked to read


def _write(task: BinaryIO, piece: BinaryIO) -> None:
    length = piece.seek(0, os.SEEK_END)
    piece.seek(0)
    task.write(LENGTH.pack(length))
    shutil.copyfileobj(piece, task, CHUNK)
