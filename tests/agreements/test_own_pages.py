"""The calendar and its secret address, journal numbers, remarks, files, contacts and mandates."""

import io
from collections.abc import Callable
from datetime import timedelta

import icalendar
import openpyxl
import pytest
import xlsxwriter
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from accounts.models import CalendarFeed, Engagement
from agreements.municipal.keeping.kle import kle_number
from agreements.municipal.mandates.models import Mandate
from agreements.municipal.models import Agreement
from tests.agreements.conftest import PDF, World
from tests.agreements.test_own_list import own
from tests.agreements.test_pages import fetch, page, send
from tests.personae import PERSONAE
from walls.callers import Caller, acting_as

Clients = Callable[[str], Client]
AALBORG, VIBORG = (f"{name}.{settings.BASE_DOMAIN}" for name in ("aalborg", "viborg"))


def make(client: Client) -> str:
    """Make a secret address, and return its path from the field of the page."""
    shown = client.post("/aftaler/kalender/adresse/").content.decode()
    return "/aftaler/kalender/" + shown.split('value="http')[1].split("/aftaler/kalender/")[1].split('"')[0]


@pytest.fixture
def dated(world: World) -> World:
    """Aalborg has an agreement that is to be terminated in a month and expires in three."""
    today = timezone.localdate()
    with acting_as(world.caller_of("mette")):
        own(
            "Løn, pension; og\nferie",
            notice_by=today + timedelta(days=30),
            valid_until=today + timedelta(days=90),
        )
    return world


def test_the_calendar_shows_both_days_and_nobody_else_s(dated: World, client_of: Clients) -> None:
    for path in ("/aftaler/kalender/", "/aftaler/kalender/?vis=liste"):
        shown = page(client_of("mette"), path)
        assert "Sidste dag for opsigelse" in shown.partition("<main")[2]
        assert "Aftalen udløber" in shown
        assert "pension" not in page(client_of("bo"), path)
    assert client_of("mette").get("/aftaler/kalender/?fra=rod-99").status_code == 200


def test_a_calendar_fetches_the_days_without_anybody_signed_in(dated: World, client_of: Clients) -> None:
    path = make(client_of("mette"))
    answer = Client(SERVER_NAME=AALBORG).get(path)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/calendar")
    assert "private" in answer["Cache-Control"]
    assert "sessionid" not in answer.cookies
    found = icalendar.Calendar.from_ical(answer.content)
    days = {str(each["SUMMARY"]): each for each in found.walk("VEVENT")}
    expiry = days["Aftalen udløber: Løn, pension; og ferie"]
    today = timezone.localdate()
    assert expiry.decoded("DTSTART") == today + timedelta(days=90)
    assert expiry.decoded("DTEND") == today + timedelta(days=91)
    assert b"DTSTART;VALUE=DATE:" in answer.content
    assert str(found["X-WR-TIMEZONE"]) == "Europe/Copenhagen"
    assert b"Mette" not in answer.content
    again = icalendar.Calendar.from_ical(Client(SERVER_NAME=AALBORG).get(path).content)
    assert [str(each["UID"]) for each in again.walk("VEVENT")] == [
        str(each["UID"]) for each in found.walk("VEVENT")
    ]


def test_an_address_is_kept_as_a_hash_and_shown_once(dated: World, client_of: Clients) -> None:
    mette = client_of("mette")
    token = make(mette).split("/")[-1].removesuffix(".ics")
    assert len(token) >= 43
    assert token not in page(mette, "/aftaler/kalender/")
    with acting_as(Caller.door()):
        assert token not in str(CalendarFeed.objects.values_list("token_hash", flat=True))


def test_an_address_of_one_is_as_unknown_at_another(dated: World, client_of: Clients) -> None:
    path = make(client_of("mette"))
    unknown = Client(SERVER_NAME=VIBORG).get("/aftaler/kalender/" + "x" * 43 + ".ics")
    theirs = Client(SERVER_NAME=VIBORG).get(path)
    assert unknown.status_code == theirs.status_code == 404
    assert len(unknown.content) == len(theirs.content)
    assert Client(SERVER_NAME=AALBORG).get(path).status_code == 200


def test_an_address_ends_when_it_is_revoked_replaced_or_the_person_leaves(
    dated: World, client_of: Clients
) -> None:
    mette, calendar = client_of("mette"), Client(SERVER_NAME=AALBORG)
    first = make(mette)
    second = make(mette)
    assert (calendar.get(first).status_code, calendar.get(second).status_code) == (404, 200)
    send(mette, "/aftaler/kalender/adresse/tilbage/")
    assert calendar.get(second).status_code == 404
    third = make(mette)
    assert calendar.get(third).status_code == 200
    with acting_as(Caller.owner()):
        Engagement.objects.filter(person_id=PERSONAE["mette"].id).update(ended_at=timezone.now())
    assert calendar.get(third).status_code == 404


def test_an_address_is_fetched_so_often_and_no_more(dated: World, client_of: Clients) -> None:
    path, calendar = make(client_of("mette")), Client(SERVER_NAME=AALBORG)
    answers = [calendar.get(path).status_code for _ in range(61)]
    assert answers[:60] == [200] * 60
    assert answers[60] == 429


@pytest.mark.parametrize("number", ["85.08.00", "85.08.00-a00", " 00.01.00 ", ""])
def test_a_kle_number_is_taken_as_people_write_it(number: str) -> None:
    assert kle_number(number) == number.strip().upper()


@pytest.mark.parametrize("number", ["85.08", "85-08-00", "8.08.00", "85.08.00-A0", "85.08.00A00", "abc"])
def test_what_is_no_kle_number_is_refused(number: str) -> None:
    with pytest.raises(ValueError, match="KLE-nummer"):
        kle_number(number)


def test_numbers_for_many_by_form(world: World, client_of: Clients) -> None:
    with acting_as(world.caller_of("mette")):
        first, second = own("Løn"), own("Vej")
    mette = client_of("mette")
    marked = {"agreement": [str(first.id), str(second.id)]}
    assert "Løn" in mette.post("/aftaler/numre/", marked).content.decode()
    given = {**marked, "confirmed": "ja", f"{first.id}-journal_number": "2026-1", f"{second.id}-kle": "rod"}
    assert "er ikke et KLE-nummer" in mette.post("/aftaler/numre/", given).content.decode()
    send(mette, "/aftaler/numre/", {**given, f"{second.id}-kle": "", "kle_for_all": "85.08.00"})
    with acting_as(world.caller_of("mette")):
        stands = Agreement.objects.order_by("number").values_list("journal_number", "kle")
        assert list(stands) == [("2026-1", "85.08.00"), ("", "85.08.00")]
    theirs = client_of("bo").post("/aftaler/numre/", {**given, f"{first.id}-journal_number": "9"})
    assert theirs.status_code == 302
    with acting_as(world.caller_of("mette")):
        assert Agreement.objects.get(pk=first.id).journal_number == "2026-1"


def test_numbers_go_out_as_a_workbook_and_come_in_again(world: World, client_of: Clients) -> None:
    with acting_as(world.caller_of("mette")):
        first, second = own("Løn"), own("Vej")
    mette = client_of("mette")
    book = openpyxl.load_workbook(io.BytesIO(fetch(mette, "/aftaler/regneark/?orden=aftale")))
    sheet = book.active
    heads = [cell.value for cell in sheet[1]]
    journal, kle = heads.index("Journalnummer") + 1, heads.index("KLE-nummer") + 1
    sheet.cell(2, journal).value, sheet.cell(3, kle).value = "2026-77", "rod"
    made = io.BytesIO()
    book.save(made)
    where = send(mette, "/aftaler/numre/regneark/", {"file": SimpleUploadedFile("n.xlsx", made.getvalue())})
    assert "2026-77" in page(mette, where)
    with acting_as(world.caller_of("mette")):
        assert Agreement.objects.get(pk=first.pk).journal_number == ""
    send(mette, where)
    with acting_as(world.caller_of("mette")):
        assert Agreement.objects.get(pk=first.pk).journal_number == "2026-77"
        assert Agreement.objects.get(pk=second.pk).kle == ""
    assert b"PK" in fetch(mette, f"{where}afviste/")[:2]
    assert client_of("bo").get(where).status_code == 404


def test_a_workbook_of_another_kind_is_refused_in_words(world: World, client_of: Clients) -> None:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        book.add_worksheet().write_row(0, 0, ("Navn", "Adresse"))
    files = {"file": SimpleUploadedFile("n.xlsx", made.getvalue())}
    answer = client_of("mette").post("/aftaler/numre/regneark/", files).content.decode()
    assert "Hent listen som regneark" in answer


def test_remarks_and_files_stay_with_the_municipality(world: World, client_of: Clients) -> None:
    with acting_as(world.caller_of("mette")):
        found = own("Løn")
    path, dorte, mette = f"/aftaler/{found.id}/", client_of("dorte"), client_of("mette")
    send(dorte, f"{path}bemaerkning/", {"text": "Husk <b>sletning</b>."})
    given = {"kind": "letter", "title": "", "file": SimpleUploadedFile("brev.pdf", PDF, "application/pdf")}
    send(mette, f"{path}egne-filer/", given)
    shown = page(mette, path)
    assert "Husk &lt;b&gt;sletning&lt;/b&gt;." in shown
    assert "brev.pdf" in shown
    with acting_as(world.caller_of("mette")):
        kept = found.own_files.get()
    assert fetch(mette, f"{path}egne-filer/{kept.id}/").startswith(b"%PDF")
    assert client_of("bo").get(f"{path}egne-filer/{kept.id}/").status_code == 404
    assert client_of("dorte").post(f"{path}egne-filer/", given).status_code == 403
    bad = {**given, "file": SimpleUploadedFile("brev.pdf", b"MZ", "application/pdf")}
    assert "kan ikke modtages" in mette.post(f"{path}egne-filer/", bad).content.decode()
    send(mette, f"{path}egne-filer/{kept.id}/tag-af/")
    assert f"egne-filer/{kept.id}/" not in page(mette, path)
    assert mette.get(f"{path}egne-filer/{kept.id}/").status_code == 404


def test_a_decision_maker_gives_a_mandate_and_takes_it_back(world: World, client_of: Clients) -> None:
    mette = client_of("mette")
    given = {
        "holder": "secretariat", "covers": ["receive_notices", "sign"], "valid_from": "1.3.2026",
        "file": SimpleUploadedFile("fuldmagt.pdf", PDF, "application/pdf"),
    }  # fmt: skip
    answer = mette.post("/aftaler/fuldmagter/ny/", given).content.decode()
    assert "kan ikke underskrive for kommunen" in answer
    given |= {"covers": ["receive_notices"], "file": SimpleUploadedFile("f.pdf", PDF, "application/pdf")}
    send(mette, "/aftaler/fuldmagter/ny/", given)
    with acting_as(world.caller_of("mette")):
        mandate = Mandate.objects.get()
    assert "Modtage varsler om underdatabehandlere" in page(client_of("ib"), "/aftaler/fuldmagter/")
    assert fetch(mette, f"/aftaler/fuldmagter/{mandate.id}/fil/").startswith(b"%PDF")
    assert client_of("bo").get(f"/aftaler/fuldmagter/{mandate.id}/fil/").status_code == 404
    assert (
        client_of("bente").post(f"/aftaler/fuldmagter/{mandate.id}/tilbage/", {"reason": "x"}).status_code
        == 403
    )
    send(mette, f"/aftaler/fuldmagter/{mandate.id}/tilbage/", {"reason": "Vi svarer selv."})
    assert "kaldt tilbage" in page(mette, "/aftaler/fuldmagter/")


def test_contacts_are_named_for_all_and_for_one(world: World, client_of: Clients) -> None:
    with acting_as(world.caller_of("mette")):
        found = own("Løn")
    mette = client_of("mette")
    answer = mette.post("/aftaler/fuldmagter/kontakter/", {"contact_email": "a@b.example"}).content.decode()
    assert "Skriv også kontaktpersonens navn" in answer
    send(
        mette, "/aftaler/fuldmagter/kontakter/", {"signatory_name": "Bente", "signatory_email": "b@a.example"}
    )
    assert "Bente" in page(mette, f"/aftaler/{found.id}/")
    send(mette, f"/aftaler/{found.id}/kontakter/", {"contact_name": "Ib", "contact_title": "jurist"})
    shown = page(mette, f"/aftaler/{found.id}/")
    assert "Ib, jurist" in shown
    assert "Bente" in shown
