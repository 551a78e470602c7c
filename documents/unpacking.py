"""A zip of documents taken apart: each file in it is received as if it had been sent by itself.

The package is looked over before anything is unpacked (documents.checks.zips): bombs, parts that share
bytes, paths out of the package, links and passwords are refused whole. A zip within the zip is not opened.
"""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePosixPath

from documents.checks import zips
from documents.checks.names import clean_name, ending_of
from documents.checks.refusal import RefusedFileError
from documents.storage import CHUNK
from documents.uploadhandlers import HashingUploadHandler, ReceivedFile
from documents.uploads import MAX_BYTES, too_large

MOST_FILES = 100
LIMITS = zips.Limits(parts=1_000, unpacked=1_500_000_000, ratio=250, list_bytes=500_000)
PACK_AGAIN = "Pak filerne i en ny zip uden adgangskode, eller send dem én for én."
_ARCHIVES = ("zip", "7z", "rar", "tar", "gz", "tgz")
# What machines put into packages for themselves.
_OWN_FILES = (".ds_store", "thumbs.db", "desktop.ini")


@dataclass(frozen=True)
class Part:
    """One file of a package: its name as people see it, and its place in the package."""

    name: str
    entry: zipfile.ZipInfo


def is_package(received: ReceivedFile) -> bool:
    """Return whether an upload is a zip of documents, by name and content; Word and Excel files are not."""
    received.content.seek(0)
    head = received.content.read(4)
    received.content.seek(0)
    return ending_of(received.given_name) == "zip" and head == zips.LOCAL


@contextmanager
def opened(received: ReceivedFile) -> Iterator[tuple[zipfile.ZipFile, list[Part]]]:
    """Open a package and list its files; raises RefusedFileError for one that is damaged or hostile."""
    if received.too_large:
        raise too_large()
    try:
        package = zips.opened(received.content, LIMITS)
    except RefusedFileError as error:
        problem = error.problem.replace("som Word og Excel ikke bruger", "som ikke kan læses")
        raise RefusedFileError(problem, PACK_AGAIN) from error
    with package:
        parts = [Part(_shown(each), each) for each in package.infolist() if _is_document(each)]
        if not parts:
            raise RefusedFileError("Zip-filen indeholder ingen filer.", PACK_AGAIN)
        if len(parts) > MOST_FILES:
            raise RefusedFileError(
                f"Zip-filen indeholder {len(parts)} filer, og der kan være {MOST_FILES}.",
                "Del den op i flere, og send dem hver for sig.",
            )
        yield package, parts


@contextmanager
def unpacked(package: zipfile.ZipFile, part: Part) -> Iterator[ReceivedFile]:
    """Unpack one file as a received one; raises RefusedFileError. What is not kept is removed."""
    if ending_of(part.name) in _ARCHIVES:
        raise RefusedFileError("En pakket fil inden i zip-filen bliver ikke åbnet.", PACK_AGAIN)
    if part.entry.file_size > MAX_BYTES:
        raise too_large()
    handler = HashingUploadHandler()
    handler.new_file("file", part.name, "", part.entry.file_size)
    try:
        with package.open(part.entry) as source:
            while piece := source.read(CHUNK):
                handler.receive_data_chunk(piece, 0)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        handler.upload_interrupted()
        raise RefusedFileError("Filen er beskadiget i zip-filen.", PACK_AGAIN) from error
    except BaseException:
        handler.upload_interrupted()
        raise
    received = handler.file_complete(part.entry.file_size)
    try:
        yield received
    finally:
        received.close()


def _is_document(entry: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(entry.filename.replace("\\", "/"))
    own = path.name.lower() in _OWN_FILES or path.name.startswith("._") or "__MACOSX" in path.parts
    return not entry.is_dir() and not own


def _shown(entry: zipfile.ZipInfo) -> str:
    """Return the name as its packer saw it.

    Without the mark for UTF-8 a name is in the code page of the packer's machine. macOS writes UTF-8
    without the mark; Windows in Denmark writes code page 850, in which æ and å lie as in 437, but not ø.
    """
    if entry.flag_bits & 0x800:
        return clean_name(entry.filename)
    raw = entry.orig_filename.encode("cp437", "replace")
    try:
        return clean_name(raw.decode("utf-8"))
    except UnicodeDecodeError:
        return clean_name(raw.decode("cp850"))
