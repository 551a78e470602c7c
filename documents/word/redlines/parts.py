"""A whole file, paragraph by paragraph: body, tables, text boxes, notes, headers and footers, comments."""

from collections.abc import Iterator
from typing import Any

from documents.word.errors import RefusedTemplateError
from documents.word.redlines.model import (
    AFTER,
    BEFORE,
    DELETED,
    INSERTED,
    SAME,
    Comment,
    Document,
    Mark,
    Para,
    Piece,
    Place,
)
from documents.word.redlines.package import W14, W15, Package, W
from documents.word.redlines.styles import heading_levels, item_of, key_of, level_of, number_of
from documents.word.redlines.walking import (
    FORMATTING,
    TRACKED,
    Walk,
    alternative,
    local,
    mark_of,
    pieces_of,
)

MOST_PARAGRAPHS = 6_000
MOST_CHARACTERS = 3_000_000
CELL = " | "
TOO_LONG = "Filen er længere end nogen databehandleraftale. Send kun selve aftaleteksten."
_PARTS = {
    "footnotes": ("footnote", "Fodnote"),
    "endnotes": ("endnote", "Slutnote"),
    "header": ("", "Sidehoved"),
    "footer": ("", "Sidefod"),
}


class Reader:
    """Reads one file; `document()` gives everything in it."""

    def __init__(self, content: bytes) -> None:
        self.package = Package(content)
        self.levels = heading_levels(self.package)
        self.walk = Walk()
        self.found: list[Para] = []
        self.place = Place()
        self.characters = 0

    def document(self) -> Document:
        """Return the file's paragraphs and comments."""
        root = self.package.root(self.package.main)
        body = root.find(f"{W}body")
        if body is None:
            raise RefusedTemplateError(["Word-dokumentet er tomt."])
        self._blocks(body)
        roots = [root]
        for link in self.package.links(self.package.main):
            if link.kind in _PARTS and (part := self.package.root(link.name)) is not None:
                self._part(part, *_PARTS[link.kind])
                roots.append(part)
        return Document(
            self.found,
            comments_of(self.package, self.walk),
            sum(1 for part in roots for each in part.iter(*(f"{W}{name}" for name in FORMATTING))),
            sum(1 for part in roots for each in part.iter(f"{W}ins", f"{W}moveTo") if _holds_text(each)),
            sum(1 for part in roots for each in part.iter(f"{W}del", f"{W}moveFrom") if _holds_text(each)),
        )

    def _part(self, root: Any, unit: str, name: str) -> None:
        units = [root] if not unit else list(root.iter(f"{W}{unit}"))
        for each in units:
            if each.get(f"{W}type") in ("separator", "continuationSeparator", "continuationNotice"):
                continue
            self.place = Place(part=f"{name} {each.get(f'{W}id', '')}".strip())
            self._blocks(each)

    def _blocks(self, parent: Any) -> None:
        for child in parent:
            name = local(child)
            if name == "AlternateContent":
                self._blocks(alternative(child))
            elif name == "p":
                self._paragraph(child)
            elif name == "tbl":
                self._table(child)
            elif name in ("sdt", "sdtContent", "customXml", *TRACKED):
                self._blocks(child)
            elif name:
                self.walk.pass_by(name, child)

    def _table(self, table: Any) -> None:
        for row in table.iter(f"{W}tr"):
            if next((each for each in row.iterancestors(f"{W}tbl")), None) is not table:
                continue
            tracked = _row_mark(row)
            if tracked is not None:
                self._whole_row(row, tracked)
                continue
            for cell in _cells(row):
                self._blocks(cell)

    def _whole_row(self, row: Any, tracked: Mark) -> None:
        """A row that was inserted or deleted is one change, whatever its cells say."""
        words = []
        for cell in _cells(row):
            for paragraph in cell.iter(f"{W}p"):
                pieces = list(pieces_of(paragraph, self.walk))
                kinds = AFTER if tracked.kind == INSERTED else BEFORE
                words.append("".join(each.text for each in pieces if each.kind in kinds and each.text != "¶"))
        text = CELL.join(each.strip() for each in words if each.strip())
        self._keep(Para(self._here(text), [Piece(tracked.kind, text, tracked)]))

    def _paragraph(self, element: Any) -> None:
        pieces = _joined(pieces_of(element, self.walk))
        found = Para(self.place, pieces, level_of(element.find(f"{W}pPr"), self.levels))
        words = found.before or found.after
        if found.level in (1, 2) and words and not self.place.part:
            self.place = Place("", key_of(words), " ".join(words.split()), key_of(words))
        found.place = self._here(words)
        self._keep(found)
        boxes, self.walk.boxes = self.walk.boxes, []
        for box in boxes:
            self._blocks(box)

    def _here(self, words: str) -> Place:
        here = self.place
        number = number_of(words) if here.clause != "1" else ""
        if number:
            self.place = Place(here.part, here.clause, here.heading, number)
        item = item_of(words)
        shown = f"{self.place.number} {item}".strip() if item else self.place.number
        return Place(self.place.part, self.place.clause, self.place.heading, shown)

    def _keep(self, para: Para) -> None:
        self.characters += sum(len(each.text) for each in para.pieces)
        self.found.append(para)
        if len(self.found) > MOST_PARAGRAPHS or self.characters > MOST_CHARACTERS:
            raise RefusedTemplateError([TOO_LONG])


def _joined(pieces: Iterator[Piece]) -> list[Piece]:
    """Return the pieces with neighbours of the same change put together: Word cuts runs anywhere."""
    found: list[Piece] = []
    for each in pieces:
        last = found[-1] if found else None
        if (
            last is not None
            and (last.kind, last.mark, last.comments) == (each.kind, each.mark, each.comments)
            and each.text != "¶"
        ):
            found[-1] = Piece(last.kind, last.text + each.text, last.mark, last.comments)
        else:
            found.append(each)
    return found


def _row_mark(row: Any) -> Mark | None:
    for name, kind in (("ins", INSERTED), ("del", DELETED)):
        element = row.find(f"{W}trPr/{W}{name}")
        if element is not None:
            return mark_of(element, kind)
    return None


def _cells(row: Any) -> list[Any]:
    """Return the row's own cells, also those inside content controls."""
    return [each for each in row.iter(f"{W}tc") if next(iter(each.iterancestors(f"{W}tr")), None) is row]


def _holds_text(element: Any) -> bool:
    return next(element.iter(f"{W}t", f"{W}delText", f"{W}tab", f"{W}br"), None) is not None


def comments_of(package: Package, walk: Walk) -> list[Comment]:
    """Return the comments that answer no other, with the answers to each."""
    found: dict[str, Comment] = {}
    for root in package.of_kind("comments"):
        for element in root.iter(f"{W}comment"):
            comment = _comment(element, walk)
            found[comment.id] = comment
    parents, resolved = _threads(package)
    by_paragraph = {mark: each for each in found.values() for mark in each.paragraphs}
    answers = set()
    for each in found.values():
        each.resolved = bool(each.paragraphs & resolved)
        parent = next((parents[mark] for mark in each.paragraphs if mark in parents), "")
        above = by_paragraph.get(parent)
        if above is not None and above is not each:
            above.replies.append(each)
            answers.add(each.id)
    return [each for each in found.values() if each.id not in answers]


def _comment(element: Any, walk: Walk) -> Comment:
    key = element.get(f"{W}id", "")
    own = Walk()
    paragraphs = list(element.iter(f"{W}p"))
    lines = [
        "".join(piece.text for piece in pieces_of(each, own) if piece.kind in AFTER and piece.text != "¶")
        for each in paragraphs
    ]
    mark = mark_of(element, SAME)
    return Comment(
        key,
        mark.author,
        mark.date,
        "\n".join(lines).strip(),
        frozenset(each.get(f"{W14}paraId", "") for each in paragraphs) - {""},
        anchor=" ".join("".join(walk.anchors.get(key, [])).split()),
    )


def _threads(package: Package) -> tuple[dict[str, str], set[str]]:
    """Return which comment's paragraph answers which, and which threads are marked as done."""
    parents, resolved = {}, set()
    for root in package.of_kind("commentsExtended"):
        for each in root.iter(f"{W15}commentEx"):
            own, parent = each.get(f"{W15}paraId", ""), each.get(f"{W15}paraIdParent", "")
            if parent and parent != own:
                parents[own] = parent
            if each.get(f"{W15}done") in ("1", "true"):
                resolved.add(own)
    return parents, resolved
