"""Limits on guessing: for person and address together, for a person, for an address, for a site's host.

Counted by what was typed, known or not, so that the answer is the same. Each municipality's host counts
for itself: an attack on one locks nobody at another. Who succeeds gets back the own attempt only.
"""

import hashlib
from dataclasses import dataclass, field

from allauth.account.adapter import get_adapter
from django.core.cache import cache

from accounts.middleware import site_key
from tenants.request import SiteRequest

KNOWN_FOR = 30 * 24 * 3600
MINUTE, HOUR = 60, 3600


@dataclass(frozen=True)
class Limit:
    """So many attempts in so many seconds."""

    attempts: int
    seconds: int


# In this order: what one address does to one person is stopped before it counts against others.
LIMITS: dict[str, dict[str, Limit]] = {
    "password": {
        "both": Limit(5, 5 * MINUTE),
        "person": Limit(20, 15 * MINUTE),
        "address": Limit(30, 10 * MINUTE),
        "host": Limit(300, 10 * MINUTE),
    },
    "code": {
        "both": Limit(5, 5 * MINUTE),
        "person": Limit(10, HOUR),
        "address": Limit(30, 10 * MINUTE),
        "host": Limit(300, 10 * MINUTE),
    },
    "link": {  # addresses of one-time links, each long enough; nobody tries thousands all the same
        "address": Limit(30, 10 * MINUTE),
        "host": Limit(600, 10 * MINUTE),
    },
    "mail": {  # links and codes that are sent: nobody's mailbox is filled
        "both": Limit(4, 10 * MINUTE),
        "person": Limit(8, HOUR),
        "address": Limit(30, 10 * MINUTE),
        "host": Limit(300, 10 * MINUTE),
    },
}


class TooManyError(Exception):
    """Somebody must wait before the next attempt.

    `axis` is the limit that was passed; `is_first` where nobody was turned away by it before in its time.
    """

    def __init__(self, axis: str, *, is_first: bool) -> None:
        super().__init__(axis)
        self.axis, self.is_first = axis, is_first


@dataclass
class Attempt:
    """An attempt that was counted."""

    keys: dict[str, str] = field(default_factory=dict)
    known: tuple[str, ...] = ()

    def succeeded(self) -> None:
        """Give the attempt back, begin person and address together anew, and remember the address."""
        for axis, key in self.keys.items():
            if axis == "both":
                cache.delete(key)
            else:
                _add(key, -1)
        for key in self.known:
            cache.set(key, 1, KNOWN_FOR)


def attempt(request: SiteRequest, what: str, person: str) -> Attempt:
    """Count an attempt on `person` (what was typed, e.g. an address); raises TooManyError past a limit.

    An address from which the person has signed in on the host before is not held up by what others do:
    the limits for the person, and for the host, are not asked.
    """
    place, address = site_key(request), get_adapter().get_client_ip(request)
    who = hashlib.sha256(person.strip().lower().encode()).hexdigest()
    of = {"both": f"{who}:{address}", "person": who, "address": address, "host": ""}
    own, around = f"known:{place}:{who}:{address}", f"known:{place}::{address}"
    spared = ("person", "host") if cache.get(own) else ("host",) if cache.get(around) else ()
    counted = Attempt(known=(own, around))
    for axis, limit in LIMITS[what].items():
        if axis in spared:
            continue
        key = f"guess:{what}:{place}:{axis}:{of[axis]}"
        cache.add(key, 0, limit.seconds)
        counted.keys[axis] = key
        if (number := _add(key, 1)) > limit.attempts:
            raise TooManyError(axis, is_first=number == limit.attempts + 1)
    return counted


def _add(key: str, number: int) -> int:
    try:
        return cache.incr(key, number)
    except ValueError:  # its time ran out this moment
        return 1
