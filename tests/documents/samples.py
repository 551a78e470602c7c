"""Small files of each kind, good and bad, made by hand."""

import io
import struct
import zipfile
import zlib

from docx import Document
from openpyxl import Workbook


def pdf(body: bytes = b"", end: bytes = b"%%EOF\n") -> bytes:
    """A one-page PDF with something more in it."""
    return (
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 1>>endobj\n"
        + body
        + end
    )


def png(width: int = 10, height: int = 10) -> bytes:
    """The beginning of a PNG of that size."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))


def jpeg(width: int = 10, height: int = 10) -> bytes:
    """The beginning of a JPEG of that size."""
    application = b"\xff\xe0" + struct.pack(">H", 16) + b"JFIF\0" + bytes(9)
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 17, 8, height, width, 3) + bytes(9)
    return b"\xff\xd8" + application + frame + b"\xff\xd9"


def tiff(width: int = 10, height: int = 10) -> bytes:
    """A TIFF with nothing but its size."""
    tags = struct.pack("<HHIIHHII", 256, 4, 1, width, 257, 4, 1, height)
    return b"II*\0" + struct.pack("<I", 8) + struct.pack("<H", 2) + tags + struct.pack("<I", 0)


def docx(text: str = "Indhold") -> bytes:
    """A Word document."""
    document, out = Document(), io.BytesIO()
    document.add_paragraph(text)
    document.save(out)
    return out.getvalue()


def xlsx(text: str = "Indhold") -> bytes:
    """An Excel sheet."""
    book, out = Workbook(), io.BytesIO()
    book.active["A1"] = text
    book.save(out)
    return out.getvalue()


def with_part(package: bytes, name: str, content: bytes, old: bytes = b"", new: bytes = b"") -> bytes:
    """The package with a part more, or with `old` replaced by `new` in that part."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for each in source.namelist():
            kept = source.read(each)
            target.writestr(each, kept.replace(old, new) if each == name else kept)
        if name not in source.namelist():
            target.writestr(name, content)
    return out.getvalue()


def many_parts(count: int) -> bytes:
    """A zip with that many empty parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for number in range(count):
            package.writestr(f"word/{number}", b"")
    return out.getvalue()


def overlapping() -> bytes:
    """A Word file with two names for the same bytes: a small file that unpacks to a huge one."""
    package = docx()
    with zipfile.ZipFile(io.BytesIO(package)) as source:
        entry = source.getinfo("word/document.xml")
    end = package.rindex(b"PK\x05\x06")
    offset = struct.unpack("<I", package[end + 16 : end + 20])[0]
    name = b"word/documenu.xml"
    again = struct.pack(
        "<IHHHHHHIIIHHHHHII", 0x02014B50, 20, 20, 0, 8, 0, 0, entry.CRC, entry.compress_size, entry.file_size,
        len(name), 0, 0, 0, 0, 0, entry.header_offset,
    ) + name  # fmt: skip
    count = struct.unpack("<H", package[end + 10 : end + 12])[0] + 1
    list_bytes = end - offset + len(again)
    closing = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, count, count, list_bytes, offset, 0)
    return package[:end] + again + closing
