"""The pages of the three sites, by people who are signed in there."""

import io
import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document

from accounts.landing import summary_for
from agreements.joint.defaults import complete_values
from agreements.joint.models import CommonText, IssuedAgreement, Wish
from agreements.joint.parts import PARTS
from agreements.municipal.models import Agreement
from tenants.models import Letter
from tests.agreements.conftest import PDF, World
from walls.callers import Caller, acting_as
from workflows.models import LogEntry

Clients = Callable[[str], Client]
VOUCH = {"vouched_name": "Kim Skou", "vouched_function": "direktør", "compared": "on"}


def page(client: Client, path: str) -> str:
    """Return a page's text; it must answer 200."""
    response = client.get(path)
    assert response.status_code == 200, f"{path}: {response.status_code}"
    return response.content.decode()


def send(client: Client, path: str, data: dict[str, Any] | None = None) -> str:
    """Post a form that is accepted, and return the page one is sent to."""
    response = client.post(path, data or {})
    said = re.findall(r"error-summary.*?</ul>", response.content.decode(), re.DOTALL)
    assert response.status_code == 302, f"{path}: {response.status_code} {said}"
    return str(response["Location"])


def fetch(client: Client, path: str) -> bytes:
    """Return a downloaded file."""
    response = client.get(path)
    assert response.status_code == 200, path
    return b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]


def body(values: dict[str, Any], rows: list[dict[str, Any]] | None, revision: int) -> dict[str, Any]:
    """Return what a browser posts for a part."""
    data = {key: value for key, value in values.items() if value not in (False, None)}
    data["revision"] = revision
    if rows is not None:
        data |= {"rows-TOTAL_FORMS": len(rows) + 3, "rows-INITIAL_FORMS": 0, "rows-MIN_NUM_FORMS": 0}
        data["rows-MAX_NUM_FORMS"] = 1000
        empty = {"kind": "place"} if rows and "kind" in rows[0] else {}  # a select without an empty choice
        for number, row in enumerate([*rows, empty, empty, empty]):
            data |= {f"rows-{number}-{key}": value for key, value in row.items()}
    return data


def test_a_case_worker_writes_a_text_part_by_part_and_reads_it_as_word(
    world: World, client_of: Clients
) -> None:
    sara = client_of("sara")
    assert "Ny aftaletekst" in page(sara, "/aftaler/")
    assert "Nordlys Data A/S" in page(sara, "/aftaler/ny/")
    path = f"/aftaler/ny/?supplier={world.supplier.id}"
    systems = [str(each.id) for each in world.systems]
    where = send(sara, path, {"title": "Nordlys Journal", "structure": "dt2020", "systems": systems})
    assert "udkast" in page(sara, where)
    values = complete_values(mailbox="dataaftaler@nordlys.example")
    for revision, part in enumerate(PARTS):
        stored = dict(values[part.key])
        rows = stored.pop(part.rows.key, []) if part.rows else None
        assert part.title in page(sara, f"{where}tekst/{part.key}/")
        send(sara, f"{where}tekst/{part.key}/", body(stored, rows, revision))
    word = Document(io.BytesIO(fetch(sara, f"{where}word/")))
    with acting_as(Caller.secretariat()):
        read = LogEntry.objects.filter(action="read").latest("number")
    assert (read.by_name, str(read.subject_id) in where) == ("Sara Sagsbehandler, Sekretariatet", True)
    text = "\n".join(paragraph.text for paragraph in word.paragraphs)
    assert "drift og support af systemet" in text
    send(sara, f"{where}send-til-leverandoer/", {"message": "Hej", "due": "1.12.2031"})
    assert "hos leverandøren" in page(sara, where)


def test_another_row_comes_when_asked_for_and_what_was_typed_stays(world: World, client_of: Clients) -> None:
    text, sara = world.begin(), client_of("sara")
    path = f"/aftaler/{text.id}/tekst/bilag-b/"
    shown = page(sara, path)
    assert "Linje 1: Nordhavn Hosting A/S" in shown, "a row that is filled in is folded to its name"
    assert "rows-1-name" in shown
    assert "rows-2-name" not in shown, "one empty row to begin with"
    typed = {
        "revision": "0",
        "notice_number": "tre",
        "rows-TOTAL_FORMS": "1",
        "rows-INITIAL_FORMS": "0",
        "rows-0-name": "Sydhavn Hosting A/S",
        "rows-0-country": "DK",
    }
    answer = sara.post(path, {**typed, "add": "1"})
    shown = unescape(answer.content.decode())
    assert answer.status_code == 200
    assert 'value="tre"' in shown
    assert "Linje 1: Sydhavn Hosting A/S" in shown
    assert "rows-1-name" in shown
    assert "for at komme videre" not in shown, "nothing is judged before it is saved"
    with acting_as(Caller.secretariat()):
        stored = CommonText.objects.get().working_copy.values["bilag-b"]
        assert [row["name"] for row in stored["subprocessors"]] == ["Nordhavn Hosting A/S"]
    answer = sara.post(path, {**typed, "rows-TOTAL_FORMS": "2", "add": "1"})
    assert "rows-2-name" in answer.content.decode()
    answer = sara.post(path, typed)
    assert "for at komme videre" in answer.content.decode()


def test_a_supplier_reads_writes_wishes_and_accepts(world: World, client_of: Clients) -> None:
    text = world.to_supplier(world.begin())
    leo, sara = client_of("leo"), client_of("sara")
    assert text.title in page(leo, "/aftaler/")
    shown = page(leo, f"/aftaler/{text.id}/")
    assert "10.2 Underretningen sker om muligt senest 24 timer" in shown
    assert "Ingen ønsker: godkend teksten" in shown
    assert fetch(leo, f"/aftaler/{text.id}/runder/1/word/")
    head = shown[shown.index('id="punkt-10"') :][:600]
    assert f"/aftaler/{text.id}/punkt/10/" in head, "the wish is written right at its clause"
    back = send(leo, f"/aftaler/{text.id}/punkt/10/", {"wish": "Vi ønsker 48 timer", "proposal": ""})
    assert back.endswith("#punkt-10")
    send(leo, f"/aftaler/{text.id}/punkt/B.1/", {"wish": "Tilføj en underdatabehandler", "proposal": "X"})
    with acting_as(world.caller_of("leo")):
        dropped = Wish.objects.get(clause="B.1")
    send(leo, f"/aftaler/{text.id}/oensker/{dropped.id}/fjern/")
    send(leo, f"/aftaler/{text.id}/svar/", {"act": "return", "note": "Tak"})
    assert "Vi ønsker 48 timer" in page(sara, f"/aftaler/{text.id}/runder/1/")
    with acting_as(Caller.secretariat()):
        wish = Wish.objects.get(dropped=False)
    assert "Vores tekst" in page(sara, f"/aftaler/{text.id}/oensker/{wish.id}/")
    send(sara, f"/aftaler/{text.id}/oensker/{wish.id}/", {"outcome": "counter", "text": "36 timer"})
    send(sara, f"/aftaler/{text.id}/send-til-leverandoer/", {"message": "", "due": "1.12.2031"})
    assert "36 timer" in page(leo, f"/aftaler/{text.id}/")
    send(leo, f"/aftaler/{text.id}/svar/", {"act": "accept", "note": ""})
    assert "enighed om teksten" in page(leo, f"/aftaler/{text.id}/")


def test_the_leader_releases_and_a_case_worker_sends_and_follows(world: World, client_of: Clients) -> None:
    text = world.agreed()
    sara, lise = client_of("sara"), client_of("lise")
    asked = page(lise, f"/aftaler/{text.id}/trin/release/")
    assert "Teksten kan derefter sendes til kommunerne" in asked, "what the step leads to"
    assert "Nordlys Data A/S" in asked
    send(lise, f"/aftaler/{text.id}/trin/release/")
    shown = page(sara, f"/aftaler/{text.id}/send-til-kommuner/")
    assert "2 kommuner, der bruger et af systemerne" in shown
    ids = [str(world.members[name].id) for name in ("aalborg", "viborg")]
    where = send(
        sara, f"/aftaler/{text.id}/send-til-kommuner/", {"municipality": ids, "answer_by": "1.12.2031"}
    )
    assert "Danner og leverer aftaler" in page(sara, where)
    with acting_as(Caller.secretariat()):
        sending = text.sendings.get()
    world.work(sending)
    matrix = page(sara, "/aftaler/overblik/")
    assert matrix.count("til stillingtagen") == 3
    with acting_as(Caller.secretariat()):
        issued = IssuedAgreement.objects.get(municipality_name="Aalborg Kommune")
    assert issued.number in page(sara, f"/aftaler/overblik/{issued.id}/")
    assert fetch(sara, f"/aftaler/overblik/{issued.id}/filer/word/")


def test_a_municipality_asks_wants_signs_and_registers(world: World, client_of: Clients) -> None:
    text = world.released()
    world.send(text, "aalborg")
    mette, bente, leo, sara = (client_of(key) for key in ("mette", "bente", "leo", "sara"))
    with acting_as(world.caller_of("mette")):
        agreement = Agreement.objects.get()
    where = f"/aftaler/{agreement.id}/"
    assert text.title in page(mette, "/aftaler/")
    assert "Vi ønsker aftalen" in page(mette, where)
    assert fetch(mette, f"{where}filer/word/")
    send(mette, f"{where}trin/ask/", {"text": "Gælder den skolerne?"})
    with acting_as(Caller.secretariat()):
        letter = Letter.objects.get()
    send(sara, f"/aftaler/spoergsmaal/{letter.id}/", {"answer": "Ja, det gør den."})
    assert "Ja, det gør den." in page(mette, where)
    with acting_as(world.caller_of("mette")):
        bente_id = str(world.actor("bente").id)
    assert "Bente Aalborg" in page(mette, f"{where}trin/want/")
    send(mette, f"{where}trin/want/", {"signatory": bente_id})
    file = SimpleUploadedFile("aftale.pdf", PDF, "application/pdf")
    check = send(bente, f"{where}trin/sign_first/", {"file": file})
    send(bente, check, {"signed_by": "Bente", "signed_on": "1.11.2026", **VOUCH})
    assert "underskrevet af kommunen" in page(leo, f"/aftaler/underskrift/{agreement.id}/")
    assert fetch(leo, f"/aftaler/underskrift/{agreement.id}/filer/kommune/")
    file = SimpleUploadedFile("aftale2.pdf", PDF, "application/pdf")
    check = send(leo, f"/aftaler/underskrift/{agreement.id}/", {"file": file})
    assert "skannet kopi" in page(leo, check)
    send(leo, check, {"signed_by": "Leo", "signed_on": "2.11.2026", **VOUCH})
    send(mette, f"{where}trin/take_effect/", {"in_force_from": "2.11.2026", "journal_number": "85.02"})
    own = page(mette, where)
    assert "gældende" in own
    for act in ("sendte aftalen til kommunen", "ønsker aftalen", "op med kommunens underskrift"):
        assert act in own, "the municipality's own log, each act with whoever did it"
    assert "Gælder" in page(bente, "/aftaler/")
    story = page(sara, f"/aftaler/overblik/{agreement.id}/")
    for state in ("spørgsmål stillet", "til underskrift", "underskrevet af én part", "gældende"):
        assert f"Kommunens status: {state}" in story
    assert "Mette" not in story[story.index("Kommunens status: til underskrift") :][:200]


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("decline", {"reason": "Vi udfaser det.", "applies_instead": "Vores egen fra 2021."}),
        ("cover_by_own", {"applies_instead": "Aftale 12/2024", "own_agreement_on": "3.5.2024"}),
    ],
)
def test_a_municipality_says_no_and_may_think_again(
    world: World, client_of: Clients, name: str, given: dict[str, str]
) -> None:
    world.send(world.released(), "aalborg")
    mette = client_of("mette")
    with acting_as(world.caller_of("mette")):
        where = f"/aftaler/{Agreement.objects.get().id}/"
    send(mette, f"{where}trin/{name}/", given)
    assert given["applies_instead"] in page(mette, where)
    send(mette, f"{where}trin/reconsider/", {"reason": "Nye oplysninger"})
    assert "til stillingtagen" in page(mette, where)


def test_what_is_wrong_is_said_at_the_field_and_what_was_typed_stays(
    world: World, client_of: Clients
) -> None:
    world.send(world.released(), "aalborg")
    mette = client_of("mette")
    with acting_as(world.caller_of("mette")):
        where = f"/aftaler/{Agreement.objects.get().id}/trin/decline/"
    response = mette.post(where, {"reason": "Vi udfaser systemet.", "applies_instead": ""})
    shown = response.content.decode()
    assert response.status_code == 200
    assert "Ret én fejl" in shown
    assert "Vi udfaser systemet." in shown


def test_a_dpo_and_a_reader_read_but_take_no_step(world: World, client_of: Clients) -> None:
    world.send(world.released(), "aalborg")
    with acting_as(world.caller_of("mette")):
        where = f"/aftaler/{Agreement.objects.get().id}/"
    for key in ("dorte", "ib"):
        client = client_of(key)
        assert "til stillingtagen" in page(client, where)
        assert client.post(f"{where}trin/decline/", {"reason": "x", "applies_instead": "y"}).status_code in (
            200,
            403,
        )
    with acting_as(world.caller_of("mette")):
        assert Agreement.objects.get().state == "for_decision"


def test_the_first_page_before_sign_in_tells_what_the_invitation_is_about(world: World) -> None:
    text = world.to_supplier(world.begin())
    draft = world.begin("Et udkast")
    with acting_as(Caller.door(), login="supplier"):
        told = summary_for(text.id)
        assert told is not None
        assert told["on_behalf_of"] == ["Aalborg Kommune", "Viborg Kommune"]
        assert told["contact_name"] == "Sara Sagsbehandler"
        assert summary_for(draft.id) is None
