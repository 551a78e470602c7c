"""Files by their content: the name of a blob is its SHA-256, so the same content lies there once.

The store is Django's default storage: a folder, or an S3 store by configuration only. Nothing here asks who
may read: that is for the view that calls `documents.serving.serve`.
"""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from django.conf import settings
from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage

CHUNK = 262_144


class LocalFiles(FileSystemStorage):
    """A folder in which a file appears whole or not at all, and stays there through a power cut."""

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """The name itself: the same name means the same content."""
        return name

    def touch(self, name: str) -> bool:
        """Whether the file lies there; then it counts as kept just now, and is not cleared away."""
        try:
            os.utime(self.path(name))
        except FileNotFoundError:
            return False
        return True

    def _save(self, name: str, content: File) -> str:
        target = Path(self.path(name))
        if self.touch(name):
            return name
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        source = content.temporary_file_path() if hasattr(content, "temporary_file_path") else None
        if source is None or Path(source).stat().st_dev != target.parent.stat().st_dev:
            source = _written(content, target.parent)
        else:
            _flush(source)
        # Two who keep the same content at once both succeed, and one file is left.
        os.replace(source, target)
        _flush(target.parent)
        return name


def _written(content: File, folder: Path) -> str:
    with tempfile.NamedTemporaryFile(dir=folder, prefix=".new-", delete=False) as copy:
        for chunk in content.chunks(CHUNK):
            copy.write(chunk)
        copy.flush()
        os.fsync(copy.fileno())
    return copy.name


def _flush(path: str | Path) -> None:
    """Bring a file, or a folder's list of names, to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class _Received(File):
    """A file that lies in our own folder already, so that keeping it is a rename."""

    def temporary_file_path(self) -> str:
        return str(self.name)


def blob_name(sha256: str) -> str:
    """Where content of that hash lies in the store: ab/cd/abcd…"""
    if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
        raise ValueError("not a SHA-256 in lower-case hexadecimal")
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


def incoming_folder() -> Path:
    """Where uploads are written while they arrive; beside the store, so that keeping one is a rename."""
    folder = Path(settings.FILES_DIR) / "incoming"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _lies_there(name: str) -> bool:
    if isinstance(default_storage, LocalFiles):
        return default_storage.touch(name)
    return default_storage.exists(name)


def keep_file(path: Path, sha256: str) -> None:
    """Keep a file on this machine whose hash is known. With the local store the file is moved."""
    name = blob_name(sha256)
    with path.open("rb") as file:
        if not _lies_there(name):
            default_storage.save(name, _Received(file))


def hash_of(content: bytes) -> str:
    """The SHA-256 under which the content is kept."""
    return hashlib.sha256(content).hexdigest()


def keep_bytes(content: bytes) -> str:
    """Keep content that is small enough to be in memory; returns its SHA-256."""
    sha256 = hash_of(content)
    keep_hashed(content, sha256)
    return sha256


def keep_hashed(content: bytes, sha256: str) -> None:
    """Keep content in memory whose hash is known."""
    name = blob_name(sha256)
    if not _lies_there(name):
        default_storage.save(name, ContentFile(content))


@contextmanager
def opened(sha256: str) -> Iterator[BinaryIO]:
    """The content for reading; raises FileNotFoundError where it is gone."""
    with default_storage.open(blob_name(sha256), "rb") as file:
        yield cast(BinaryIO, file)


def read_bytes(sha256: str) -> bytes:
    """The whole content, for templates and letters; raises FileNotFoundError where it is gone."""
    with opened(sha256) as file:
        return file.read()


def size_of(sha256: str) -> int:
    """The content's size in bytes; raises FileNotFoundError where it is gone."""
    return default_storage.size(blob_name(sha256))


def is_intact(sha256: str) -> bool:
    """True where what lies in the store still has the hash it was stored under."""
    try:
        digest = hashlib.sha256()
        with opened(sha256) as file:
            while piece := file.read(CHUNK):
                digest.update(piece)
        return digest.hexdigest() == sha256
    except FileNotFoundError:
        return False
