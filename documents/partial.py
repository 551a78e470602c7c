"""Uploads in pieces, which go on after a broken line from where they came to.

The sender asks how far an upload is, posts the next piece from there, and at the end names the content's
SHA-256. The pieces lie in the incoming folder until the form takes the whole file through the ordinary
checks: nothing is known of the content before. An upload that does not come to its end goes after a day.
"""

import hashlib
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from documents.actions import By
from documents.checks.refusal import RefusedFileError
from documents.limits import refuse_beyond_limits
from documents.models import PartialUpload
from documents.storage import CHUNK, incoming_folder
from documents.uploadhandlers import ReceivedFile
from documents.uploads import MAX_BYTES, too_large

PIECE_BYTES = 5 * 1024 * 1024
MOST_AT_ONCE = 20
KEPT = timedelta(days=1)
AGAIN = "Vælg filen igen, og send den forfra."


class OffsetError(ValueError):
    """A piece that does not continue where the upload came to; `received` says where that is."""

    def __init__(self, received: int) -> None:
        super().__init__(f"the upload is at {received}")
        self.received = received


class ResumedFile(ReceivedFile):
    """A file that came in pieces. It stays until it is kept, so that a form with an error loses nothing."""

    def close(self) -> None:
        """Close the file, and leave it where it lies."""
        self.content.close()


@transaction.atomic
def begin(*, by: By, supplier_id: UUID, name: str, size: int) -> PartialUpload:
    """Begin an upload; raises RefusedFileError for one that could not be taken whole either."""
    if size <= 0:
        raise RefusedFileError("Filen er tom.", "Se efter, at det er den rigtige fil, og send den igen.")
    if size > MAX_BYTES:
        raise too_large()
    refuse_beyond_limits(size=size, case_id=None, supplier_id=supplier_id)
    if PartialUpload.objects.filter(supplier_id=supplier_id).count() >= MOST_AT_ONCE:
        raise RefusedFileError(
            "Der er for mange uploads i gang på én gang.", "Gør dem færdige, eller vent til i morgen."
        )
    upload = PartialUpload(supplier_id=supplier_id, by_id=by.id, name=name[:300], size=size)
    upload.save(force_insert=True)
    _path(upload).touch(mode=0o600)
    return upload


def find(*, by: By, upload_id: UUID) -> PartialUpload | None:
    """Return the person's own upload, where it is still there."""
    return PartialUpload.objects.filter(pk=upload_id, by_id=by.id).first()


@transaction.atomic
def append(*, by: By, upload_id: UUID, offset: int, piece: BinaryIO, length: int) -> PartialUpload:
    """Add a piece at `offset`.

    Raises OffsetError where the upload is somewhere else, RefusedFileError for a piece that is too long or
    an upload that is gone. Two pieces at once wait for each other, and the second is told where it is.
    """
    upload = PartialUpload.objects.select_for_update().filter(pk=upload_id, by_id=by.id).first()
    path = _path(upload) if upload else None
    if upload is None or path is None or not path.exists():
        raise RefusedFileError("Den halve upload er der ikke længere.", AGAIN)
    # A process that was killed may have written more than its transaction told.
    there = min(upload.received, path.stat().st_size)
    if offset != there:
        raise OffsetError(there)
    if length > PIECE_BYTES or there + length > upload.size:
        raise RefusedFileError("Stykket er længere, end der er plads til.", AGAIN)
    with path.open("r+b") as file:
        file.truncate(there)
        file.seek(there)
        piece.seek(0)
        while part := piece.read(CHUNK):
            file.write(part)
    upload.received = there + length
    upload.save(update_fields=["received"])
    return upload


def whole(*, by: By, upload_id: UUID, sha256: str) -> ResumedFile:
    """Return a finished upload as a received file; raises RefusedFileError where it is not what was sent."""
    upload = find(by=by, upload_id=upload_id)
    if upload is None or not _path(upload).exists():
        raise RefusedFileError("Den halve upload er der ikke længere.", AGAIN)
    path = _path(upload)
    if upload.received != upload.size or path.stat().st_size != upload.size:
        raise RefusedFileError("Filen er ikke sendt færdig.", "Tryk på knappen igen, så fortsætter den.")
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while part := file.read(CHUNK):
            digest.update(part)
    if digest.hexdigest() != sha256.lower():
        forget(by=by, upload_id=upload_id)
        raise RefusedFileError("Filen blev ændret undervejs.", AGAIN)
    content = path.open("rb")
    return ResumedFile(content, upload.name, "", upload.size, digest.hexdigest())


def forget(*, by: By, upload_id: UUID) -> None:
    """Remove an upload and its pieces: it has been kept, or is not wanted."""
    upload = find(by=by, upload_id=upload_id)
    if upload is not None:
        _remove(upload)


def clear_half() -> int:
    """Remove the uploads that began more than a day ago, and return how many. Act as the secretariat."""
    old = list(PartialUpload.objects.filter(created_at__lt=timezone.now() - KEPT))
    for upload in old:
        _remove(upload)
    return len(old)


def _remove(upload: PartialUpload) -> None:
    path = _path(upload)
    upload.delete()
    path.unlink(missing_ok=True)


def _path(upload: PartialUpload) -> Path:
    return incoming_folder() / f"partial-{upload.id.hex}"
