"""Files into the pile, one by one or from one zip; each passes the same checks, each is kept or refused."""

import stat
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from typing import cast

from django.core.files.uploadhandler import FileUploadHandler
from django.db import transaction

from agreements.municipal.intake.models import Intake, IntakeFile
from documents.actions import keep_municipal_upload
from documents.checks import zips
from documents.checks.names import clean_name, ending_of
from documents.checks.refusal import RefusedFileError
from documents.uploadhandlers import HashingUploadHandler, ReceivedFile
from workflows.actors import Actor
from workflows.engine import NotPossibleError

MOST_FILES = 500
PILE = zips.Limits(parts=1_000, unpacked=1_000_000_000, ratio=250, list_bytes=500_000)
CHUNK = 262_144
_SKIPPED = ("__MACOSX/", ".")
ZIP_ENDING = "zip"


def add_to_pile(*, intake: Intake, received: Iterable[ReceivedFile], by: Actor) -> tuple[int, int]:
    """Keep what may be kept and note the rest with its reason; return how many of each."""
    kept = refused = 0
    for each in _files(intake, received):
        if isinstance(each, IntakeFile):
            each.save(force_insert=True)
            refused += 1
            continue
        row = _kept(intake, each, by)
        kept, refused = (kept + 1, refused) if row.file_id else (kept, refused + 1)
    return kept, refused


def _refused(intake: Intake, name: str, reason: str) -> IntakeFile:
    return IntakeFile(
        intake=intake, name=clean_name(name), state=IntakeFile.State.REFUSED, reason=reason[:2000]
    )


def _files(intake: Intake, received: Iterable[ReceivedFile]) -> Iterator[ReceivedFile | IntakeFile]:
    """Yield each file, those of a zip one after the other; what cannot be unpacked as a refused row."""
    for each in received:
        if ending_of(each.given_name) != ZIP_ENDING or each.too_large:
            yield each
            continue
        try:
            yield from _unpacked(intake, each)
        except RefusedFileError as error:
            yield _refused(
                intake, each.given_name, f"{error.problem} Pak filerne igen, eller læg dem op enkeltvis."
            )


def _unpacked(intake: Intake, packed: ReceivedFile) -> Iterator[ReceivedFile | IntakeFile]:
    """Yield the files of a zip, never more than one of them on the disk at a time.

    The list of contents is looked over first (documents.checks.zips): bombs, links, names that point out
    of it, and parts that lie in each other are refused before anything is unpacked.
    """
    with zips.opened(packed.content, PILE) as package:
        entries = [each for each in package.infolist() if _is_wanted(each)]
        if len(entries) > MOST_FILES:
            raise RefusedFileError(f"Zip-filen har flere end {MOST_FILES} filer.", "")
        for entry in entries:
            if ending_of(entry.filename) == ZIP_ENDING:
                yield _refused(intake, entry.filename, "En zip-fil inde i en zip-fil bliver ikke pakket ud.")
                continue
            try:
                one = _one(package, entry)
            except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError):
                yield _refused(intake, entry.filename, "Filen er beskadiget og kunne ikke pakkes ud.")
                continue
            try:
                yield one
            finally:
                one.close()


def _is_wanted(entry: zipfile.ZipInfo) -> bool:
    last = entry.filename.rstrip("/").rpartition("/")[2]
    hidden = entry.filename.startswith(_SKIPPED) or last.startswith(".")
    return not entry.is_dir() and not hidden and not stat.S_ISLNK(entry.external_attr >> 16)


def _one(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> ReceivedFile:
    handler: FileUploadHandler = HashingUploadHandler()
    name = clean_name(entry.filename)
    handler.new_file("file", name, "", entry.file_size)
    try:
        with package.open(entry) as source:
            start = 0
            while chunk := source.read(CHUNK):
                handler.receive_data_chunk(chunk, start)
                start += len(chunk)
    except BaseException:
        handler.upload_interrupted()
        raise
    return cast(ReceivedFile, handler.file_complete(start))


def _kept(intake: Intake, received: ReceivedFile, by: Actor) -> IntakeFile:
    row = IntakeFile(intake=intake, name=clean_name(received.given_name))
    try:
        with transaction.atomic():
            if IntakeFile.objects.filter(intake=intake, file__sha256=received.sha256).exists():
                raise NotPossibleError("Samme fil ligger i bunken i forvejen.")
            file = keep_municipal_upload(received, by=by, title="")
            if not file.may_be_handed_out:
                raise NotPossibleError(file.state_reason)
            row.file_id, row.name = file.pk, file.name
    except RefusedFileError as error:
        row.state, row.reason = IntakeFile.State.REFUSED, str(error)
    except NotPossibleError as error:
        row.state, row.reason = IntakeFile.State.REFUSED, error.reason
    row.save(force_insert=True)
    return row
