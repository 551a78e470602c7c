"""What a single cell says: text, yes or no, the state of an agreement, an e-mail."""

import re
from datetime import date, datetime
from functools import lru_cache

from .spelling import tidy
from .words import NO_WORDS, PLACEHOLDERS, UNDECIDED_WORDS, YES_WORDS, by_word

YES, NO, UNKNOWN = "ja", "nej", "uoplyst"
AGREEMENT_YES, AGREEMENT_NO, IN_PROGRESS = "ja", "nej", "i_proces"
NOT_RELEVANT, NOT_STATED = "ikke_relevant", "ikke_oplyst"
_AGREEMENTS = by_word(
    (AGREEMENT_YES, "ja j yes y true sand 1 x ✓ ✔ ☑ ok indgået underskrevet gældende findes foreligger"),
    (AGREEMENT_NO, "nej n no false falsk 0 ingen mangler ikke|indgået findes|ikke ikke|underskrevet ✗ ✘ ☐"),
    (
        IN_PROGRESS,
        """i|proces iproces under|udarbejdelse undervejs på|vej i|gang igang afventer under|forhandling
        påbegyndt
        til|underskrift sendt|til|underskrift in|progress under|indgåelse delvist delvis""",
    ),
    (
        NOT_RELEVANT,
        """ikke|relevant irrelevant ej|relevant ikke|nødvendig ikke|nødvendigt ikke|aktuelt ikke|aktuel n/a na
        n.a ikke|påkrævet ingen|personoplysninger ikke|rel""",
    ),
    (NOT_STATED, "uoplyst ikke|oplyst ukendt ved|ikke vides|ikke ej|oplyst måske"),
)


def cell_text(value: object) -> str:
    """A cell as tidy text; a whole number loses its ``.0``, a truth value becomes Ja or Nej."""
    if isinstance(value, str):
        return tidy(value)
    if value is None or isinstance(value, bool):
        return {None: "", True: "Ja", False: "Nej"}[value]
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return f"{value:%d-%m-%Y %H:%M}".removesuffix(" 00:00")
    if isinstance(value, date):
        return f"{value:%d-%m-%Y}"
    return str(value)


@lru_cache(maxsize=4096)
def is_placeholder(text: str) -> bool:
    """Whether a text only says that there is no answer (``-``, ``ukendt``, ``#N/A``)."""
    return not text or text.casefold() in PLACEHOLDERS


def optional_text(value: object) -> str:
    """The text of a field that may be left out: empty for a placeholder."""
    text = cell_text(value)
    return "" if is_placeholder(text) else text


@lru_cache(maxsize=1024)
def _yes_no(text: str) -> str | None:
    plain = text.casefold().strip(" .!*()")
    first = re.split(r"[\s,;:(-]", plain, maxsplit=1)[0]
    if plain in YES_WORDS or first == YES:
        return YES
    if plain in NO_WORDS or first == NO:
        return NO
    return UNKNOWN if is_placeholder(text) or plain in UNDECIDED_WORDS else None


def yes_no(value: object) -> str | None:
    """``ja``, ``nej`` or ``uoplyst``; None when the text is none of them."""
    return _yes_no(cell_text(value))


@lru_cache(maxsize=1024)
def _agreement(text: str) -> str | None:
    plain = text.casefold().strip(" .!*()")
    found = _AGREEMENTS.get(plain)
    if found is None:
        found = _AGREEMENTS.get(re.split(r"[,;:(-]", plain, maxsplit=1)[0].strip())
    if found is None and re.match(r"(ja|nej)\b", plain):
        found = plain[:3].strip(" ,")
    return NOT_STATED if found is None and is_placeholder(text) else found


def agreement(value: object) -> str | None:
    """The state of the data processing agreement; None when the text is no state we know."""
    return _agreement(cell_text(value))


_EMAIL = re.compile(r"[^\s@<>,;:()\"']+@[^\s@<>,;:()\"']+\.[^\s@<>,;:()\"'.]{2,}")


@lru_cache(maxsize=8192)
def _email(text: str) -> str | None:
    found = _EMAIL.search(text)
    return found[0].rstrip(".").lower() if found and len(found[0]) <= 254 else None


def email(value: object) -> str | None:
    """The first e-mail address in a cell, in small letters; empty for an empty cell, None where there is
    none.
    """
    text = optional_text(value)
    return _email(text) if text else ""
