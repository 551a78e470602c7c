"""Numbers that identify: CVR, foreign registration numbers, KITOS uuids."""

import re
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from .words import words

CVR_WEIGHTS = (2, 7, 6, 5, 4, 3, 2, 1)

# How neighbours write the number of a company; other countries follow OTHER_COUNTRY.
FOREIGN_PATTERNS = {
    "SE": re.compile(r"\d{10}(?:\d{2})?"),
    "NO": re.compile(r"\d{9}(?:MVA)?"),
    "FI": re.compile(r"\d{8}"),
    "DE": re.compile(r"\d{9}|HR[AB]\d{1,6}"),
    "GB": re.compile(r"\d{8,9}|\d{12}|[A-Z]{2}\d{6}"),
    "NL": re.compile(r"\d{8}|\d{9}B\d{2}"),
    "IE": re.compile(r"\d{5,7}|\d{7}[A-Z]{1,2}"),
    "US": re.compile(r"\d{7,9}"),
}
OTHER_COUNTRY = re.compile(r"(?=(?:[A-Z]*\d){5})[A-Z0-9]{6,14}")
OTHER_COUNTRIES = words(
    "AT AU BE BG CA CH CY CZ EE EL ES FO FR GL GR HR HU IL IN IS IT LI LT LU LV MT PL PT RO SI SK UA"
)
_SEPARATORS = re.compile(r"[\s.\-/:]+")
_CVR_PREFIX = re.compile(r"^(?:DK)?(?:CVR)?(?:NR|NUMMER)?(?:DK)?")


def is_cvr(number: str) -> bool:
    """Whether eight digits are a Danish CVR number: no leading zero, weighted sum divisible by eleven."""
    if len(number) != 8 or not (number.isascii() and number.isdigit()) or number[0] == "0":
        return False
    return sum(int(digit) * weight for digit, weight in zip(number, CVR_WEIGHTS, strict=True)) % 11 == 0


class Registration(NamedTuple):
    """A company's number: a CVR when the country is DK, otherwise that of its own country's register."""

    country: str
    number: str

    @property
    def text(self) -> str:
        """As it is written on a page: ``98915001`` or ``SE 5560125790``."""
        return self.number if self.country == "DK" else f"{self.country} {self.number}"


@lru_cache(maxsize=8192)
def registration(text: str) -> Registration | None:
    """The company number in a text, or None when it is none. Spaces, dots and a leading DK do not count."""
    plain = _SEPARATORS.sub("", text).upper()
    danish = _CVR_PREFIX.sub("", plain)
    if is_cvr(danish):
        return Registration("DK", danish)
    country, number = plain[:2], plain[2:]
    pattern = FOREIGN_PATTERNS.get(country) or (OTHER_COUNTRY if country in OTHER_COUNTRIES else None)
    if pattern and pattern.fullmatch(number):
        return Registration(country, number)
    return None


@lru_cache(maxsize=8192)
def digits_of_cvr(text: str) -> str:
    """The bare digits of a CVR as written (``DK 29 18 94 20``); other texts come back as they are."""
    plain = _SEPARATORS.sub("", text).upper()
    danish = _CVR_PREFIX.sub("", plain)
    return danish if danish.isdigit() else plain


_UUID = re.compile(
    r"(?:urn:uuid:)?\{?([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})\}?", re.I
)


@lru_cache(maxsize=65536)
def kitos_uuid(text: str) -> UUID | None:
    """The uuid in a text, or None when it is none; the all-zero and all-f uuid name nothing and are none."""
    match = _UUID.fullmatch(re.sub(r"\s+", "", text))
    if match is None:
        return None
    found = UUID("".join(match.groups()))
    return None if found.int in (0, (1 << 128) - 1) else found
