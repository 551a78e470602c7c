"""Each list of agreements comes as a workbook with all rows of what is shown, and no cell is a formula."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from openpyxl import load_workbook

from agreements.joint import actions as joint
from agreements.joint import late as late_joiners
from agreements.joint.actions.positions import Wording
from agreements.joint.models import CommonText, Departure
from tests.agreements.conftest import World
from tests.agreements.noticing import SYSTEM, enter, forward, in_force
from tests.agreements.test_late_joiners import begins_to_use, by_itself
from walls.callers import Caller, acting_as

HOSTILE = "=HYPERLINK(x)"
Clients = Callable[[str], Client]
Cells = list[tuple[Any, ...]]


@pytest.fixture
def text(world: World) -> CommonText:
    """A text with a title that looks like a formula, in force with two, with a notice, and sent outside."""
    found = world.begin(title=HOSTILE)
    world.to_supplier(found)
    with acting_as(world.caller_of("leo")):
        joint.accept(text=CommonText.objects.get(pk=found.pk), note="", by=world.actor("leo"))
    with acting_as(Caller.secretariat()):
        joint.release(text=CommonText.objects.get(pk=found.pk), by=world.actor("lise"))
    world.send(found, "aalborg", "viborg")
    in_force(world, found, "aalborg")
    forward(world, enter(world, name="+Fjordhost ApS"))
    schema = world.members["aalborg"].schema_name
    with acting_as(Caller.owner()), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {schema}.agreements_municipal_agreement SET valid_until = current_date + 40")
        Departure.objects.create(
            common_text_id=found.id,
            clause="7.3",
            wish_text="-1 uge",
            agreed="@30 dage",
            reason="æøå " * 100,
            decided_by_id=SYSTEM.id,
            decided_by_name="Sara",
        )
    with acting_as(Caller.secretariat()):
        joint.add_outside(
            text=CommonText.objects.get(pk=found.pk),
            name="=Region Syd",
            cvr="29189668",
            mailbox="post@region.example",
            answer_by=None,
            by=world.actor("sara"),
        )
    return found


def sheets(client: Client, path: str, **asked: str) -> list[Cells]:
    """The workbook's sheets as rows of values; no cell may be a formula."""
    answer = client.get(path, {"form": "excel", **asked})
    assert answer.status_code == 200, path
    assert "spreadsheetml" in answer["Content-Type"], path
    assert answer["Cache-Control"] == "private, no-store"
    book = load_workbook(io.BytesIO(answer.content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells}.isdisjoint({"f"}), path
    return [list(sheet.iter_rows(values_only=True)) for sheet in book]


def test_the_secretariat_s_lists_come_as_shown(world: World, text: CommonText, client_of: Clients) -> None:
    sara = client_of("sara")
    [texts] = sheets(sara, "/aftaler/")
    assert [row[1] for row in texts[1:]] == [HOSTILE]
    assert texts[1][-1] == 2
    assert sheets(sara, "/aftaler/", q="findes-ikke") == [texts[:1]]
    [notices] = sheets(sara, "/aftaler/varsler/")
    assert [row[1] for row in notices[1:]] == ["+Fjordhost ApS"]
    [departures] = sheets(sara, "/aftaler/fravigelser/")
    assert departures[1][:6] == ("7.3", text.number, HOSTILE, "Nordlys Data A/S", "-1 uge", "@30 dage")
    assert departures[1][6] == "æøå " * 100, "whole, where the page cuts it short"
    [outside] = sheets(sara, f"/aftaler/{text.id}/uden-for/")
    assert outside[1][:3] == ("=Region Syd", "29189668", "post@region.example")
    for path in ("haendelser", "tidligere-udfald", "underskriftstjenesten"):
        assert len(sheets(sara, f"/aftaler/{path}/")[0]) == 1, path


def test_the_supplier_s_lists_hold_its_own_rows_only(
    world: World, text: CommonText, client_of: Clients
) -> None:
    texts, ended, to_sign = sheets(client_of("leo"), "/aftaler/")
    assert [row[1] for row in texts[1:]] == [HOSTILE]
    assert [row[0] for row in ended[1:]] == ["Aalborg Kommune"]
    assert to_sign[1:] == []
    assert [row[1] for row in sheets(client_of("leo"), "/aftaler/varsler/")[0][1:]] == ["+Fjordhost ApS"]
    assert all(len(rows) == 1 for rows in sheets(client_of("lis"), "/aftaler/"))
    assert len(sheets(client_of("lis"), "/aftaler/varsler/")[0]) == 1


def test_the_municipality_s_lists_hold_its_own_rows_only(
    world: World, text: CommonText, client_of: Clients
) -> None:
    mette = client_of("mette")
    [days] = sheets(mette, "/aftaler/kalender/")
    assert [row[1:4] for row in days[1:]] == [("Aftalen udløber", f"{text.number}-0851", HOSTILE)]
    assert len(sheets(client_of("bo"), "/aftaler/kalender/")[0]) == 1
    assert len(sheets(mette, "/aftaler/fuldmagter/")[0]) == 1
    assert len(sheets(mette, "/aftaler/haendelser/")[0]) == 1
    assert [rows[0][0] for rows in sheets(mette, "/aftaler/arbejdsliste/")] == [
        "Aftale",
        "Fil",
        "Fil",
        "Aftalenummer",
    ]


def test_the_basis_for_negotiations_comes_whole_with_its_standard_answers(
    world: World, client_of: Clients
) -> None:
    empty, none = sheets(client_of("sara"), "/aftaler/forhandlingsgrundlag/")
    assert (len(empty), len(none)) == (1, 1)
    wording = Wording(
        heading=HOSTILE, our_text="", acceptable="æøå " * 100, never="-72 timer", answers=[("Nej", "@aldrig")]
    )
    with acting_as(Caller.secretariat()):
        joint.write_position(clause="10.2", wording=wording, why="", by=world.actor("lise"), on_version=None)
    positions, answers = sheets(client_of("sara"), "/aftaler/forhandlingsgrundlag/")
    assert positions[1][:2] == ("10.2", HOSTILE)
    assert (positions[1][3].strip(), positions[1][4]) == (("æøå " * 100).strip(), "-72 timer")
    assert answers[1:] == [("10.2", "Nej", "@aldrig")]


def test_the_page_of_sendings_comes_with_a_sheet_for_each_table(
    world: World, text: CommonText, client_of: Clients
) -> None:
    running, stopped, late, unadvised, silent = sheets(client_of("sara"), "/aftaler/udsendelser/")
    assert [each[0][0] for each in (running, stopped, late)] == ["Nummer", "Nummer", "Kommune"]
    assert unadvised[1:] == []
    assert silent[1:] == [("=Region Syd", text.number, HOSTILE, "Nordlys Data A/S")]


def test_late_advice_and_given_advice_come_as_lists(world: World, client_of: Clients) -> None:
    by_itself(world, late_joiners.AFTER_CLICK)
    text = world.to_supplier(world.begin())
    with acting_as(Caller.secretariat()):
        joint.break_off(text=text, advice="=Indgå jeres egen aftale", by=world.actor("lise"))
    begins_to_use(world, "koebenhavn")
    late = sheets(client_of("sara"), "/aftaler/udsendelser/")[3]
    assert [(row[0], row[3]) for row in late[1:]] == [(text.number, "Københavns Kommune")]
    [mine] = sheets(client_of("mette"), "/raad/")
    assert [(row[0], row[4]) for row in mine[1:]] == [(text.number, "=Indgå jeres egen aftale")]
    assert "?form=excel" in client_of("mette").get("/raad/").content.decode()


def test_each_page_has_the_link_with_its_filters(world: World, text: CommonText, client_of: Clients) -> None:
    page = client_of("sara").get("/aftaler/", {"q": "HYPERLINK", "side": "1"}).content.decode()
    assert "?q=HYPERLINK&amp;form=excel" in page
    assert "?form=excel" in client_of("mette").get("/aftaler/kalender/").content.decode()
    assert "?form=excel" in client_of("leo").get("/aftaler/varsler/").content.decode()
