"""The lines of a Word file that was sent, to be compared with a PDF made of it. No Django here."""

from typing import BinaryIO

from docx import Document
from docx.oxml.ns import qn


def lines_of(content: BinaryIO) -> tuple[list[str], set[str]]:
    """Return the paragraphs of the document in order, tables too, and its running heads and feet."""
    word = Document(content)
    heads = {
        line
        for section in word.sections
        for part in (section.header, section.footer, section.first_page_header, section.first_page_footer)
        for line in _paragraphs(part._element)
    }
    return _paragraphs(word.element.body), heads


def _paragraphs(element: object) -> list[str]:
    found = []
    for paragraph in element.iter(qn("w:p")):  # type: ignore[attr-defined]
        pieces = []
        for piece in paragraph.iter(qn("w:t"), qn("w:tab"), qn("w:br")):
            pieces.append(piece.text or "" if piece.tag == qn("w:t") else " ")
        if words := "".join(pieces).strip():
            found.append(words)
    return found
