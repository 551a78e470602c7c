"""The parts of a Word file that hold fields, as Jinja source and compiled."""

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from itertools import islice
from typing import Any
from xml.parsers import expat

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.coreprops import CoreProperties
from docx.opc.oxml import serialize_part_xml
from docx.opc.part import Part
from docx.oxml import parse_xml
from docxtpl import DocxTemplate
from jinja2 import Template
from lxml import etree

from documents.word.errors import RefusedTemplateError
from documents.word.sandbox import WordEnvironment
from documents.word.wellformed import is_always_well_formed

MAX_CHARACTERS = 60_000_000
OUTPUTS_AT_ONCE = 100
# The core properties docxtpl fills; Word itself takes no more than 255 characters in each.
PROPERTIES = ("author", "comments", "identifier", "language", "subject", "title")
PROPERTY_LENGTH = 255
NOTES = (CONTENT_TYPE.WML_FOOTNOTES, CONTENT_TYPE.WML_ENDNOTES)
ACROSS = (
    "En betingelse eller gentagelse i skabelonen begynder og slutter på steder, der ikke passer sammen, "
    "for eksempel inde i en tabel. Sæt dens begyndelse og slutning i hvert sit afsnit."
)

_XML_HEAD = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
_BODY_TAG = re.compile(r"<w:body\b[^>]*>")
_BREAKS = re.compile("[\n\t]")
_PARAGRAPH = re.compile(r"<w:p(?: [^>]*)?>.*?</w:p>", re.DOTALL)
_PICTURE_ID = re.compile(r'(<wp:docPr\b[^>]*?\bid=")[^"]*')
_OF_DOCXTPL = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})


@dataclass(frozen=True)
class Source:
    """One part's Jinja source, and what stands around it in the file."""

    name: str
    jinja: str
    before: str = _XML_HEAD
    after: str = ""
    is_body: bool = False
    odd_tables: bool = False


def sources(word: DocxTemplate) -> Iterator[Source]:
    """Body, headers, footers, footnotes and endnotes, patched by the code that docxtpl fills them with."""
    yield _body(word)
    for relationship in (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER):
        for _, part in word.get_headers_footers(relationship):
            yield Source(_name(part), _literal_braces(word.patch_xml(word.get_part_xml(part))))
    for part in _notes(word):
        text = etree.tostring(etree.fromstring(part.blob), encoding="unicode")
        yield Source(_name(part), _literal_braces(word.patch_xml(text)))


def mapped_parts(word: DocxTemplate) -> Iterator[tuple[str, Any]]:
    """Name and XML of the parts that are filled, to be changed in place before the file is saved."""
    yield _name(word.docx.part), word.docx._element.body
    for relationship in (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER):
        for _, part in word.get_headers_footers(relationship):
            if hasattr(part, "_element"):
                yield _name(part), part._element
    for part in _notes(word):
        root = parse_xml(part.blob)
        yield _name(part), root
        part._blob = serialize_part_xml(root)  # python-docx knows these parts as bytes only


def _notes(word: DocxTemplate) -> list[Part]:
    """Footnotes and endnotes; docxtpl itself would send endnotes out unfilled."""
    return [part for part in word.docx.part.package.parts if part.content_type in NOTES]


def _body(word: DocxTemplate) -> Source:
    whole = serialize_part_xml(word.docx._element).decode()
    tag = _BODY_TAG.search(whole)
    if tag is None:
        raise RefusedTemplateError(["Skabelonen er tom."])
    end = whole.index("</w:body>") + len("</w:body>")
    # lxml repeats every namespace on the body when it is written alone; the document has them already.
    jinja = _BODY_TAG.sub(tag.group(0), word.patch_xml(word.get_xml()), count=1)
    return Source(
        _name(word.docx.part),
        _literal_braces(jinja),
        whole[: tag.start()],
        whole[end:],
        is_body=True,
        odd_tables=_has_odd_tables(word.docx._element.body),
    )


def _literal_braces(jinja: str) -> str:
    """docxtpl's `{_{` for a literal brace, resolved in the template so that a value is never changed."""
    for written, meant in (("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}")):
        jinja = jinja.replace(written, f"{{{{ '{meant}' }}}}")
    return jinja


def _has_odd_tables(body: Any) -> bool:
    """True where a row's cells do not match the table's columns, so that docxtpl would change the table."""
    for table in body.iter("{*}tbl"):
        columns = len(table.find("{*}tblGrid").findall("{*}gridCol"))
        for row in table.iter("{*}tr"):
            if "{%tr" not in "".join(row.itertext()) and _columns(row) != columns:
                return True
            if "{%tc" in "".join(row.itertext()) or "colspan" in "".join(row.itertext()):
                return True
    return False


def _columns(row: Any) -> int:
    spans = [cell.find("{*}tcPr/{*}gridSpan") for cell in row.findall("{*}tc")]
    return sum(1 if span is None else int(span.values()[0]) for span in spans)


def _name(part: Part) -> str:
    return str(part.partname).lstrip("/")


class CompiledPart:
    """A part ready to be filled again and again."""

    def __init__(self, source: Source, template: Template, docxtpl: DocxTemplate) -> None:
        self.source = source
        self.template = template
        self._docxtpl = docxtpl
        self._is_proven = is_always_well_formed(template.environment.parse(source.jinja))
        self._has_pictures = source.is_body and "<wp:docPr" in source.jinja

    def fill(self, context: dict[str, Any]) -> bytes:
        """The part's XML with the values in it, well-formed."""
        pieces = _within_bounds(self.template, context)
        has_breaks = any("\n" in piece or "\t" in piece for piece in pieces)
        if self._is_proven and not (has_breaks or self._has_pictures or self.source.odd_tables):
            # Encoded piece by piece: to lay out the whole text twice costs more than to fill it.
            return b"".join(piece.encode() for piece in (self.source.before, *pieces, self.source.after))
        return self._reworked("".join(pieces), has_breaks=has_breaks)

    def _reworked(self, filled: str, *, has_breaks: bool) -> bytes:
        """The part's XML where the filled text must be looked at as a whole."""
        if has_breaks:
            filled = _PARAGRAPH.sub(self._resolve_breaks, filled)
        if self._has_pictures:
            filled = _numbered_pictures(filled)
        xml = f"{self.source.before}{filled}{self.source.after}".encode()
        # docxtpl would mend it and lose the rest of the text without a word.
        if not self._is_proven and not _is_well_formed(xml):
            raise RefusedTemplateError([ACROSS])
        if self.source.odd_tables:
            xml = f"{self.source.before}{self._with_fitting_tables(filled)}{self.source.after}".encode()
        return xml

    def _resolve_breaks(self, paragraph: re.Match[str]) -> str:
        """Line feed and tab in a value become Word's own, by docxtpl's code; other paragraphs stay."""
        text = paragraph.group(0)
        return str(self._docxtpl.resolve_listing(text)) if _BREAKS.search(text) else text

    def _with_fitting_tables(self, body: str) -> str:
        """docxtpl's own adjustment of tables whose number of columns depends on the values."""
        root = etree.fromstring(f"{self.source.before}{self.source.after}".encode())
        names = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in root.nsmap.items() if prefix)
        tree = self._docxtpl.fix_tables(_BODY_TAG.sub(f"<w:body {names}>", body, count=1))
        return str(etree.tostring(tree, encoding="unicode"))


def _within_bounds(template: Template, context: dict[str, Any]) -> list[str]:
    """The filled text in pieces; a template that multiplies its rows without end is stopped."""
    outputs = template.root_render_func(template.new_context(context))
    pieces: list[str] = []
    length = 0
    while several := list(islice(outputs, OUTPUTS_AT_ONCE)):
        piece = "".join(several)
        pieces.append(piece)
        length += len(piece)
        if length > MAX_CHARACTERS:
            raise RefusedTemplateError(
                ["Dokumentet bliver for stort. Skabelonen gentager sig selv for mange gange."]
            )
    return pieces


def _is_well_formed(xml: bytes) -> bool:
    try:
        expat.ParserCreate().Parse(xml, True)
    except expat.ExpatError:
        return False
    return True


def _numbered_pictures(body: str) -> str:
    """Pictures in a repeated row get a number each, from 1001 as docxtpl does it."""
    number = iter(range(1001, 10_000_000))
    return _PICTURE_ID.sub(lambda found: f"{found.group(1)}{next(number)}", body)


def property_texts(word: DocxTemplate) -> dict[str, str]:
    """Title, author and so on, as the template has them."""
    return {name: getattr(word.docx.core_properties, name).translate(_OF_DOCXTPL) for name in PROPERTIES}


class CompiledProperties:
    """Title, author and so on: what Word and a screen reader show about the file."""

    def __init__(self, word: DocxTemplate, texts: dict[str, str], environment: WordEnvironment) -> None:
        self._of_file = word.docx.core_properties
        self.name = _name(word.docx.part.package._core_properties_part)
        # The values go into an XML tree, which escapes them itself.
        plain_text = environment.overlay(autoescape=False)
        self._templates = {name: plain_text.from_string(text) for name, text in texts.items()}

    def fill(self, context: dict[str, Any]) -> bytes:
        """The core properties' XML with the values in it."""
        filled = CoreProperties(deepcopy(self._of_file._element))
        for name, template in self._templates.items():
            setattr(filled, name, "".join(_within_bounds(template, context))[:PROPERTY_LENGTH])
        return serialize_part_xml(filled._element)
