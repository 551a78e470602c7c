"""Wherever in a Word file an attack stands, plain docxtpl runs it or sends it out, and we refuse the file."""

import io
import os
import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docxtpl import DocxTemplate
from lxml import etree

from documents.templatecheck import check_template
from documents.word import RefusedTemplateError, render
from tests.documents.hostile import with_relation

WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
ATTACK = "{{ cycler.__init__.__globals__.os.mkdir(sti) }}"
BOX = (
    '<w:r xmlns:w="{w}" xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape><v:textbox><w:txbxContent>'
    "<w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
)
NOTES = (
    '<?xml version="1.0" encoding="UTF-8"?><w:{kind}s xmlns:w="{w}"><w:{kind} w:id="2"><w:p><w:r><w:t>{text}'
    "</w:t></w:r></w:p></w:{kind}></w:{kind}s>"
)


def word(place: str, text: str) -> bytes:
    """A Word file with the text in that place."""
    document, out = Document(), io.BytesIO()
    paragraph = document.add_paragraph("x")
    if place == "sidehoved":
        document.sections[0].header.paragraphs[0].text = text
    elif place == "sidefod":
        document.sections[0].footer.paragraphs[0].text = text
    elif place == "titel":
        document.core_properties.title = text
    elif place == "kommentar":
        document.add_comment(paragraph.runs, text=text)
    elif place == "tekstboks":
        paragraph._p.append(etree.fromstring(BOX.format(w=WORDS, text=text)))
    elif place in ("fodnote", "slutnote"):
        _add_notes(document, place, text)
    elif place in OTHER_PARTS:
        _add_part(document, *OTHER_PARTS[place], f"<a><b>{text}</b></a>")
    document.save(out)
    return out.getvalue()


def _add_part(document: WordDocument, name: str, kind: str, xml: str) -> None:
    """Lay a part into the file so that Word, and docxtpl, keep it."""
    owner = document.part
    part = Part(
        PackURI(f"/{name}"),
        f"application/vnd.openxmlformats-officedocument.{kind}+xml",
        xml.encode(),
        owner.package,
    )
    owner.relate_to(part, f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}")


def _add_notes(document: WordDocument, place: str, text: str) -> None:
    kind = "footnotes" if place == "fodnote" else "endnotes"
    xml = NOTES.format(w=WORDS, kind=kind.removesuffix("s"), text=text)
    _add_part(document, f"word/{kind}.xml", f"wordprocessingml.{kind}", xml)


OTHER_PARTS = {
    "diagram": ("word/charts/chart1.xml", "drawingml.chart"),
    "smartart": ("word/diagrams/data1.xml", "drawingml.diagramData"),
    "egne egenskaber": ("docProps/custom.xml", "custom-properties"),
    "skjulte data": ("customXml/item9.xml", "customXml"),
}
RUN = ("tekstboks", "sidehoved", "sidefod", "fodnote", "titel")
SENT_OUT = ("kommentar", *OTHER_PARTS)
FILLED_HERE = ("slutnote",)  # docxtpl sends it out as it stands, we fill it
NAMED = {
    "sidehoved": "Sidehoved",
    "sidefod": "Sidefod",
    "fodnote": "Fodnoter",
    "titel": "Filens egenskaber",
    "tekstboks": "Teksten",
    "kommentar": "Kommentarer",
    "slutnote": "Slutnoter",
    "diagram": "Diagram",
    "smartart": "SmartArt-tegning",
    "egne egenskaber": "Filens egenskaber",
    "skjulte data": "Skjulte data i filen",
}


@pytest.mark.parametrize("place", RUN)
def test_docxtpl_as_it_comes_runs_the_attack_and_we_refuse_it(place: str, tmp_path: Path) -> None:
    made = tmp_path / "made-by-a-template"
    DocxTemplate(io.BytesIO(word(place, ATTACK))).render({"sti": os.fspath(made)})
    assert made.is_dir()
    with pytest.raises(RefusedTemplateError):
        render(word(place, ATTACK), {"sti": os.fspath(tmp_path / "other")})
    assert not (tmp_path / "other").exists()
    report = check_template(word(place, ATTACK), "notice")
    assert {problem.where for problem in report.problems} == {NAMED[place]}
    assert report.refusals


@pytest.mark.parametrize("place", SENT_OUT)
def test_what_docxtpl_would_send_out_unfilled_is_refused(place: str) -> None:
    template, out = DocxTemplate(io.BytesIO(word(place, "{{ sag_nr }}"))), io.BytesIO()
    template.render({"sag_nr": "2026-0147"})
    template.save(out)
    assert b"{{ sag_nr }}" in everything(out.getvalue())
    report = check_template(word(place, "{{ sag_nr }}"), "notice")
    assert [(problem.where, "ikke bliver udfyldt" in problem.text) for problem in report.problems] == [
        (NAMED[place], True)
    ]


@pytest.mark.parametrize("place", FILLED_HERE)
def test_what_only_we_fill_is_filled_and_an_attack_in_it_refused(place: str, tmp_path: Path) -> None:
    made = tmp_path / "made-by-a-template"
    assert b"2026-0147" in everything(render(word(place, "Sag {{ sag_nr }}"), {"sag_nr": "2026-0147"}))
    assert check_template(word(place, "Sag {{ sag_nr }}"), "notice").refusals == ()
    with pytest.raises(RefusedTemplateError):
        render(word(place, ATTACK), {"sti": os.fspath(made)})
    report = check_template(word(place, ATTACK), "notice")
    assert {problem.where for problem in report.problems} == {NAMED[place]}
    assert report.refusals


@pytest.mark.parametrize("place", [*RUN, *SENT_OUT, *FILLED_HERE])
def test_the_same_place_without_a_field_is_fine(place: str) -> None:
    assert check_template(word(place, "Almindelig tekst"), "notice").refusals == ()


def test_a_field_in_a_links_address_is_refused() -> None:

    link = with_relation("hyperlink", "https://eksempel.example/{{ sag_nr }}")
    problem = check_template(link, "notice").problems[0]
    assert (problem.where, "ikke bliver udfyldt" in problem.text) == ("Link", True)


def everything(package: bytes) -> bytes:
    """All parts of a Word file, one after the other."""
    with zipfile.ZipFile(io.BytesIO(package)) as parts:
        return b"".join(parts.read(name) for name in parts.namelist())
