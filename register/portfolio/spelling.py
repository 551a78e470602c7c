"""When two spellings are the same name.

Municipalities write the same system in many ways: other capitals, hard spaces, hyphens, ``aa`` for ``å``.
A key is what remains when none of that counts; two names are one name when their keys are equal.
"""

import re
import unicodedata
from functools import lru_cache

_FOLDED = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ö": "oe", "ä": "ae", "ü": "u", "&": " og "})
_SPACES = re.compile(r"\s+")
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[\s.,_-]+(?=\d)")
_NOT_COUNTING = re.compile(r"[^\w+#~]|_")
_COMPANY_FORMS = (
    (re.compile(r"\b(?:a\s*/\s*s|a\.\s?s\.?|aktieselskab)(?!\w)", re.I), "as"),
    (re.compile(r"\b(?:a\.?\s?p\.?\s?s\.?|anpartsselskab)(?!\w)", re.I), "aps"),
    (re.compile(r"\b(?:i\s*/\s*s|i\.s\.|interessentskab)(?!\w)", re.I), "is"),
    (re.compile(r"\b(?:p\s*/\s*s|p\.s\.|partnerselskab)(?!\w)", re.I), "ps"),
    (re.compile(r"\b(?:k\s*/\s*s|k\.s\.|kommanditselskab)(?!\w)", re.I), "ks"),
)


@lru_cache(maxsize=65536)
def tidy(text: str) -> str:
    """The name as it should be shown: composed letters, single spaces, nothing invisible."""
    composed = unicodedata.normalize("NFC", text)
    if not composed.isprintable():
        composed = "".join(
            " " if letter.isspace() or unicodedata.category(letter) == "Cc" else letter
            for letter in composed
            if unicodedata.category(letter) not in {"Cf", "Cs", "Co", "Cn"}
        )
    return _SPACES.sub(" ", composed).strip()


@lru_cache(maxsize=65536)
def name_key(text: str) -> str:
    """The key of a system's name; empty when nothing in it counts.

    Digits stay apart (``Plan 1 2`` is not ``Plan 12``), everything else that is no letter or digit goes.
    """
    plain = unicodedata.normalize("NFKC", tidy(text)).casefold().translate(_FOLDED)
    return _NOT_COUNTING.sub("", _BETWEEN_DIGITS.sub("~", plain))


@lru_cache(maxsize=65536)
def supplier_key(text: str) -> str:
    """The key of a supplier's name: as a system's, with the company form in one spelling.

    The form itself counts: *Traneværk A/S* and *Traneværk ApS* are two companies.
    """
    plain = tidy(text)
    for pattern, form in _COMPANY_FORMS:
        plain = pattern.sub(form, plain)
    return name_key(plain)


def best_spelling(spellings: dict[str, int]) -> str:
    """The spelling to show: not all capitals or all small where there is another, then the most used."""

    def rank(spelling: str) -> tuple[bool, int, str]:
        return (spelling not in (spelling.upper(), spelling.lower()), spellings[spelling], spelling)

    return max(spellings, key=rank)
