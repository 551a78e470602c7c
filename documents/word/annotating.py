"""Our answers as Word comments in a document that we made ourselves, and tracked changes asked for in it."""

import io
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph


@dataclass(frozen=True)
class Remark:
    """A comment to write: at the paragraph of these words, else of this number, else under this heading."""

    text: str
    author: str
    words: str = ""
    number: str = ""
    heading: str = ""


def annotated(content: bytes, remarks: Sequence[Remark]) -> bytes:
    """Return the document with each remark as a Word comment, and with every change in it tracked by Word.

    A remark whose place is gone stands at the document's first paragraph with words: none is lost.
    """
    word = Document(io.BytesIO(content))
    paragraphs = [
        each
        for element in word.element.body.iter(qn("w:p"))
        if (each := Paragraph(element, word)).text.strip()
    ]
    for remark in remarks:
        _write(word, _place(paragraphs, remark), remark)
    _track(word)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def _place(paragraphs: list[Paragraph], remark: Remark) -> Paragraph:
    words, number = _plain(remark.words), remark.number.split(" ")[0]
    for fits in (
        lambda text: bool(words) and text == words,
        lambda text: bool(number) and text.split(" ")[0].rstrip(".") == number and text != number,
        lambda text: bool(remark.heading) and text == _plain(remark.heading),
    ):
        # The last one: the contents list names the headings first.
        if found := [each for each in paragraphs if fits(_plain(each.text))]:
            return found[-1]
    return paragraphs[0]


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _write(word: WordDocument, paragraph: Paragraph, remark: Remark) -> None:
    runs = paragraph.runs or [paragraph.add_run()]
    initials = "".join(part[0] for part in remark.author.split()[:3])
    word.add_comment([runs[0], runs[-1]], text=remark.text, author=remark.author, initials=initials)


def _track(word: WordDocument) -> None:
    """Word marks every change from now on; until then the document was for reading only."""
    settings: Any = word.settings.element
    protection = settings.find(qn("w:documentProtection"))
    if protection is None:
        protection = OxmlElement("w:documentProtection")
        place = settings.find(qn("w:defaultTabStop"))
        settings.insert(list(settings).index(place) if place is not None else 0, protection)
    protection.set(qn("w:edit"), "trackedChanges")
    protection.set(qn("w:enforcement"), "1")
    if settings.find(qn("w:trackRevisions")) is None:
        protection.addprevious(OxmlElement("w:trackRevisions"))
