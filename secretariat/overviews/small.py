"""The rule of small numbers: nothing in a total lets one municipality be told (docs/adr: the board's totals).

A number about municipalities' decisions is shown only where at least FEWEST municipalities stand behind it; a
smaller one, also none at all, is added to its neighbour. Added, not hidden: a hidden number follows from the
total and the others.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

FEWEST = 5


@dataclass(frozen=True)
class Group:
    """A number with those who stand behind it."""

    label: str
    number: int
    who: frozenset[Hashable]


@dataclass(frozen=True)
class Share:
    """A number as it may be shown, with its share of the whole in per cent."""

    label: str
    number: int
    percent: int


def shares(groups: Sequence[Group]) -> list[Share]:
    """Return the groups as they may be shown, in their order; nothing where too few stand behind the whole.

    Groups are added to the smaller of their neighbours until each has enough behind it. Where only one is
    left it is the whole, and says nothing but how many there are.
    """
    left = list(groups)
    while len(left) > 1 and any(len(each.who) < FEWEST for each in left):
        left = _with_smallest_added(left)
    if not left or len(left[0].who) < FEWEST:
        return []
    whole = sum(each.number for each in left)
    if len(left) == 1:
        return [Share("I alt", whole, 100)]
    return [Share(each.label, each.number, round(100 * each.number / whole)) for each in left]


def _with_smallest_added(groups: list[Group]) -> list[Group]:
    place = min(range(len(groups)), key=lambda each: (len(groups[each].who), each))
    beside = [each for each in (place - 1, place + 1) if 0 <= each < len(groups)]
    other = min(beside, key=lambda each: (len(groups[each].who), -each))
    first, second = sorted((place, other))
    one, two = groups[first], groups[second]
    label = f"{one.label} eller {two.label[:1].lower()}{two.label[1:]}"
    return [*groups[:first], Group(label, one.number + two.number, one.who | two.who), *groups[second + 1 :]]
