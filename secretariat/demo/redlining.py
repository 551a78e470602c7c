"""A Word file as a supplier sends it back: with tracked changes and comments, the way Word writes them."""

import io
from collections.abc import Iterator
from copy import deepcopy
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

WHEN = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


class Redline:
    """A document in which `author` suggests changes."""

    def __init__(self, content: bytes, author: str = "Leo Leverandør") -> None:
        """Open the document."""
        self.word = Document(io.BytesIO(content))
        self.author = author
        self._number = 9000

    def replace(self, old: str, new: str, *, comment: str = "") -> None:
        """Suggest other words; an empty `new` suggests to leave `old` out."""
        paragraph = self.find(old)
        start, end = self._cut(paragraph, old)
        deleted = self._tracked("w:del", [start], "w:delText")
        end.addprevious(deleted)
        around = deleted
        if new:
            inserted = self._tracked("w:ins", [_run(new, start)], "w:t")
            end.addprevious(inserted)
            around = inserted
        if comment:
            self._comment(deleted, around, comment)

    def insert(self, after: str, new: str) -> None:
        """Suggest words after some others in the same paragraph."""
        start, end = self._cut(self.find(after), after)
        end.addprevious(self._tracked("w:ins", [_run(new, start)], "w:t"))

    def insert_paragraph(self, after: str, new: str) -> None:
        """Suggest a new paragraph after the one that holds some words."""
        paragraph = self.find(after)
        made = OxmlElement("w:p")
        properties = OxmlElement("w:pPr")
        mark = OxmlElement("w:rPr")
        mark.append(self._change("w:ins"))
        properties.append(mark)
        made.append(properties)
        made.append(self._tracked("w:ins", [_run(new)], "w:t"))
        paragraph._p.addnext(made)

    def delete_paragraph(self, holding: str) -> None:
        """Suggest to leave a whole paragraph out, its mark too."""
        paragraph = self.find(holding)
        runs = list(paragraph._p.iterchildren(qn("w:r")))
        last = runs[-1].getnext()
        deleted = self._tracked("w:del", runs, "w:delText")
        paragraph._p.append(deleted) if last is None else last.addprevious(deleted)
        properties = paragraph._p.get_or_add_pPr()
        mark = OxmlElement("w:rPr")
        mark.append(self._change("w:del"))
        properties.append(mark)

    def comment(self, at: str, text: str) -> None:
        """Write a comment at some words."""
        start, _ = self._cut(self.find(at), at)
        self._comment(start, start, text)

    def accept_all(self) -> None:
        """Accept every tracked change, as somebody who does not want to be seen."""
        body = self.word.element.body
        for name in ("w:del", "w:moveFrom"):
            for each in list(body.iter(qn(name))):
                each.getparent().remove(each)
        for each in list(body.iter(qn("w:ins"))):
            parent = each.getparent()
            for child in list(each):
                each.addprevious(child)
            parent.remove(each)

    def saved(self) -> bytes:
        """Return the file."""
        out = io.BytesIO()
        self.word.save(out)
        return out.getvalue()

    def find(self, words: str) -> Paragraph:
        """Return the first paragraph with the words in it, untouched by an earlier suggestion."""
        for each in self._paragraphs():
            if words in "".join(run.text for run in each.runs):
                return each
        raise LookupError(words)

    def _paragraphs(self) -> Iterator[Paragraph]:
        for each in self.word.element.body.iter(qn("w:p")):
            yield Paragraph(each, self.word)

    def _cut(self, paragraph: Paragraph, words: str) -> tuple[Any, Any]:
        """Return the run that holds exactly the words, and an element after it, both in the paragraph."""
        for run in list(paragraph.runs):
            if words not in run.text:
                continue
            before, _, after = run.text.partition(words)
            middle, rest = _run(words, run._r), _run(after, run._r)
            run._r.addnext(middle)
            middle.addnext(rest)
            run.text = before
            return middle, rest
        raise LookupError(words)

    def _tracked(self, name: str, runs: list[Any], text: str) -> Any:
        made = self._change(name)
        for each in runs:
            made.append(each)
            for words in list(each.iter(qn("w:t"))):
                words.tag = qn(text)
        return made

    def _change(self, name: str) -> Any:
        made = OxmlElement(name)
        self._number += 1
        made.set(qn("w:id"), str(self._number))
        made.set(qn("w:author"), self.author)
        made.set(qn("w:date"), WHEN.strftime("%Y-%m-%dT%H:%M:%SZ"))
        return made

    def _comment(self, first: Any, last: Any, text: str) -> None:
        made = self.word.comments.add_comment(text, author=self.author, initials="LL")
        start, end = OxmlElement("w:commentRangeStart"), OxmlElement("w:commentRangeEnd")
        for each in (start, end):
            each.set(qn("w:id"), str(made.comment_id))
        reference = OxmlElement("w:commentReference")
        reference.set(qn("w:id"), str(made.comment_id))
        run = OxmlElement("w:r")
        run.append(reference)
        first.addprevious(start)
        last.addnext(end)
        end.addnext(run)


def _run(text: str, like: Any = None) -> Any:
    made = OxmlElement("w:r")
    if like is not None and like.rPr is not None:
        made.append(deepcopy(like.rPr))
    words = OxmlElement("w:t")
    words.text = text
    words.set(qn("xml:space"), "preserve")
    made.append(words)
    return made
