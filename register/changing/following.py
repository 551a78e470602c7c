"""How the rooms above follow a change at a supplier: each says what it affects, and takes its own along."""

from collections.abc import Callable
from dataclasses import dataclass

from register.models import SupplierChange
from workflows.actors import Actor


@dataclass(frozen=True)
class Follower:
    """What a room does: `preview` in Danish sentences, `follow` in the change's own transaction."""

    preview: Callable[[SupplierChange], list[str]]
    follow: Callable[[SupplierChange, Actor], None]


_followers: dict[str, Follower] = {}


def follows(room: str, follower: Follower) -> None:
    """Register a room's follower, once for each room."""
    _followers[room] = follower


def preview_of(change: SupplierChange) -> list[str]:
    """Return what the rooms above say is affected."""
    return [said for room in sorted(_followers) for said in _followers[room].preview(change)]


def follow(change: SupplierChange, by: Actor) -> None:
    """Let each room take along what is its own."""
    for room in sorted(_followers):
        _followers[room].follow(change, by)
