"""Small invented files, and how they come in: through the product's own upload handler."""

import io
import struct
import zlib

from docx import Document

INVENTED = "Opdigtet dokument til demonstration."


def pdf_of(title: str, *lines: str) -> bytes:
    """Return a PDF of one page with a heading and some lines."""
    shown = [f"BT /F1 18 Tf 60 770 Td ({_escaped(title)}) Tj ET"]
    for number, line in enumerate([*lines, INVENTED]):
        shown.append(f"BT /F1 11 Tf 60 {730 - 20 * number} Td ({_escaped(line)}) Tj ET")
    content = "\n".join(shown).encode("cp1252", "replace")
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    return _assembled(objects)


def scan_of(number: str) -> bytes:
    """Return a small picture like a scanned page: grey lines on white, other ones for each number."""
    rows = []
    for row in range(290):
        inked = row % 12 in (4, 5) and 20 < row < 260
        length = 40 + (row * 7 + sum(number.encode())) % 110
        rows.append(
            b"\0"
            + (b"\x60" * length if inked else b"\xff" * length)
            .rjust(length + 20, b"\xff")
            .ljust(205, b"\xff")
        )
    head = struct.pack(">IIBBBBB", 205, 290, 8, 0, 0, 0, 0)
    pieces = [(b"IHDR", head), (b"IDAT", zlib.compress(b"".join(rows))), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in pieces
    )


def _assembled(objects: list[bytes]) -> bytes:
    made, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    end = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (count, len(made))
    return made + b"xref\n0 %d\n0000000000 65535 f \n" % count + table + end


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def word_of(title: str, *lines: str) -> bytes:
    """Return a Word document with a heading and some lines."""
    document = Document()
    document.add_heading(title, 1)
    for line in [*lines, INVENTED]:
        document.add_paragraph(line)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()
