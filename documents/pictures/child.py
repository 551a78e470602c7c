"""The limited process that draws one page of a PDF, which may be made to do harm.

It holds no secret, no database and no network, gets the file through standard input, and ends after one
page. Started by documents.pictures.limited; nothing here imports Django.
"""

import json
import os
import struct
import sys
import zlib
from typing import Any, BinaryIO

from documents.limited.line import LENGTH
from documents.limited.within import limit, open_piece, piece

MEMORY = 1_500_000_000
CPU_SECONDS = 20
LONGEST_ANSWER = 40_000_000
WIDTH = 1_100  # pixels
MOST_PIXELS = 6_000_000
LONGEST_TEXT = 50_000


def main() -> None:
    """Read the task, answer, and end."""
    limit(memory=MEMORY, cpu_seconds=CPU_SECONDS, longest_answer=LONGEST_ANSWER)
    source = sys.stdin.buffer
    number = json.loads(piece(source))["page"]
    head, picture = drawn(open_piece(source), number)
    told = json.dumps(head).encode()
    sys.stdout.buffer.write(LENGTH.pack(len(told)) + told + picture)
    sys.stdout.buffer.flush()
    os._exit(0)  # whatever the file has left behind is not run


def drawn(content: BinaryIO, number: int) -> tuple[dict[str, Any], bytes]:
    """Return how many pages there are, the words of page `number` (from 1), and its picture as PNG.

    A number that the file does not have gives neither words nor picture.
    """
    import pypdfium2 as pdfium  # here, where memory is bounded already

    document = pdfium.PdfDocument(content)
    pages = len(document)
    if not 1 <= number <= pages:
        return {"pages": pages, "text": ""}, b""
    page = document[number - 1]
    width, height = page.get_size()
    scale = min(WIDTH / max(width, 1), (MOST_PIXELS / max(width * height, 1)) ** 0.5, 4)
    bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=False)
    words = page.get_textpage().get_text_range()[:LONGEST_TEXT]
    picture = png(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
    return {"pages": pages, "text": words}, picture


def png(width: int, height: int, stride: int, pixels: bytes) -> bytes:
    """Return rows of red, green and blue as a PNG file (ISO/IEC 15948)."""
    rows = b"".join(b"\0" + pixels[row * stride : row * stride + width * 3] for row in range(height))
    head = struct.pack("!IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 3)), (b"IEND", b""))
    body = b"".join(
        struct.pack("!I", len(data)) + name + data + struct.pack("!I", zlib.crc32(name + data))
        for name, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + body
