"""A Word file with placeholders of its own becomes a template: each placeholder is put in words we fill.

Runs in the limited process (documents.word.child): the file is somebody's upload.
"""

import io
from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docxtpl import DocxTemplate

from documents.fields import targets
from documents.word import spans
from documents.word.parts import mapped_parts
from documents.word.placeholders import Spot, loop_names_of, simplify, spots_of

_NEEDS_PARAGRAPH = (qn("w:tc"), qn("w:footnote"), qn("w:endnote"))


def mapped(content: bytes, mapping: Mapping[str, str]) -> bytes:
    """The file with its placeholders replaced; those without a target stay as they are."""
    word = DocxTemplate(io.BytesIO(content))
    word.init_docx()
    count, known = 0, set[str]()
    for name, root in mapped_parts(word):
        simplify(root)
        known |= loop_names_of(root)
        found = list(spots_of(root, name, count, known))
        count += len(found)
        _fill(found, mapping)
    out = io.BytesIO()
    word.docx.save(out)
    return out.getvalue()


def _fill(found: list[Spot], mapping: Mapping[str, str]) -> None:
    repeated: dict[Any, str] = {}
    conditions: list[tuple[Any, str]] = []
    # From the end of the paragraph, so that what is found before stays where it was found.
    for spot in reversed(found):
        target = mapping.get(str(spot.placeholder.number), "")
        if not target or target == targets.KEEP:
            continue
        pieces = spans.pieces_of(spot.paragraph)
        _take_mark_away(spans.touched(pieces, spot.start, spot.end))
        spans.replace(pieces, spot.start, spot.end, targets.words_for(target))
        if of := targets.list_of(target):
            repeated[_row_or_paragraph(spot.paragraph)] = of
        elif condition := targets.condition_of(target):
            conditions.append((spot.paragraph, condition))
    for element, of in repeated.items():
        begin = f"for {targets.ITEM} in {of}"
        if _must_stay(element):
            _around_words(element, begin, "{% if not loop.last %}{{ '\\n' }}{% endif %}{% endfor %}")
        else:
            _around(element, begin, "endfor")
    for paragraph, condition in conditions:
        _only_if(paragraph, condition)


def _take_mark_away(pieces: list[spans.Piece]) -> None:
    """What was marked to be filled in is filled in."""
    for piece in pieces:
        run = spans.run_of(piece.element)
        looks = run.find(qn("w:rPr")) if run is not None else None
        if looks is not None:
            for mark in [*looks.findall(qn("w:highlight")), *_placeholder_style(looks)]:
                looks.remove(mark)


def _placeholder_style(looks: Any) -> list[Any]:
    """Word greys the words of an empty content control."""
    return [
        style
        for style in looks.findall(qn("w:rStyle"))
        if any(name in style.get(qn("w:val"), "").lower() for name in ("placeholder", "pladsholder"))
    ]


def _row_or_paragraph(paragraph: Any) -> Any:
    return next(paragraph.iterancestors(qn("w:tr")), paragraph)


def _around(element: Any, begin: str, end: str) -> None:
    """Set a beginning before a row or paragraph and an end after it."""
    element.addprevious(_marker(element.tag, begin))
    element.addnext(_marker(element.tag, end))


def _marker(tag: str, words: str) -> Any:
    if tag == qn("w:tr"):
        cell = f"<w:p><w:r><w:t>{{%tr {escape(words)} %}}</w:t></w:r></w:p>"
        return parse_xml(f"<w:tr {nsdecls('w')}><w:tc>{cell}</w:tc></w:tr>")
    return parse_xml(f"<w:p {nsdecls('w')}><w:r><w:t>{{%p {escape(words)} %}}</w:t></w:r></w:p>")


def _must_stay(element: Any) -> bool:
    """A cell and a note are no whole ones without a paragraph, and a note's first one has its mark."""
    return element.tag == qn("w:p") and element.getparent().tag in _NEEDS_PARAGRAPH


def _around_words(paragraph: Any, begin: str, end: str) -> None:
    pieces = spans.pieces_of(paragraph)
    last, first = pieces[-1].element, pieces[0].element
    last.text = f"{last.text or ''}{end}"
    first.text = f"{{% {begin} %}}{first.text or ''}"


def _only_if(paragraph: Any, condition: str) -> None:
    """Where the paragraph must stay, its words alone depend on the condition."""
    if _must_stay(paragraph):
        _around_words(paragraph, f"if {condition}", "{% endif %}")
    else:
        _around(paragraph, f"if {condition}", "endif")
