"""A zip of many files, written to disk file by file: what is in memory is one piece of one file.

PDFs, pictures and Office files are compressed already, and are stored as they are; text is deflated. The
store's files are hashed while they are copied, so that the zip's own list says what really lies in it.
"""

import hashlib
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO

from django.utils import timezone

from documents.abstract import StoredFileBase
from documents.storage import CHUNK, incoming_folder, opened, size_of

DEFLATED_ENDINGS = (".txt", ".csv", ".json", ".xml", ".html")


@dataclass(frozen=True)
class Packed:
    """A file that lies in the zip: its name there, its size, and the hash of what was written."""

    name: str
    size: int
    sha256: str


class Packing:
    """A zip that is being written beside the store; `path` is the finished file, once it is closed.

    Use it in a with-statement: what was not kept by then is removed.
    """

    def __init__(self) -> None:
        with tempfile.NamedTemporaryFile(dir=incoming_folder(), prefix="package-", delete=False) as made:
            self.path = Path(made.name)
        self._zip = zipfile.ZipFile(self.path, "w", zipfile.ZIP_STORED)

    def __enter__(self) -> "Packing":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
        self.path.unlink(missing_ok=True)

    def close(self) -> None:
        """Write the zip's table of contents; nothing can be added after that."""
        self._zip.close()

    def add_stored(self, name: str, stored: StoredFileBase) -> Packed:
        """Copy a file of the store into the zip; raises FileNotFoundError where it is gone.

        The caller compares the hash with the row's: a file that was changed is in the zip all the same.
        """
        return self._copied(name, stored.sha256, stored.size)

    def add_kept(self, name: str, sha256: str) -> Packed:
        """Copy what the store keeps under a hash; raises FileNotFoundError where it is gone."""
        return self._copied(name, sha256, size_of(sha256))

    def _copied(self, name: str, sha256: str, size: int) -> Packed:
        with opened(sha256) as source, self.writing(name, size) as entry:
            while piece := source.read(CHUNK):
                entry.write(piece)
        return entry.packed()

    def add(self, name: str, content: bytes) -> Packed:
        """Add a document that was made this moment."""
        with self.writing(name, len(content)) as entry:
            entry.write(content)
        return entry.packed()

    @contextmanager
    def writing(self, name: str, size: int = 0) -> Iterator["Entry"]:
        """Write a file of the zip piece by piece; `size` is what is expected, 0 where nobody knows."""
        info = zipfile.ZipInfo(name, timezone.localtime().timetuple()[:6])
        info.compress_type = (
            zipfile.ZIP_DEFLATED if name.lower().endswith(DEFLATED_ENDINGS) else zipfile.ZIP_STORED
        )
        info.external_attr = 0o600 << 16
        info.file_size = size
        with self._zip.open(info, "w", force_zip64=not size) as target:
            yield Entry(name, target)


class Entry:
    """One file of the zip while it is written."""

    def __init__(self, name: str, target: IO[bytes]) -> None:
        self.name, self._target, self._hash, self._size = name, target, hashlib.sha256(), 0

    def write(self, piece: bytes) -> None:
        """Add a piece."""
        self._target.write(piece)
        self._hash.update(piece)
        self._size += len(piece)

    def packed(self) -> Packed:
        """Return what has been written."""
        return Packed(self.name, self._size, self._hash.hexdigest())


def hash_and_size(path: Path) -> tuple[str, int]:
    """Return the SHA-256 and the size of a file on this machine, read piece by piece."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while piece := file.read(CHUNK):
            digest.update(piece)
            size += len(piece)
    return digest.hexdigest(), size
