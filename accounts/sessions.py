"""Sessions as rows of our own: whose, where and since when, so that a person sees them and can end them.

A row keeps the hash of the key that the cookie carries: who reads the table can take over no session.
"""

import hashlib
from typing import Any, cast
from uuid import UUID

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

from accounts.models import Session

BEGAN_KEY = "began"  # seconds since 1970, set at sign-in
PLACE_KEY = "site"
ORGANISATION_KEY = "organisation"
BROWSER_KEY = "browser"


def stored_key(key: str) -> str:
    """Return what is stored of a session's key; the key has 160 random bits, so a plain hash is enough."""
    return hashlib.sha256(key.encode()).hexdigest()[:40]


class SessionStore(DatabaseStore):
    """Django's own sessions in the database, with the columns that a list of sessions needs.

    `row` is the stored session that the request came with, None where there was none.
    """

    row: Session | None = None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Return the model that sessions are rows of."""
        return Session

    def _get_session_from_db(self) -> Session | None:
        key = stored_key(self.session_key or "")
        live = Session.objects.filter(session_key=key, expire_date__gt=timezone.now())
        self.row = live.first() if self.session_key else None
        if self.row is None:
            self._session_key = None
        return self.row

    @property
    def stored_key(self) -> str:
        """Return the key of the session's own row."""
        return stored_key(self.session_key or "")

    def exists(self, session_key: str) -> bool:
        """Return whether there is a session of the key."""
        return bool(super().exists(stored_key(session_key)))

    def delete(self, session_key: str | None = None) -> None:
        """Delete the session of the key, or this one."""
        key = session_key or self.session_key
        if key:
            super().delete(stored_key(key))

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """Return the row to be stored; storing counts as having been seen."""
        row = cast(Session, super().create_model_instance(data))
        row.session_key = self.stored_key
        person = data.get("_auth_user_id")
        row.person_id = UUID(person) if person else None
        row.place = data.get(PLACE_KEY, "")
        row.organisation = data.get(ORGANISATION_KEY, "")
        row.browser = data.get(BROWSER_KEY, "")
        row.began = data.get(BEGAN_KEY, 0)
        row.seen_at = timezone.now()
        return row
