"""What every limited process does first, and how it reads its task. Nothing here imports Django."""

import io
import os
import resource
from typing import TYPE_CHECKING, BinaryIO

from documents.limited.line import LENGTH

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

READ_AT_ONCE = 65_536


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


def open_piece(source: BinaryIO) -> BinaryIO:
    """Return the next piece of a task that lies in a file, to be read there and not into memory."""
    (length,) = LENGTH.unpack(source.read(LENGTH.size))
    start = source.tell()
    source.seek(length, os.SEEK_CUR)
    return io.BufferedReader(_Part(source.fileno(), start, length), READ_AT_ONCE)


class _Part(io.RawIOBase):
    """Some bytes of an open file as a file of their own; the open file's own place stays where it is."""

    def __init__(self, handle: int, start: int, length: int) -> None:
        self._handle, self._start, self._length, self._place = handle, start, length, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        begin = {os.SEEK_SET: 0, os.SEEK_CUR: self._place, os.SEEK_END: self._length}[whence]
        if begin + offset < 0:
            raise OSError("before the beginning")
        self._place = begin + offset
        return self._place

    def tell(self) -> int:
        return self._place

    def readinto(self, into: "WriteableBuffer") -> int:
        room = memoryview(into)
        left = max(self._length - self._place, 0)
        count = os.preadv(self._handle, [room[:left]], self._start + self._place)
        self._place += count
        return count
