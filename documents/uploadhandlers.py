"""Uploads hashed while they arrive, written to our own folder, and stopped at the limit."""

import errno
import hashlib
import io
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopUpload

from documents.storage import CHUNK, incoming_folder, keep_file
from documents.uploads import MAX_BYTES

# An oversized upload is read to its end, unwritten, so that the page can say what is wrong; a request that
# goes on for longer than this, with however many files, is cut off.
PATIENCE = 4
# The disk is full, a quota is reached, or the system lets no file grow so large.
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class ReceivedFile(UploadedFile):
    """An uploaded file that lies in the incoming folder, with its hash; it is deleted unless it is kept."""

    def __init__(self, file: IO[bytes], name: str, content_type: str, size: int, sha256: str) -> None:
        super().__init__(file=file, name=name, content_type=content_type, size=size)
        self.content = cast(BinaryIO, file)
        self.sha256 = sha256
        self.given_name = name
        self.too_large = size > MAX_BYTES
        self.no_room = False

    @property
    def path(self) -> Path:
        """Where the file lies until it is kept."""
        return Path(self.content.name)

    def temporary_file_path(self) -> str:
        """Where the file lies; Django's name for it."""
        return str(self.path)

    def keep(self) -> str:
        """Move the content into the store and return its SHA-256."""
        self.content.flush()
        keep_file(self.path, self.sha256)
        return self.sha256

    def close(self) -> None:
        """Close the file and remove what was not kept."""
        super().close()
        self.path.unlink(missing_ok=True)


class HashingUploadHandler(FileUploadHandler):
    """Django's upload handler for every file on every site; memory use does not grow with the file."""

    total = 0

    def new_file(self, field_name: str, file_name: str, content_type: str, *args: Any, **kwargs: Any) -> None:
        """A file begins in the request; of somebody who is not signed in nothing is written."""
        # Django has cut the name down to its last part; what the browser sent is not needed beyond that.
        super().new_file(field_name, file_name, content_type, *args, **kwargs)
        if self.request is not None and getattr(self.request, "actor", None) is None:
            raise SkipFile
        self.file = tempfile.NamedTemporaryFile(  # noqa: SIM115 - closed by ReceivedFile or upload_interrupted
            dir=incoming_folder(), prefix="upload-", delete=False
        )
        self.hash = hashlib.sha256()
        self.received = 0
        self.no_room = False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """A piece of the file; beyond the limit nothing more is written."""
        self.received += len(raw_data)
        self.total += len(raw_data)
        if self.total > MAX_BYTES * PATIENCE:
            self._discard()
            raise StopUpload(connection_reset=True)
        if self.received > MAX_BYTES:
            if self.file.tell():
                self.file.seek(0)
                self.file.truncate()
            return
        self.hash.update(raw_data)
        self._write(raw_data)

    def _write(self, raw_data: bytes) -> None:
        """Write a piece; on a full disk go on reading, so that the page can say what is wrong."""
        if self.no_room:
            return
        try:
            self.file.write(raw_data)
            self.file.flush()
        except OSError as error:
            if error.errno not in NO_ROOM:
                raise
            self.no_room = True
            os.ftruncate(self.file.fileno(), 0)

    def file_complete(self, file_size: int) -> ReceivedFile:
        """The file is here."""
        self.file.seek(0)
        received = ReceivedFile(
            self.file, self.file_name or "", self.content_type or "", self.received, self.hash.hexdigest()
        )
        received.no_room = self.no_room
        del self.file
        return received

    def upload_interrupted(self) -> None:
        """The sender went away."""
        self._discard()

    def _discard(self) -> None:
        if hasattr(self, "file"):
            self.file.close()
            Path(self.file.name).unlink(missing_ok=True)


@contextmanager
def as_received(name: str, content: bytes | BinaryIO) -> Iterator[ReceivedFile]:
    """Return content that came in by another way than a form as an upload; what is not kept is removed.

    An open file is read from its beginning, piece by piece.
    """
    source = io.BytesIO(content) if isinstance(content, bytes) else content
    size = source.seek(0, os.SEEK_END)
    source.seek(0)
    handler = HashingUploadHandler()
    handler.new_file("file", name, "", size)
    while piece := source.read(CHUNK):
        handler.receive_data_chunk(piece, source.tell() - len(piece))
    received = handler.file_complete(size)
    try:
        yield received
    finally:
        received.close()
