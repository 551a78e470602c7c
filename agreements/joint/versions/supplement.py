"""The Word document »Tillæg«: what changes in an agreement that applies, with the appendices as they are now.

It is made of two documents: the front that the secretariat's template for supplements gives, and the new
version's own agreement, whose clauses before the appendices give way to that front. So the appendices are
exactly those of the new version, whatever its template.
"""

import io
from collections.abc import Iterator
from copy import deepcopy

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph

from documents.word.styles import StyleNames

TITLE = "Tillæg til databehandleraftale"
STYLES = (qn("w:pStyle"), qn("w:rStyle"), qn("w:tblStyle"))
# What points at something in the package it came from: a list, a picture, a link, a note, other headers.
_FOREIGN = "numPr drawing pict object footnoteReference endnoteReference commentReference sectPr"
FOREIGN = tuple(qn(f"w:{name}") for name in _FOREIGN.split())


def supplement_of(agreement: bytes, front: bytes, former_number: str) -> bytes:
    """Return the supplement: the front, then the appendices of the new version's agreement document."""
    word = Document(io.BytesIO(agreement))
    appendices = _drop_before_appendices(word)
    # Without appendices the front stands last, before the section's own properties.
    behind = word.element.body[-1] if appendices is None else appendices
    for element in _taken_over(Document(io.BytesIO(front)), word):
        behind.addprevious(element)
    if appendices is not None:
        Paragraph(appendices, word).paragraph_format.page_break_before = True
    _rename_headers(word)
    word.core_properties.title = f"{TITLE} {former_number}"
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def has_appendices(agreement: bytes) -> bool:
    """Return whether appendices follow the clauses of an agreement document."""
    word = Document(io.BytesIO(agreement))
    styles = StyleNames(word)
    return any(_is_appendix(each, styles) for each in word.paragraphs)


def _drop_before_appendices(word: WordDocument) -> BaseOxmlElement | None:
    """Remove what stands before the first appendix and return its heading; without one remove all."""
    body = word.element.body
    found: BaseOxmlElement | None = None
    styles = StyleNames(word)
    for element in body.iterchildren():
        if element.tag == qn("w:p") and _is_appendix(Paragraph(element, word), styles):
            found = element
            break
    for element in list(body):
        if element is found:
            break
        if element.tag != qn("w:sectPr"):
            body.remove(element)
    return found


def _is_appendix(paragraph: Paragraph, styles: StyleNames) -> bool:
    return styles.of(paragraph) == "Heading 1" and paragraph.text.strip().startswith("Bilag")


def _taken_over(front: WordDocument, word: WordDocument) -> Iterator[BaseOxmlElement]:
    """Yield copies of the front's paragraphs and tables as they can stand in another document.

    Styles are found again by name; one that is not there, and what belongs to the front's own package,
    is left out rather than failing the sending.
    """
    known = {style.name: style.style_id for style in word.styles}
    ids = {style.style_id: known.get(style.name, "") for style in front.styles}
    for element in front.element.body:
        if element.tag == qn("w:sectPr"):
            continue
        copy = deepcopy(element)
        for node in list(copy.iter(*STYLES, *FOREIGN)):
            if node.tag in STYLES and (new := ids.get(node.get(qn("w:val")), "")):
                node.set(qn("w:val"), new)
            else:
                node.getparent().remove(node)
        for link in list(copy.iter(qn("w:hyperlink"))):
            link.attrib.pop(qn("r:id"), None)
        yield copy


def _rename_headers(word: WordDocument) -> None:
    for section in word.sections:
        for part in (section.header, section.first_page_header):
            for node in part._element.iter(qn("w:t")):
                if node.text and node.text.startswith("Databehandleraftale"):
                    node.text = "Tillæg til d" + node.text[1:]
