"""Links to one row of one municipality, for who has no account: known by their hash only."""

import hashlib
import secrets
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.crypto import constant_time_compare

from accounts.models import RowLink

TOKEN_BYTES = 32
LONGEST_TOKEN = 64


def hash_of(secret: str) -> str:
    """Return what is stored of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def make_link(*, municipality_id: UUID, kind: str, subject_id: UUID, expires_at: datetime) -> str:
    """Make a new link to a row and return its secret, the only time; former ones to the row end.

    Act as the municipality.
    """
    revoke_links(subject_id)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    RowLink.objects.create(
        municipality_id=municipality_id,
        kind=kind,
        subject_id=subject_id,
        token_hash=hash_of(token),
        expires_at=expires_at,
    )
    return token


def revoke_links(subject_id: UUID) -> None:
    """End all links to a row at once. Act as the municipality."""
    RowLink.objects.filter(subject_id=subject_id, revoked_at=None).update(revoked_at=timezone.now())


def link_of(token: str, *, municipality_id: UUID, kind: str) -> RowLink | None:
    """Return the link a secret is of; one of another municipality and one that never was are both None.

    Act as the door.
    """
    if not token or len(token) > LONGEST_TOKEN:
        return None
    found = RowLink.objects.filter(token_hash=hash_of(token), municipality_id=municipality_id, kind=kind)
    return found.first()


def open_link(link: RowLink) -> str | None:
    """Bind a link to the browser that opens it now and return the browser's secret; None for who is too late.

    Act as the door.
    """
    visit = secrets.token_urlsafe(TOKEN_BYTES)
    free = RowLink.objects.filter(pk=link.pk, visit_hash="", revoked_at=None, expires_at__gt=timezone.now())
    opened = free.update(visit_hash=hash_of(visit), opened_at=timezone.now())
    return visit if opened else None


def is_visit(link: RowLink, visit: str) -> bool:
    """Return whether the browser with this secret is the one that opened the link, which still counts."""
    return (
        link.state == RowLink.State.OPENED
        and bool(visit)
        and constant_time_compare(link.visit_hash, hash_of(visit))
    )
