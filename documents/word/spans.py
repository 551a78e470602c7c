"""Text of a Word paragraph as one string, and changing a part of it that may run over several runs."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(frozen=True)
class Piece:
    """One text element of a paragraph, and where its text begins in the paragraph's."""

    element: Any
    start: int

    @property
    def text(self) -> str:
        """The element's text."""
        return self.element.text or ""

    @property
    def end(self) -> int:
        """Where its text ends."""
        return self.start + len(self.text)


def pieces_of(paragraph: Any) -> list[Piece]:
    """The paragraph's own text elements; those of a text box inside it belong to the box's paragraphs."""
    found, at = [], 0
    for element in paragraph.iter(qn("w:t")):
        if own_paragraph(element) is paragraph and not _is_deleted(element):
            piece = Piece(element, at)
            found.append(piece)
            at = piece.end
    return found


def own_paragraph(element: Any) -> Any:
    """The nearest paragraph around an element, or None."""
    return next(element.iterancestors(qn("w:p")), None)


def _is_deleted(element: Any) -> bool:
    return next(element.iterancestors(qn("w:del")), None) is not None


def text_of(pieces: list[Piece]) -> str:
    """The text of the pieces together."""
    return "".join(piece.text for piece in pieces)


def replace(pieces: list[Piece], start: int, end: int, words: str) -> None:
    """Put words in place of the text from start to end: all of them in the first run they touch."""
    first = True
    for piece in touched(pieces, start, end):
        before, after = piece.text[: max(start - piece.start, 0)], piece.text[max(end - piece.start, 0) :]
        piece.element.text = f"{before}{words if first else ''}{after}"
        piece.element.set(SPACE, "preserve")
        first = False


def touched(pieces: list[Piece], start: int, end: int) -> list[Piece]:
    """The pieces that hold some of the text from start to end."""
    return [piece for piece in pieces if piece.start < end and piece.end > start]


def run_of(element: Any) -> Any:
    """The run a text element stands in."""
    return next(element.iterancestors(qn("w:r")), None)


def paragraphs_of(root: Any) -> Iterator[Any]:
    """All paragraphs, those of tables and text boxes too; of a text box kept twice only Word's own form."""
    for paragraph in root.iter(qn("w:p")):
        ancestors = {each.tag.rpartition("}")[2] for each in paragraph.iterancestors()}
        if "Fallback" not in ancestors:
            yield paragraph
