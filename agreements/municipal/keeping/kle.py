"""KLE numbers (KL's classification of municipal subjects): main group, group, subject and maybe a facet."""

import re

from django.core.exceptions import ValidationError

# GG.UU.EE with an optional action facet: a letter and two figures, e.g. 85.08.00-A00.
_NUMBER = re.compile(r"\d{2}\.\d{2}\.\d{2}(-[A-ZÆØÅ]\d{2})?")
NO_KLE = "er ikke et KLE-nummer. Skriv det som 85.08.00 eller med facet som 85.08.00-A00."


def kle_number(text: str) -> str:
    """Return a KLE number as it is written (small letters and spaces do not count); '' for nothing.

    Raises ValueError with what to do. The format is checked, not whether KL has such a subject today:
    the municipality's records office knows the edition in use.
    """
    plain = re.sub(r"\s+", "", text).upper()
    if plain and not _NUMBER.fullmatch(plain):
        raise ValueError(f"»{text.strip()[:40]}« {NO_KLE}")
    return plain


def validate_kle(text: str) -> str:
    """The same for a form's field; raises ValidationError."""
    try:
        return kle_number(text)
    except ValueError as error:
        raise ValidationError(str(error)) from error
