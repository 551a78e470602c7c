"""Secret calendar addresses: one per person and municipality, shown once, known by their hash only."""

import hashlib
import secrets
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import CalendarFeed, Engagement
from accounts.roles import permissions_of
from workflows.actors import Actor
from workflows.log import record

TOKEN_BYTES = 32
LONGEST_TOKEN = 64


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def feed_of(engagement: Engagement) -> CalendarFeed | None:
    """Return the person's address, as far as it is known here: that there is one, since when, last used."""
    return CalendarFeed.objects.filter(engagement_id=engagement.id).first()


@transaction.atomic
def make_feed(*, engagement: Engagement, municipality_id: UUID, by: Actor) -> str:
    """Give the person a new secret address and return its token, the only time; a former one ends."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    feed, _ = CalendarFeed.objects.update_or_create(
        engagement_id=engagement.id,
        defaults={
            "municipality_id": municipality_id,
            "token_hash": _hash(token),
            "created_at": timezone.now(),
            "used_at": None,
        },
    )
    record(feed, "make_feed", by=by)
    return token


@transaction.atomic
def revoke_feed(*, engagement: Engagement, by: Actor) -> None:
    """End the person's address at once; twice is once."""
    feed = feed_of(engagement)
    if feed is not None:
        record(feed, "revoke_feed", by=by)
        feed.delete()


def holder_of(token: str, *, municipality_id: UUID, permission: str) -> CalendarFeed | None:
    """Return the address a token is of, where its person still works there with the permission.

    Act as the door. One of another municipality, one revoked, and one that never was are all None.
    """
    if not token or len(token) > LONGEST_TOKEN:
        return None
    feed = (
        CalendarFeed.objects.select_related("engagement__person")
        .filter(token_hash=_hash(token), municipality_id=municipality_id)
        .first()
    )
    if feed is None:
        return None
    engagement = feed.engagement
    works_there = engagement.municipality_id == municipality_id and engagement.ended_at is None
    permitted = permission in permissions_of(engagement.roles, engagement.site)
    if not (works_there and permitted and engagement.person.is_active):
        return None
    CalendarFeed.objects.filter(pk=feed.pk).update(used_at=timezone.now())
    return feed
