"""Who did what in a supervision stands on one page, in words, and can be taken along by an authority."""

import io
import json
from collections.abc import Callable
from hashlib import sha256
from html import unescape
from typing import Any

import openpyxl
import pytest
from django.db.utils import ProgrammingError
from django.http.response import HttpResponseBase
from django.test import Client
from django.utils import timezone

from audits.joint.actions import planning, reviewing
from audits.joint.models import Audit, Evidence
from audits.municipal.models import ReceivedFile, ReceivedReport
from secretariat.pagekit.dates import in_words
from tests.audits.walking import SECRETARIAT, Walk
from tests.walls.test_every_table import ask
from walls import names
from walls.callers import Caller, acting_as
from workflows.log import history


def text_of(response: HttpResponseBase) -> str:
    assert response.status_code == 200
    return unescape(response.content.decode())  # type: ignore[attr-defined]


def taken(client: Client, address: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(client.get(address).content)
    return found


def refuse_log(group: str) -> None:
    with acting_as(Caller.owner()):
        ask(f'REVOKE INSERT ON workflows_logentry FROM "{names.group(group)}"')


def test_the_page_tells_in_sentences_newest_first_with_reason_state_and_seal(
    client_of: Callable[[str], Client], walk: Walk
) -> None:
    audit = walk.announced()
    with acting_as(SECRETARIAT):
        planning.cancel(by=walk.actor("lise"), audit=audit, reason="Systemet er taget ud af brug.")
    page = text_of(client_of("sara").get(f"/tilsyn/{audit.id}/historik/"))
    sent, cancelled = (
        page.index("Sara Sagsbehandler sendte varsel til Nordlys Data A/S"),
        page.index("Lise Leder aflyste tilsynet"),
    )
    assert cancelled < sent
    assert "Systemet er taget ud af brug." in page
    assert "Status: varslet" in page
    assert "aflyst" in page[cancelled:sent]
    assert f"<h3>{in_words(timezone.localdate())}</h3>" in page
    assert "Forsegles inden for et minut" in page
    assert "3 hændelser" in page


def test_a_reader_asks_for_a_person_a_part_and_days(client_of: Callable[[str], Client], walk: Walk) -> None:
    audit = walk.reviewed()
    walk.found(audit)
    sara, today = client_of("sara"), timezone.localdate()
    where = f"/tilsyn/{audit.id}/historik/"
    by_leo = text_of(sara.get(where, {"who": "Leo Leverandør, Nordlys Data A/S"}))
    assert "Leo Leverandør sendte spørgeskemaet ind" in by_leo
    assert "Sara Sagsbehandler sendte varsel" not in by_leo
    findings = text_of(sara.get(where, {"what": "audits_joint.finding"}))
    assert "1 hændelse" in findings
    assert "konstaterede forhold 1 «Adgange er ikke gennemgået»" in findings
    assert "mindre afvigelse" in findings
    assert "Ingen hændelser" not in text_of(sara.get(where, {"since": f"{today:%d.%m.%Y}"}))
    assert "Ingen hændelser" in text_of(sara.get(where, {"until": "1.1.2020"}))


def test_an_extract_gives_each_row_as_it_is_hashed(client_of: Callable[[str], Client], walk: Walk) -> None:
    audit = walk.announced()
    found = taken(client_of("sara"), f"/tilsyn/{audit.id}/historik/json/")
    assert [each["action"] for each in found["entries"]] == ["plan", "announce"]
    for each in found["entries"]:
        text = json.loads(each["canonical"])
        assert text[0] == each["number"]
        assert text[2:5] == [each["subject_kind"], each["subject_id"], each["action"]]
        assert (each["position"], each["digest"], each["sealed_at"]) == (None, None, None)
    assert found["chain"] == "public"


@pytest.mark.processes  # a row is sealed when every older transaction of the server is over
def test_a_sealed_row_comes_with_its_links(committed: None, actor: Any) -> None:
    from audits.joint.story import story_of
    from tenants.models import Municipality
    from tests.audits.conftest import prepared
    from workflows.extract import as_json, extract_of
    from workflows.sealing import seal_all
    from workflows.story import rows_of

    with acting_as(Caller.owner()):
        members = {each.schema_name.removeprefix("m_"): each for each in Municipality.objects.all()}
    audit = prepared(members, actor).announced()
    with acting_as(Caller.jobs()):
        seal_all()
    with acting_as(SECRETARIAT):
        story = story_of(audit)
        found = json.loads(as_json(extract_of(story, rows_of(story), by=actor("sara"))))
    for each in found["entries"]:
        link = sha256(bytes.fromhex(each["former_digest"]) + each["canonical"].encode())
        assert link.hexdigest() == each["digest"]


def test_a_workbook_holds_text_and_never_a_formula(client_of: Callable[[str], Client], walk: Walk) -> None:
    audit = walk.announced()
    evil = '=HYPERLINK("http://ond.example";"klik")'
    with acting_as(SECRETARIAT):
        planning.cancel(by=walk.actor("lise"), audit=audit, reason=evil)
    response = client_of("sara").get(f"/tilsyn/{audit.id}/historik/excel/")
    assert response["Content-Disposition"].startswith("attachment")
    sheet = openpyxl.load_workbook(io.BytesIO(response.content))["Historik"]
    (cell,) = [cell for row in sheet.iter_rows() for cell in row if cell.value == evil]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    words = [cell.value for row in sheet.iter_rows() for cell in row]
    assert "Lise Leder aflyste tilsynet" in words
    with acting_as(SECRETARIAT):
        (read,) = history(audit).filter(action="read")  # who takes the history out stands in it from now on
    assert sha256(response.content).hexdigest() == read.data["sha256"]
    assert client_of("sara").get(f"/tilsyn/{audit.id}/historik/pdf/").status_code == 404


def test_who_fetches_a_file_stands_in_the_history(client_of: Callable[[str], Client], walk: Walk) -> None:
    audit = walk.submitted()
    with acting_as(SECRETARIAT):
        file = Evidence.objects.get(audit=audit).file
    assert file is not None
    for key in ("sara", "leo"):
        response = client_of(key).get(f"/tilsyn/{audit.id}/fil/{file.id}/")
        assert b"".join(response).startswith(b"%PDF")  # type: ignore[arg-type]
    with acting_as(SECRETARIAT):
        leo, sara = history(audit).filter(action="read")
    assert (leo.by_name, sara.by_name) == (
        "Leo Leverandør, Nordlys Data A/S",
        "Sara Sagsbehandler, Sekretariatet",
    )
    assert sara.data == {"name": file.name, "file": str(file.id), "sha256": file.sha256}
    page = text_of(client_of("sara").get(f"/tilsyn/{audit.id}/historik/", {"what": "read"}))
    assert f"Leo Leverandør hentede filen {file.name}" in page
    assert "2 hændelser" in page


@pytest.mark.parametrize(("key", "group"), [("sara", "secretariat"), ("leo", "suppliers")])
def test_a_file_whose_reading_cannot_be_logged_is_not_given(
    client_of: Callable[[str], Client], walk: Walk, key: str, group: str
) -> None:
    audit = walk.submitted()
    with acting_as(SECRETARIAT):
        file = Evidence.objects.get(audit=audit).file
    assert file is not None
    client = client_of(key)
    refuse_log(group)
    with pytest.raises(ProgrammingError, match="permission denied for table workflows_logentry"):
        client.get(f"/tilsyn/{audit.id}/fil/{file.id}/")


def test_only_what_is_given_is_logged(client_of: Callable[[str], Client], walk: Walk) -> None:
    audit = walk.submitted()
    with acting_as(SECRETARIAT):
        file = Evidence.objects.get(audit=audit).file
    assert file is not None
    sara, where = client_of("sara"), f"/tilsyn/{audit.id}/fil/{file.id}/"
    sara.head(where)
    sara.get(where, headers={"If-None-Match": f'"{file.sha256}"'})
    sara.get(where, headers={"Range": "bytes=9999999-"})
    with acting_as(SECRETARIAT):
        assert not history(audit).filter(action="read").exists()


@pytest.fixture
def delivered(walk: Walk) -> tuple[ReceivedReport, ReceivedFile]:
    """A report at Aalborg with a file."""
    walk.published(walk.ready())
    with acting_as(walk.municipality("aalborg")):
        report = ReceivedReport.objects.get()
        file = ReceivedFile.objects.select_related("file").filter(report=report).first()
    assert file is not None
    return report, file


def test_a_municipality_sees_its_own_history_and_the_neighbour_nothing(
    client_of: Callable[[str], Client], walk: Walk, delivered: tuple[ReceivedReport, ReceivedFile]
) -> None:
    report, file = delivered
    mette = client_of("mette")
    assert b"".join(mette.get(f"/tilsyn/filer/{file.id}/"))  # type: ignore[arg-type]
    page = text_of(mette.get(f"/tilsyn/{report.id}/historik/"))
    assert f"Mette Aalborg hentede filen {file.file.name}" in page
    assert "sendte rapporten til kommunen" in page
    assert "forelagde Nordlys Omsorg til stillingtagen" in page
    found = taken(mette, f"/tilsyn/{report.id}/historik/json/")
    assert found["chain"] == "m_aalborg"
    assert {"deliver", "receive", "read"} == {each["action"] for each in found["entries"]}
    with acting_as(SECRETARIAT):
        assert not history(Audit.objects.get()).filter(action="read").exists()
    bo = client_of("bo")
    for tail in ("", "json/", "excel/"):
        assert bo.get(f"/tilsyn/{report.id}/historik/{tail}").status_code == 404


def test_a_municipalitys_file_is_not_given_unlogged_either(
    client_of: Callable[[str], Client], walk: Walk, delivered: tuple[ReceivedReport, ReceivedFile]
) -> None:
    mette, (_, file) = client_of("mette"), delivered
    role = walk.municipality("aalborg").role
    with acting_as(Caller.owner()):
        ask(f'REVOKE INSERT ON m_aalborg.workflows_municipal_municipallogentry FROM "{role}"')
    with pytest.raises(ProgrammingError, match="permission denied for table workflows_municipal"):
        mette.get(f"/tilsyn/filer/{file.id}/")


def test_who_thought_what_of_an_answer_stays_though_it_is_asked_anew(
    client_of: Callable[[str], Client], walk: Walk
) -> None:
    audit, sara, lise = walk.submitted(), walk.actor("sara"), walk.actor("lise")
    with acting_as(SECRETARIAT):
        first, second = audit.questionnaire.answers.order_by("number")[:2]
        reviewing.review_answer(by=lise, answer=first, verdict="accepted")
        reviewing.review_answer(by=sara, answer=first, verdict="returned", question="Hvor ofte?")
        reviewing.review_answer(by=sara, answer=second, verdict="accepted")
        reviewing.review_answer(by=sara, answer=second, verdict="accepted")
        reviewing.send_back(by=sara, audit=walk.again(audit))
        rows = list(history(audit.questionnaire).filter(action="review_answer"))
        told = [(each.data["number"], each.data["before"], each.data["verdict"]) for each in reversed(rows)]
        assert told == [
            (first.number, [], "accepted"),
            (first.number, ["accepted", "", lise.signature], "returned"),
            (second.number, [], "accepted"),
        ], "what does not change writes no row"
        [anew] = history(audit.questionnaire).filter(action="ask_anew")
        assert [each["by"] for each in anew.data["reviews"]] == [sara.signature]
    page = text_of(client_of("sara").get(f"/tilsyn/{audit.id}/historik/"))
    assert f"Lise Leder vurderede svaret på spørgsmål {first.number}: i orden" in page
    assert "Spørgsmål: Hvor ofte?" in page
