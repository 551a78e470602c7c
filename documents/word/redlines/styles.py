"""Which paragraphs are headings, and the number that a paragraph's own words begin with."""

import re
from typing import Any

from documents.word.redlines.package import Package, W

_HEADING = re.compile(r"(?:heading|overskrift)\s*([1-9])", re.IGNORECASE)
_NUMBER = re.compile(r"^((?:\d{1,2}|[A-Z])(?:\.\d{1,3}){1,3}|\d{1,2}\.)(?=[\s.)]|$)")
_ITEM = re.compile(r"^([a-zæøå]|\d{1,2})\)\s")


def heading_levels(package: Package) -> dict[str, int]:
    """Return the level (1–9) of each heading style by its id; what rests on a heading style is one, too."""
    names: dict[str, int] = {}
    based: dict[str, str] = {}
    for root in package.of_kind("styles"):
        for style in root.iter(f"{W}style"):
            key = style.get(f"{W}styleId", "")
            name = style.find(f"{W}name")
            found = _HEADING.fullmatch(name.get(f"{W}val", "").strip() if name is not None else "")
            if found:
                names[key] = int(found.group(1))
            parent = style.find(f"{W}basedOn")
            if parent is not None:
                based[key] = parent.get(f"{W}val", "")
    for key in list(based):
        level = _inherited(key, names, based)
        if level:
            names[key] = level
    return names


def _inherited(key: str, names: dict[str, int], based: dict[str, str]) -> int:
    for _ in range(10):
        if key in names:
            return names[key]
        key = based.get(key, "")
    return 0


def level_of(properties: Any, levels: dict[str, int]) -> int:
    """Return a paragraph's heading level, 0 for plain text."""
    if properties is None:
        return 0
    style = properties.find(f"{W}pStyle")
    if style is not None and (level := levels.get(style.get(f"{W}val", ""), 0)):
        return level
    outline = properties.find(f"{W}outlineLvl")
    value = outline.get(f"{W}val", "") if outline is not None else ""
    return int(value) + 1 if value.isdecimal() and int(value) < 9 else 0


def key_of(heading: str) -> str:
    """Return "7" of "7. Anvendelse …", "B" of "Bilag B. …", "B.1" of "B.1 Godkendte …"."""
    words = heading.removeprefix("Bilag ").split()
    return words[0].rstrip(".") if words else ""


def number_of(words: str) -> str:
    """Return the number a paragraph begins with ("7.3"), or nothing."""
    found = _NUMBER.match(words)
    return found.group(1).rstrip(".") if found else ""


def item_of(words: str) -> str:
    """Return the letter of an item ("a)"), or nothing."""
    found = _ITEM.match(words)
    return f"{found.group(1)})" if found else ""
