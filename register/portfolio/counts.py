"""Numbers of data subjects as Danes write them."""

import math
import re
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import lru_cache

from .cells import cell_text, optional_text

# More persons than this is a slip of the keyboard: Denmark has six million.
MOST_PERSONS = 50_000_000


@dataclass(frozen=True, slots=True)
class Count:
    """A number of data subjects, and whether it is an estimate (*skøn*)."""

    number: int
    is_estimate: bool = False


class NegativeCount(ValueError):
    """The number is below zero."""


class NotACount(ValueError):
    """The text is no whole number of persons."""


_GROUPED = re.compile(r"\d{1,3}(?:[.\s']\d{3})+|\d{1,3}(?:,\d{3})+")
_NUMBER = r"\d[\d.,\s']*"
_ABOUT = re.compile(
    r"^(?:ca\.?|cirka|circa|omtrent|omkring|anslået|skønnet|skøn|estimeret|estimat|op til|max\.?|maks\.?|"
    r"maksimalt|~|≈|±)[\s:]*",
    re.I,
)
_ABOVE = re.compile(r"^(?:over|mere end|flere end|>)\s*", re.I)
_AT_LEAST = re.compile(r"^(?:mindst|minimum|min\.?|fra|>=|≥)\s*", re.I)
_BELOW = re.compile(r"^(?:under|færre end|mindre end|<)\s*(?![=])", re.I)
_AT_MOST = re.compile(r"^(?:højst|<=|≤)\s*", re.I)
_RANGE = re.compile(rf"(?:{_NUMBER})\s*(?:-|–|—|til)\s*({_NUMBER})", re.I)
_TAIL = re.compile(
    r"\s*(?:stk\.?|personer|person|borgere|borger|registrerede|registreret|brugere|elever|ansatte|"
    r"medarbejdere|pers\.?|cpr-numre|årligt|pr\.? år|,-|"
    r"\(?skøn(?:net)?\)?|\(?anslået\)?|\(?ca\.?\)?|\(?estimat\)?|\(?estimeret\)?)$",
    re.I,
)
_ESTIMATING_TAIL = re.compile(r"(?:skøn(?:net)?|anslået|ca\.?|estimat|estimeret)\)?$", re.I)
_SCALES = (
    (re.compile(r"\s*(?:millioner|million|mio\.?|mill\.?)$", re.I), 1_000_000),
    (re.compile(r"\s*(?:tusinde|tusind|tus\.?|t\.|k)$", re.I), 1_000),
)


def _plain_number(text: str, scale: int = 1) -> int:
    """``8.241``, ``8 241``, ``8241,0`` and ``1,5`` (with a scale) as a whole number, or NotACount."""
    digits = re.sub(r"[\s']", "" if not _GROUPED.fullmatch(text) else " ", text.strip())
    if scale == 1 and _GROUPED.fullmatch(digits):
        return int(re.sub(r"\D", "", digits))
    plain = re.sub(r"(?<=\d)[.\s](?=\d{3}(?:\D|$))", "", digits) if scale == 1 or "," in digits else digits
    try:
        number = float(plain.replace(",", ".")) * scale
    except ValueError:
        raise NotACount(text) from None
    if not math.isfinite(number) or abs(number - round(number)) > 1e-6:
        raise NotACount(text)
    return round(number)


def _scaled(text: str) -> int:
    for pattern, scale in _SCALES:
        if pattern.search(text) and re.match(r"\d", text):
            return _plain_number(pattern.sub("", text), scale)
    return _plain_number(text)


def _without_tail(text: str) -> tuple[str, bool]:
    estimate = False
    while (shorter := _TAIL.sub("", text)) != text:
        estimate = estimate or bool(_ESTIMATING_TAIL.search(text))
        text = shorter
    return text, estimate


@lru_cache(maxsize=32768)
def _count_in_text(text: str) -> Count:
    """Bounds keep their side of the point model's limits: *over 10.000* is 10001, *under 1.000* is 999."""
    plain, estimate = _without_tail(text.casefold().strip())
    if _ABOUT.match(plain):
        plain, estimate = _ABOUT.sub("", plain), True
    if re.match(r"(?:[-−–]|minus)\s*\d", plain) and _scaled(re.sub(r"^\D+", "", plain)) > 0:
        raise NegativeCount(text)
    for pattern, shift in ((_AT_LEAST, 0), (_AT_MOST, 0), (_ABOVE, 1), (_BELOW, -1)):
        if pattern.match(plain):
            return Count(max(0, _scaled(pattern.sub("", plain)) + shift), True)
    if plain.endswith("+"):
        return Count(_scaled(plain[:-1].strip()), True)
    if not _GROUPED.fullmatch(plain) and (span := _RANGE.fullmatch(plain)):
        return Count(_scaled(span[1]), True)
    return Count(_scaled(re.sub(r"^[-−–]\s*", "", plain)), estimate)


def count(value: object) -> Count | None:
    """The number of data subjects in a cell; None when nothing is stated.

    Raises NegativeCount for a number below zero and NotACount for what is no whole number of persons.
    """
    if isinstance(value, bool | date | time | timedelta):
        raise NotACount(cell_text(value))
    if isinstance(value, int | float):
        if value < 0:
            raise NegativeCount(cell_text(value))
        if not math.isfinite(value) or value != int(value) or value > MOST_PERSONS:
            raise NotACount(cell_text(value))
        return Count(int(value))
    text = optional_text(value)
    if not text:
        return None
    found = _count_in_text(text)
    if found.number > MOST_PERSONS:
        raise NotACount(text)
    return found
