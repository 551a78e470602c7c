"""The kinds of file that may come in, and how each is told by its content."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

import puremagic

from documents.checks import images, office, pdfs, reaching, zips
from documents.checks.refusal import RefusedFileError

ACCEPTED = "Send filen som PDF, Word (.docx), Excel (.xlsx) eller billede (PNG, JPEG, TIFF)."


@dataclass(frozen=True)
class Kind:
    """A kind of file: its media type, the endings its name may have, and what people call it."""

    content_type: str
    endings: tuple[str, ...]
    called: str


PDF = Kind("application/pdf", ("pdf",), "en PDF")
WORD = Kind(office.WORD, ("docx",), "et Word-dokument")
EXCEL = Kind(office.EXCEL, ("xlsx",), "et Excel-ark")
PNG = Kind("image/png", ("png",), "et PNG-billede")
JPEG = Kind("image/jpeg", ("jpg", "jpeg"), "et JPEG-billede")
TIFF = Kind("image/tiff", ("tif", "tiff"), "et TIFF-billede")
KINDS = (PDF, WORD, EXCEL, PNG, JPEG, TIFF)

_IMAGES: tuple[tuple[bytes, Kind, Callable[[BinaryIO], None]], ...] = (
    (b"\x89PNG\r\n\x1a\n", PNG, images.check_png),
    (b"\xff\xd8\xff", JPEG, images.check_jpeg),
    (b"II*\x00", TIFF, images.check_tiff),
    (b"MM\x00*", TIFF, images.check_tiff),
)
MAKE_AGAIN = "Gem den igen fra det program, den er lavet i, og send den nye fil."
_HTML = re.compile(rb"<(!doctype html|html|script|svg)[\s>]", re.IGNORECASE)
_LOOKED_AT = 65_536
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True)
class Looked:
    """What a look at the content showed: the kind, Danish warnings, and the beginning of its text."""

    kind: Kind
    warnings: tuple[str, ...] = ()
    text: str = ""


def look(file: BinaryIO) -> Looked:
    """Tell the kind by the content and check it; raises RefusedFileError, which says what to do."""
    file.seek(0)
    head = file.read(1_024)
    if head.startswith(b"%PDF-"):
        if _HTML.search(head):
            raise RefusedFileError("Filen er både en PDF og en webside (HTML).", MAKE_AGAIN)
        return Looked(PDF, tuple(pdfs.check_pdf(file)))
    # Programs look for these further in, so the same file would be one thing here and another there.
    if b"%PDF-" in head and head.startswith((b"PK\x03\x04", *(beginning for beginning, _, _ in _IMAGES))):
        raise RefusedFileError("Filen er to slags filer på én gang.", MAKE_AGAIN)
    if head.startswith(b"PK\x03\x04"):
        return _office(file)
    for beginning, kind, check in _IMAGES:
        if head.startswith(beginning):
            check(file)
            _refuse_second_kind(file)
            return Looked(kind)
    raise _unknown(file, head[:8])


def _refuse_second_kind(file: BinaryIO) -> None:
    """A picture with an archive or a web page before or behind it."""
    if zips.is_zip(file):
        raise RefusedFileError("Filen er to slags filer på én gang.", MAKE_AGAIN)
    size = file.seek(0, 2)
    for place in (0, max(0, size - _LOOKED_AT)):
        file.seek(place)
        if _HTML.search(file.read(_LOOKED_AT)):
            raise RefusedFileError("Filen er to slags filer på én gang.", MAKE_AGAIN)


def _office(file: BinaryIO) -> Looked:
    with zips.opened(file) as package:
        kind = WORD if office.kind_of(package) == office.WORD else EXCEL
        office.refuse_entities_everywhere(package)
        reaching.refuse_reaching_out(package)
        return Looked(kind, tuple(reaching.warnings(package)), office.text_of(package))


def _unknown(file: BinaryIO, head: bytes) -> RefusedFileError:
    if head == _OLD_OFFICE:
        file.seek(0)
        if "EncryptedPackage".encode("utf-16-le") in file.read(1_000_000):
            return RefusedFileError(
                "Filen er beskyttet med adgangskode.", "Fjern adgangskoden, og send filen igen."
            )
        return RefusedFileError(
            "Filen er gemt i et ældre Office-format.",
            "Gem den som .docx, .xlsx eller PDF, og send den nye fil.",
        )
    return RefusedFileError(f"Filen kan ikke modtages{_guess(file)}.", ACCEPTED)


def _guess(file: BinaryIO) -> str:
    """What the file seems to be, as a help to its sender."""
    file.seek(0)
    beginning = file.read(4_096)
    if beginning.lstrip().lower().startswith((b"<!doctype html", b"<html", b"<script")):
        return ", for den er en webside (HTML)"
    try:
        found = puremagic.from_string(beginning)
    except (puremagic.PureError, ValueError):
        return ""
    return f", for den ligner en {found}-fil" if found else ""
