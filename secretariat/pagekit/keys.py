"""Ids that came with a form or an address: what is none is passed over."""

from collections.abc import Iterable
from uuid import UUID


def uuids(given: Iterable[str]) -> list[UUID]:
    """Return the ids among some texts, each once and in order."""
    return list(dict.fromkeys(found for each in given if (found := as_uuid(each))))


def as_uuid(text: str) -> UUID | None:
    """Return the id that a text is, or None."""
    try:
        return UUID(text)
    except ValueError:
        return None
