"""One file against those that were sent: which it rests on, its rows, and its text as it would become."""

from difflib import SequenceMatcher
from typing import Any

from documents.word.errors import RefusedTemplateError
from documents.word.redlines.model import Place
from documents.word.redlines.parts import Reader
from documents.word.redlines.rows import rows_of
from documents.word.redlines.unmarked import OURS, Line, lines_of, paired, share, unmarked_rows
from documents.word.redlines.words import difference

Row = dict[str, Any]
MOST_ROWS = 1_000
TOO_MANY = "Filen har mere end 1.000 ændringer. Saml dem i færre, eller skriv de vigtigste ønsker på siden."


def read(content: bytes, sent: list[bytes]) -> dict[str, Any]:
    """Return what a file says, as plain data.

    `sent` are the files it may rest on, the newest first. The answer has `base` (which of them, or None
    where it resembles none), `share` (how much of it is found again), `rows`, `paragraphs`, and counts.
    Raises RefusedTemplateError, whose messages are Danish.
    """
    document = Reader(content).document()
    received = lines_of(document)
    bases = [Reader(each).document() for each in sent]
    shares = [share(lines_of(base), received) for base in bases]
    best = max(range(len(shares)), key=lambda number: (shares[number], -number), default=None)
    ours = best is not None and shares[best] >= OURS
    known = frozenset(each.key() for base in bases for one in base.comments for each in (one, *one.replies))
    rows = rows_of(document, known)
    if ours and best is not None:
        rows = _with_unmarked(rows, unmarked_rows(lines_of(bases[best]), received))
    if len(rows) > MOST_ROWS:
        raise RefusedTemplateError([TOO_MANY])
    return {
        "base": best if ours else None,
        "share": round(shares[best], 3) if best is not None else 0.0,
        "rows": rows,
        "paragraphs": [
            {**each.place.as_data(), "text": each.after} for each in document.paragraphs if each.after
        ],
        "formatting": document.formatting,
        "insertions": document.insertions,
        "deletions": document.deletions,
        "comments": sum(1 + len(each.replies) for each in document.comments),
    }


def _with_unmarked(rows: list[Row], unmarked: list[Row]) -> list[Row]:
    """Return the rows with the unmarked changes; a comment at such a paragraph explains that change."""
    left = list(rows)
    for change in unmarked:
        said = [each for each in left if each["kind"] == "comment" and each["before"] == change["after"]]
        change["comments"] = [one for each in said for one in each["comments"]]
        left = [each for each in left if each not in said]
    return left + unmarked


def compare(before: list[str], after: list[str]) -> list[dict[str, Any]]:
    """Return two texts beside one another, paragraph by paragraph.

    Each line has `before` and `after` as numbers of the paragraphs (None where there is none), and `pieces`.
    """

    def as_lines(texts: list[str]) -> list[Line]:
        return [Line(" ".join(text.split()), str(number), Place()) for number, text in enumerate(texts)]

    old, new = as_lines(before), as_lines(after)
    matcher = SequenceMatcher(None, [line.key for line in old], [line.key for line in new], False)
    found: list[dict[str, Any]] = []
    for tag, i, j, k, m in matcher.get_opcodes():
        pairs = zip(old[i:j], new[k:m], strict=True) if tag == "equal" else paired(old[i:j], new[k:m])
        for one, other in pairs:
            found.append(_compared(one, other, before, after))
    return found


def _compared(one: Line | None, other: Line | None, before: list[str], after: list[str]) -> dict[str, Any]:
    old, new = int(one.text) if one else None, int(other.text) if other else None
    pieces = difference(before[old] if old is not None else "", after[new] if new is not None else "")
    return {"before": old, "after": new, "pieces": [list(each) for each in pieces]}
