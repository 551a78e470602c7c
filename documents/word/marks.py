"""Marks that values of a joint document carry: what they are about, and what differs between recipients.

Characters for private use, which no keyboard writes; what people typed is cleaned of them (`clean`).
"""

import re
from typing import Any

SYSTEMS = "systemer"  # the names of what a document is about, in one sentence
ANY, ALL, FILL = "ft-any-", "ft-all-", "ft-fill-"
BITS = re.compile(r"ft-(any|all)-([0-9a-f]{1,56})")
_OPEN, _CLOSE, _FROM, _NAMED, _TO = "\ue000", "\ue001", "\ue002", "\ue003", "\ue004"
IN_TEXT = re.compile(f"{_OPEN}([0-9a-f]{{1,56}}){_CLOSE}")
_FILLED = re.compile(f"{_FROM}([a-z_]+){_NAMED}([^{_FROM}{_TO}]*){_TO}")
_MARKS = re.compile(f"{IN_TEXT.pattern}|{_FROM}[a-z_]+{_NAMED}|[{_OPEN}-{_TO}]")
_ANY_MARK = re.compile(f"[{_OPEN}-{_TO}]")


def about(bits: int, words: str) -> str:
    """Return the words marked as being about the things of these bits; without bits they are for all."""
    return f"{_OPEN}{bits:x}{_CLOSE}{words}" if bits else words


def begins(name: str, words: str) -> str:
    """Return words with which a part begins that is filled in for each recipient; see `ends`."""
    return f"{_FROM}{name}{_NAMED}{words}"


def ends(words: str) -> str:
    """Return words with which such a part ends."""
    return f"{words}{_TO}"


def differs(name: str, words: str) -> str:
    """Return words in whose place each recipient has its own."""
    return ends(begins(name, words))


def clean(value: Any) -> Any:
    """Return plain data without our characters, whoever typed them."""
    if isinstance(value, str):
        return _ANY_MARK.sub("", value)
    if isinstance(value, list):
        return [clean(each) for each in value]
    if isinstance(value, dict):
        return {key: clean(each) for key, each in value.items()}
    return value


def is_marked(words: str) -> bool:
    """Return whether there is any mark in the words."""
    return _ANY_MARK.search(words) is not None


def stripped(words: str) -> str:
    """Return the words without marks."""
    return _MARKS.sub("", words)


def title_of(words: str) -> str:
    """Return the words as they may stand where nothing can be taken out: without what is about some."""
    return stripped("".join(piece for name, piece in fill_of(words) if name != SYSTEMS))


def fill_of(words: str) -> list[tuple[str, str]]:
    """Return the words as (name, piece): pieces that differ between recipients have a name."""
    found, place = [], 0
    for match in _FILLED.finditer(words):
        if match.start() > place:
            found.append(("", words[place : match.start()]))
        found.append((match.group(1), match.group(2)))
        place = match.end()
    if place < len(words):
        found.append(("", words[place:]))
    return found
