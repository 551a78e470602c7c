"""The list of a municipality's agreements: search, filters, what is new, Excel, many at once."""

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.utils import timezone

from agreements.municipal.models import Agreement, AgreementQuestion, LastVisit
from agreements.municipal.states import AgreementState
from tenants.models import Letter, Standing
from tests.agreements.conftest import World
from tests.agreements.test_pages import fetch, page, send
from walls.callers import Caller, acting_as
from workflows.models import OutboxMail

Clients = Callable[[str], Client]
S = AgreementState


def own(title: str = "Lønkørsel", **more: Any) -> Agreement:
    """Store an own agreement; act as the municipality."""
    systems = [{"id": "", "name": more.pop("system", title)}]
    facts = {"number": f"E-{Agreement.objects.count() + 1:04d}", "supplier_name": "Østjysk Løn A/S", **more}
    return Agreement.objects.create(title=title, systems=systems, state=S.IN_FORCE, **facts)


@pytest.fixture
def stock(world: World) -> World:
    """Aalborg and Viborg have an agreement of a common text; Aalborg has two of its own."""
    world.send(world.released(), "aalborg", "viborg")
    today = timezone.localdate()
    with acting_as(world.caller_of("mette")):
        own("Lønkørsel", valid_until=today + timedelta(days=40), journal_number="2026-17", kle="81.38.00")
        own("Ældreportal", supplier_name="Kystsoft ApS", supplier_cvr="12345674", system="Ældreportal Åben")
    return world


@pytest.mark.parametrize(
    "words",
    ["Ældreportal", "aeldreportal", "ÆLDRE", "aaben", "åben portal", "kystsoft", "12345674", "E-0003"],
)
def test_search_finds_whatever_way_danish_letters_are_written(
    stock: World, client_of: Clients, words: str
) -> None:
    shown = page(client_of("mette"), f"/aftaler/?q={words}")
    assert "Ældreportal" in shown
    assert "Lønkørsel" not in shown.split("<tbody>")[1]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("status=in_force", {"Lønkørsel", "Ældreportal"}),
        ("status=venter", {"Nordlys Journal"}),
        ("vis=egne", {"Lønkørsel", "Ældreportal"}),
        ("vis=faelles", {"Nordlys Journal"}),
        ("vis=uden-journal", {"Nordlys Journal", "Ældreportal"}),
        ("vis=uden-kle", {"Nordlys Journal", "Ældreportal"}),
        ("udloeber=3", {"Lønkørsel"}),
        ("udloeber=1", set()),
        ("vis=udloebet", set()),
        ("leverandoer=Kystsoft ApS", {"Ældreportal"}),
        ("system=Lønkørsel", {"Lønkørsel"}),
        ("status=rod&vis=rod&udloeber=x&orden=rod&side=99", {"Nordlys Journal", "Lønkørsel", "Ældreportal"}),
    ],
)
def test_filters_narrow_the_list(stock: World, client_of: Clients, query: str, found: set[str]) -> None:
    rows = page(client_of("mette"), f"/aftaler/?{query}").partition("<tbody>")[2]
    assert {each for each in ("Nordlys Journal", "Lønkørsel", "Ældreportal") if each in rows} == found


def test_what_waits_stands_first(stock: World, client_of: Clients) -> None:
    rows = page(client_of("mette"), "/aftaler/").partition("<tbody>")[2]
    assert rows.index("Nordlys Journal") < rows.index("Lønkørsel")
    rows = page(client_of("mette"), "/aftaler/?orden=-aftale").partition("<tbody>")[2]
    assert rows.index("Nordlys Journal") < rows.index("Lønkørsel")


def test_new_is_what_came_or_moved_since_the_last_visit(stock: World, client_of: Clients) -> None:
    mette = client_of("mette")
    page(mette, "/aftaler/")
    with acting_as(stock.caller_of("mette")):
        past = timezone.now() - timedelta(days=3)
        LastVisit.objects.update(at=past)
        Agreement.objects.update(received_at=past - timedelta(days=1), state_since=past - timedelta(days=1))
    assert "<tbody>" not in page(mette, "/aftaler/?vis=nyt")
    with acting_as(stock.caller_of("mette")):
        Agreement.objects.filter(title="Ældreportal").update(state_since=timezone.now())
    rows = page(mette, "/aftaler/?vis=nyt").partition("<tbody>")[2]
    assert "Ældreportal" in rows
    assert "Lønkørsel" not in rows


def test_the_workbook_is_the_list_as_shown_and_holds_no_formula(stock: World, client_of: Clients) -> None:
    with acting_as(stock.caller_of("mette")):
        own('=HYPERLINK("http://ond.example")', supplier_name="+45 12", journal_number="@SUM(A1)")
    content = fetch(client_of("mette"), "/aftaler/regneark/?vis=egne")
    book = openpyxl.load_workbook(io.BytesIO(content))
    rows = list(book.active.iter_rows(min_row=2))
    assert len(rows) == 3
    assert all(cell.data_type != "f" for row in rows for cell in row)
    assert '=HYPERLINK("http://ond.example")' in [row[1].value for row in rows]


def test_another_municipality_sees_none_of_it(stock: World, client_of: Clients) -> None:
    with acting_as(stock.caller_of("mette")):
        mine = [str(each) for each in Agreement.objects.values_list("id", flat=True)]
    bo = client_of("bo")
    assert "Lønkørsel" not in page(bo, "/aftaler/")
    assert b"Ldreportal" not in fetch(bo, "/aftaler/regneark/")
    for act in ("want", "decline", "ask"):
        assert bo.post(f"/aftaler/mange/{act}/", {"agreement": mine}).status_code == 302
    with acting_as(stock.caller_of("bo")):
        assert Agreement.objects.get().state == S.FOR_DECISION
    with acting_as(stock.caller_of("mette")):
        assert Agreement.objects.get(common_text_id__isnull=False).state == S.FOR_DECISION


def two_more(world: World) -> list[str]:
    """Aalborg has two agreements to decide on."""
    world.send(world.released(), "aalborg")
    world.send(world.released(), "aalborg")
    with acting_as(world.caller_of("mette")):
        return [str(each) for each in Agreement.objects.values_list("id", flat=True)]


def test_many_are_wanted_in_one_act_and_the_signatory_gets_one_mail(world: World, client_of: Clients) -> None:
    marked, mette = two_more(world), client_of("mette")
    preview = mette.post("/aftaler/mange/want/", {"agreement": marked}).content.decode()
    assert "Intet er gemt endnu" in preview
    with acting_as(world.caller_of("mette")):
        assert set(Agreement.objects.values_list("state", flat=True)) == {S.FOR_DECISION}
    from tests.personae import PERSONAE

    bente = str(PERSONAE["bente"].id)
    send(mette, "/aftaler/mange/want/", {"agreement": marked, "confirmed": "ja", "signatory": bente})
    with acting_as(world.caller_of("mette")):
        assert set(Agreement.objects.values_list("state", flat=True)) == {S.TO_SIGN}
    with acting_as(Caller.jobs()):
        mails = OutboxMail.objects.filter(to__contains=["bente@aalborg.example"])
        assert [each.subject for each in mails] == ["2 databehandleraftaler til underskrift"]


def test_many_are_declined_with_one_reason(world: World, client_of: Clients) -> None:
    marked, mette = two_more(world), client_of("mette")
    given = {"agreement": marked, "confirmed": "ja", "reason": "Systemet udgår.", "applies_instead": "Ingen."}
    assert mette.post("/aftaler/mange/decline/", {**given, "reason": ""}).status_code == 200
    send(mette, "/aftaler/mange/decline/", given)
    with acting_as(Caller.secretariat()):
        assert set(Standing.objects.values_list("state", flat=True)) == {S.DECLINED}
        assert Letter.objects.filter(kind="agreement_reason").count() == 2


def test_many_get_the_same_question_and_each_its_answer_on_its_page(world: World, client_of: Clients) -> None:
    marked, mette = two_more(world), client_of("mette")
    send(mette, "/aftaler/mange/ask/", {"agreement": marked, "confirmed": "ja", "text": "Hvad koster exit?"})
    with acting_as(world.caller_of("mette")):
        assert AgreementQuestion.objects.filter(text="Hvad koster exit?").count() == 2
    assert "Hvad koster exit?" in page(mette, f"/aftaler/{marked[0]}/")


def test_one_that_cannot_be_taken_falls_out_with_its_reason_and_nothing_is_half_done(
    world: World, client_of: Clients
) -> None:
    marked, mette = two_more(world), client_of("mette")
    no = {"agreement": marked[:1], "confirmed": "ja", "reason": "Nej.", "applies_instead": "Ingen."}
    send(mette, "/aftaler/mange/decline/", no)
    preview = mette.post("/aftaler/mange/want/", {"agreement": marked}).content.decode()
    assert "Kommer ikke med" in preview
    assert "fravalgt" in preview


def test_a_reader_chooses_nothing(world: World, client_of: Clients) -> None:
    marked = two_more(world)
    assert client_of("ib").post("/aftaler/mange/want/", {"agreement": marked}).status_code == 403
    assert client_of("dorte").post("/aftaler/mange/want/", {"agreement": marked}).status_code == 403
    assert client_of("dorte").post("/aftaler/mange/ask/", {"agreement": marked}).status_code == 200
    assert 'name="agreement"' not in page(client_of("ib"), "/aftaler/")


def test_an_own_agreement_covers_those_of_its_systems_and_only_the_state_goes_up(
    world: World, client_of: Clients
) -> None:
    marked, mette = two_more(world), client_of("mette")
    with acting_as(world.caller_of("mette")):
        names = Agreement.objects.first().systems  # type: ignore[union-attr]
        secret = own("Hemmelig rammeaftale", agreed_on=timezone.localdate())
        Agreement.objects.filter(pk=secret.pk).update(systems=names)
    preview = mette.post("/aftaler/mange/cover_by_own/", {"agreement": marked}).content.decode()
    assert "Hemmelig rammeaftale" in preview
    send(mette, "/aftaler/mange/cover_by_own/", {"agreement": marked, "confirmed": "ja"})
    with acting_as(world.caller_of("mette")):
        assert set(Agreement.objects.filter(state=S.OWN).values_list("covered_by", flat=True)) == {secret.id}
    with acting_as(Caller.secretariat()):
        assert set(Standing.objects.values_list("state", flat=True)) == {S.OWN}
        assert not Letter.objects.exists()
        sara = client_of("sara")
    assert "Hemmelig" not in page(sara, "/aftaler/overblik/")
