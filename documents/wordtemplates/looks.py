"""How our Word documents look: page, styles, header and footer."""

from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

FONT = "Arial"
INK = RGBColor(0x1A, 0x1A, 0x1A)
ACCENT = RGBColor(0x0B, 0x3D, 0x5C)
MUTED = RGBColor(0x55, 0x5F, 0x69)
GREEN, YELLOW, RED = RGBColor(0x1E, 0x7B, 0x34), RGBColor(0xB2, 0x6A, 0x00), RGBColor(0xB4, 0x1E, 0x1E)
TINT = "E8EEF3"
LINE = "B8C4CE"
LANGUAGE = "da-DK"
TEXT_WIDTH = Cm(16.2)


def new_document(title: str, subject: str, language: str = LANGUAGE) -> WordDocument:
    """An empty A4 document with our styles, with language, title and subject for screen readers."""
    word = Document()
    word._body.clear_content()
    _drop_thumbnail(word)
    _page(word)
    _styles(word, language)
    properties = word.core_properties
    properties.title, properties.subject, properties.language = title, subject, language
    properties.author, properties.comments, properties.keywords = "{{ sekretariat.navn }}", "", ""
    properties.last_modified_by = ""
    return word


def _drop_thumbnail(word: WordDocument) -> None:
    """python-docx's start document carries a picture of itself."""
    relations = word.part.package.rels
    for key in [key for key, one in relations.items() if one.reltype.endswith("/thumbnail")]:
        del relations[key]


def _page(word: WordDocument) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(2.4), Cm(2.4)
    section.top_margin, section.bottom_margin = Cm(2.6), Cm(2.4)
    section.header_distance, section.footer_distance = Cm(1.2), Cm(1.1)


def _styles(word: WordDocument, language: str) -> None:
    defaults = word.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for former in defaults.findall(qn("w:lang")):
        defaults.remove(former)
    spoken = OxmlElement("w:lang")
    spoken.set(qn("w:val"), language)
    spoken.set(qn("w:eastAsia"), language)
    defaults.append(spoken)
    _style(word, "Normal", 10, INK, after=6, line=1.22)
    _style(word, "Title", 24, ACCENT, bold=True, before=0, after=4, line=1.05)
    _style(word, "Subtitle", 12, MUTED, after=16)
    _style(word, "Heading 1", 14, ACCENT, bold=True, before=18, after=6, keep=True)
    _style(word, "Heading 2", 11, ACCENT, bold=True, before=12, after=4, keep=True)
    _style(word, "Heading 3", 10, INK, bold=True, before=8, after=2, keep=True)
    _style(word, "List Bullet", 10, INK, after=4, line=1.22)
    _space_items(word.styles["List Bullet"])
    _own_style(word, "Numbered clause", 10, before=3, after=4, hanging=Cm(1.2))
    _own_style(word, "Clause item", 10, after=3, hanging=Cm(0.8), left=Cm(2.0))
    _own_style(word, "Table text", 9, after=2)
    _own_style(word, "Table head", 9, after=2, bold=True)
    _own_style(word, "Small print", 8, after=2, colour=MUTED)
    _own_style(word, "Address", 10, after=0)
    _own_style(word, "Lead", 11, after=10, colour=ACCENT)


def _style(word: WordDocument, name: str, size: float, colour: RGBColor, **looks: Any) -> Any:
    style = word.styles[name]
    _font(style, size, colour, bold=looks.get("bold", False))
    paragraph = style.paragraph_format
    paragraph.space_before, paragraph.space_after = Pt(looks.get("before", 0)), Pt(looks.get("after", 6))
    paragraph.line_spacing = looks.get("line", 1.15)
    paragraph.keep_with_next = looks.get("keep", False)
    borders = style.element.get_or_add_pPr().find(qn("w:pBdr"))
    if borders is not None:
        style.element.pPr.remove(borders)
    return style


def _space_items(style: Any) -> None:
    """Let the items of a list stand apart, as the start document does not."""
    together = style.element.pPr.find(qn("w:contextualSpacing"))
    if together is not None:
        style.element.pPr.remove(together)


def _own_style(word: WordDocument, name: str, size: float, **looks: Any) -> None:
    style = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = word.styles["Normal"]
    _style(word, name, size, looks.pop("colour", INK), **looks)
    if "hanging" in looks:
        left = looks.get("left", looks["hanging"])
        style.paragraph_format.left_indent = left
        style.paragraph_format.first_line_indent = -looks["hanging"]
        style.paragraph_format.tab_stops.add_tab_stop(left)


def _font(style: Any, size: float, colour: RGBColor, *, bold: bool) -> None:
    style.font.name, style.font.size, style.font.bold, style.font.italic = FONT, Pt(size), bold, False
    style.font.color.rgb = colour
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for key in list(fonts.attrib):
        if key.endswith("Theme"):
            del fonts.attrib[key]
    for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{kind}"), FONT)
    spacing = style.element.rPr.find(qn("w:spacing"))
    if spacing is not None:
        style.element.rPr.remove(spacing)


def header_and_footer(
    word: WordDocument, left: str, right: str, foot: str, pages: tuple[str, str] = ("Side ", " af ")
) -> None:
    """What stands on every page: two short texts above a line; below, a text and the page's number."""
    section = word.sections[0]
    head = section.header.paragraphs[0]
    _two_sided(head, left, right)
    rule(head, "bottom")
    footer = section.footer.paragraphs[0]
    _two_sided(footer, foot, pages[0])
    _field(footer, "PAGE")
    footer.add_run(pages[1])
    _field(footer, "NUMPAGES")
    rule(footer, "top")


def _two_sided(paragraph: Paragraph, left: str, right: str) -> None:
    paragraph.style = "Small print"
    paragraph.paragraph_format.tab_stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run(f"{left}\t{right}")


def rule(paragraph: Paragraph, side: str) -> None:
    """A thin line above or below a paragraph."""
    borders = OxmlElement("w:pBdr")
    line = OxmlElement(f"w:{side}")
    for key, value in (("val", "single"), ("sz", "4"), ("space", "4"), ("color", LINE)):
        line.set(qn(f"w:{key}"), value)
    borders.append(line)
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def _field(paragraph: Paragraph, code: str) -> None:
    """A field that Word counts itself, with 1 until it has."""
    for kind, text in (("begin", None), (None, code), ("separate", None), ("text", "1"), ("end", None)):
        run = paragraph.add_run()
        if kind == "text":
            run.text = text or ""
        elif kind is None:
            instruction = OxmlElement("w:instrText")
            instruction.text = f" {text} "
            run._r.append(instruction)
        else:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)


def protect(word: WordDocument) -> None:
    """Word opens the document for reading only: the agreed text is changed by a new version, not by hand."""
    protection = OxmlElement("w:documentProtection")
    protection.set(qn("w:edit"), "readOnly")
    protection.set(qn("w:enforcement"), "1")
    settings = word.settings.element
    place = settings.find(qn("w:defaultTabStop"))
    settings.insert(list(settings).index(place) if place is not None else 0, protection)
