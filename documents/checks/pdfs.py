"""PDF files: whole, readable, not also something else, and what in them runs."""

import re
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from documents.checks import pdflocks, zips
from documents.checks.refusal import RefusedFileError

MAX_PAGES = 20_000
PRINT_AGAIN = "Gem dokumentet som PDF igen fra det program, det er lavet i, og send den nye fil."
LOCKED = "Filen er beskyttet mod redigering. Derfor kan ikke alt i den kontrolleres for programmer."

_CHUNK = 1_000_000
_OVERLAP = 4_096
# What is unfolded in one file to look at; all bounds are there so that no file takes long, however made.
_MAX_UNPACKED = 60_000_000
_MAX_STREAMS = 300_000
_MAX_SPELT_NAMES = 20_000
_FIRST_LOOK = 65_536
_BOMB_RATIO = 200
_BOMB_BYTES = 20_000_000
_HEX = re.compile(rb"#([0-9A-Fa-f]{2})")
_SPELT_NAME = re.compile(rb"/[A-Za-z]{0,20}#[0-9A-Fa-f]{2}[A-Za-z0-9#]{0,60}")
_COUNT = re.compile(rb"/Count\s+(\d{1,12})")
_PAGE = re.compile(rb"/Type\s?/Page(?![A-Za-z])")
_ENCRYPT = re.compile(rb"/Encrypt\b")
_STREAM = re.compile(rb"stream\r?\n")
_FOLDED_TWICE = re.compile(rb"\[\s?/FlateDecode\s?/FlateDecode")
# Names long enough not to turn up by chance in packed pictures; an action with a script names /JavaScript.
ACTIVE = {
    "Filen indeholder et program (JavaScript).": re.compile(rb"/JavaScript\b"),
    "Filen kan starte et andet program, når den åbnes.": re.compile(rb"/Launch\b"),
    "Filen har andre filer lagt ind i sig.": re.compile(rb"/EmbeddedFiles?\b"),
    "Filen sender oplysninger fra sig, når den udfyldes.": re.compile(rb"/SubmitForm\b"),
    "Filen indeholder lyd, film eller en aktiv formular.": re.compile(rb"/RichMedia\b|/XFA\s?[\[\d]"),
}


def check_pdf(file: BinaryIO) -> list[str]:
    """Danish warnings about what is active in the PDF; raises RefusedFileError for one nobody can use.

    Auditors protect their statements against editing; such a file opens without a password and comes in.
    """
    _refuse_damaged(file)
    found: dict[str, None] = {}
    pages = 0
    for text, seen_before in _Reading(file):
        pages += len(_PAGE.findall(text)) - len(_PAGE.findall(text[:seen_before]))
        _refuse_endless(max((int(count) for count in _COUNT.findall(text)), default=0), pages)
        if LOCKED not in found and _ENCRYPT.search(text):
            found[LOCKED] = None
        found |= {sentence: None for sentence, pattern in ACTIVE.items() if pattern.search(text)}
    if LOCKED in found and not pdflocks.is_locked(file):
        del found[LOCKED]
    return list(found)


def _refuse_damaged(file: BinaryIO) -> None:
    size = file.seek(0, 2)
    file.seek(max(0, size - 2_048))
    if b"%%EOF" not in file.read():
        raise RefusedFileError("PDF-filen er ikke hel: slutningen mangler.", PRINT_AGAIN)
    if zips.is_zip(file):
        raise RefusedFileError("Filen er både en PDF og en pakket mappe (zip).", PRINT_AGAIN)


def _refuse_endless(promised: int, listed: int) -> None:
    if max(promised, listed) > MAX_PAGES:
        raise RefusedFileError(
            f"PDF-filen har {max(promised, listed)} sider.", f"Del den op i filer under {MAX_PAGES} sider."
        )


class _Reading:
    """The file piece by piece with names in plain writing, then what its packed objects hold, in bounds.

    Yields (text, how much of its beginning came before).
    """

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.left, self.streams, self.spelt = _MAX_UNPACKED, _MAX_STREAMS, _MAX_SPELT_NAMES

    def __iter__(self) -> Iterator[tuple[bytes, int]]:
        self.file.seek(0)
        kept = b""
        while chunk := self.file.read(_CHUNK):
            text = kept + chunk
            yield self._plain(text), len(kept)
            for unpacked in self._unpacked(text, len(kept)):
                yield self._plain(unpacked), 0
            kept = text[-_OVERLAP:]

    def _plain(self, text: bytes) -> bytes:
        """A name may be written in hexadecimal: /J#61vaScript."""
        names = _SPELT_NAME.findall(text) if b"#" in text else []
        self.spelt -= len(names)
        if self.spelt < 0:
            raise RefusedFileError("PDF-filen er skrevet på en måde, som skjuler dens indhold.", PRINT_AGAIN)
        return b" ".join([text, *(_HEX.sub(_letter, name) for name in names)])

    def _unpacked(self, text: bytes, seen_before: int) -> Iterator[bytes]:
        """What objects packed together hold; other streams are only looked at for being bombs."""
        for begins in _STREAM.finditer(text):
            self.streams -= 1
            if self.streams < 0 or self.left <= 0:
                return
            head = text[max(0, begins.start() - 600) : begins.start()]
            head = head[head.rfind(b" obj") + 1 :]
            if begins.end() <= seen_before or b"/FlateDecode" not in head:
                continue
            if _FOLDED_TWICE.search(head):
                raise RefusedFileError(zips.BOMB, PRINT_AGAIN)
            packed = text[begins.end() : begins.end() + _CHUNK]
            if b"/ObjStm" in head:
                yield self._inflated(packed, self.left)
            elif b"/Image" not in head:
                self._inflated(packed, _FIRST_LOOK)

    def _inflated(self, packed: bytes, limit: int) -> bytes:
        unfolding = zlib.decompressobj()
        try:
            found = unfolding.decompress(packed, limit)
            length = len(found)
            if length == _FIRST_LOOK == limit and _is_dense(length, packed, unfolding):
                length += len(unfolding.decompress(unfolding.unconsumed_tail, _BOMB_BYTES))
        except zlib.error:
            return b""
        self.left -= length
        if length >= _BOMB_BYTES and _is_dense(length, packed, unfolding):
            raise RefusedFileError(zips.BOMB, PRINT_AGAIN)
        return found


def _is_dense(unpacked: int, packed: bytes, unfolding: "zlib._Decompress") -> bool:
    used = len(packed) - len(unfolding.unconsumed_tail) - len(unfolding.unused_data)
    return unpacked > _BOMB_RATIO * max(used, 1)


def _letter(found: re.Match[bytes]) -> bytes:
    return bytes([int(found.group(1), 16)])
