"""A municipality's keys: made, rolled and revoked by itself; found again by their hash."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from accounts.models import Engagement
from integrations.os2compliance.models import ApiKey
from tenants.models import Municipality
from workflows.actors import Actor
from workflows.log import record

BEGINNING = "ft_"
SECRET_BYTES = 32
SHOWN = 8
LONGEST = 200
OVERLAP = timedelta(days=7)
NOTED_AGAIN = timedelta(minutes=1)
MEMBERS = [Municipality.State.MEMBER.value, Municipality.State.LEAVING.value]
# Asked with every page of every client, so in one statement that is always the same.
HOLDER = """
SELECT k.id, m.id, m.schema_name, m.name, m.cvr, d.domain, k.used_at
  FROM integrations_os2compliance_apikey k
  JOIN tenants_municipality m ON m.id = k.municipality_id AND m.state = ANY (%(members)s)
  LEFT JOIN tenants_domain d ON d.tenant_id = m.id AND d.is_primary
 WHERE k.key_hash = %(hash)s AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > %(now)s)
   AND (NOT k.ends_with_person OR EXISTS (
        SELECT FROM accounts_engagement e JOIN accounts_person p ON p.id = e.person_id
         WHERE e.id = k.engagement_id AND e.ended_at IS NULL AND p.is_active))
"""


@dataclass(frozen=True)
class Holder:
    """Whose key it is: what the API needs of the municipality, under whose role it then reads."""

    key_id: UUID
    id: UUID
    schema_name: str
    name: str
    cvr: str
    domain: str


def hash_of(secret: str) -> str:
    """Return what is stored of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def keys_of(municipality_id: UUID) -> list[ApiKey]:
    """Return the municipality's keys, the newest first. Act as the municipality."""
    return list(ApiKey.objects.filter(municipality_id=municipality_id))


@transaction.atomic
def make_key(
    *, municipality_id: UUID, engagement: Engagement, name: str, ends_with_person: bool, by: Actor
) -> str:
    """Make a key and return its secret, the only time. Act as the municipality."""
    key, secret = _made(municipality_id, engagement, name, ends_with_person, by)
    record(key, "make_key", by=by, data={"name": key.name, "prefix": key.prefix})
    return secret


@transaction.atomic
def roll_key(*, key: ApiKey, engagement: Engagement, at_once: bool, by: Actor) -> str | None:
    """Replace a key by a new one of the same name and return its secret, the only time.

    The old one works for a week more, so that the system can be told the new one in peace, or ends at once.
    None where the key has ended meanwhile. Act as the municipality.
    """
    now = timezone.now()
    found = ApiKey.objects.filter(pk=key.pk, revoked_at=None, expires_at=None)
    if not found.update(expires_at=now if at_once else now + OVERLAP):
        return None
    made, secret = _made(key.municipality_id, engagement, key.name, key.ends_with_person, by)
    record(made, "roll_key", by=by, data={"name": made.name, "prefix": made.prefix})
    return secret


@transaction.atomic
def revoke_key(*, key: ApiKey, by: Actor) -> None:
    """End a key at once; twice is once. Act as the municipality."""
    if ApiKey.objects.filter(pk=key.pk, revoked_at=None).update(revoked_at=timezone.now()):
        record(key, "revoke_key", by=by, data={"name": key.name, "prefix": key.prefix})


def _made(
    municipality_id: UUID, engagement: Engagement, name: str, ends_with_person: bool, by: Actor
) -> tuple[ApiKey, str]:
    secret = BEGINNING + secrets.token_urlsafe(SECRET_BYTES)
    key = ApiKey.objects.create(
        municipality_id=municipality_id,
        engagement_id=engagement.id,
        name=name,
        prefix=secret[:SHOWN],
        key_hash=hash_of(secret),
        ends_with_person=ends_with_person,
        made_by_name=by.name,
    )
    return key, secret


def holder_of(secret: str, *, municipality_id: UUID | None = None) -> Holder | None:
    """Return whose key a secret is, where it still counts; None for all others, whatever the reason.

    On a municipality's own site only its own keys count (`municipality_id`). Act as the door.
    """
    if not secret or len(secret) > LONGEST or not secret.isascii():
        return None
    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(HOLDER, {"hash": hash_of(secret), "now": now, "members": MEMBERS})
        row = cursor.fetchone()
    if row is None or (municipality_id is not None and row[1] != municipality_id):
        return None
    _note_use(row[0], row[6], now)
    return Holder(*row[:6])


def _note_use(key_id: UUID, used_at: datetime | None, now: datetime) -> None:
    """Keep when the key was last used, to the minute: a loop of two hundred pages is one note."""
    if used_at is None or now - used_at > NOTED_AGAIN:
        ApiKey.objects.filter(pk=key_id).update(used_at=now)
