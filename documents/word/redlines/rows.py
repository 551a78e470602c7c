"""Rows of tracked changes and comments: one for each change in a paragraph, none lost."""

from collections.abc import Iterator
from typing import Any

from documents.word.redlines.model import (
    AFTER,
    BEFORE,
    DELETED,
    GONE,
    INSERTED,
    MOVED_FROM,
    MOVED_TO,
    PARAGRAPH_MARK,
    SAME,
    Comment,
    Document,
    Para,
    Piece,
    Place,
)

Row = dict[str, Any]
Group = range
_BETWEEN = " \t\n,.;:"


def rows_of(document: Document, known: frozenset[tuple[str, str]]) -> list[Row]:
    """Return the rows of a file in its own order; comments in `known` were there when we sent it."""
    threads = {each.id: each for each in document.comments if _is_new(each, known)}
    rows: list[Row] = []
    for number, para in enumerate(document.paragraphs):
        following = document.paragraphs[number + 1] if number + 1 < len(document.paragraphs) else None
        rows += _rows_of_paragraph(para, following, threads)
    rows += [_comment_row(Para(Place()), [each]) for each in threads.values()]
    return list(_moves_joined(rows))


def _is_new(comment: Comment, known: frozenset[tuple[str, str]]) -> bool:
    return any(each.key() not in known for each in (comment, *comment.replies))


def _rows_of_paragraph(para: Para, following: Para | None, threads: dict[str, Comment]) -> Iterator[Row]:
    for group in _groups(para.pieces):
        if not _is_only_a_break(para, group, following):
            yield _change_row(para, group, _taken(para.pieces, group, threads))
    rest = [threads.pop(key) for key in _keys(para.pieces) if key in threads]
    for each in rest:
        yield _comment_row(para, [each])


def _groups(pieces: list[Piece]) -> Iterator[Group]:
    """Yield the changes that stand together: nothing but space or a mark of punctuation between them."""
    start: int | None = None
    last = -1
    for number, each in enumerate(pieces):
        if not each.is_changed:
            continue
        between = "".join(one.text for one in pieces[last + 1 : number])
        if start is not None and between.strip(_BETWEEN):
            yield range(start, last + 1)
            start = None
        start = number if start is None else start
        last = number
    if start is not None:
        yield range(start, last + 1)


def _is_only_a_break(para: Para, group: Group, following: Para | None) -> bool:
    """True for a paragraph break that only makes room for the next paragraph's change, or goes with it."""
    changed = [para.pieces[number] for number in group]
    if any(each.text != PARAGRAPH_MARK for each in changed if each.is_changed):
        return False
    if not para.before and not para.after:
        return True
    first = next((each for each in following.pieces if each.text.strip()), None) if following else None
    return first is not None and first.kind == changed[0].kind


def _keys(pieces: list[Piece]) -> list[str]:
    return list(dict.fromkeys(key for each in pieces for key in sorted(each.comments)))


def _taken(pieces: list[Piece], group: Group, threads: dict[str, Comment]) -> list[Comment]:
    """Return the comments that stand at the change, and take them out: each belongs to one row."""
    return [threads.pop(key) for key in _keys([pieces[number] for number in group]) if key in threads]


def _change_row(para: Para, group: Group, comments: list[Comment]) -> Row:
    shown = _shown(para.pieces, group)
    changed = [para.pieces[number] for number in group if para.pieces[number].is_changed]
    kinds = {each.kind for each in changed}
    first = changed[0].mark
    return {
        **para.place.as_data(),
        "kind": _word_for(kinds),
        "tracked": True,
        "before": _text(shown, BEFORE),
        "after": _text(shown, AFTER),
        "pieces": [[kind, text] for kind, text in shown],
        "author": first.author,
        "date": first.date,
        "move": next((each.mark.name for each in changed if each.mark.name), ""),
        "comments": [each.as_data() for each in comments],
    }


def _word_for(kinds: set[str]) -> str:
    if kinds & {MOVED_FROM, MOVED_TO}:
        return "move"
    if kinds == {GONE}:
        return "gone"
    if DELETED in kinds and INSERTED in kinds:
        return "replace"
    return "insert" if INSERTED in kinds else "delete"


def _shown(pieces: list[Piece], group: Group) -> list[tuple[str, str]]:
    """Return the paragraph with this one change in it; the other changes are as if they had not been made."""
    found: list[tuple[str, str]] = []
    only_a_mark = all(pieces[number].text == PARAGRAPH_MARK for number in group if pieces[number].is_changed)
    for number, each in enumerate(pieces):
        if each.text == PARAGRAPH_MARK and not (number in group and only_a_mark):
            continue
        if number not in group:
            if each.kind not in BEFORE:
                continue
            kind = SAME
        else:
            kind = {MOVED_FROM: DELETED, MOVED_TO: INSERTED}.get(each.kind, each.kind)
        if found and found[-1][0] == kind:
            found[-1] = (kind, found[-1][1] + each.text)
        else:
            found.append((kind, each.text))
    return [each for each in found if each[1]]


def _text(shown: list[tuple[str, str]], kinds: tuple[str, ...]) -> str:
    return "".join(text for kind, text in shown if kind in kinds).replace(PARAGRAPH_MARK, "").strip()


def _comment_row(para: Para, comments: list[Comment]) -> Row:
    first = comments[0]
    before = para.before
    return {
        **para.place.as_data(),
        "kind": "comment",
        "tracked": True,
        "before": before,
        "after": before,
        "pieces": [[SAME, before]] if before else [],
        "author": first.author,
        "date": first.date,
        "move": "",
        "comments": [each.as_data() for each in comments],
    }


def _moves_joined(rows: list[Row]) -> Iterator[Row]:
    """Yield the rows, the two ends of a move as one: it stands where the text came to."""
    ends: dict[str, list[Row]] = {}
    for row in rows:
        if row["move"]:
            ends.setdefault(row["move"], []).append(row)
    for row in rows:
        both = sorted(ends.get(row["move"], []), key=_loses)
        if len(both) != 2 or _loses(both[0]) or not _loses(both[1]):
            yield row
        elif row is both[0]:
            start = both[1]
            yield {**row, "from_place": start["place"], "comments": start["comments"] + row["comments"]}


def _loses(row: Row) -> bool:
    return any(kind == DELETED for kind, _ in row["pieces"])
