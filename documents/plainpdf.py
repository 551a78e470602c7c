"""A PDF of plain text without LibreOffice: a heading and lines, on as many pages as it takes.

For short papers that must be there at once, e.g. a receipt. Letters and reports are made from Word templates.
"""

import textwrap
import zlib

A_LINE, A_PAGE = 92, 50  # letters of a line, lines of a page
_SIZE, _LEADING = 10, 15
_LEFT, _TOP = 56, 780


def plain_pdf(title: str, lines: list[str]) -> bytes:
    """Return a PDF in A4 with the title and the lines, which are broken where they are too long."""
    wrapped = [part for line in lines for part in textwrap.wrap(line, A_LINE) or [""]]
    pages = [wrapped[at : at + A_PAGE] for at in range(0, len(wrapped), A_PAGE)] or [[]]
    return _document(title, [_page(title if not at else "", page) for at, page in enumerate(pages)])


def _page(title: str, lines: list[str]) -> bytes:
    head = f"/F2 15 Tf ({_told(title)}) Tj 0 -30 Td " if title else ""
    body = " ".join(f"({_told(line)}) Tj T*" for line in lines)
    words = f"BT {_LEADING} TL {_LEFT} {_TOP} Td {head}/F1 {_SIZE} Tf {body} ET"
    return zlib.compress(words.encode("cp1252", "replace"))


def _told(text: str) -> str:
    """Return the text as it stands between a PDF's brackets."""
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def _document(title: str, pages: list[bytes]) -> bytes:
    first = 5  # after the catalogue, the list of pages and two fonts
    kids = " ".join(f"{first + 2 * at} 0 R" for at in range(len(pages)))
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /{} /Encoding /WinAnsiEncoding >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (da-DK) /ViewerPreferences << /DisplayDocTitle true >> >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        font.format("Helvetica").encode(),
        font.format("Helvetica-Bold").encode(),
    ]
    for at, content in enumerate(pages):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R"
            b" /F2 4 0 R >> >> /Contents %d 0 R >>" % (first + 2 * at + 1)
        )
        objects.append(
            b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(content), content)
        )
    info = f"<< /Title ({_told(title)}) >>".encode("cp1252", "replace")
    return _written([*objects, info])


def _written(objects: list[bytes]) -> bytes:
    """Return the file: the objects, where each begins, and which of them is the catalogue."""
    made, places = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    size = len(objects) + 1
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    told = b"<< /Size %d /Root 1 0 R /Info %d 0 R >>" % (size, len(objects))
    return made + head + b"trailer\n%s\nstartxref\n%d\n%%%%EOF\n" % (told, len(made))
