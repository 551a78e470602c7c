"""Images: their size in pixels, read from their headers.

A small file can ask for gigabytes when it is shown.
"""

import struct
from collections.abc import Iterator
from typing import BinaryIO

from documents.checks.refusal import RefusedFileError

# A3 at 600 dots per inch is 70 million pixels.
MAX_PIXELS = 150_000_000
MAX_SIDE = 30_000
MAX_PAGES = 2_000
SMALLER = "Gem billedet i en lavere opløsning, eller send det som PDF."

_START_OF_FRAME = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def _damaged() -> RefusedFileError:
    return RefusedFileError(
        "Billedet er beskadiget og kan ikke læses.", "Gem billedet igen, og send den nye fil."
    )


def check_png(file: BinaryIO) -> None:
    """Refuse a damaged or immense PNG."""
    file.seek(8)
    header = file.read(16)
    if len(header) < 16 or header[4:8] != b"IHDR":
        raise _damaged()
    _refuse_immense(*struct.unpack(">II", header[8:16]))


def check_jpeg(file: BinaryIO) -> None:
    """Refuse a damaged or immense JPEG."""
    file.seek(2)
    for _ in range(10_000):
        marker = file.read(4)
        if len(marker) < 4 or marker[0] != 0xFF:
            raise _damaged()
        if marker[1] in _START_OF_FRAME:
            height, width = struct.unpack(">xHH", _exactly(file, 5))
            return _refuse_immense(width, height)
        file.seek(struct.unpack(">H", marker[2:4])[0] - 2, 1)
    raise _damaged()


def check_tiff(file: BinaryIO) -> None:
    """Refuse a damaged or immense TIFF; each of its pages counts."""
    for width, height in _tiff_pages(file):
        _refuse_immense(width, height)


def _tiff_pages(file: BinaryIO) -> Iterator[tuple[int, int]]:
    file.seek(0)
    order = "<" if _exactly(file, 4)[:2] == b"II" else ">"
    place = struct.unpack(f"{order}I", _exactly(file, 4))[0]
    seen: set[int] = set()
    while place:
        if place in seen or len(seen) >= MAX_PAGES:
            raise _damaged()
        seen.add(place)
        file.seek(place)
        count = struct.unpack(f"{order}H", _exactly(file, 2))[0]
        tags = dict(_tiff_tag(order, _exactly(file, 12)) for _ in range(count))
        yield tags.get(256, 0), tags.get(257, 0)
        place = struct.unpack(f"{order}I", _exactly(file, 4))[0]


def _tiff_tag(order: str, entry: bytes) -> tuple[int, int]:
    tag, kind = struct.unpack(f"{order}HH", entry[:4])
    value = struct.unpack(f"{order}H", entry[8:10]) if kind == 3 else struct.unpack(f"{order}I", entry[8:12])
    return tag, value[0]


def _exactly(file: BinaryIO, length: int) -> bytes:
    read = file.read(length)
    if len(read) < length:
        raise _damaged()
    return read


def _refuse_immense(width: int, height: int) -> None:
    if width < 1 or height < 1:
        raise _damaged()
    if width > MAX_SIDE or height > MAX_SIDE or width * height > MAX_PIXELS:
        raise RefusedFileError(f"Billedet er for stort: {width} × {height} billedpunkter.", SMALLER)
