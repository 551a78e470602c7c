"""The pages of an incident on the three sites, and what the database refuses about them."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from agreements.joint.incidents import actions as joint
from agreements.joint.incidents.actions import Subject, Words
from agreements.joint.incidents.models import Incident, IncidentText
from agreements.joint.incidents.reach import concerned_by
from agreements.municipal.incidents import actions as own
from agreements.municipal.incidents.models import BreachNote
from agreements.municipal.incidents.models import Incident as OwnIncident
from register.models import System
from tests.agreements.conftest import World
from tests.agreements.incidents import WORDS, assessment, draft, facts, mine, reported, sent
from tests.agreements.noticing import work
from tests.personae import SUPPLIER_Y
from walls.callers import Caller, acting_as
from workflows.models import OutboxMail

ClientOf = Callable[[str], Client]
HOSTILE = "<script>alert(1)</script>\r\nBcc: ond@example.com"


def written(hours: int) -> str:
    """A moment so many hours from now, as a Dane writes it."""
    return f"{timezone.localtime() + timedelta(hours=hours):%d.%m.%Y kl. %H.%M}"


def filled(**changes: str) -> dict[str, str]:
    """The form of an alarm, filled in."""
    given = {
        "title": "Adgang til filer",
        "known": "Uvedkommende har haft adgang.",
        "unknown": "Hvor mange.",
        "next_update_at": written(4),
        "supplier_aware_at": written(-3),
        "told_at": written(-1),
        "told_by": "Leo, Nordlys",
        "told_contact": "24 24 24 24",
    }
    return {**given, **changes}


def page(client: Client, url: str) -> str:
    """A page's text."""
    found = client.get(url)
    assert found.status_code == 200, (url, found.status_code)
    return str(found.content.decode())


def test_from_who_is_concerned_to_an_alarm_that_has_left(world: World, client_of: ClientOf) -> None:
    sara = client_of("sara")
    affected = page(sara, f"/aftaler/hvem-er-beroert/?slags=leverandoer&id={world.supplier.id}")
    assert "Straksorientering" in affected
    assert "Send varsel" in affected
    url = f"/aftaler/haendelser/ny/?slags=leverandoer&id={world.supplier.id}"
    assert "2 kommuner er berørt" in page(sara, url)
    ids = [str(world.members[name].id) for name in ("aalborg", "koebenhavn")]
    assert sara.post(url, {**filled(), "kommune": ids}).status_code == 302
    with acting_as(Caller.secretariat()):
        incident = Incident.objects.get()
        # One that is not concerned cannot be marked by hand of the address.
        assert [each.municipality_name for each in incident.members.all()] == ["Aalborg Kommune"]
        assert not OutboxMail.objects.exists()
    shown = page(sara, f"/aftaler/haendelser/{incident.id}/")
    for words in ("mette@aalborg.example", "dorte@aalborg.example", "databeskyttelse@aalborg.example"):
        assert words in shown
    assert sara.post(f"/aftaler/haendelser/{incident.id}/trin/send/").status_code == 302
    with acting_as(Caller.secretariat()):
        assert OutboxMail.objects.filter(kind="agreements/incident").count() == 1
    assert "Har ikke åbnet det seneste" in page(sara, f"/aftaler/haendelser/{incident.id}/")
    book = load_workbook(BytesIO(sara.get(f"/aftaler/haendelser/{incident.id}/?form=excel").content)).active
    assert book is not None
    assert "mette@aalborg.example" in [cells[5] for cells in book.iter_rows(values_only=True)]


def test_a_mail_that_came_to_the_secretariat_is_sent_on_as_it_stands(
    world: World, client_of: ClientOf
) -> None:
    sara = client_of("sara")
    start = page(sara, "/aftaler/haendelser/ny/?videresend=1&q=Nordlys Data")
    assert "videresend=1" in start
    url = f"/aftaler/haendelser/ny/?slags=leverandoer&id={world.supplier.id}&videresend=1"
    assert sara.post(url, filled(told_at="")).status_code == 200  # when it came is asked for
    ids = [str(world.members["aalborg"].id)]
    assert sara.post(url, {**filled(known="Kære sekretariat"), "kommune": ids}).status_code == 302
    with acting_as(Caller.secretariat()):
        assert Incident.objects.get().source == "forwarded"


def test_a_draft_can_be_written_again_and_a_sent_one_cannot(world: World, client_of: ClientOf) -> None:
    sara, incident = client_of("sara"), draft(world)
    url = f"/aftaler/haendelser/{incident.id}/ret/"
    assert "Hvor mange filer." in page(sara, url)
    marked = [str(world.members["viborg"].id)]
    assert sara.post(url, {**filled(title="Rettet"), "kommune": marked}).status_code == 302
    with acting_as(Caller.secretariat()):
        found = Incident.objects.get()
        assert (found.title, found.members.get().municipality_name) == ("Rettet", "Viborg Kommune")
        joint.send(incident=found, by=world.actor("sara"))
    assert sara.post(url, filled(title="For sent")).status_code == 302
    with acting_as(Caller.secretariat()):
        assert Incident.objects.get().title == "Rettet"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param("next_update_at", written(-1), id="next_update_at-past"),
        pytest.param("supplier_aware_at", written(2), id="supplier_aware_at-ahead"),
        ("told_at", "31.2.2026 kl. 10.00"),
        ("told_at", "12.3.2026"),
        ("title", ""),
        ("known", "x" * 6001),
        ("known", "Borgeren 010190-1234 er berørt."),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_stored(
    world: World, client_of: ClientOf, name: str, value: str
) -> None:
    url = f"/aftaler/haendelser/ny/?slags=leverandoer&id={world.supplier.id}"
    assert client_of("sara").post(url, filled(**{name: value})).status_code == 200
    with acting_as(Caller.secretariat()):
        assert not Incident.objects.exists()


def test_hostile_words_stay_words(world: World, client_of: ClientOf) -> None:
    sara = client_of("sara")
    url = f"/aftaler/haendelser/ny/?slags=leverandoer&id={world.supplier.id}"
    ids = [str(world.members["aalborg"].id)]
    hostile = filled(title=HOSTILE, known=HOSTILE, told_by=HOSTILE)
    assert sara.post(url, {**hostile, "kommune": ids}).status_code == 302
    with acting_as(Caller.secretariat()):
        incident = Incident.objects.get()
        joint.send(incident=incident, by=world.actor("sara"))
        work("agreements.deliver_incident")
        assert "\n" not in OutboxMail.objects.get(kind="agreements/incident").subject
    mette = client_of("mette")
    for text in (
        page(sara, f"/aftaler/haendelser/{incident.id}/"),
        page(mette, "/"),
        page(mette, f"/aftaler/haendelser/{incident.id}/"),
    ):
        assert "<script>alert" not in text
    for address in ("?slags=system&id=%00", "?slags=leverandoer&id=x", "?slags=x&id=1", "?q=%27%3B--"):
        assert sara.get(f"/aftaler/haendelser/ny/{address}").status_code == 200


def test_the_alarm_stands_first_and_the_note_is_the_municipality_s_own(
    world: World, client_of: ClientOf
) -> None:
    incident = sent(world)
    mette, bo, url = client_of("mette"), client_of("bo"), f"/aftaler/haendelser/{incident.id}/"
    front = page(mette, "/")
    assert front.index("Straksorientering:") < front.index("</h1>") + 2000
    assert "Uvedkommende har haft adgang" in page(mette, url)
    given = {
        "aware_at": written(-2),
        "verdict": "breach",
        "reported": "no",
        "told": "not_yet",
        "assessed_by_name": "Mette",
    }
    assert mette.post(f"{url}notat/", given).status_code == 200  # a no has its reason
    for field in ("effects", "measures", "why_not_reported", "why_not_told", "reference"):
        named = {**given, "why_not_reported": "Hemmelig grund", field: "Borgeren 010190-1234"}
        assert "Det ligner et CPR-nummer" in mette.post(f"{url}notat/", named).content.decode(), field
    with acting_as(world.caller_of("mette")):
        assert not BreachNote.objects.exists()
    assert mette.post(f"{url}notat/", {**given, "why_not_reported": "Hemmelig grund"}).status_code == 302
    assert "Hemmelig grund" in page(mette, url)
    answer = mette.get(f"{url}notat/pdf/")
    assert answer.content.startswith(b"%PDF")
    assert bo.get(f"{url}notat/pdf/").status_code == 404
    assert "Hemmelig grund" not in page(bo, url)
    assert "Hemmelig grund" not in page(client_of("sara"), url)
    assert mette.post(f"{url}notat/fortael/").status_code == 302
    told = page(client_of("sara"), url)
    assert "skal ikke anmeldes" in told
    assert mette.get(f"/aftaler/haendelser/{uuid4()}/").status_code == 404


def test_a_reader_reads_and_writes_nothing(world: World, client_of: ClientOf) -> None:
    incident = sent(world)
    ib, url = client_of("ib"), f"/aftaler/haendelser/{incident.id}/"
    assert "Skriv jeres vurdering" not in page(ib, url)
    assert ib.get(f"{url}notat/").status_code == 403
    with acting_as(world.caller_of("mette")):
        assert OwnIncident.objects.get().state == "read"


def test_a_supplier_looks_sends_and_has_its_receipt(world: World, client_of: ClientOf) -> None:
    leo, lis = client_of("leo"), client_of("lis")
    assert "databeskyttelse@aalborg.example" in page(leo, "/aftaler/brud/")
    assert "databeskyttelse@aalborg.example" not in page(lis, "/aftaler/brud/")
    with acting_as(Caller.secretariat()):
        plan = System.objects.get(name="Nordlys Plan")
    assert "Viborg" not in page(leo, f"/aftaler/brud/?system={plan.id}")
    given = {**filled(), "systems": [str(plan.id)]}
    looked = leo.post("/aftaler/brud/meld/", given).content.decode()
    assert "1 kommune får orienteringen" in looked
    with acting_as(Caller.secretariat()):
        assert not Incident.objects.exists()
    assert leo.post("/aftaler/brud/meld/", {**given, "send": "1"}).status_code == 302
    with acting_as(Caller.secretariat()):
        work("agreements.spread_incident")
        work("agreements.deliver_incident")
        incident = Incident.objects.get()
    receipt = page(leo, f"/aftaler/brud/{incident.id}/")
    assert "Aalborg Kommune" in receipt
    assert "Viborg Kommune" not in receipt
    assert leo.get(f"/aftaler/brud/{incident.id}/?form=excel").status_code == 200
    assert lis.get(f"/aftaler/brud/{incident.id}/").status_code == 404
    assert lis.post(f"/aftaler/brud/{incident.id}/opdatering/", {"known": "Falsk"}).status_code == 404
    assert leo.post(f"/aftaler/brud/{incident.id}/opdatering/", {"known": "Lukket."}).status_code == 302
    assert (
        lis.post("/aftaler/brud/meld/", {**filled(), "send": "1"}).status_code == 200
    )  # it has no customers
    with acting_as(Caller.secretariat()):
        assert Incident.objects.count() == 1


def test_what_a_supplier_names_in_its_row_reaches_its_own_customers_only(world: World) -> None:
    """Whatever a supplier could get written: another's system or key in its own row concerns nobody else."""
    with acting_as(Caller.secretariat()):
        foreign = System.objects.create(name="Kystens", supplier_id=SUPPLIER_Y)
    with acting_as(world.caller_of("leo")):
        subject = Subject("leverandoer", str(SUPPLIER_Y), "Kystsoft", world.supplier, (foreign.id,))
        made = joint.report(subject=subject, facts=facts(), words=WORDS, by=world.actor("leo"))
    with acting_as(Caller.secretariat()):
        assert concerned_by(Incident.objects.get(pk=made.pk)) == []


def test_a_supplier_neither_closes_nor_withdraws(world: World) -> None:
    made = reported(world)
    with acting_as(world.caller_of("leo")):
        for kind in ("closing", "withdrawal"):
            with pytest.raises(DatabaseError), transaction.atomic():
                IncidentText(
                    incident_id=made.pk,
                    supplier_id=world.supplier.id,
                    source="supplier",
                    kind=kind,
                    known="Slut.",
                    by_id=uuid4(),
                    by_name="Leo",
                    sent_at=timezone.now(),
                ).save(force_insert=True)
        assert joint.report_more(incident=made, words=Words("Mere."), by=world.actor("leo")).kind == "update"


def test_a_municipality_tells_only_of_what_it_has_opened(world: World) -> None:
    incident = sent(world)
    with acting_as(world.caller_of("bo")), connection.cursor() as cursor:
        for function in ("incident_read", "incident_tell"):
            with pytest.raises(DatabaseError), transaction.atomic():
                cursor.execute(f"SELECT agreements_municipal_{function}_v1(%s)", [incident.id])
        own.open_it(incident=OwnIncident.objects.get(), by=world.actor("bo"))
        cursor.execute("SELECT agreements_municipal_incident_read_v1(%s)", [incident.id])
    with acting_as(Caller.secretariat()):
        assert {each.municipality_id for each in incident.readings.all()} == {world.members["viborg"].id}
    with acting_as(world.caller_of("mette")):
        found = mine(world, "mette")
        assert own.assess(incident=found, assessment=assessment(), by=world.actor("mette")).pk
