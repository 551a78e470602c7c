"""The Word document »Tillæg«: what changes in an agreement that applies, with the appendices as they are now.

It is made from the new version's own agreement document: the clauses before the appendices give way to our
words about the change, so that the appendices are exactly those of the new version, whatever its template.
"""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

from agreements.joint.versions.changes import Change
from secretariat.pagekit.tags.words import da_date

TITLE = "Tillæg til databehandleraftale"
PARTIES = ("Den dataansvarlige", "Databehandleren")
SIGNATURE_LINES = ("Navn", "Stilling", "Dato", "Underskrift")


@dataclass(frozen=True)
class Supplement:
    """What a supplement says besides the changes themselves."""

    number: str
    former_number: str
    former_version: int
    version: int
    controller: str
    processor: str
    systems: str
    applies_from: date | None


def supplement_of(agreement: bytes, told: Supplement, changes: Iterable[Change]) -> bytes:
    """Return the supplement made of the new version's agreement document."""
    word = Document(io.BytesIO(agreement))
    appendices = _drop_before_appendices(word)
    first = len(word.element.body)
    _write(word, told, list(changes), with_appendices=appendices is not None)
    if appendices is not None:
        # What was written stands last, before the section's own properties; it belongs in front.
        for element in list(word.element.body)[first - 1 : -1]:
            appendices.addprevious(element)
        Paragraph(appendices, word).paragraph_format.page_break_before = True
    _rename_headers(word)
    word.core_properties.title = f"{TITLE} {told.former_number}"
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def _drop_before_appendices(word: WordDocument) -> BaseOxmlElement | None:
    """Remove what stands before the first appendix and return its heading; without one remove all."""
    body = word.element.body
    found: BaseOxmlElement | None = None
    for element in body.iterchildren():
        if element.tag == qn("w:p") and _is_appendix(Paragraph(element, word)):
            found = element
            break
    for element in list(body):
        if element is found:
            break
        if element.tag != qn("w:sectPr"):
            body.remove(element)
    return found


def _is_appendix(paragraph: Paragraph) -> bool:
    style = paragraph.style.name if paragraph.style is not None else ""
    return style == "Heading 1" and paragraph.text.strip().startswith("Bilag")


def _write(word: WordDocument, told: Supplement, changes: list[Change], *, with_appendices: bool) -> None:
    _add(word, "Tillæg", "Title")
    _add(word, f"til databehandleraftale {told.former_number} om {told.systems}", "Subtitle")
    _add(word, f"Tillæg nr. {told.number}")
    _add(word, "1. Parter og aftale", "Heading 1")
    _add(
        word,
        f"Tillægget er aftalt mellem {told.controller} som dataansvarlig og {told.processor} som "
        f"databehandler. Det ændrer parternes databehandleraftale {told.former_number} (version "
        f"{told.former_version}), som i øvrigt gælder uændret. Sammen med tillægget svarer aftalen til "
        f"version {told.version} af den fælles aftaletekst.",
    )
    _add(word, "2. Hvad der ændres", "Heading 1")
    if changes:
        rows: list[tuple[str, ...]] = [
            (f"{each.clause}: {each.label}", each.before, each.now) for each in changes
        ]
        _table(word, ("Punkt", "Før", "Nu"), rows)
    else:
        _add(word, "Bilagene er gengivet, som de gælder nu.")
    _add(word, "3. Fra hvornår", "Heading 1")
    earliest = f", dog tidligst den {da_date(told.applies_from)}" if told.applies_from else ""
    _add(word, f"Tillægget gælder fra den dag, begge parter har underskrevet det{earliest}.")
    if with_appendices:
        _add(word, "4. Bilag", "Heading 1")
        _add(word, "Bilagene til aftalen erstattes af de bilag, der følger efter underskrifterne.")
    _add(word, "Underskrifter", "Heading 2")
    _table(word, ("", *PARTIES), [(line, "", "") for line in SIGNATURE_LINES], height=Pt(30))


def _add(word: WordDocument, words: str, style: str = "") -> None:
    """Add a paragraph; a style the template lacks is left out rather than failing the sending."""
    known = {each.name for each in word.styles}
    word.add_paragraph(words, style=style if style in known else None)


def _table(
    word: WordDocument, head: tuple[str, ...], rows: list[tuple[str, ...]], height: Pt | None = None
) -> Table:
    table = word.add_table(rows=1, cols=len(head))
    if "Table Grid" in {each.name for each in word.styles}:
        table.style = "Table Grid"
    else:
        _rule(table)
    for cell, words in zip(table.rows[0].cells, head, strict=True):
        cell.paragraphs[0].add_run(words).bold = True
    for row in rows:
        added = table.add_row()
        if height is not None:
            added.height = height
        for cell, words in zip(added.cells, row, strict=True):
            cell.text = words
    return table


def _rule(table: Table) -> None:
    """Give the table thin lines where the template has no style for them."""
    borders = table._tbl.tblPr.makeelement(qn("w:tblBorders"), {})
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = borders.makeelement(
            qn(f"w:{side}"), {qn("w:val"): "single", qn("w:sz"): "4", qn("w:color"): "A6A6A6"}
        )
        borders.append(line)
    table._tbl.tblPr.append(borders)


def _rename_headers(word: WordDocument) -> None:
    for section in word.sections:
        for part in (section.header, section.first_page_header):
            for node in part._element.iter(qn("w:t")):
                if node.text and node.text.startswith("Databehandleraftale"):
                    node.text = "Tillæg til d" + node.text[1:]
