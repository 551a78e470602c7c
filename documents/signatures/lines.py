"""Making two editions of the same text alike: letters, divided words, running heads and page numbers.

No Django here.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

EDGE = 3  # so many lines at the top and the bottom of a page may be running heads
_PAGE_NUMBER = re.compile(r"\s*\b(?:side|page|s\.)\s*\d{1,4}(?:\s*(?:af|of|/)\s*\d{1,4})?\s*$", re.IGNORECASE)
_BARE_NUMBER = re.compile(r"[-–(\s]*(\d{1,4})(?:\s*(?:/|af|of)\s*\d{1,4})?[-–)\s]*$")
_ALIKE = str.maketrans(
    {
        **dict.fromkeys("“”„‟»«″", '"'),
        **dict.fromkeys("‘’‚‛′`´", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e", ""),
        **dict.fromkeys("•◦▪●■□\uf0b7\uf0a7·☐", " "),
    }
)
_DIVIDING = re.compile(r"(?<=\D)-(?=\D)|-$|^-(?=\D)")


def alike(text: str) -> str:
    """Return text with one form for each letter, quotation mark, dash and space."""
    # Signs that are drawn as several letters, like ﬁ and …, fall apart by NFKC.
    return " ".join(unicodedata.normalize("NFKC", text.translate(_ALIKE)).translate(_ALIKE).split())


def words_of(line: str) -> list[str]:
    """Return the words of a line, without hyphens inside words: a word may have been divided."""
    words = (_DIVIDING.sub("", word) for word in alike(line).split())
    return [word for word in words if word]


def without_number(line: str) -> str:
    """Return a line without "side 3 af 12" at its end."""
    return _PAGE_NUMBER.sub("", alike(line))


def running(pages: list[list[str]]) -> set[str]:
    """Return the lines that stand at the top or bottom of at least half of the pages, two at least."""
    counted: Counter[str] = Counter()
    for lines in pages:
        counted.update({without_number(line) for line in _edges(lines)})
    return {line for line, times in counted.items() if line and times >= 2 and times * 2 >= len(pages)}


def everywhere(pages: list[list[str]]) -> set[str]:
    """Return the lines that stand anywhere on nearly every page, as a service's stamp does."""
    counted: Counter[str] = Counter()
    for lines in pages:
        counted.update({without_number(line) for line in lines})
    return {line for line, times in counted.items() if line and times >= 2 and times * 10 >= len(pages) * 8}


def _edges(lines: list[str]) -> list[str]:
    return lines if len(lines) <= 2 * EDGE else lines[:EDGE] + lines[-EDGE:]


def body(pages: list[list[str]], heads: set[str], stamps: set[str]) -> list[tuple[int, str]]:
    """Return (page, word) of the text without running heads at the edges, page numbers and stamps."""
    found = []
    for number, lines in enumerate(pages, 1):
        for place, line in enumerate(lines):
            at_edge = place < EDGE or place >= len(lines) - EDGE
            bare = without_number(line)
            if bare in stamps or (at_edge and (not bare or bare in heads or _is_own_number(line, number))):
                continue
            found += [(number, word) for word in words_of(line)]
    return found


def _is_own_number(line: str, number: int) -> bool:
    """A bare number at the edge is a page number where it fits the page; covers may shift it a little."""
    match = _BARE_NUMBER.match(alike(line))
    return match is not None and 0 <= number - int(match.group(1)) <= 3


def triples(words: Iterable[str]) -> Counter[tuple[str, ...]]:
    """Return how often each three words in a row occur."""
    row = list(words)
    return Counter(zip(row, row[1:], row[2:], strict=False))
