"""File names as people may see them, and what in them betrays a file that is not what it seems."""

import re
import unicodedata

from documents.checks.refusal import RefusedFileError

LONGEST = 200
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_FORBIDDEN = re.compile(r'[<>:"|?*\\/]')
_DEVICE = re.compile(r"^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)", re.IGNORECASE)
# Day, month, year and four figures: what a civil registration number (CPR) looks like.
_CPR = re.compile(r"(?<!\d)(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])\d{2}(-|\s?)\d{4}(?!\d)")
_CPR_WRITTEN = re.compile(r"(?<!\d)(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])\d{2}-\d{4}(?!\d)")


def clean_name(name: str) -> str:
    """The name without path, control and direction marks, at most 200 characters; never empty.

    It is only ever shown and offered for download: the file itself is stored under a name of ours.
    """
    last = re.split(r"[/\\]", name)[-1]
    seen = "".join(
        mark for mark in unicodedata.normalize("NFC", last) if unicodedata.category(mark) not in _INVISIBLE
    )
    tidy = re.sub(r"\s+", " ", _FORBIDDEN.sub("_", seen)).strip(" .-")
    if _DEVICE.match(tidy):
        tidy = f"_{tidy}"
    stem, dot, ending = tidy.rpartition(".")
    if not dot:
        return tidy[:LONGEST] or "fil"
    return f"{stem[: LONGEST - len(ending) - 1]}.{ending}" if len(ending) < 10 else tidy[:LONGEST]


def ending_of(name: str) -> str:
    """The ending in lower case without its point; '' where there is none, also after a last point."""
    stem, dot, ending = name.strip().rpartition(".")
    return ending.lower() if dot and stem else ""


def refuse_wrong_ending(name: str, endings: tuple[str, ...], what: str) -> None:
    """Refuse a name whose ending says something else than the content is."""
    ending = ending_of(name)
    if ending not in endings:
        said = f"hedder .{ending}" if ending else "har ingen endelse i navnet"
        raise RefusedFileError(
            f"Filen {said}, men indholdet er {what}.",
            f"Giv filen et navn, der ender på .{endings[0]}, og send den igen.",
        )


def cpr_in_name(name: str) -> bool:
    """True where the name looks as if it holds a civil registration number."""
    return bool(_CPR.search(name))


def cpr_in_text(text: str) -> bool:
    """True where the text holds what is written as one, DDMMYY-XXXX."""
    return bool(_CPR_WRITTEN.search(text))
