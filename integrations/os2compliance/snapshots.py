"""Where the pages of one loop begin and end: settled at its first page and kept for a quarter of an hour.

Each version of a report has a moment of its own, and a later one in time has a later moment (the
delivery's clock). So a page is a stretch between two moments; what is sent out while pages are fetched lies
after the last one. The former version of a report stays in the schema and is what the loop goes on to tell.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.core.cache import cache
from django.db import connection

KEPT_SECONDS = 15 * 60
TOUCHED_EVERY = 20  # pages: a long loop keeps its snapshot
BOUNDS = """
WITH served AS (
    SELECT published_at, row_number() OVER (ORDER BY published_at) AS place, count(*) OVER () AS found
      FROM audits_municipal_receivedreport
     WHERE is_current AND withdrawn_at IS NULL AND published_at <= clock_timestamp()
       AND published_at > coalesce(%(after)s::timestamptz, '-infinity'))
SELECT coalesce(array_agg(published_at ORDER BY place)
                FILTER (WHERE place %% %(size)s = 0 OR place = found), '{}'),
       coalesce(max(found), 0)
  FROM served
"""


@dataclass(frozen=True)
class Snapshot:
    """The last moment of each page, from which moment on the first begins, and how many reports there are."""

    after: datetime | None
    bounds: tuple[datetime, ...]
    found: int
    read_to_end: bool = False

    def stretch(self, place: int) -> tuple[datetime | None, datetime] | None:
        """Return between which moments the page at a place lies (0 is the first); None past the last."""
        if not 0 <= place < len(self.bounds):
            return None
        return (self.bounds[place - 1] if place else self.after), self.bounds[place]


def snapshot(key_id: UUID, kind: str, after: datetime | None, size: int, place: int) -> Snapshot:
    """Return the snapshot that the page belongs to. Act as the municipality.

    A first page begins anew unless a loop that asks for the same is still under way.
    """
    asked = sha256(f"{kind} {after and after.isoformat()} {size}".encode()).hexdigest()
    name = f"api-snapshot:{key_id}:{asked}"
    kept: Snapshot | None = cache.get(name)
    if kept is None or (place == 0 and kept.read_to_end):
        kept = _made(after, size)
        cache.set(name, kept, KEPT_SECONDS)
    elif place % TOUCHED_EVERY == TOUCHED_EVERY - 1:
        cache.touch(name, KEPT_SECONDS)
    if place >= len(kept.bounds) - 1 and not kept.read_to_end:
        cache.set(name, replace(kept, read_to_end=True), KEPT_SECONDS)
    return kept


def _made(after: datetime | None, size: int) -> Snapshot:
    with connection.cursor() as cursor:
        cursor.execute(BOUNDS, {"after": after, "size": size})
        bounds, found = cursor.fetchone()
    return Snapshot(after, tuple(bounds), found)
