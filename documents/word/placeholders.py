"""The placeholders of a Word file that was not written for us: what somebody is meant to fill in.

Content controls, merge fields, words in [square] or «angle» brackets, highlighted words, and {{ fields }}
that are none of ours. Each occurrence has a number, in the order of the file: the same words may stand for
two things.

Runs in the limited process (documents.word.child): the file is somebody's upload.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docxtpl import DocxTemplate
from jinja2 import TemplateSyntaxError

from documents.word import spans
from documents.word.constructs import fields_of
from documents.word.errors import RefusedTemplateError
from documents.word.parts import mapped_parts
from documents.word.places import place_of
from documents.word.sandbox import environment

CONTROL, MERGE, BRACKETS, HIGHLIGHT, FIELD = "control", "merge", "brackets", "highlight", "field"
MOST = 400
TOO_MANY = f"Filen har flere end {MOST} pladsholdere. Er det den rigtige fil?"
_WRITTEN = re.compile(r"\[[^\[\]]{1,300}\]|«[^«»]{1,300}»|‹[^‹›]{1,300}›|\{\{.*?\}\}")
_MERGEFIELD = re.compile(r"\s*MERGEFIELD\s+(?:\"([^\"]+)\"|(\S+))", re.IGNORECASE)
_LOOP_NAME = re.compile(r"\{%(?:p|tr|tc|r)?\s*for\s+(\w+)\s+in\b")
_NOT_A_PLACEHOLDER = ("docPartObj", "citation", "bibliography", "picture")
_AROUND = 60


@dataclass(frozen=True)
class Placeholder:
    """One place to fill in: its number, what kind, its words, and where it stands."""

    number: int
    kind: str
    words: str
    place: str
    around: str
    in_table: bool

    def as_data(self) -> dict[str, Any]:
        """The placeholder as JSON holds it."""
        return asdict(self)


@dataclass(frozen=True)
class Spot:
    """A placeholder with what is needed to change it: the paragraph, and where in its text."""

    placeholder: Placeholder
    paragraph: Any
    start: int
    end: int


def placeholders_of(content: bytes) -> list[Placeholder]:
    """Every placeholder of the file; raises RefusedTemplateError for more than a person can map."""
    word = DocxTemplate(io.BytesIO(content))
    word.init_docx()
    known: set[str] = set()
    found: list[Placeholder] = []
    for name, root in mapped_parts(word):
        simplify(root)
        known |= loop_names_of(root)
        for spot in spots_of(root, name, len(found), known):
            found.append(spot.placeholder)
        if len(found) > MOST:
            raise RefusedTemplateError([TOO_MANY])
    return found


def loop_names_of(root: Any) -> set[str]:
    """The names that repetitions of the part give to their rows."""
    return set(_LOOP_NAME.findall("".join(root.itertext())))


def simplify(root: Any) -> None:
    """Turn content controls and merge fields into marked words of their paragraph."""
    for field in list(root.iter(qn("w:fldSimple"))):
        _simple_field(field)
    for paragraph in root.iter(qn("w:p")):
        _complex_fields(paragraph)
    for control in list(root.iter(qn("w:sdt"))):
        _control(control)


def _simple_field(field: Any) -> None:
    if named := _MERGEFIELD.match(field.get(qn("w:instr"), "")):
        _become(list(field.iter(qn("w:r"))), f"«{named[1] or named[2]}»")
        _unwrap(field, field)


def _complex_fields(paragraph: Any) -> None:
    """The runs from the field's beginning to its end become one with its name."""
    runs: list[Any] = []
    code, open_fields = "", 0
    for run in list(paragraph.iterchildren(qn("w:r"))):
        kinds = [mark.get(qn("w:fldCharType")) for mark in run.iter(qn("w:fldChar"))]
        open_fields += kinds.count("begin")
        if open_fields:
            runs.append(run)
            code += "".join(each.text or "" for each in run.iter(qn("w:instrText")))
        open_fields -= kinds.count("end")
        if runs and not open_fields:
            if named := _MERGEFIELD.match(code):
                _become(runs, f"«{named[1] or named[2]}»")
            runs, code = [], ""


def _become(runs: list[Any], words: str) -> None:
    """Keep the looks of the first run, with the words as its only content; the others go."""
    if not runs:
        return
    first = runs[0]
    for child in [each for each in first if each.tag != qn("w:rPr")]:
        first.remove(child)
    text = first.makeelement(qn("w:t"), {spans.SPACE: "preserve"})
    text.text = words
    first.append(text)
    for run in runs[1:]:
        run.getparent().remove(run)


def _control(control: Any) -> None:
    """A control for text becomes [its name]; one that holds other controls, or a table of contents, stays."""
    properties, content = control.find(qn("w:sdtPr")), control.find(qn("w:sdtContent"))
    if properties is None or content is None:
        return
    kinds = {child.tag.rpartition("}")[2] for child in properties}
    if kinds & set(_NOT_A_PLACEHOLDER) or content.find(f".//{qn('w:tbl')}") is not None:
        return
    if content.find(f".//{qn('w:sdt')}") is not None:
        return
    paragraphs = list(content.iter(qn("w:p")))
    if not (name := _name_of(properties, content)) or len(paragraphs) > 1:
        return
    runs = list(content.iter(qn("w:r")))
    if not runs:
        runs = [parse_xml(f"<w:r {nsdecls('w')}/>")]
        (paragraphs[0] if paragraphs else content).append(runs[0])
    _become(runs, f"[{name}]")
    _unwrap(control, content)


def _name_of(properties: Any, content: Any) -> str:
    for tag in ("w:alias", "w:tag"):
        named = properties.find(qn(tag))
        if named is not None and named.get(qn("w:val"), "").strip():
            return re.sub(r"[\[\]]", "", named.get(qn("w:val"))).strip()[:200]
    words = "".join(each.text or "" for each in content.iter(qn("w:t")))
    return re.sub(r"[\[\]]", "", words).strip()[:200]


def _unwrap(outer: Any, inner: Any) -> None:
    for child in list(inner):
        outer.addprevious(child)
    outer.getparent().remove(outer)


def spots_of(root: Any, part: str, first: int, loop_names: set[str]) -> Iterator[Spot]:
    """The placeholders of a simplified part, numbered on from `first`."""
    number = first
    for paragraph in spans.paragraphs_of(root):
        pieces = spans.pieces_of(paragraph)
        words = spans.text_of(pieces)
        for kind, start, end in _in_paragraph(pieces, words, loop_names):
            number += 1
            around = f"{words[max(start - _AROUND, 0) : start]}…{words[end : end + _AROUND]}".strip()
            in_table = next(paragraph.iterancestors(qn("w:tc")), None) is not None
            shown = words[start:end].strip()
            placeholder = Placeholder(number, kind, shown, place_of(part), around, in_table)
            yield Spot(placeholder, paragraph, start, end)


def _in_paragraph(pieces: list[spans.Piece], words: str, loop_names: set[str]) -> list[tuple[str, int, int]]:
    found = [
        (FIELD if match[0].startswith("{{") else BRACKETS, match.start(), match.end())
        for match in _WRITTEN.finditer(words)
        if not match[0].startswith("{{") or not _is_ours(match[0], loop_names)
    ]
    for start, end in _highlighted(pieces):
        is_free = not any(start < taken_end and end > taken for _, taken, taken_end in found)
        if is_free and words[start:end].strip() and "{{" not in words[start:end]:
            found.append((HIGHLIGHT, start, end))
    return sorted(found, key=lambda one: one[1])


def _is_ours(field: str, loop_names: set[str]) -> bool:
    """Whether a {{ field }} is one that documents have, so that it is filled as it stands."""
    from documents.fields import example_context

    try:
        asked = fields_of(environment().parse(field))
    except TemplateSyntaxError:
        return False
    known = set(example_context("agreement")) | loop_names
    return bool(asked) and all(path.partition(".")[0].removesuffix("[]") in known for path in asked)


def _highlighted(pieces: list[spans.Piece]) -> Iterator[tuple[int, int]]:
    """Stretches of highlighted text."""
    start: int | None = None
    for piece in pieces:
        if _is_marked(spans.run_of(piece.element)):
            start = piece.start if start is None else start
        elif start is not None:
            yield start, piece.start
            start = None
    if start is not None:
        yield start, pieces[-1].end


def _is_marked(run: Any) -> bool:
    looks = run.find(qn("w:rPr")) if run is not None else None
    mark = looks.find(qn("w:highlight")) if looks is not None else None
    return mark is not None and mark.get(qn("w:val")) not in (None, "none", "white")
