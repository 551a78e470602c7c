"""What is read out of a Word file, before it becomes plain data."""

from dataclasses import dataclass, field
from typing import Any

SAME, INSERTED, DELETED, MOVED_FROM, MOVED_TO, GONE = "same", "ins", "del", "from", "to", "gone"
BEFORE = (SAME, DELETED, MOVED_FROM)
AFTER = (SAME, INSERTED, MOVED_TO)
PARAGRAPH_MARK = "¶"


@dataclass(frozen=True)
class Mark:
    """A tracked change around some text: what, by whom, when; `name` ties the two ends of a move."""

    kind: str
    author: str = ""
    date: str = ""
    name: str = ""


@dataclass(frozen=True)
class Piece:
    """Some text of a paragraph with the change it stands in, and the comments whose range it lies in."""

    kind: str
    text: str
    mark: Mark = Mark(SAME)
    comments: frozenset[str] = frozenset()

    @property
    def is_changed(self) -> bool:
        """Return whether the text was inserted, deleted or moved."""
        return self.kind != SAME


@dataclass
class Place:
    """Where in the document: the part of the file, the clause, its heading, and the paragraph's number."""

    part: str = ""
    clause: str = ""
    heading: str = ""
    number: str = ""

    def as_data(self) -> dict[str, str]:
        """Return it as plain data."""
        return {
            "part": self.part,
            "clause": self.clause[:20],
            "heading": self.heading[:200],
            "place": self.number[:30],
        }


@dataclass
class Para:
    """A paragraph (or a table row that was inserted or deleted whole), in its place."""

    place: Place
    pieces: list[Piece] = field(default_factory=list)
    level: int = 0
    names: list[str] = field(default_factory=list)

    def text(self, kinds: tuple[str, ...]) -> str:
        """Return the text of the pieces of some kinds, without paragraph marks."""
        return "".join(
            each.text for each in self.pieces if each.kind in kinds and each.text != PARAGRAPH_MARK
        ).strip()

    @property
    def before(self) -> str:
        """Return the text with every tracked change rejected."""
        return self.text(BEFORE)

    @property
    def after(self) -> str:
        """Return the text with every tracked change accepted."""
        return self.text(AFTER)


@dataclass
class Comment:
    """A comment, the words it stands at, and the answers to it."""

    id: str
    author: str
    date: str
    text: str
    paragraphs: frozenset[str] = frozenset()
    resolved: bool = False
    anchor: str = ""
    replies: list["Comment"] = field(default_factory=list)

    def key(self) -> tuple[str, str]:
        """Return what tells that two comments are the same one in two files."""
        return self.author, " ".join(self.text.split())

    def as_data(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "author": self.author,
            "date": self.date,
            "text": self.text,
            "anchor": self.anchor[:500],
            "resolved": self.resolved,
            "replies": [each.as_data() for each in self.replies],
        }


@dataclass
class Document:
    """Everything read out of one file."""

    paragraphs: list[Para]
    comments: list[Comment]
    formatting: int = 0
    insertions: int = 0
    deletions: int = 0
