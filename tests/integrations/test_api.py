"""What a municipality's own system gets by its key: its own audits, in pages that lose and double nothing."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

from audits.joint.models import Audit
from audits.municipal.models import ReceivedReport, ReceivedSystem
from audits.municipal.states import Level
from register.models import System, SystemUse
from tenants.models import Municipality
from tests.audits.delivering import Sender
from tests.integrations.api_client import (
    DANISH,
    FirstClient,
    SecondClient,
    a_key,
    first_generation,
    get,
)
from walls.callers import Caller, acting_as

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
GREEN = Level.GREEN


@pytest.fixture
def sender(members: dict[str, Municipality]) -> Sender:
    """The secretariat, which sends reports through the real door."""
    return Sender(members)


@pytest.fixture
def secret(members: dict[str, Municipality]) -> str:
    """A key of Aalborg's."""
    return a_key(members["aalborg"], "mette")


def test_a_key_reads_the_audits_of_its_own_municipality_with_the_systems_used_there(
    sender: Sender, secret: str
) -> None:
    sender.send(GREEN, GREEN, to=("aalborg", "viborg"))
    with acting_as(Caller.owner()):
        SystemUse.objects.filter(municipality=sender.members["viborg"], system__name="System 2").delete()
        System.objects.filter(name="System 2").update(kitos_uuid=(kitos := uuid4()))
    audit = sender.send(GREEN, to=("aalborg", "viborg"), name="Andet")
    aalborg, viborg = get(secret).json(), get(a_key(sender.members["viborg"], "bo")).json()
    assert [[each["name"] for each in one["systems"]] for one in aalborg["data"]] == [
        ["System 1", "System 2"],
        ["Andet 1"],
    ]
    assert aalborg["data"][1]["id"] == viborg["data"][1]["id"], "one audit has one number"
    told = aalborg["data"][1]
    assert told["name"] == f"Tilsynsrapport {audit.case_number}, Nordlys Data A/S"
    assert told["supplier"]["name"] == "Nordlys Data A/S"
    assert told["auditLink"].startswith(f"{settings.SCHEME}://aalborg.{settings.BASE_DOMAIN}")
    assert datetime.fromisoformat(told["publishedDate"]) <= timezone.now()
    assert [each["kitosUuid"] for each in aalborg["data"][0]["systems"]] == [None, str(kitos)]
    assert aalborg["hasNext"] is False
    assert get(secret).json() == aalborg, "numbers stay"
    numbers = [told["supplier"]["id"], *(each["id"] for each in aalborg["data"])]
    numbers += [each["id"] for one in aalborg["data"] for each in one["systems"]]
    assert len(set(numbers)) == len(numbers)
    assert min(numbers) >= 1_000_000


def test_a_new_version_moves_the_moment_a_correction_does_not_and_a_withdrawn_one_goes(
    sender: Sender, secret: str
) -> None:
    first, second = sender.send(GREEN), sender.send(GREEN, name="Andet")
    before = get(secret).json()["data"]
    sender.version(first, "correction", "Slåfejl")
    assert get(secret).json()["data"] == before
    sender.version(first, "new", "Ny viden")
    after = get(secret).json()["data"]
    assert [each["id"] for each in after] == [before[1]["id"], before[0]["id"]]
    assert after[1]["publishedDate"] > before[1]["publishedDate"]
    last = after[1]["publishedDate"]
    assert get(secret, publishedAfter=after[0]["publishedDate"]).json()["data"] == after[1:]
    assert get(secret, publishedAfter=last).json()["data"] == []
    with acting_as(Caller.secretariat()):
        Audit.objects.filter(pk=second.pk).update(state="withdrawn")
    sender.version(second, "withdrawal", "Fejl")
    assert get(secret).json()["data"] == after[1:]


def test_what_is_sent_out_while_pages_are_fetched_doubles_and_loses_nothing(
    sender: Sender, secret: str
) -> None:
    sent = [sender.send(GREEN, name=f"Nr. {number}") for number in range(5)]
    client = SecondClient(secret, LONG_AGO, page_size=2)
    happens = [
        lambda: (sender.version(sent[0], "new", "Ny viden"), sender.send(GREEN, name="Nyt")),
        lambda: sender.version(sent[4], "new", "Ny viden"),
    ]

    def between() -> None:
        if happens:
            happens.pop(0)()

    came = client.fetch(between)
    assert len(came) == len(set(came)) == 5
    mark = client.watermark.isoformat()
    assert len(get(secret, publishedAfter=mark).json()["data"]) == 3, "what came meanwhile"
    again = client.fetch()
    assert len(again) == len(set(again))
    assert len(client.rows) == 6
    assert len(client.tasks) == 8, "six audits and two new versions, of one system each"


def test_a_first_page_begins_anew_once_a_loop_is_read_to_its_end(sender: Sender, secret: str) -> None:
    first = [sender.send(GREEN, name=f"Nr. {number}") for number in range(3)]
    asked = {"pageSize": 2, "publishedAfter": LONG_AGO.isoformat()}
    one = get(secret, page=1, **asked).json()
    sender.version(first[0], "new", "Ny viden")
    assert get(secret, page=1, **asked).json() == one, "another loop that asks the same meanwhile"
    assert len(get(secret, page=2, **asked).json()["data"]) == 1
    assert get(secret, page=1, **asked).json() != one


def test_three_weeks_of_nights_bring_every_version_to_both_clients_once(sender: Sender, secret: str) -> None:
    """Moments of publication are set to the days around the end of summer time; the rest is the real door."""
    aalborg, clock_change = sender.members["aalborg"], datetime(2026, 10, 25, tzinfo=DANISH)
    day = clock_change - timedelta(days=10)
    second, first = SecondClient(secret, LONG_AGO), FirstClient(secret)
    versions, sent = 0, []

    def published(moment: datetime) -> None:
        with acting_as(Caller.owner(aalborg.schema_name)):
            newest = ReceivedReport.objects.order_by("-published_at").values("pk")[:1]
            ReceivedReport.objects.filter(pk__in=newest).update(published_at=moment.astimezone(UTC))

    for night in range(21):
        today = day + timedelta(days=night)
        if night % 2 == 0 or today.date() == clock_change.date():
            sent.append(sender.send(GREEN, name=f"Nat {night}"))
            published(today.replace(hour=2, minute=50, microsecond=123456))
            versions += 1
        if night % 5 == 4:
            sender.version(sent[0], "new", "Ny viden")
            # In the night of the change this is half an hour later, and earlier by the clock.
            published(today.replace(hour=2, minute=20, fold=1, microsecond=1))
            versions += 1
        if night == 12:
            sender.version(sent[3], "correction", "Slåfejl")
            with acting_as(Caller.secretariat()):
                Audit.objects.filter(pk=sent[1].pk).update(state="withdrawn")
            sender.version(sent[1], "withdrawal", "Fejl")
        if night == 14:
            second.secret = first.secret = a_key(aalborg, "mette", name="Ny")
        second.fetch()
        first.fetch()
    assert len(second.rows) == len(sent)
    assert len(second.tasks) == versions, "one task for each version, none for a correction"
    assert len(first.documents) == versions
    assert len(set(first.documents.values())) == len(sent)


def test_the_former_client_reads_suppliers_systems_and_documents(sender: Sender, secret: str) -> None:
    sender.send(GREEN, GREEN)
    with acting_as(Caller.secretariat()):
        supplier = Audit.objects.get().supplier
        for name, quarter in (("Planlagt", 3), ("Uden tilsyn", 0)):
            system = System.objects.create(name=name, supplier=supplier)
            with acting_as(Caller.owner()):
                SystemUse.objects.create(municipality=sender.members["aalborg"], system=system)
            if quarter:
                audit = Audit(
                    case_number="2027-1",
                    supplier=supplier,
                    year=2027,
                    quarter=quarter,
                    case_worker_id=uuid4(),
                )
                audit.save(force_insert=True)
                audit.systems.create(system=system, supplier_id=supplier.id, name=name)
    systems = first_generation(secret, "/api/v1/it-systems", size=3)
    assert {each["name"]: (each["status"], each["nextRevision"]) for each in systems} == {
        "System 1": ("published", "Ikke fastsat"),
        "System 2": ("published", "Ikke fastsat"),
        "Planlagt": ("waiting", "2027 Q3"),
        "Uden tilsyn": ("waiting", "Ikke fastsat"),
    }
    cvr = sender.members["aalborg"].cvr
    assert {each["municipalities"][0]["cvr"] for each in systems} == {cvr}
    [told] = first_generation(secret, "/api/v1/suppliers")
    assert told["nextRevision"] == "2027 Q3"
    [document] = first_generation(secret, "/api/v1/documents", area="TILSYNSRAPPORTER")
    assert document["locked"] is False
    assert document["path"]["supplier"]["id"] == told["id"]
    created = datetime.fromisoformat(document["created"])
    assert created.tzinfo is None
    [received] = get(secret).json()["data"]
    assert created.replace(tzinfo=DANISH) == datetime.fromisoformat(received["publishedDate"])
    assert first_generation(secret, "/api/v1/documents", createdAfter=document["created"]) == [document]
    assert first_generation(secret, "/api/v1/documents", area="ANDET") == []
    viborg = a_key(sender.members["viborg"], "bo")
    for path in ("/api/v1/it-systems", "/api/v1/suppliers", "/api/v1/documents"):
        assert first_generation(viborg, path) == []


def test_an_audit_of_the_future_is_not_told_before_its_moment(sender: Sender, secret: str) -> None:
    sender.send(GREEN)
    with acting_as(Caller.owner(sender.members["aalborg"].schema_name)):
        ReceivedReport.objects.update(published_at=timezone.now() + timedelta(minutes=5))
    assert get(secret).json()["data"] == []
    with acting_as(Caller.owner(sender.members["aalborg"].schema_name)):
        ReceivedReport.objects.update(published_at=timezone.now())
        ReceivedSystem.objects.all().delete()
    cache.clear()
    [told] = get(secret).json()["data"]
    assert told["systems"] == []
