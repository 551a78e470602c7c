"""What the tests of the API share: a key, and clients that ask as those in use do."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from accounts.models import Engagement
from integrations.os2compliance import keys
from tenants.models import Municipality
from tests.integrations.serving import Answer, ask
from tests.personae import PERSONAE
from walls.callers import Caller, acting_as
from workflows.actors import Actor

DANISH = ZoneInfo("Europe/Copenhagen")
SHARED_HOST = f"api.{settings.BASE_DOMAIN}"
AUDITS = "/api/audits"


def a_key(municipality: Municipality, persona: str, *, name: str = "Drift", ends: bool = False) -> str:
    """Make a key of a municipality and return its secret."""
    who = PERSONAE[persona]
    with acting_as(Caller.owner()):
        engagement = Engagement.objects.get(person_id=who.id)
    with acting_as(Caller.municipality(municipality)):
        return keys.make_key(
            municipality_id=municipality.id,
            engagement=engagement,
            name=name,
            ends_with_person=ends,
            by=Actor(who.id, who.name, who.organisation, frozenset()),
        )


def get(secret: str, path: str = AUDITS, *, host: str = SHARED_HOST, **query: Any) -> Answer:
    """Ask with the key over a socket, on the host that all share unless another is named."""
    return ask(host, path, query, {"X-API-Key": secret})


@dataclass
class SecondClient:
    """The loop of the current client: pages from 1, fifty on each, until there are no more.

    The watermark is stored as the client stores it, in Danish time; it moves when a whole loop went well.
    """

    secret: str
    watermark: datetime
    rows: dict[int, dict[str, Any]] = field(default_factory=dict)
    tasks: list[tuple[int, str]] = field(default_factory=list)
    page_size: int = 50

    def fetch(self, between: Any = None) -> list[int]:
        """Run one night's loop; `between` is called after each page. Return the ids that came."""
        now = datetime.now(UTC)
        after = min(self.watermark, now - timedelta(minutes=1))
        page, came = 1, []
        while True:
            asked = {"publishedAfter": after.isoformat(), "page": page, "pageSize": self.page_size}
            answer = get(self.secret, **asked)
            assert answer.status_code == 200, answer.content
            told = answer.json()
            came += told["data"]
            if told["hasNext"] is not True:
                break
            page += 1
            if between:
                between()
        for each in came:
            self._take(each)
        return [each["id"] for each in came]

    def _take(self, audit: dict[str, Any]) -> None:
        assert audit["supplier"]["id"]
        published = datetime.fromisoformat(audit["publishedDate"])
        known = self.rows.get(audit["id"])
        if known is None or published > datetime.fromisoformat(known["publishedDate"]):
            self.tasks += [(audit["id"], each["name"]) for each in audit["systems"]]
            self.rows[audit["id"]] = audit
        self.watermark = max(self.watermark, published.astimezone(DANISH))


@dataclass
class FirstClient:
    """The former client's look at documents; the watermark is the latest `created`, without a zone."""

    secret: str
    watermark: str = ""
    documents: dict[int, str] = field(default_factory=dict)

    def fetch(self) -> None:
        """Run one loop."""
        asked = {"createdAfter": self.watermark} if self.watermark else {}
        for each in first_generation(self.secret, "/api/v1/documents", area="TILSYNSRAPPORTER", **asked):
            assert (each["locked"], each["path"]["supplier"]["id"] > 0) == (False, True)
            self.documents[each["id"]] = each["name"]
            self.watermark = max(self.watermark, each["created"])


def first_generation(secret: str, path: str, **query: Any) -> list[dict[str, Any]]:
    """Run the former client's loop, which asks for one page too many, and return the rows."""
    page, pages, rows = 0, 0, []
    while True:
        answer = get(secret, path, page=page, **query)
        assert answer.status_code == 200, answer.content
        told = answer.json()
        rows += told["content"]
        pages = told["totalPages"]
        if page >= pages:
            assert told["content"] == []
            return rows
        page += 1
