"""Hvem er berørt?: everything that rests on a supplier, a system, a sub-processor or a country."""

from collections.abc import Callable
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from agreements.joint.models import KnownProcessor, Reliance
from agreements.joint.reliance.finding import Hit, find, get
from agreements.joint.reliance.indexing import index_notices, index_texts, known
from agreements.joint.reliance.reading import Touched, touched_by
from agreements.municipal.models import AgreementNotice
from agreements.municipal.notices import actions as own
from tests.agreements.conftest import World
from tests.agreements.noticing import agreed_with, enter, forward, sent
from walls.callers import Caller, acting_as

ClientOf = Callable[[str], Client]


def rows(words: str, kind: str) -> list[Touched]:
    """Everything that rests on the one thing of that kind which the words name."""
    (hit,) = [each for each in find(words) if each.kind == kind]
    return touched_by(hit)


def test_a_supplier_s_members_stand_with_system_contact_notice_and_hours(world: World) -> None:
    agreed_with(world, "aalborg", "viborg")
    with acting_as(Caller.secretariat()):
        found = rows("nordlys data", "leverandoer")
    assert {row.municipality.short_name for row in found} == {"Aalborg", "Viborg"}
    aalborg = next(row for row in found if row.municipality.short_name == "Aalborg")
    assert aalborg.systems == "Nordlys Journal, Nordlys Plan"
    assert (aalborg.role, aalborg.state) == ("databehandler", "gældende")
    assert aalborg.breach_contact
    assert aalborg.breach_hours == 24
    assert aalborg.notice == "60 dage"


def test_who_uses_a_system_without_an_agreement_is_touched_too(world: World) -> None:
    with acting_as(Caller.secretariat()):
        found = rows("Nordlys Journal", "system")
    assert {row.municipality.short_name for row in found} == {"Aalborg", "Viborg"}
    assert {row.state for row in found} == {"ingen fælles aftale kendt"}
    assert all("leo@nordlys.example" in row.breach_contact for row in found)


def test_a_sub_processor_of_appendix_b_is_found_by_name_and_number(world: World) -> None:
    agreed_with(world, "aalborg", "viborg")
    with acting_as(Caller.secretariat()):
        assert index_texts() == 1
        assert index_texts() == 0
        processor = KnownProcessor.objects.first()
        assert processor is not None
        found = rows(processor.name, "underdatabehandler")
        assert {row.municipality.short_name for row in found} == {"Aalborg", "Viborg"}
        assert {row.role for row in found} == {"underdatabehandler, 1. led"}
        assert find(processor.registration_number)


def test_a_noticed_sub_processor_counts_where_the_notice_stands(world: World) -> None:
    sent(world, "aalborg", "viborg", level=2)
    with acting_as(Caller.secretariat()):
        index_notices()
        found = rows("Fjordhost", "underdatabehandler")
        assert {row.municipality.short_name for row in found} == {"Aalborg", "Viborg"}
        assert {row.role for row in found} == {"underdatabehandler, 2. led"}
    with acting_as(world.caller_of("mette")):
        line, by = AgreementNotice.objects.get(), world.actor("mette")
        own.object_to(line=line, reason="Nej.", by=by)
        own.note_outcome(line=line, step="note_not_used", note="Bruges ikke.", by=by)
    with acting_as(Caller.secretariat()):
        assert {row.municipality.short_name for row in rows("Fjordhost", "underdatabehandler")} == {"Viborg"}


def test_a_country_names_all_that_rests_on_it(world: World) -> None:
    agreed_with(world, "aalborg")
    forward(world, enter(world, name="Skyhavn Ltd", registration_number="IE 3456789A", country="IE"))
    with acting_as(Caller.secretariat()):
        index_texts()
        index_notices()
        irish = rows("Irland", "land")
        assert "Skyhavn Ltd" in {row.through for row in irish}
        assert rows("Danmark", "land")
        hit = get("land", "VN")
        assert hit is not None
        assert touched_by(hit) == []


def test_the_same_company_in_two_spellings_is_one_row(world: World) -> None:
    with acting_as(Caller.secretariat()):
        assert known("Fjordhost ApS", "10150817") == known("FJORDHOST", "DK-10150817")
        assert known("Uden Nummer A/S", "") == known("uden nummer a.s.", "")
        assert KnownProcessor.objects.count() == 2
        assert not Reliance.objects.exists()


@pytest.mark.parametrize("words", ["", "x", "%", "__", "'; DROP TABLE x; --", "\x00", "æøå", "a" * 5000])
def test_odd_words_find_nothing_and_break_nothing(world: World, client_of: ClientOf, words: str) -> None:
    answer = client_of("sara").get("/aftaler/hvem-er-beroert/", {"q": words})
    assert answer.status_code == 200


@pytest.mark.parametrize(
    "query", ["slags=land&id=ZZ", "slags=system&id=x", "slags=../../etc&id=1", "slags=leverandoer&id="]
)
def test_an_address_of_nothing_finds_nothing(world: World, client_of: ClientOf, query: str) -> None:
    answer = client_of("sara").get(f"/aftaler/hvem-er-beroert/?{query}&form=excel")
    assert answer.status_code == 200
    assert "Ikke fundet" in answer.content.decode()


def test_the_page_offers_what_the_words_may_mean_and_gives_excel(world: World, client_of: ClientOf) -> None:
    agreed_with(world, "aalborg")
    sara = client_of("sara")
    offered = sara.get("/aftaler/hvem-er-beroert/", {"q": "nordlys"}).content.decode()
    assert "Hvad mener du?" in offered
    with acting_as(Caller.secretariat()):
        hit: Hit = next(each for each in find("nordlys") if each.kind == "leverandoer")
    path = f"/aftaler/hvem-er-beroert/?slags={hit.kind}&id={hit.key}"
    page = sara.get(path).content.decode()
    assert "<strong>2 kommuner</strong>" in page
    sheet = load_workbook(BytesIO(sara.get(f"{path}&form=excel").content)).active
    assert sheet is not None
    assert {row[0].value for row in sheet.iter_rows(min_row=2)} == {"Aalborg Kommune", "Viborg Kommune"}
