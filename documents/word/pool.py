"""Templates are read and filled in a process of their own, with a time limit and bounded memory.

A process is started when the first document is made and kept for the next ones, so that a hundred
agreements cost one start. What it answers is JSON and bytes, never a pickle: were a template to take it
over, it could say something wrong, but nothing could be run here.
"""

import atexit
import json
import os
import pickle
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any

from documents.word.errors import MissingFieldsError, RefusedTemplateError
from documents.word.line import HEAD, IDLE_SECONDS, LENGTH, Answer

SECONDS_TO_START = 20.0
SECONDS = 20.0
KEPT_IDLE = 2
LONGEST_ANSWER = 250_000_000
STOPPED = (
    "Skabelonen blev stoppet, fordi den brugte for lang tid eller for meget hukommelse. "
    "Se efter gentagelser inde i hinanden, og læg den op igen."
)
_ROOT = Path(__file__).parents[2]
_START = "import sys; sys.path.insert(0, sys.argv[1]); from documents.word.child import main; main()"


class _StoppedError(Exception):
    """The process was too slow, took too much memory, or broke."""


@dataclass
class _Process:
    """One limited process and our end of the line to it."""

    program: subprocess.Popen[bytes]
    line: socket.socket
    used_at: float = field(default_factory=time.monotonic)
    is_new: bool = True

    def ask(self, task: dict[str, Any]) -> list[Answer]:
        """The answers to a task, each in its time; raises _StoppedError."""
        until = time.monotonic() + SECONDS + (SECONDS_TO_START if self.is_new else 0)
        words = pickle.dumps(task)
        try:
            self.line.settimeout(max(until - time.monotonic(), 0.001))
            self.line.sendall(LENGTH.pack(len(words)) + words)
            answers = [self._answer(until)]
            while answers[-1][0].get("more"):
                answers.append(self._answer(time.monotonic() + SECONDS))
        except (OSError, ValueError, AttributeError) as error:
            raise _StoppedError from error
        self.used_at, self.is_new = time.monotonic(), False
        return answers

    def _answer(self, until: float) -> Answer:
        head_length, body_length = HEAD.unpack(self._exactly(HEAD.size, until))
        if head_length + body_length > LONGEST_ANSWER:
            raise _StoppedError
        return json.loads(self._exactly(head_length, until)), self._exactly(body_length, until)

    def _exactly(self, length: int, until: float) -> bytes:
        pieces, left = [], length
        while left:
            self.line.settimeout(max(until - time.monotonic(), 0.001))
            piece = self.line.recv(min(left, 1_000_000))
            if not piece:
                raise _StoppedError
            pieces.append(piece)
            left -= len(piece)
        return b"".join(pieces)

    def end(self) -> None:
        """Stop it and leave nothing behind."""
        self.line.close()
        self.program.kill()
        self.program.wait()


_idle: list[_Process] = []
_lock = Lock()


def ask(task: dict[str, Any]) -> list[Answer]:
    """Let a limited process do the task; a task of many documents has as many answers.

    Raises RefusedTemplateError for what it refuses or where it had to be stopped, MissingFieldsError for
    fields that were not given.
    """
    process = _taken()
    try:
        answers = process.ask(task)
    except _StoppedError as error:
        process.end()
        raise RefusedTemplateError([STOPPED]) from error
    except BaseException:
        process.end()
        raise
    _give_back(process)
    return [_understood(head, body) for head, body in answers]


def _understood(head: dict[str, Any], body: bytes) -> Answer:
    if head["outcome"] == "missing":
        raise MissingFieldsError([str(name) for name in head["names"]])
    if head["outcome"] == "refused":
        raise RefusedTemplateError([str(sentence) for sentence in head["messages"]])
    return head, body


def _taken() -> _Process:
    """A process that waits, or a new one."""
    with _lock:
        while _idle:
            process = _idle.pop()
            # One that has waited for long is about to end by itself.
            if process.program.poll() is None and time.monotonic() - process.used_at < IDLE_SECONDS / 2:
                return process
            process.end()
    return _started()


def _give_back(process: _Process) -> None:
    with _lock:
        if len(_idle) < KEPT_IDLE:
            _idle.append(process)
            return
    process.end()


def _started() -> _Process:
    ours, its = socket.socketpair()
    with its:
        # Nothing of our environment goes along: it holds passwords.
        program = subprocess.Popen(
            [sys.executable, "-I", "-c", _START, str(_ROOT)],
            stdin=its.fileno(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={"LANG": "C.UTF-8"},
            cwd="/",
            start_new_session=True,
        )
    return _Process(program, ours)


def end_all() -> None:
    """Stop the processes that wait."""
    with _lock:
        while _idle:
            _idle.pop().end()


def _forget() -> None:
    """A forked worker leaves its parent's processes to its parent."""
    global _lock  # noqa: PLW0603 - the parent may have held it in that moment
    _lock = Lock()
    for process in _idle:
        process.line.close()
        process.program.returncode = 0
    _idle.clear()


atexit.register(end_all)
os.register_at_fork(after_in_child=_forget)
