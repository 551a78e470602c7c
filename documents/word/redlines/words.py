"""The difference between two texts, word by word, as a lawyer reads it."""

import re
from difflib import SequenceMatcher

from documents.word.redlines.model import DELETED, INSERTED, SAME

Marked = tuple[str, str]
MOST_WORDS = 6_000
_TOKENS = re.compile(r"\w+|\s+|[^\w\s]")
_BETWEEN = re.compile(r"[\s.,;:()»«\"'–-]*")


def difference(before: str, after: str) -> list[Marked]:
    """Return (kind, text) pieces; kinds are same, del and ins, a deletion before its replacement.

    Where only space or punctuation stands between two changes they are one: half sentences with single
    commas left standing cannot be read.
    """
    old, new = _TOKENS.findall(before), _TOKENS.findall(after)
    if before == after:
        return [(SAME, before)] if before else []
    if len(old) > MOST_WORDS or len(new) > MOST_WORDS:
        return _kept([(DELETED, before), (INSERTED, after)])
    found: list[tuple[str, str, str]] = []
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        found.append((tag, "".join(old[i:j]), "".join(new[k:m])))
    return _kept(_pieces(_smooth(found)))


def _smooth(steps: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Return the steps with changes joined where next to nothing stands between them."""
    found: list[tuple[str, str, str]] = []
    for number, (tag, old, new) in enumerate(steps):
        inside = 0 < number < len(steps) - 1
        if tag == "equal" and not (inside and _BETWEEN.fullmatch(old)):
            found.append((tag, old, new))
        elif found and found[-1][0] == "change":
            found[-1] = ("change", found[-1][1] + old, found[-1][2] + new)
        else:
            found.append(("change", old, new))
    return found


def _pieces(steps: list[tuple[str, str, str]]) -> list[Marked]:
    found: list[Marked] = []
    for tag, old, new in steps:
        found += [(SAME, old)] if tag == "equal" else [(DELETED, old), (INSERTED, new)]
    return found


def _kept(pieces: list[Marked]) -> list[Marked]:
    return [each for each in pieces if each[1]]
