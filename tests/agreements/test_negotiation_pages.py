"""The pages of a negotiation, by people who are signed in."""

import re
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from agreements.joint import actions as joint
from agreements.joint.actions.positions import Wording
from agreements.joint.models import Advice, CommonText, Departure, Position, RoundFile, Wish, WishAnswer
from documents.actions import WORD
from tests.agreements.conftest import World
from tests.agreements.test_negotiation import (
    Upload,
    agreed_with_departure,
    granted,
    next_round,
    redlined,
    with_wishes,
)
from tests.agreements.test_pages import fetch, page, send
from walls.callers import Caller, acting_as

Clients = Callable[[str], Client]


def as_upload(content: bytes, name: str = "svar.docx") -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, content, WORD)


def test_the_supplier_uploads_its_file_sees_what_was_read_and_sends_it(
    world: World, client_of: Clients
) -> None:
    text = world.to_supplier(world.begin())
    with acting_as(Caller.secretariat()):
        content = redlined(text)
    leo = client_of("leo")
    path = f"/aftaler/{text.id}/"
    assert "Send jeres Word-fil" in page(leo, path)
    shown = send(leo, f"{path}fil/", {"file": as_upload(content)})
    seen = page(leo, shown)
    assert "24 timer kan vi ikke nå i weekender." in seen
    assert '<ins><span class="sr-only">[indsat: </span>senest 48 timer efter' in seen
    assert fetch(leo, f"{shown}hent/") == content
    assert client_of("lis").get(shown).status_code == 404
    assert client_of("lis").post(f"{path}fil/", {"file": as_upload(content)}).status_code == 404
    send(leo, f"{path}svar/", {"act": "return"})
    with acting_as(Caller.secretariat()):
        assert CommonText.objects.get(pk=text.pk).state == "at_secretariat"


def test_the_list_of_clauses_leads_to_each_of_them(world: World, client_of: Clients) -> None:
    text = world.to_supplier(world.begin())
    shown = page(client_of("leo"), f"/aftaler/{text.id}/")
    contents = shown[shown.index('<nav aria-label="Find et punkt">') :].partition("</nav>")[0]
    targets = re.findall(r'href="#([^"]+)"', contents)
    assert len(targets) > 10
    assert [each for each in targets if f'id="{each}"' not in shown] == []


def test_the_supplier_takes_its_file_back(world: World, client_of: Clients) -> None:
    text = world.to_supplier(world.begin())
    with acting_as(Caller.secretariat()):
        content = redlined(text)
    leo = client_of("leo")
    shown = send(leo, f"/aftaler/{text.id}/fil/", {"file": as_upload(content)})
    assert client_of("lis").post(f"{shown}fjern/").status_code == 404
    send(leo, f"{shown}fjern/")
    with acting_as(Caller.secretariat()):
        assert not Wish.objects.filter(dropped=False).exists()


def test_a_file_that_cannot_be_read_says_so_at_the_field(world: World, client_of: Clients) -> None:
    text = world.to_supplier(world.begin())
    path = f"/aftaler/{text.id}/fil/"
    answer = client_of("leo").post(path, {"file": as_upload(b"%PDF-1.4 ikke Word", "svar.docx")})
    assert answer.status_code == 200
    assert "error-summary" in answer.content.decode()


@pytest.fixture
def basis(world: World) -> None:
    """A position on clause 10 with a standard answer."""
    with acting_as(Caller.secretariat()):
        wording = Wording(
            "Underretning om brud",
            "24 timer.",
            "Indtil 36 timer.",
            "Over 48 timer.",
            [("Frist", "Fristen er 24 timer.")],
        )
        joint.write_position(clause="10.2", wording=wording, why="Første udgave", by=world.actor("lise"))


def test_the_negotiation_page_shows_our_clause_the_basis_earlier_outcomes_and_theirs(
    world: World, client_of: Clients, upload: Upload, basis: None
) -> None:
    first = with_wishes(world, upload)
    with acting_as(Caller.secretariat()):
        granted(world, first)
    second = with_wishes(world, upload)
    seen = page(client_of("sara"), f"/aftaler/{second.id}/forhandling/")
    for words in (
        "Over 48 timer.",
        "1 har ønsket det, 1 fik det",
        "0 af 3",
        "Nordlys Journal",
        "Nordlys Plan",
    ):
        assert words in seen
    assert '<del><span class="sr-only">[slettet: </span>senest 24 timer efter' in seen
    assert f"/aftaler/{first.id}/runder/1/" in seen
    assert seen.count("Afvis med begrundelse") == 3


def test_the_three_answers_work_without_javascript(
    world: World, client_of: Clients, upload: Upload, basis: None
) -> None:
    text = with_wishes(world, upload)
    sara = client_of("sara")
    with acting_as(Caller.secretariat()):
        insert, comment, hours = Wish.objects.filter(dropped=False).order_by("position")
    path = f"/aftaler/{text.id}/oensker/"
    empty = sara.post(f"{path}{insert.id}/", {"outcome": "refused"})
    assert "vælg et standardsvar" in empty.content.decode()
    following = send(sara, f"{path}{insert.id}/", {"outcome": "refused", "text": "Nej tak."})
    assert following.endswith(f"/forhandling/#oenske-{comment.id}")
    send(sara, f"{path}{hours.id}/", {"outcome": "refused", "standard": "0"})
    yes = {"outcome": "granted", "written_in": "departure", "clause": "", "agreed": ""}
    assert "Skriv punktets nummer." in sara.post(f"{path}{comment.id}/", yes).content.decode()
    send(sara, f"{path}{comment.id}/", {**yes, "clause": "7.8", "agreed": "Loft aftales."})
    with acting_as(Caller.secretariat()):
        assert WishAnswer.objects.get(wish=hours).text == "Fristen er 24 timer."
        assert Departure.objects.get().clause == "7.8"
    assert "Alle ønsker er besvaret." in page(sara, f"/aftaler/{text.id}/forhandling/")
    assert "Loft aftales." in page(sara, "/aftaler/fravigelser/?q=7.8")
    assert "Loft aftales." not in page(sara, "/aftaler/fravigelser/?q=findes+ikke")
    assert "Nej tak." in page(sara, "/aftaler/tidligere-udfald/?punkt=7.6")
    assert "Nej tak." not in page(sara, "/aftaler/tidligere-udfald/?svar=granted")


def test_a_reply_by_mail_is_taken_in_and_registered(world: World, client_of: Clients) -> None:
    text = world.to_supplier(world.begin())
    with acting_as(Caller.secretariat()):
        content = redlined(text)
    sara = client_of("sara")
    path = f"/aftaler/{text.id}/"
    again = send(sara, f"{path}svar-paa-mail/", {"file": as_upload(content)})
    assert "48 timer" in page(sara, again)
    send(sara, f"{path}trin/register_reply/", {"reason": "Mail fra Leo i dag."})
    with acting_as(Caller.secretariat()):
        assert CommonText.objects.get(pk=text.pk).state == "at_secretariat"
        file = RoundFile.objects.get()
    assert "modtaget på mail" in page(sara, f"{path}forhandling/")
    assert fetch(sara, f"{path}leverandoerens-fil/{file.id}/") == content


def test_rounds_and_files_are_compared_word_by_word(world: World, client_of: Clients, upload: Upload) -> None:
    text = with_wishes(world, upload)
    with acting_as(Caller.secretariat()):
        granted(world, text)
    next_round(world, text)
    sara, path = client_of("sara"), f"/aftaler/{text.id}/sammenlign/"
    file = page(sara, f"{path}?fra=1&til=1-fil&kun=1")
    assert "[slettet: </span>24<span" in file
    assert "[indsat: </span>48<span" in file
    assert "Præambel" not in file.split("Teksten</h2>")[1]
    rounds = page(sara, f"{path}?fra=1&til=2")
    assert "Underretning sker senest 48 timer efter." in rounds
    assert "D.4 Fravigelser" in rounds
    assert "Vis kun ændringer" in page(client_of("leo"), path)
    assert "Teksten, som den er nu" not in page(client_of("leo"), path)
    assert client_of("lis").get(path).status_code == 404


def test_the_basis_is_written_by_the_leader_and_read_by_the_case_worker(
    world: World, client_of: Clients
) -> None:
    lise, sara, path = client_of("lise"), client_of("sara"), "/aftaler/forhandlingsgrundlag/7.3/"
    given = {
        "heading": "Varsel", "our_text": "60 dage.", "acceptable": "45 dage.", "never": "Under 30 dage.",
        "why": "Første udgave", "version": "0",
        "answers-TOTAL_FORMS": "1", "answers-INITIAL_FORMS": "0",
        "answers-0-title": "60 dage", "answers-0-text": "Kommunerne skal kunne nå at tage stilling.",
    }  # fmt: skip
    assert "Under 30 dage." in page(lise, send(lise, path, given))
    assert "error-summary" in lise.post(path, given).content.decode()  # an old version
    assert "Gem som ny version" not in page(sara, path)
    sara.post(path, {**given, "version": "1"})
    with acting_as(Caller.secretariat()):
        position = Position.objects.get()
        assert position.answers[0]["title"] == "60 dage"
    assert "Varsel" in page(sara, "/aftaler/forhandlingsgrundlag/")
    for key in ("leo", "mette"):
        assert client_of(key).get(path).status_code == 404


def test_the_second_reader_s_page(world: World, client_of: Clients, upload: Upload) -> None:
    text = agreed_with_departure(world, upload)
    path = f"/aftaler/{text.id}/andenlaeser/"
    assert "Du er selv sagsbehandler" in page(client_of("sara"), path)
    lise = client_of("lise")
    assert "Til andenlæsning" in page(lise, "/")
    assert "Skriv, hvad der skal ændres." in lise.post(path, {"act": "fail"}).content.decode()
    send(lise, path, {"act": "pass", "remark": "Fint."})
    send(lise, f"/aftaler/{text.id}/trin/release/")
    with acting_as(Caller.secretariat()):
        assert CommonText.objects.get(pk=text.pk).state == "released"


def test_a_rested_negotiation_has_its_day(world: World, client_of: Clients) -> None:
    text = world.to_supplier(world.begin())
    sara = client_of("sara")
    send(sara, f"/aftaler/{text.id}/trin/hold/", {"reason": "Venter.", "until": "2031-03-12"})
    assert "12. marts 2031" in page(sara, f"/aftaler/{text.id}/")


def test_advice_stands_on_the_municipality_s_own_page(world: World, client_of: Clients) -> None:
    text = world.to_supplier(world.begin())
    words = "Indgå jeres egen aftale."
    send(client_of("lise"), f"/aftaler/{text.id}/trin/break_off/", {"reason": words})
    mette, bo = client_of("mette"), client_of("bo")
    assert "Læs rådet" in page(mette, "/")
    assert words in page(mette, "/raad/")
    with acting_as(world.caller_of("mette")):
        mine = Advice.objects.get()
    assert bo.post(f"/raad/{mine.id}/laest/").status_code == 404
    send(mette, f"/raad/{mine.id}/laest/")
    assert "Læs rådet" not in page(mette, "/")
    assert "Læs rådet" in page(bo, "/")
    assert words not in page(client_of("leo"), f"/aftaler/{text.id}/")
