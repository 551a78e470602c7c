"""PDF files: whole, readable, not also something else, and what in them runs."""

import re
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from documents.checks import zips
from documents.checks.refusal import RefusedFileError

MAX_PAGES = 20_000
PRINT_AGAIN = "Gem dokumentet som PDF igen fra det program, det er lavet i, og send den nye fil."

_CHUNK = 1_000_000
_OVERLAP = 4_096
_MAX_UNPACKED = 30_000_000
_HEX = re.compile(rb"#([0-9A-Fa-f]{2})")
_COUNT = re.compile(rb"/Count\s+(\d{1,12})")
_OBJECTS = re.compile(rb"/ObjStm\b.{0,400}?stream\r?\n", re.DOTALL)
# Names long enough not to turn up by chance in packed pictures; an action with a script names /JavaScript.
ACTIVE = {
    "Filen indeholder et program (JavaScript).": re.compile(rb"/JavaScript\b"),
    "Filen kan starte et andet program, når den åbnes.": re.compile(rb"/Launch\b"),
    "Filen har andre filer lagt ind i sig.": re.compile(rb"/EmbeddedFiles?\b"),
    "Filen sender oplysninger fra sig, når den udfyldes.": re.compile(rb"/SubmitForm\b"),
    "Filen indeholder lyd, film eller en aktiv formular.": re.compile(rb"/RichMedia\b|/XFA\s*[\[\d]"),
}


def check_pdf(file: BinaryIO) -> list[str]:
    """Danish warnings about what is active in the PDF; raises RefusedFileError for one nobody can use."""
    _refuse_damaged(file)
    found: dict[str, None] = {}
    for text in _readable(file):
        if re.search(rb"/Encrypt\b", text):
            raise RefusedFileError(
                "PDF-filen er beskyttet med adgangskode eller låst.",
                "Fjern beskyttelsen, gem filen igen, og send den nye fil.",
            )
        pages = max((int(count) for count in _COUNT.findall(text)), default=0)
        if pages > MAX_PAGES:
            raise RefusedFileError(
                f"PDF-filen har {pages} sider.", f"Del den op i filer under {MAX_PAGES} sider."
            )
        found |= {sentence: None for sentence, pattern in ACTIVE.items() if pattern.search(text)}
    return list(found)


def _refuse_damaged(file: BinaryIO) -> None:
    size = file.seek(0, 2)
    file.seek(max(0, size - 2_048))
    if b"%%EOF" not in file.read():
        raise RefusedFileError("PDF-filen er ikke hel: slutningen mangler.", PRINT_AGAIN)
    if zips.is_zip(file):
        raise RefusedFileError("Filen er både en PDF og en pakket mappe (zip).", PRINT_AGAIN)


def _readable(file: BinaryIO) -> Iterator[bytes]:
    """The file piece by piece with names in plain writing, and what its packed objects hold, in bounds."""
    left = _MAX_UNPACKED
    file.seek(0)
    kept = b""
    while chunk := file.read(_CHUNK):
        text = kept + chunk
        yield _plain_names(text)
        for objects in _OBJECTS.finditer(text):
            unpacked = _inflated(text[objects.end() :], left)
            left -= len(unpacked)
            yield _plain_names(unpacked)
        kept = text[-_OVERLAP:]


def _plain_names(text: bytes) -> bytes:
    """A name may be written in hexadecimal: /J#61vaScript."""
    return _HEX.sub(lambda found: bytes([int(found.group(1), 16)]), text) if b"#" in text else text


def _inflated(packed: bytes, limit: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, max(limit, 1))
    except zlib.error:
        return b""
