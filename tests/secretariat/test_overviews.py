"""The secretariat's and the board's overviews: numbers that were counted by hand, and who sees which."""

import io
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any
from uuid import uuid4

import openpyxl
import pytest
from django.http import HttpResponseBase
from django.test import Client
from django.utils import timezone
from docx import Document

from audits.joint.models import Audit, BoardReport, Finding
from audits.municipal import actions as deciding
from audits.municipal.models import ReceivedSystem
from audits.municipal.states import Level
from documents.shipped import install_shipped_templates
from documents.storage import read_bytes
from register.models import Supplier
from secretariat.overviews import boardreports
from secretariat.overviews.board import board
from secretariat.overviews.decisions import decisions
from secretariat.overviews.drawing import Bar, bars
from secretariat.overviews.matrix import matrix
from secretariat.overviews.overdue import late
from secretariat.overviews.progress import progress
from secretariat.overviews.results import results
from secretariat.overviews.small import Group, shares
from tenants.models import Municipality
from tests.audits.conftest import files_apart  # noqa: F401 - files of the test lie in a folder of its own
from tests.audits.delivering import SARA, Sender
from tests.personae import SUPPLIER_X
from walls.callers import Caller, acting_as
from workflows.actors import Actor
from workflows.engine import NotPermittedError, NotPossibleError
from workflows.models import LogEntry

Clients = Callable[[str], Client]
GREEN, YELLOW, RED = Level.GREEN, Level.YELLOW, Level.RED
HOSTILE = "Ærø <script>&\"' Data"


@pytest.fixture
def sender(members: dict[str, Municipality]) -> Sender:
    return Sender(members)


def text_of(response: HttpResponseBase) -> str:
    return unescape(response.content.decode())  # type: ignore[attr-defined]


def decide(sender: Sender, member: str, name: str, state: str, by: Actor) -> None:
    """Decide on one of a member's systems by the real action."""
    with acting_as(Caller.municipality(sender.members[member])):
        row = ReceivedSystem.objects.get(name=name, report__is_current=True)
        said = {"remark": "Set"} if state == "approved_remarks" else {}
        if state == "not_approved":
            said = {"what_now": "own_audit", "what_now_note": "Vi ser selv på det"}
        deciding.decide(by=by, systems=[row], decision=deciding.Decision(state, **said))


def planned(quarter: int, state: str, *, supplier: Supplier, **facts: Any) -> Audit:
    """Store a case in a state, as other tests have walked it there."""
    audit = Audit(
        case_number=f"T-{uuid4().hex[:8]}",
        supplier=supplier,
        year=2026,
        quarter=quarter,
        case_worker_id=facts.pop("worker", SARA.id),
        case_worker_name=facts.pop("worker_name", SARA.name),
        state=state,
        **facts,
    )
    audit.save(force_insert=True)
    return audit


@pytest.fixture
def year(sender: Sender, actor: Callable[[str], Actor]) -> Sender:
    """Two reports and five decisions to make, three of them made; and cases at other stages."""
    sender.send(GREEN, YELLOW, to=("aalborg", "viborg"), name="Omsorg")
    sender.send(RED, to=("aalborg",), name="Vagt")
    mette = actor("mette")
    decide(sender, "aalborg", "Omsorg 1", "approved", mette)
    decide(sender, "aalborg", "Omsorg 2", "approved_remarks", mette)
    decide(sender, "aalborg", "Vagt 1", "not_approved", mette)
    with acting_as(Caller.secretariat()):
        nordlys = Supplier.objects.get(id=SUPPLIER_X)
        planned(2, "planned", supplier=nordlys)
        planned(2, "announced", supplier=nordlys, deadline=timezone.localdate() - timedelta(days=7))
        planned(3, "review", supplier=nordlys, worker=uuid4(), worker_name="Åse")
        planned(3, "cancelled", supplier=nordlys)
        Finding.objects.filter(kind="minor").update(state="closed")
    return sender


def test_the_numbers_of_the_year_are_those_counted_by_hand(year: Sender) -> None:
    with acting_as(Caller.secretariat()):
        found, seen, told = progress(2026), results(2026), decisions(2026)
        behind = late()
        assert not progress(2031).whole.total
        assert decisions(2031).total == 0
    assert [each.by_stage for each in found.quarters] == [
        [0, 0, 0, 1, 1],
        [1, 1, 0, 0, 0],
        [0, 0, 1, 0, 0],
        [0, 0, 0, 0, 0],
    ]
    assert [(each.label, each.total) for each in found.workers] == [("Sara Sagsbehandler", 4), ("Åse", 1)]
    assert [number for _, _, number in seen.levels] == [1, 1, 1]
    assert {each.key: (each.still_open, each.closed) for each in seen.kinds if each.total} == {
        "minor": (0, 1),
        "major": (1, 0),
    }
    assert {each.key: each.total for each in seen.objectives if each.total} == {"A": 2}
    assert [number for _, _, number in told.rows] == [1, 1, 1, 2]
    assert [number for _, number in told.ages] == [2, 0, 0]
    assert told.median is not None
    assert [(each.supplier, each.answers, each.findings) for each in behind] == [("Nordlys Data A/S", 1, 0)]


def test_each_number_of_the_page_leads_to_as_many_rows(year: Sender, client_of: Clients) -> None:
    sara = client_of("sara")
    page = text_of(sara.get("/overblik/?aar=2026"))
    for words in ("Nordlys Data A/S", "Ikke taget stilling", "Kvartal for kvartal", "5 arbejdsdage over"):
        assert words in page
    assert page.count("<svg viewBox") >= 4
    assert "style=" not in page.partition("<main")[2], "the site allows no styles within its pages"
    for query, number in (
        ("trin=planlagt", 1),
        ("trin=besluttet", 1),
        ("kvartal=2", 2),
        (f"sagsbehandler={SARA.id}", 4),
        ("trin=ukendt&kvartal=9&sagsbehandler=';--", 5),
    ):
        assert f"{number} tilsyn<" in text_of(sara.get(f"/overblik/tilsyn/?aar=2026&{query}"))
    assert "1 tilsyn<" in text_of(sara.get(f"/overblik/tilsyn/?forsinket=on&leverandoer={SUPPLIER_X}"))
    for query, number in (("slags=major", 1), ("kontrolmaal=A", 2), ("vis=lukkede", 1), ("slags=x", 2)):
        assert f"{number} forhold<" in text_of(sara.get(f"/overblik/forhold/?aar=2026&{query}"))
    empty = text_of(sara.get("/overblik/?aar=2031"))
    assert "ikke planlagt tilsyn i 2031" in empty


def test_the_matrix_has_a_letter_for_each_decision_and_totals_on_both_edges(
    year: Sender, client_of: Clients
) -> None:
    with acting_as(Caller.secretariat()):
        found = matrix(2026)
    rows = {row.name: row for row in found.rows}
    assert [(each.missing, each.total) for each in found.columns] == [(2, 4), (0, 1)]
    assert {name: row.missing for name, row in rows.items()} == {"Aalborg": 0, "Viborg": 2, "København": 0}
    assert found.missing == 2
    assert rows["Aalborg"].drawn.endswith('<td class="told-b">B1 G1</td><td class="told-i">I</td></tr>')
    assert rows["Viborg"].drawn.endswith('<td class="told-m">M2</td><td></td></tr>')
    sara, viborg = client_of("sara"), year.members["viborg"]
    assert "Rapporter 1–2 af 2" in text_of(sara.get("/overblik/kommuner/?aar=2026&kolonner=9"))
    assert "Ingen rapporter er sendt" in text_of(sara.get("/overblik/kommuner/?aar=2031"))
    own = text_of(sara.get(f"/overblik/kommuner/{viborg.id}/?aar=2026&vis=mangler"))
    assert "2 systemer" in own
    assert "Omsorg 1" in own
    assert sara.get(f"/overblik/kommuner/{uuid4()}/").status_code == 404


def test_the_workbooks_hold_the_same_numbers(year: Sender, client_of: Clients) -> None:
    with acting_as(Caller.secretariat()):
        Supplier.objects.filter(id=SUPPLIER_X).update(name=f"=1+1 {HOSTILE}")
    book = sheets(client_of("sara").get("/overblik/excel/?aar=2026"))
    assert book["Kvartaler"][-1] == ("Hele 2026", 1, 1, 1, 1, 1, 5)
    assert book["Stillingtagen"][1:5] == [
        ("Godkendt", 1),
        ("Godkendt med bemærkninger", 1),
        ("Ikke godkendt", 1),
        ("Ikke taget stilling", 2),
    ]
    assert book["Forsinkede leverandører"][1][:3] == (f"=1+1 {HOSTILE}", 1, 0)
    edges = sheets(client_of("sara").get("/overblik/kommuner/excel/?aar=2026"))
    assert ("Viborg", 0, 0, 0, 2, 2) in edges["Kommuner"]
    assert [row[2:] for row in edges["Rapporter"][1:]] == [(1, 1, 0, 2, 4), (0, 0, 1, 0, 1)]
    told = sheets(client_of("karl").get("/overblik/bestyrelse/excel/?aar=2026"))
    assert told["Stillingtagen og aftaler"] == [("Hvad", "Antal", "Andel i procent")], "too few members"


def sheets(response: HttpResponseBase) -> dict[str, list[tuple[Any, ...]]]:
    book = openpyxl.load_workbook(io.BytesIO(response.content))  # type: ignore[attr-defined]
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def test_the_board_sees_totals_and_of_few_members_nothing_they_decided(
    year: Sender, client_of: Clients
) -> None:
    karl = client_of("karl")
    for path in ("/?aar=2026", "/overblik/bestyrelse/?aar=2026"):
        page = text_of(karl.get(path))
        main = page.partition("<main")[2]
        assert "Tal i alt" in main
        assert "Planen for 2026 omfatter 5 tilsyn, og 2 rapporter er sendt" in main
        assert "Der er for få kommuner" in main
        for name in ("Aalborg", "Viborg", "Nordlys", "Omsorg", "Vagt", "Ikke godkendt", "Besluttet"):
            assert name not in main
    for path in (
        "/overblik/",
        "/overblik/excel/",
        "/overblik/tilsyn/",
        "/overblik/forhold/",
        "/overblik/kommuner/",
        "/overblik/kommuner/excel/",
        f"/overblik/kommuner/{year.members['aalborg'].id}/",
        "/tilsyn/stillingtagen/",
    ):
        assert karl.get(path).status_code == 403
        assert client_of("sara").get(path).status_code == 200


def group(label: str, number: int, *who: int) -> Group:
    return Group(label, number, frozenset(who))


def test_a_number_with_few_behind_it_is_added_to_its_neighbour_and_none_is_hidden() -> None:
    many = range(10)
    told = shares([group("Godkendt", 80, *many), group("Med", 12, *range(6)), group("Ikke", 1, 3)])
    assert [(each.label, each.number, each.percent) for each in told] == [
        ("Godkendt", 80, 86),
        ("Med eller ikke", 13, 14),
    ]
    none = shares([group("Godkendt", 80, *many), group("Med", 12, *range(6)), group("Ikke", 0)])
    assert [each.label for each in none] == ["Godkendt", "Med eller ikke"], "nor that nobody did"
    whole = shares([group("Godkendt", 0), group("Ikke", 4, *range(5)), group("Mangler", 9, 1)])
    assert [(each.label, each.number) for each in whole] == [("I alt", 13)]
    assert shares([group("Godkendt", 3, 1, 2, 3), group("Ikke", 1, 4)]) == []
    assert shares([]) == []
    enough = [group("Godkendt", 9, *range(5)), group("Ikke", 7, *range(5, 10))]
    assert [each.percent for each in shares(enough)] == [56, 44]


def test_a_drawing_is_told_in_words_and_takes_hostile_names() -> None:
    drawn = bars("k", "Titel", ["Planlagt", "Sendt"], [Bar(HOSTILE, [1200, 3]), Bar("Tom", [0, 0])])
    assert "<script>" not in drawn
    assert "planlagt 1.200, sendt 3." in drawn
    assert "Tom: ingen." in drawn
    assert drawn.count("<pattern") == 2
    assert bars("k", "Titel", ["Planlagt"], [Bar("Tom", [0])]) == ""


def test_the_boards_report_is_made_as_word_kept_and_handed_out(
    year: Sender, client_of: Clients, actor: Callable[[str], Actor]
) -> None:
    sara = client_of("sara")
    with acting_as(Caller.secretariat()):
        install_shipped_templates()
        with pytest.raises(NotPossibleError, match="ikke planlagt"):
            boardreports.make(by=actor("sara"), year=2031)
        with pytest.raises(NotPermittedError):
            boardreports.make(by=actor("karl"), year=2026)
    assert sara.post("/overblik/bestyrelse/aarsberetning/", {"aar": "2026"}).status_code == 302
    with acting_as(Caller.secretariat()):
        made = BoardReport.objects.select_related("file").get()
        assert LogEntry.objects.filter(subject_kind="audits_joint.boardreport", action="make").exists()
        assert (made.number, made.made_by_name) == (1, actor("sara").signature)
        assert made.figures["tilsyn"] == board(2026).progress.whole.total == 5
        words = words_of(read_bytes(made.file.sha256))
    assert "Planen for 2026 omfatter 5 tilsyn" in words
    assert "Hele 2026|1|1|1|2|5" in words
    assert "Der er for få kommuner" in words
    for name in ("Aalborg", "Viborg", "Ikke godkendt"):
        assert name not in words
    karl = client_of("karl")
    given = karl.get(f"/overblik/bestyrelse/aarsberetning/{made.id}/")
    assert given.status_code == 200
    assert b"".join(given.streaming_content)[:2] == b"PK"  # type: ignore[attr-defined]
    assert karl.post("/overblik/bestyrelse/aarsberetning/", {"aar": "2026"}).status_code == 403
    assert karl.get(f"/overblik/bestyrelse/aarsberetning/{uuid4()}/").status_code == 404


def words_of(content: bytes) -> str:
    """The document's paragraphs and the rows of its tables, a line each."""
    word = Document(io.BytesIO(content))
    rows = ["|".join(cell.text for cell in row.cells) for table in word.tables for row in table.rows]
    return "\n".join([*(each.text for each in word.paragraphs), *rows])


def test_a_search_is_offered_only_to_who_may_search(client_of: Clients) -> None:
    assert "site-search" not in client_of("karl").get("/").content.decode()
    for who in ("sara", "lise"):
        assert 'action="/soeg/"' in client_of(who).get("/").content.decode()
