"""Word documents of a common text: the draft the supplier reads, and each municipality's agreement."""

import io
import re
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from agreements.joint.context import Controller, common_context, with_controller
from agreements.joint.models import CommonText
from documents.storage import read_bytes
from documents.word import Template, compiled
from documents.word.styles import StyleNames

Clause = dict[str, Any]
HEADINGS = {f"{name} {level}": level for name in ("Heading", "Fælles heading") for level in (1, 2, 3)}
OWN_TEXT = "Leverandørens tekst"
CONTENTS = "1. Indhold"
_KEY = re.compile(r"tekst|(?:F-)?[0-9A-Z][0-9A-Z.]{0,15}")


def template_of(text: CommonText) -> Template:
    """Return the text's Word template, compiled once.

    Filling it raises documents.word.RefusedTemplateError where the stored file is not the one the text
    was begun on.
    """
    return compiled(text.template_sha256, lambda: read_bytes(text.template_sha256))


def draft(text: CommonText, values: dict[str, dict[str, Any]]) -> bytes:
    """Return the text as Word with the municipality left open."""
    common = common_context(text, values)
    return template_of(text).render(with_controller(common, Controller(), text.number))


def clauses_of(document: bytes, *, whole: bool = False) -> list[Clause]:
    """Return a rendered document clause by clause, as a page shows it.

    Each clause has `key` ("7", "B.1"), `heading`, `level` and `blocks`: text, item, or a table's rows.
    The contents list and the front are left out; with `whole`, for a text that is not built like ours,
    nothing is.
    """
    word = Document(io.BytesIO(document))
    styles, found = StyleNames(word), list[Clause]()
    if whole:
        found.append({"key": "tekst", "heading": OWN_TEXT, "level": 1, "blocks": []})
    for element in word.element.body.iterchildren():
        if element.tag == qn("w:p"):
            _take_paragraph(found, Paragraph(element, word), styles)
        elif element.tag == qn("w:tbl") and found:
            rows = [[cell.text.strip() for cell in row.cells] for row in Table(element, word).rows]
            found[-1]["blocks"].append({"kind": "table", "rows": rows})
    if whole and not found[0]["blocks"]:
        del found[0]
    return _told_apart([clause for clause in found if clause["heading"] != CONTENTS])


def _told_apart(clauses: list[Clause]) -> list[Clause]:
    """Two clauses of one number, or a heading that begins with no number, get a key of their own."""
    taken: set[str] = set()
    for place, clause in enumerate(clauses, 1):
        if not _KEY.fullmatch(clause["key"]) or clause["key"] in taken:
            clause["key"] = f"afsnit-{place}"
        taken.add(clause["key"])
    return clauses


def _take_paragraph(found: list[Clause], paragraph: Paragraph, styles: StyleNames) -> None:
    words = paragraph.text.strip()
    if not words:
        return
    style = styles.of(paragraph)
    level = HEADINGS.get(style, 0)
    if level in (1, 2) and (found or words.startswith("1.")):
        found.append({"key": _key(words), "heading": words, "level": level, "blocks": []})
    elif found:
        is_item = style.removeprefix("Fælles ") in ("Clause item", "List Bullet")
        kind = "heading" if level == 3 else "item" if is_item else "text"
        found[-1]["blocks"].append({"kind": kind, "text": words.replace("\t", " ")})


def _key(heading: str) -> str:
    """Return "7" of "7. Anvendelse …", "B" of "Bilag B. …", "F-B" of "Fællesbilag B. …", "B.1" of "B.1 …"."""
    words = heading.removeprefix("Bilag ").replace("Fællesbilag ", "F-").split()
    return words[0].rstrip(".") if words else ""
