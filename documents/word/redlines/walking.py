"""A paragraph's pieces, as they stand in the XML: runs, tracked changes around them, comment ranges."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from documents.word.redlines.model import (
    BEFORE,
    DELETED,
    GONE,
    INSERTED,
    MOVED_FROM,
    MOVED_TO,
    PARAGRAPH_MARK,
    SAME,
    Mark,
    Piece,
)
from documents.word.redlines.package import W

TRACKED = {"ins": INSERTED, "del": DELETED, "moveFrom": MOVED_FROM, "moveTo": MOVED_TO}
AROUND = frozenset(
    {"hyperlink", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml", "dir", "bdo", "subDoc", "rt"}
)
FORMATTING = (
    "rPrChange",
    "pPrChange",
    "sectPrChange",
    "tblPrChange",
    "tblGridChange",
    "trPrChange",
    "tcPrChange",
    "tblPrExChange",
    "numberingChange",
)
_WRITTEN = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_LONGEST_NAME = 100


@dataclass
class Walk:
    """What goes on from paragraph to paragraph: open comments, what they cover, ends of moves."""

    open_comments: list[str] = field(default_factory=list)
    anchors: dict[str, list[str]] = field(default_factory=dict)
    move: str = ""
    boxes: list[Any] = field(default_factory=list)

    def pass_by(self, name: str, element: Any) -> None:
        """Note where a comment's range or a move begins or ends."""
        key = element.get(f"{W}id", "")
        if name == "commentRangeStart":
            self.begin(key)
        elif name == "commentRangeEnd":
            self.end(key)
        elif name in ("moveFromRangeStart", "moveToRangeStart"):
            self.move = element.get(f"{W}name", "")
        elif name in ("moveFromRangeEnd", "moveToRangeEnd"):
            self.move = ""

    def begin(self, comment: str) -> None:
        """A comment's range begins here."""
        if comment not in self.open_comments:
            self.open_comments.append(comment)
        self.anchors.setdefault(comment, [])

    def end(self, comment: str) -> None:
        """A comment's range ends here."""
        if comment in self.open_comments:
            self.open_comments.remove(comment)

    def cover(self, kind: str, text: str) -> frozenset[str]:
        """Give the open comments a piece of text; return which they are."""
        for each in self.open_comments:
            # What was replaced is what the comment is about; new words only where there is nothing else.
            if kind in BEFORE or not self.anchors[each]:
                self.anchors[each].append(text)
        return frozenset(self.open_comments)


def local(element: Any) -> str:
    """Return an element's name without its namespace; nothing for what is no element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def mark_of(element: Any, kind: str, name: str = "") -> Mark:
    """Return who tracked a change, and when."""
    author = element.get(f"{W}author", "")[:_LONGEST_NAME]
    return Mark(kind, author, element.get(f"{W}date", "")[:20], name)


def pieces_of(paragraph: Any, walk: Walk, around: tuple[Mark, ...] = ()) -> Iterator[Piece]:
    """Yield the pieces of a paragraph, the tracked change of its paragraph mark last."""
    yield from _inside(paragraph, walk, around)
    for element in paragraph.iterfind(f"{W}pPr/{W}rPr/*"):
        if (kind := TRACKED.get(local(element))) and element.tag.startswith(W):
            mark = mark_of(element, kind)
            yield Piece(kind, PARAGRAPH_MARK, mark)


def _inside(parent: Any, walk: Walk, around: tuple[Mark, ...]) -> Iterator[Piece]:
    for child in parent:
        name = local(child)
        if child.tag == _ALTERNATE:
            yield from _inside(alternative(child), walk, around)
        elif not isinstance(child.tag, str) or not child.tag.startswith(W):
            continue
        elif name == "r":
            yield from _run(child, walk, around)
        elif name in TRACKED:
            yield from _inside(child, walk, (*around, mark_of(child, TRACKED[name], walk.move)))
        elif name in AROUND:
            yield from _inside(child, walk, around)
        else:
            walk.pass_by(name, child)


def alternative(element: Any) -> Any:
    """Return the one branch of an alternative that Word shows; its others say the same once more."""
    return next(iter(element), ())


def _run(run: Any, walk: Walk, around: tuple[Mark, ...]) -> Iterator[Piece]:
    for child in _children(run):
        name = local(child)
        if name == "commentReference":
            # A comment at no text at all stands where its mark does.
            yield Piece(SAME, "", comments=frozenset({child.get(f"{W}id", "")}))
            continue
        if name in ("drawing", "pict", "object"):
            walk.boxes.extend(child.iter(f"{W}txbxContent"))
        deleted = name == "delText" and not _is_deleted(around)
        marks = (*around, Mark(DELETED)) if deleted else around
        if text := _text_of(child, name):
            kind = kind_of(marks)
            yield Piece(kind, text, marks[-1] if marks else Mark(SAME), walk.cover(kind, text))


def _children(run: Any) -> Iterator[Any]:
    for child in run:
        if child.tag == _ALTERNATE:
            yield from alternative(child)
        else:
            yield child


def _text_of(child: Any, name: str) -> str:
    if name in ("t", "delText"):
        return child.text or ""
    if name in ("footnoteReference", "endnoteReference"):
        return f"[{child.get(f'{W}id', '')}]"
    if name in ("drawing", "pict", "object"):
        return "[billede]" if next(child.iter(f"{W}txbxContent"), None) is None else ""
    return _WRITTEN.get(name, "")


def _is_deleted(around: tuple[Mark, ...]) -> bool:
    return any(each.kind in (DELETED, MOVED_FROM) for each in around)


def kind_of(around: tuple[Mark, ...]) -> str:
    """Return what the tracked changes around some text make of it together."""
    kinds = [each.kind for each in around]
    away = [kind for kind in kinds if kind in (DELETED, MOVED_FROM)]
    into = [kind for kind in kinds if kind in (INSERTED, MOVED_TO)]
    if away and into:
        return GONE
    return (away or into or [SAME])[-1]
