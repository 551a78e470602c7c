"""The basis for negotiations as it stands: the newest version of each clause."""

from agreements.joint.models import Position, Wish
from agreements.joint.precedents import point_of


def in_force() -> dict[str, Position]:
    """Return the newest version of each clause's position, in the order of the contract."""
    newest: dict[str, Position] = {}
    for each in Position.objects.order_by("clause", "version"):
        newest[each.clause] = each
    return dict(sorted(newest.items(), key=lambda item: order_of(item[0])))


def order_of(clause: str) -> tuple[bool, int, str, int]:
    """Return a clause's place in the contract: 7 before 7.3 before 10 before B.1."""
    first, _, rest = clause.partition(".")
    number = int(first) if first.isdecimal() else 0
    return not first.isdecimal(), number, first, int(rest) if rest.isdecimal() else 0


def position_for(wish: Wish, positions: dict[str, Position]) -> Position | None:
    """Return the position on a wish's own paragraph, else on its clause."""
    return positions.get(point_of(wish)) or positions.get(wish.clause)
