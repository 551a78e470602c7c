"""What an invitation is about: rooms above tell it, so that a page before sign-in can show it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

Summary = dict[str, Any]
_tellers: list[Callable[[UUID], Summary | None]] = []


def tells(teller: Callable[[UUID], Summary | None]) -> Callable[[UUID], Summary | None]:
    """Register a function that tells what an invitation is about, or None where it is not its own.

    It is called under the role `door`, so it reads through a definer function. The dictionary has
    `sender`, `on_behalf_of` (names), `about`, `items` (lines), `deadline`, `contact_name`,
    `contact_phone`, and maybe `hand_over`: the path below which the link's token leads to a page where
    whoever is not the right person names the one who is.
    """
    _tellers.append(teller)
    return teller


def summary_for(about_id: UUID) -> Summary | None:
    """Return what the invitation is about, or None."""
    for teller in _tellers:
        if (found := teller(about_id)) is not None:
            return found
    return None
