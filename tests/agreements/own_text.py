"""A supplier's own agreement, as it comes from its lawyers: braces, odd styles, a table and a footer."""

import io

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

WORDS = (
    "Nordlys behandler personoplysninger som databehandler for kunden på de vilkår, der står i dette "
    "dokument, og følger kundens dokumenterede instruks i alle forhold, der angår behandlingen af dem."
)
ODD = "Felterne {{ kunde.navn }}, {% if x %}, {# note #}, {_{ og }} & <w:p> udfyldes af Nordlys: æøå »«"


def own_text(*more: str, tracked: bool = False, headings: bool = True) -> bytes:
    """The Word file."""
    word = Document()
    if headings:
        word.add_heading("Aftale om databehandling", 1)
    word.add_paragraph(WORDS)
    word.add_paragraph(ODD)
    split = word.add_paragraph()
    for run in ("Delt {", "{ over ", "}", "} flere"):
        split.add_run(run)
    if headings:
        word.add_heading("B. Bilag fra leverandøren", 1)
    table = word.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Celle {{ a }}", "Celle to"
    for words in more:
        word.add_paragraph(words)
    word.sections[0].footer.paragraphs[0].text = "Nordlys {{ side }}"
    word.core_properties.title = "Nordlys {{ titel }}"
    if tracked:
        word.add_paragraph("Ændret ")._p.append(
            parse_xml(
                f"<w:ins {nsdecls('w')} w:id='1' w:author='A' w:date='2026-01-01T00:00:00Z'>"
                "<w:r><w:t>ord</w:t></w:r></w:ins>"
            )
        )
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()
