"""The municipality's pages of notices: what stands there, what a click does, and whom they are not for."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from agreements.municipal.models import Agreement, AgreementNotice, AppendixB, Notice
from agreements.municipal.notices import actions as own
from tests.agreements.conftest import World
from tests.agreements.noticing import SYSTEM, agreed_with, sent, set_days
from walls.callers import acting_as

ClientOf = Callable[[str], Client]


def ids(world: World, key: str) -> tuple[str, str]:
    """The notice and the line of a persona's municipality."""
    with acting_as(world.caller_of(key)):
        line = AgreementNotice.objects.get()
        return str(line.notice_id), str(line.id)


def test_the_list_and_the_notice_s_page_tell_all_there_is(world: World, client_of: ClientOf) -> None:
    sent(world, "aalborg")
    notice, _ = ids(world, "mette")
    mette = client_of("mette")
    listed = mette.get("/aftaler/varsler/").content.decode()
    assert "Fjordhost ApS" in listed
    assert "Skal besvares (1)" in listed
    page = mette.get(f"/aftaler/varsler/{notice}/").content.decode()
    for words in ("Drift af servere", "Kajen 4, 9000 Aalborg", "10150817", "Det ændres i bilag B", "Danmark"):
        assert words in page
    assert "Fjordhost ApS" in mette.get("/").content.decode()


def test_an_objection_is_previewed_then_sent(world: World, client_of: ClientOf) -> None:
    sent(world, "aalborg")
    notice, line = ids(world, "mette")
    mette = client_of("mette")
    preview = mette.get("/aftaler/varsler/svar/", {"linje": line, "svar": "indsigelse"})
    assert "Leverandøren får indsigelsen" in preview.content.decode()
    given = {"linje": line, "svar": "indsigelse", "bekraeft": "1", "reason": ""}
    assert "Begrundelse" in mette.post("/aftaler/varsler/svar/", given).content.decode()
    with acting_as(world.caller_of("mette")):
        assert AgreementNotice.objects.get().state == "running"
    answer = mette.post("/aftaler/varsler/svar/", {**given, "reason": "<script>alert(1)</script>"})
    assert answer.status_code == 302
    page = mette.get(f"/aftaler/varsler/{notice}/").content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert(1)" not in page


def test_a_preview_by_get_changes_nothing(world: World, client_of: ClientOf) -> None:
    sent(world, "aalborg")
    _, line = ids(world, "mette")
    client_of("mette").get("/aftaler/varsler/svar/", {"linje": line, "svar": "ingen", "bekraeft": "1"})
    with acting_as(world.caller_of("mette")):
        assert AgreementNotice.objects.get().state == "running"


@pytest.mark.parametrize("line", ["x", "0b7c6b1e-2f4d-4b7a-9d55-3a2f8f6f0c11", "' OR 1=1", ""])
def test_odd_lines_are_left_out(world: World, client_of: ClientOf, line: str) -> None:
    sent(world, "aalborg")
    given = {"linje": line, "svar": "ingen", "bekraeft": "1"}
    assert client_of("mette").post("/aftaler/varsler/svar/", given).status_code == 302
    with acting_as(world.caller_of("mette")):
        assert AgreementNotice.objects.get().state == "running"


def test_another_municipality_s_notice_is_none(world: World, client_of: ClientOf) -> None:
    """Aalborg has a line; Viborg has none: neither its page nor an answer reaches it."""
    sent(world, "aalborg")
    notice, line = ids(world, "mette")
    bo = client_of("bo")
    assert bo.get(f"/aftaler/varsler/{notice}/").status_code == 404
    assert bo.get(f"/aftaler/varsler/{notice}/{line}/note_terminated/").status_code == 404
    bo.post("/aftaler/varsler/svar/", {"linje": line, "svar": "ingen", "bekraeft": "1"})
    assert "Fjordhost" not in bo.get("/aftaler/varsler/").content.decode()
    with acting_as(world.caller_of("mette")):
        assert AgreementNotice.objects.get().state == "running"
    assert client_of("mette").get(f"/aftaler/varsler/{notice}/").status_code == 200


def test_readers_see_and_do_not_answer(world: World, client_of: ClientOf) -> None:
    sent(world, "aalborg")
    notice, line = ids(world, "mette")
    ib = client_of("ib")
    page = ib.get(f"/aftaler/varsler/{notice}/")
    assert page.status_code == 200
    assert "Gør indsigelse</button>" not in page.content.decode()
    given = {"linje": line, "svar": "ingen", "bekraeft": "1"}
    assert ib.post("/aftaler/varsler/svar/", given).status_code == 403


def mail_facts(world: World, **changes: str) -> dict[str, str]:
    """A filled-in form about a notice that came by mail."""
    with acting_as(world.caller_of("mette")):
        agreement = str(Agreement.objects.get().id)
    given = {
        "agreements": agreement,
        "received_on": (timezone.localdate() - timedelta(days=2)).isoformat(),
        "name": "Skyhavn Ltd",
        "registration_number": "IE 3456789A",
        "address": "12 Quay Street, Dublin",
        "contact": "ops@skyhavn.example",
        "country": "IE",
        "level": "2",
        "purpose": "Sikkerhedskopier",
        "transfer_basis": "",
        "used_from": (timezone.localdate() + timedelta(days=70)).isoformat(),
    }
    return {**given, **changes}


def test_a_notice_by_mail_is_registered_with_the_day_it_came(world: World, client_of: ClientOf) -> None:
    agreed_with(world, "aalborg")
    mette = client_of("mette")
    assert mette.get("/aftaler/varsler/registrer/").status_code == 200
    answer = mette.post("/aftaler/varsler/registrer/", mail_facts(world))
    assert answer.status_code == 302, answer.content.decode()
    with acting_as(world.caller_of("mette")):
        line = AgreementNotice.objects.select_related("notice").get()
    assert line.received_on == timezone.localdate() - timedelta(days=2)
    assert (line.notice.origin, line.notice.level) == ("registered", 2)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"received_on": "2999-01-01"}, "ude i fremtiden"),
        ({"received_on": "2019-01-01"}, "mere end et år tilbage"),
        ({"country": "US"}, "overførselsgrundlag"),
        ({"country": "XX"}, "Vælg"),
        ({"level": "0"}, "level"),
        ({"used_from": "31.2.2026"}, "dato, der findes"),
        ({"name": "\u200b"}, "Skriv et navn"),
        ({"name": "x" * 201}, "name"),
        ({"agreements": str(uuid4())}, "agreements"),
    ],
)
def test_what_cannot_be_is_told_at_the_field(
    world: World, client_of: ClientOf, changes: dict[str, str], words: str
) -> None:
    agreed_with(world, "aalborg")
    answer = client_of("mette").post("/aftaler/varsler/registrer/", mail_facts(world, **changes))
    assert answer.status_code == 200
    assert words in answer.content.decode()
    with acting_as(world.caller_of("mette")):
        assert not Notice.objects.exists()


def test_both_versions_of_appendix_b_are_read_and_fetched(world: World, client_of: ClientOf) -> None:
    sent(world, "aalborg")
    set_days(world, "aalborg", due=timezone.localdate() - timedelta(days=1), used_from=timezone.localdate())
    with acting_as(world.caller_of("mette")):
        own.settle(by=SYSTEM)
        agreement = AppendixB.objects.get(number=2).agreement_id
    mette = client_of("mette")
    for number, has in ((1, False), (2, True)):
        page = mette.get(f"/aftaler/{agreement}/bilag-b/{number}/")
        assert page.status_code == 200
        assert ('<th scope="row">Fjordhost ApS</th>' in page.content.decode()) is has
        file = mette.get(f"/aftaler/{agreement}/bilag-b/{number}/word/")
        assert b"".join(file.streaming_content)[:2] == b"PK"
    assert mette.get(f"/aftaler/{agreement}/bilag-b/3/").status_code == 404
    assert client_of("bo").get(f"/aftaler/{agreement}/bilag-b/1/").status_code == 404
    assert "Version 2" in mette.get(f"/aftaler/{agreement}/").content.decode()


def test_the_list_as_excel_is_what_is_shown_and_no_formula(world: World, client_of: ClientOf) -> None:
    sent(world, "aalborg", name='=HYPERLINK("http://x")')
    answer = client_of("mette").get("/aftaler/varsler/?form=excel")
    sheet = load_workbook(BytesIO(answer.content)).active
    assert sheet is not None
    assert sheet["A2"].value == '=HYPERLINK("http://x")'
    assert sheet["A2"].data_type == "s"
    empty = client_of("mette").get("/aftaler/varsler/?form=excel&q=findes-ikke")
    assert load_workbook(BytesIO(empty.content)).active.max_row == 1  # type: ignore[union-attr]
