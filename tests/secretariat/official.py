"""A Word file as somebody else would publish it: placeholders of every kind, none of them ours."""

import io
from typing import Any

from docx import Document
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

CONTROL = (
    "<w:sdt {ns}><w:sdtPr><w:alias w:val='{name}'/></w:sdtPr><w:sdtContent>"
    "<w:r><w:rPr><w:rStyle w:val='PlaceholderText'/></w:rPr><w:t>Klik her</w:t></w:r></w:sdtContent></w:sdt>"
)


def official() -> bytes:
    """Standard clauses with content controls, brackets over several runs, merge fields, marks and a table."""
    word = Document()
    word.sections[0].header.paragraphs[0].text = "Aftale «AftaleNr»"
    word.add_heading("Standardbestemmelser", 0)
    _runs(word, "mellem [", "NAVN", "] og [NAVN]")
    _control(word.add_paragraph("CVR: "), "CVR-nummer")
    _complex_field(word.add_paragraph("Systemet hedder "), "System")
    marked = word.add_paragraph("Underretning sker inden ")
    marked.add_run("antal timer").font.highlight_color = WD_COLOR_INDEX.YELLOW
    marked.add_run(" timer.")
    word.add_paragraph(
        "[VALG 1] Databehandleren har generel godkendelse med varsel på {{ Varslets længde }}."
    )
    word.add_paragraph("[VALG 2] Databehandleren skal have specifik godkendelse.")
    word.add_paragraph("Se punkt [1] og felterne {{ formaal }}.")
    table = word.add_table(rows=2, cols=2)
    for cell, words in zip(table.rows[0].cells, ("Navn", "Adresse"), strict=True):
        cell.text = words
    for cell, words in zip(table.rows[1].cells, ("[UNDERDATABEHANDLER]", "[ADRESSE]"), strict=True):
        cell.text = words
    word.add_paragraph("[STEDER]")
    word.add_paragraph("[VEJLEDNING: slet dette]")
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def targets() -> dict[str, str]:
    """What each placeholder stands for, by its words and how many of the same stood before it."""
    return {
        "[NAVN] 1": "dataansvarlig.navn",
        "[NAVN] 2": "databehandler.navn",
        "[CVR-nummer] 1": "databehandler.cvr",
        "«System» 1": "it_system_navn",
        "antal timer 1": "brud_frist_timer",
        "[VALG 1] 1": "if:generel",
        "{{ Varslets længde }} 1": "varsel_antal",
        "[VALG 2] 1": "if:specifik",
        "[1] 1": "keep",
        "[UNDERDATABEHANDLER] 1": "underdatabehandlere[].navn",
        "[ADRESSE] 1": "underdatabehandlere[].adresse",
        "[STEDER] 1": "lokaliteter",
        "[VEJLEDNING: slet dette] 1": "remove",
        "«AftaleNr» 1": "aftale_nr",
    }


def numbered(found: list[dict[str, Any]]) -> dict[str, str]:
    """The mapping by the numbers that the placeholders got."""
    seen: dict[str, int] = {}
    mapping = {}
    for one in found:
        seen[one["words"]] = seen.get(one["words"], 0) + 1
        mapping[str(one["number"])] = targets()[f"{one['words']} {seen[one['words']]}"]
    return mapping


def _runs(word: Any, *parts: str) -> None:
    paragraph = word.add_paragraph()
    for number, part in enumerate(parts):
        paragraph.add_run(part).bold = bool(number % 2)


def _control(paragraph: Any, name: str) -> None:
    paragraph._p.append(parse_xml(CONTROL.format(ns=nsdecls("w"), name=name)))


def _complex_field(paragraph: Any, name: str) -> None:
    marks = [
        "<w:fldChar w:fldCharType='begin'/>",
        f"<w:instrText> MERGEFIELD {name} \\* MERGEFORMAT </w:instrText>",
        "<w:fldChar w:fldCharType='separate'/>",
        f"<w:t>«{name}»</w:t>",
        "<w:fldChar w:fldCharType='end'/>",
    ]
    for mark in marks:
        paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}>{mark}</w:r>"))
