"""The limited process: fills Word templates and reads Word files, and can do nothing else for long.

It holds no secret, no database and no file, gets plain data through one socket, and answers in JSON and
bytes. Started by documents.word.pool; nothing here imports Django.
"""

import json
import pickle
import resource
import socket
import sys
import zipfile
from collections.abc import Iterator
from typing import Any

from documents.word import portions
from documents.word.compiling import CompiledTemplate, compiled
from documents.word.errors import MissingFieldsError, RefusedTemplateError, WordError
from documents.word.line import HEAD, IDLE_SECONDS, LENGTH, NOT_HERE, Answer
from documents.word.mapping import mapped
from documents.word.ownbody import with_appendix
from documents.word.placeholders import placeholders_of
from documents.word.redlines import reading
from documents.word.trial import look_at, refuse_harmful

MEMORY = 1_000_000_000
CPU_SECONDS = 40
TOO_MUCH = "Skabelonen bruger for meget hukommelse. Gør den mindre, eller fjern gentagelser."


def main() -> None:
    """Serve the socket on standard input until the parent closes it or asks for nothing for a while."""
    _limit()
    with socket.socket(fileno=sys.stdin.fileno()) as parent:
        while (task := _task(parent)) is not None:
            for head, body in _answers(task):
                words = json.dumps(head).encode()
                parent.sendall(HEAD.pack(len(words), len(body)) + words)
                parent.sendall(body)


def _limit() -> None:
    """No file is written, no process started, and memory is bounded, whatever a template does."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (32, 32))


def _limit_next() -> None:
    """Each task has its own seconds; the parent's clock is stricter, this one holds if the parent is gone."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime) + CPU_SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.RLIM_INFINITY))


def _task(parent: socket.socket) -> Any:
    """The next task; None when there will be no more."""
    parent.settimeout(IDLE_SECONDS)
    try:
        if not (length := _exactly(parent, LENGTH.size)):
            return None
        parent.settimeout(None)
        return pickle.loads(_exactly(parent, *LENGTH.unpack(length)))  # noqa: S301 - the parent is ours
    except TimeoutError:
        return None


def _exactly(parent: socket.socket, length: int) -> bytes:
    pieces, left = [], length
    while left and (piece := parent.recv(min(left, 1_000_000))):
        pieces.append(piece)
        left -= len(piece)
    return b"" if left else b"".join(pieces)


def _answers(task: dict[str, Any]) -> Iterator[Answer]:
    """One answer, or one for each document; a fault is the last."""
    try:
        for head, body in _done(task):
            _limit_next()
            yield head, body
    except MissingFieldsError as error:
        yield {"outcome": "missing", "names": error.names}, b""
    except WordError as error:
        yield {"outcome": "refused", "messages": error.messages}, b""
    except (MemoryError, RecursionError):
        yield {"outcome": "refused", "messages": [TOO_MUCH]}, b""


def _done(task: dict[str, Any]) -> Iterator[Answer]:
    _limit_next()
    if task["do"] == "check":
        report = look_at(task["template"], task["kind"], task.get("structure", ""))
        yield {"outcome": "report", "report": report.as_data()}, report.trial or b""
        return
    if task["do"] in ("placeholders", "map", "append"):
        yield _made_a_template(task)
        return
    if task["do"] == "redlines":
        yield {"outcome": "read", "found": reading.read(task["file"], task["sent"])}, b""
        return
    if task["do"] in ("mark", "tags", "portions", "same_tags"):
        yield from _portions(task)
        return
    if task["do"] == "compare":
        lines = reading.compare(task["before"], task["after"])
        yield {"outcome": "compared", "found": {"lines": lines}}, b""
        return
    template = _template(task["sha256"], task.get("template"))
    if template is None:
        yield {"outcome": NOT_HERE}, b""
    elif task["do"] == "fields":
        yield {"outcome": "fields", "fields": sorted(template.fields)}, b""
    else:
        left = len(task["many"])
        for values in task["many"]:
            left -= 1
            yield {"outcome": "document", "more": left > 0}, template.render_plain(values)


def _made_a_template(task: dict[str, Any]) -> Answer:
    refuse_harmful(task["template"])
    if task["do"] == "map":
        return {"outcome": "document"}, mapped(task["template"], task["mapping"])
    if task["do"] == "append":
        return {"outcome": "document"}, with_appendix(task["template"], task["appendix"])
    found = [one.as_data() for one in placeholders_of(task["template"])]
    return {"outcome": "placeholders", "found": found}, b""


def _portions(task: dict[str, Any]) -> Iterator[Answer]:
    """A joint document with controls, or each recipient's own out of it."""
    if task["do"] == "mark":
        yield {"outcome": "document"}, portions.mark(task["file"])
    elif task["do"] == "tags":
        yield {"outcome": "tags", "tags": portions.tags(task["file"])}, b""
    elif task["do"] == "same_tags":
        portions.refuse_missing(task["before"], task["after"])
        yield {"outcome": "same"}, b""
    else:
        left = len(task["many"])
        for made in portions.portions(task["file"], task["many"], keep=task["keep"]):
            left -= 1
            yield {"outcome": "document", "more": left > 0}, made


class _NotHereError(Exception):
    """The process has not been given this template yet."""


def _template(sha256: str, content: bytes | None) -> CompiledTemplate | None:
    def load() -> bytes:
        if content is None:
            raise _NotHereError
        return content

    try:
        return compiled(sha256, load)
    except _NotHereError:
        return None
    except WordError:
        raise
    except (ValueError, KeyError, AttributeError, zipfile.BadZipFile) as error:
        raise RefusedTemplateError(["Word-dokumentet kan ikke læses."]) from error
