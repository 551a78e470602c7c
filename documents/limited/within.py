"""What every limited process does first, and how it reads its task. Nothing here imports Django."""

import resource
from typing import BinaryIO

from documents.limited.line import LENGTH


def limit(*, memory: int, cpu_seconds: int, longest_answer: int) -> None:
    """Nothing but the answer is written, no process started, and time and memory (in bytes) are bounded."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (longest_answer, longest_answer))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (32, 32))


def piece(source: BinaryIO) -> bytes:
    """Return the next piece of the task."""
    (length,) = LENGTH.unpack(source.read(LENGTH.size))
    return source.read(length)
