"""What a municipality's own system gets by its key: its own audits, in pages that lose and double nothing."""

from datetime import UTC, datetime

from django.conf import settings
from django.utils import timezone

from tests.audits.conftest import store, walk
from tests.audits.walking import Walk
from tests.integrations.api_client import a_key, get

__all__ = ["store", "walk"]
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def test_a_key_reads_the_audits_of_its_own_municipality_with_the_systems_used_there(walk: Walk) -> None:
    walk.published()
    aalborg = get(a_key(walk.members["aalborg"], "mette")).json()
    viborg = get(a_key(walk.members["viborg"], "bo")).json()
    assert [[each["name"] for each in audit["systems"]] for audit in aalborg["data"]] == [
        ["Nordlys Omsorg", "Nordlys Vagtplan"]
    ]
    assert [[each["name"] for each in audit["systems"]] for audit in viborg["data"]] == [["Nordlys Omsorg"]]
    [audit] = aalborg["data"]
    assert audit["id"] == viborg["data"][0]["id"], "one audit has one number"
    assert audit["supplier"]["name"] == "Nordlys Data A/S"
    assert audit["auditLink"].startswith(f"{settings.SCHEME}://aalborg.{settings.BASE_DOMAIN}")
    assert {each["kitosUuid"] for each in audit["systems"]} == {None}
    assert datetime.fromisoformat(audit["publishedDate"]) <= timezone.now()
    assert aalborg["hasNext"] is False


def test_numbers_stay_and_stand_for_one_thing_only(walk: Walk) -> None:
    walk.published()
    secret = a_key(walk.members["aalborg"], "mette")
    once, again = get(secret).json(), get(secret).json()
    assert once == again
    numbers = [once["data"][0]["id"], once["data"][0]["supplier"]["id"]]
    numbers += [each["id"] for each in once["data"][0]["systems"]]
    assert len(set(numbers)) == 4
    assert min(numbers) >= 1_000_000
