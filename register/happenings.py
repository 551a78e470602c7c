"""What happened at a supplier, told by one room and taken up by others that it does not know."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from workflows.actors import Actor


@dataclass(frozen=True)
class Happening:
    """Something that happened at a supplier: `kind` is a word the listeners know, as "breach"."""

    kind: str
    supplier_id: UUID
    happened_on: date
    text: str


Listener = Callable[[Happening, Actor], None]
_listeners: dict[str, Listener] = {}


def hears(room: str, listener: Listener) -> None:
    """Register what a room does about it, once for each room; acts as the secretariat."""
    _listeners[room] = listener


def tell(happening: Happening, by: Actor) -> None:
    """Let each room take it up, in the transaction of what is told."""
    for room in sorted(_listeners):
        _listeners[room](happening, by)
