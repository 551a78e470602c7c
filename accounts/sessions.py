"""Sessions as rows of our own: whose, where and since when, so that a person sees them and can end them."""

from typing import Any, cast
from uuid import UUID

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

from accounts.models import Session

BEGAN_KEY = "began"  # seconds since 1970, set at sign-in
PLACE_KEY = "site"
ORGANISATION_KEY = "organisation"
BROWSER_KEY = "browser"


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
        live = Session.objects.filter(session_key=self.session_key, expire_date__gt=timezone.now())
        self.row = live.first() if self.session_key else None
        if self.row is None:
            self._session_key = None
        return self.row

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """Return the row to be stored; storing counts as having been seen."""
        row = cast(Session, super().create_model_instance(data))
        person = data.get("_auth_user_id")
        row.person_id = UUID(person) if person else None
        row.place = data.get(PLACE_KEY, "")
        row.organisation = data.get(ORGANISATION_KEY, "")
        row.browser = data.get(BROWSER_KEY, "")
        row.began = data.get(BEGAN_KEY, 0)
        row.seen_at = timezone.now()
        return row
