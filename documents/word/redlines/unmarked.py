"""Changes that nobody marked: the file's paragraphs against those of the file that was sent."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from documents.word.redlines.model import Document, Para, Place
from documents.word.redlines.styles import number_of
from documents.word.redlines.words import difference

Row = dict[str, Any]
OURS = 0.5
PAIRED = 0.4


@dataclass(frozen=True)
class Line:
    """A paragraph as it is compared: its words without regard to space, and where it stands."""

    key: str
    text: str
    place: Place


def lines_of(document: Document) -> list[Line]:
    """Return the file's paragraphs with every tracked change rejected; empty ones are left out."""
    return [line for para in document.paragraphs if (line := _line(para)).key]


def _line(para: Para) -> Line:
    text = para.before
    key = " ".join(unicodedata.normalize("NFC", text).split())
    if para.place.part.startswith("Side"):
        # Word counts the pages anew in headers and footers.
        key = "".join(mark for mark in key if not mark.isdigit())
    return Line(key, text, para.place)


def share(sent: list[Line], received: list[Line]) -> float:
    """Return how much of what was sent is found again, from 0 to 1."""
    keys = {line.key for line in sent}
    return len(keys & {line.key for line in received}) / len(keys) if keys else 0.0


def unmarked_rows(sent: list[Line], received: list[Line]) -> list[Row]:
    """Return a row for each paragraph that is not as it was sent and carries no mark of it."""
    matcher = SequenceMatcher(None, [line.key for line in sent], [line.key for line in received], False)
    rows: list[Row] = []
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag != "equal":
            rows += [_row(old, new) for old, new in paired(sent[i:j], received[k:m])]
    return rows


def paired(old: list[Line], new: list[Line]) -> Iterator[tuple[Line | None, Line | None]]:
    """Yield which paragraph became which, in order; what has no counterpart comes with None."""
    start = 0
    for each in old:
        place = next(
            (number for number in range(start, min(start + 8, len(new))) if alike(each.key, new[number].key)),
            None,
        )
        if place is None:
            yield each, None
            continue
        for inserted in new[start:place]:
            yield None, inserted
        yield each, new[place]
        start = place + 1
    for inserted in new[start:]:
        yield None, inserted


def alike(one: str, other: str) -> bool:
    """Return whether two paragraphs are versions of the same one: of the same number, or much alike."""
    if number_of(one) and number_of(one) == number_of(other):
        return True
    matcher = SequenceMatcher(None, one[:4000].split(), other[:4000].split(), False)
    return matcher.quick_ratio() >= PAIRED and matcher.ratio() >= PAIRED


def _row(old: Line | None, new: Line | None) -> Row:
    before, after = old.text if old else "", new.text if new else ""
    where = old or new
    return {
        **(where.place if where else Place()).as_data(),
        "kind": "replace" if old and new else "delete" if old else "insert",
        "tracked": False,
        "before": before,
        "after": after,
        "pieces": [list(each) for each in difference(before, after)],
        "author": "",
        "date": "",
        "move": "",
        "comments": [],
    }
