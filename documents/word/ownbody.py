"""A supplier's own text with our appendix behind it, as one template.

The supplier's words stay as they are: what Jinja would read as a field is written so that it comes out as
typed. The appendix brings its own styles along under names of their own.

Runs in the limited process (documents.word.child): the file is somebody's upload.
"""

import io
import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docxtpl import DocxTemplate
from lxml import etree

from documents.word.errors import RefusedTemplateError
from documents.word.parts import PROPERTIES, mapped_parts

PREFIX = "Faelles"
TRACKED = ("w:ins", "w:del", "w:moveFrom", "w:moveTo", "w:rPrChange", "w:pPrChange", "w:sectPrChange")
LEAST_WORDS = 30
_RISKY = re.compile(r"\{(?=[{%#])|\}(?=\})")
_HEADING = re.compile(r"Heading(\d)")
# python-docx has another `text` on its paragraphs and runs.
_OWN_WORDS: Any = etree._Element.text
_SPACES = re.compile(r"[\t\r\n]+")


def with_appendix(body: bytes, appendix: bytes) -> bytes:
    """The supplier's document, unchanged to its last word, with the appendix behind it.

    Raises RefusedTemplateError where the text is not final: tracked changes, comments, or next to no words.
    """
    word = DocxTemplate(io.BytesIO(body))
    word.init_docx()
    _refuse_unfinished(word.docx)
    for _, root in mapped_parts(word):
        _write_as_typed(root)
    properties = word.docx.core_properties
    for name in PROPERTIES:
        setattr(properties, name, _escaped(getattr(properties, name) or ""))
    _append(word.docx, Document(io.BytesIO(appendix)))
    _protect(word.docx)
    out = io.BytesIO()
    word.docx.save(out)
    return out.getvalue()


def _refuse_unfinished(word: WordDocument) -> None:
    found = []
    body = word.element.body
    if any(body.find(f".//{qn(tag)}") is not None for tag in TRACKED):
        found.append("Dokumentet har sporede ændringer. Acceptér eller afvis dem, og læg det op igen.")
    if body.find(f".//{qn('w:commentReference')}") is not None:
        found.append("Dokumentet har kommentarer. Slet dem, og læg det op igen.")
    if len(" ".join(each.text or "" for each in body.iter(qn("w:t"))).split()) < LEAST_WORDS:
        found.append("Dokumentet har næsten ingen tekst. Er det den rigtige fil?")
    if found:
        raise RefusedTemplateError(found)


def _write_as_typed(root: Any) -> None:
    """Every brace of the text becomes a field that is a brace; in attributes only those that begin one."""
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        words = _OWN_WORDS.__get__(element)
        if words and words.strip():
            _OWN_WORDS.__set__(element, _escaped(_SPACES.sub(" ", words)))
        for name, value in element.attrib.items():
            if _RISKY.search(value):
                element.set(name, _escaped(value))


def _escaped(words: str) -> str:
    return re.sub(r"[{}]", lambda brace: f"{{{{ '{brace[0]}' }}}}", words)


def _append(word: WordDocument, appendix: WordDocument) -> None:
    """Set the appendix before the last section's properties, on a page of its own."""
    end = word.element.body.find(qn("w:sectPr"))
    elements = [deepcopy(each) for each in appendix.element.body if each.tag != qn("w:sectPr")]
    bullets = _bring_styles(word, appendix, elements)
    _fit(elements, bullets)
    new_page = parse_xml(f"<w:p {nsdecls('w')}><w:r><w:br w:type='page'/></w:r></w:p>")
    for element in [new_page, *elements]:
        if end is not None:
            end.addprevious(element)
        else:
            word.element.body.append(element)


def _fit(elements: list[Any], bullets: set[str]) -> None:
    """Give each paragraph its style's new name, and each bookmark a number that is free."""
    for element in elements:
        for paragraph in element.iter(qn("w:p")):
            properties = paragraph.get_or_add_pPr()
            if properties.find(qn("w:pStyle")) is None:
                properties.insert(0, parse_xml(f"<w:pStyle {nsdecls('w')} w:val='Normal'/>"))
        for style in _style_marks([element]):
            old = style.get(qn("w:val"))
            style.set(qn("w:val"), f"{PREFIX}{old}")
            if old in bullets and style.tag == qn("w:pStyle"):
                _set_bullet(style.getparent().getparent())
        for mark in [*element.iter(qn("w:bookmarkStart")), *element.iter(qn("w:bookmarkEnd"))]:
            mark.set(qn("w:id"), str(900_000 + int(mark.get(qn("w:id")))))


def _set_bullet(paragraph: Any) -> None:
    run = parse_xml(f"<w:r {nsdecls('w')}><w:t xml:space='preserve'>•</w:t><w:tab/></w:r>")
    paragraph.pPr.addnext(run)


def _style_marks(elements: list[Any]) -> Iterator[Any]:
    for element in elements:
        for tag in ("w:pStyle", "w:rStyle", "w:tblStyle"):
            yield from element.iter(qn(tag))


def _bring_styles(word: WordDocument, appendix: WordDocument, elements: list[Any]) -> set[str]:
    """Copy the styles the appendix uses, with those they rest on; return the names of those with bullets."""
    known = {each.get(qn("w:styleId")): each for each in appendix.styles.element.iter(qn("w:style"))}
    wanted = {mark.get(qn("w:val")) for mark in _style_marks(elements)} | {"Normal"}
    bullets: set[str] = set()
    taken: set[str] = set()
    while wanted - taken:
        name = min(wanted - taken)
        taken.add(name)
        if name not in known:
            continue
        style = deepcopy(known[name])
        based = style.find(qn("w:basedOn"))
        if based is not None:
            wanted.add(based.get(qn("w:val")))
            based.set(qn("w:val"), f"{PREFIX}{based.get(qn('w:val'))}")
        if _without_numbers(style):
            bullets.add(name)
        word.styles.element.append(_renamed(style, name))
    return bullets


def _renamed(style: Any, name: str) -> Any:
    style.set(qn("w:styleId"), f"{PREFIX}{name}")
    style.attrib.pop(qn("w:default"), None)
    style.set(qn("w:customStyle"), "1")
    called = style.find(qn("w:name"))
    called.set(qn("w:val"), f"Fælles {called.get(qn('w:val'))}")
    for tag in ("w:link", "w:next", "w:aliases"):
        for each in style.findall(qn(tag)):
            style.remove(each)
    if heading := _HEADING.fullmatch(name):
        _set_level(style, int(heading[1]))
    return style


def _set_level(style: Any, level: int) -> None:
    """Keep a heading a heading for Word's navigation and for screen readers."""
    properties = style.get_or_add_pPr()
    if properties.find(qn("w:outlineLvl")) is None:
        outline = OxmlElement("w:outlineLvl")
        outline.set(qn("w:val"), str(level - 1))
        properties.append(outline)


def _without_numbers(style: Any) -> bool:
    """Take automatic numbers away, whose definitions stay behind; the indent they gave is set instead."""
    properties = style.find(qn("w:pPr"))
    numbers = properties.find(qn("w:numPr")) if properties is not None else None
    if numbers is None:
        return False
    properties.remove(numbers)
    if numbers.find(qn("w:numId")) is None:
        return False
    if properties.find(qn("w:ind")) is None:
        indent = OxmlElement("w:ind")
        indent.set(qn("w:left"), "360")
        indent.set(qn("w:hanging"), "360")
        properties.insert_element_before(
            indent, "w:contextualSpacing", "w:mirrorIndents", "w:jc", "w:outlineLvl", "w:rPr"
        )
    return True


def _protect(word: WordDocument) -> None:
    """Word opens the document for reading only, as our own texts."""
    if word.settings.element.find(qn("w:documentProtection")) is None:
        from documents.wordtemplates.looks import protect

        protect(word)
