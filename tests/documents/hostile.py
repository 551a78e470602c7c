"""Files made to do harm: bombs, archives in archives, files that are two things, and what reaches out."""

import io
import struct
import zipfile
import zlib

from tests.documents import samples

RELATIONS = "word/_rels/document.xml.rels"
TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def zip_of(parts: dict[str, bytes]) -> bytes:
    """A zip with these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def forty_two(levels: int = 4, each: int = 8) -> bytes:
    """Zips in zips, as 42.zip is made: some kilobytes that unfold to gigabytes."""
    content = zip_of({"0.dll": bytes(5_000_000)})
    for _ in range(levels):
        content = zip_of({f"lib {number}.zip": content for number in range(each)})
    return content


def million_parts() -> bytes:
    """A zip whose list names a million parts."""
    entry = (
        struct.pack("<IHHHHHHIIIHHHHHII", 0x02014B50, *[20] * 2, *[0] * 4, 0, 0, 0, 8, *[0] * 6) + b"word/aaa"
    )
    count = 1_000_000
    listed = entry * count
    local = struct.pack("<IHHHHHIIIHH", 0x04034B50, 20, 0, 0, 0, 0, 0, 0, 0, 8, 0) + b"word/aaa"
    long_end = struct.pack("<IQHHIIQQQQ", 0x06064B50, 44, 45, 45, 0, 0, count, count, len(listed), len(local))
    locator = struct.pack("<IIQI", 0x07064B50, 0, len(local) + len(listed), 1)
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return local + listed + long_end + locator + end


def promising(gigabytes: int) -> bytes:
    """A Word file with a part that says it unpacks to so much."""
    package = bytearray(samples.with_part(samples.docx(), "word/stor.xml", b"<a/>"))
    place = package.rindex(b"word/stor.xml") - 46
    package[place + 24 : place + 28] = struct.pack("<I", gigabytes * 1_000_000_000)
    return bytes(package)


def lying() -> bytes:
    """A Word file with a part that says it is small, and is not."""
    package = bytearray(samples.with_part(samples.docx(), "word/lille.bin", bytes(range(256)) * 40_000))
    place = package.rindex(b"word/lille.bin") - 46
    package[place + 24 : place + 28] = struct.pack("<I", 10)
    return bytes(package)


def renamed_inside() -> bytes:
    """A Word file where a part has another name at its own place than in the list."""
    package = samples.with_part(samples.docx(), "word/pæn.xml", b"<a/>")
    name = "word/pæn.xml".encode()
    return package.replace(name, "word/ond.xml\0"[: len(name)].encode(), 1)


def symlink() -> bytes:
    """A Word file with a shortcut to a file of the server."""
    out = io.BytesIO(samples.docx())
    with zipfile.ZipFile(out, "a") as package:
        entry = zipfile.ZipInfo("word/media/genvej.png")
        entry.external_attr = 0o120777 << 16
        package.writestr(entry, "/etc/passwd")
    return out.getvalue()


def with_relation(kind: str, target: str, *, outside: bool = True, package: bytes = b"") -> bytes:
    """A Word file with one relationship more."""
    mode = ' TargetMode="External"' if outside else ""
    relation = f'<Relationship Id="x" Type="{TYPES}/{kind}" Target="{target}"{mode}/></Relationships>'
    return samples.with_part(
        package or samples.docx(), RELATIONS, b"", b"</Relationships>", relation.encode()
    )


def with_field(code: bytes) -> bytes:
    """A Word file with a field in place of its text."""
    return samples.with_part(samples.docx("PLADS"), "word/document.xml", b"", b"<w:t>PLADS</w:t>", code)


def embedded(name: str, content: bytes) -> bytes:
    """A Word file with another file laid into it."""
    return samples.with_part(samples.docx(), name, content)


def polyglot_word() -> bytes:
    """A Word file whose first part is a PDF, which a PDF reader finds."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("docProps/a.bin", samples.pdf())
        with zipfile.ZipFile(io.BytesIO(samples.docx())) as source:
            for name in source.namelist():
                package.writestr(name, source.read(name))
    return out.getvalue()


def pdf_bomb(megabytes: int = 600) -> bytes:
    """A PDF whose page unfolds to that much."""
    folded = zlib.compress(bytes(megabytes * 1_000_000), 9)
    return samples.pdf(b"4 0 obj<</Filter/FlateDecode/Length 9>>stream\n" + folded + b"\nendstream endobj")


def pdf_folded_twice() -> bytes:
    """A PDF whose page is a bomb in a bomb."""
    folded = zlib.compress(zlib.compress(bytes(1_000_000), 9), 9)
    head = b"4 0 obj<</Filter[/FlateDecode /FlateDecode]/Length 9>>stream\n"
    return samples.pdf(head + folded + b"\nendstream endobj")


def pdf_of_pages(count: int) -> bytes:
    """A PDF that lists so many pages without saying how many they are."""
    return samples.pdf(b"".join(b"%d 0 obj<</Type/Page>>endobj\n" % number for number in range(9, 9 + count)))


def pdf_of_packed_pages(count: int) -> bytes:
    """The same with the list folded away in an object stream."""
    folded = zlib.compress(b"<</Type /Page>> " * count)
    return samples.pdf(b"4 0 obj<</Type/ObjStm/Filter/FlateDecode>>stream\n" + folded + b"\nendstream endobj")


def chart_workbook() -> bytes:
    """A Word file with a chart, which carries its numbers as a small workbook."""
    return embedded("word/embeddings/Microsoft_Excel_Sheet1.xlsx", samples.xlsx("tal"))
