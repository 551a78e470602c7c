"""The matrix: windows of it with totals of the whole, cuts, what is marked, and its workbook."""

import io
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any
from uuid import UUID, uuid4

import openpyxl
import pytest
from django.test import Client
from django.utils import timezone

from agreements.joint.matrix import Choice, matrix
from agreements.joint.models import CommonText, IssuedAgreement, Sending
from documents.models import WordTemplate
from tenants.models import Municipality, Recipient, Standing
from tests.agreements.conftest import World
from walls.callers import Caller, acting_as
from workflows.models import Job

PATH = "/aftaler/overblik/"
Clients = Callable[[str], Client]


@pytest.fixture
def sent(world: World) -> World:
    """Six texts at three members, as their municipalities have told where they stand.

    Aalborg: for_decision 40 days, wanted, to_sign · Viborg: question, in_force, in_force ·
    København: own, declined, in_force; the other three texts are in force at Aalborg alone.
    """
    told = {
        "aalborg": ["for_decision", "wanted", "to_sign", "in_force", "in_force", "in_force"],
        "viborg": ["question", "in_force", "in_force"],
        "koebenhavn": ["own", "declined", "in_force"],
    }
    texts = [text_of(world, number) for number in range(6)]
    for name, states in told.items():
        for number, (text, state) in enumerate(zip(texts, states, strict=False)):
            stand(world.members[name], text, state, days=40 - number * 10 if name == "aalborg" else 2)
    return world


def text_of(world: World, number: int) -> CommonText:
    """A text that has been sent, made directly: the way there is tried elsewhere."""
    with acting_as(Caller.owner()):
        template = WordTemplate.objects.get(kind="agreement", structure="dt2020")
        text = CommonText(
            number=f"2026-{number:04}",
            title=f"Aftale {number}",
            supplier=world.supplier,
            template=template,
            template_version=template.version,
            template_sha256="a" * 64,
            body_sha256="b" * 64,
            state="sent",
            case_worker_id=uuid4(),
            case_worker_name="Sara",
        )
        text.save(force_insert=True)
        Sending.objects.create(common_text=text, municipality_ids=[], sent_by_id=uuid4(), sent_by_name="Sara")
    return text


def stand(member: Municipality, text: CommonText, state: str, *, days: int = 0) -> UUID:
    """Where a member stands with a text, as report up writes it."""
    with acting_as(Caller.owner()):
        row = Standing(
            municipality=member,
            kind="agreement",
            subject_id=uuid4(),
            joint_id=text.id,
            state=state,
            since=timezone.now() - timedelta(days=days),
        )
        row.save(force_insert=True)
    return row.subject_id


def cut(**asked: Any) -> dict[str, list[str]]:
    """The labels of each row's cells in a cut."""
    with acting_as(Caller.secretariat()):
        found = matrix(Choice(**asked))
        return {
            row.municipality.short_name: [cell.label if cell else "" for cell in row.cells]
            for row in found.rows
        }


def page(client: Client, query: str = "") -> str:
    """The page of a cut."""
    answer = client.get(f"{PATH}{query}")
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def test_totals_on_both_edges_are_of_the_whole_however_small_the_window(sent: World) -> None:
    with acting_as(Caller.secretariat()):
        whole, window = matrix(), matrix(rows=1, columns=2)
    assert [row.municipality.short_name for row in whole.rows] == ["Aalborg", "Viborg", "København"]
    assert [row.missing for row in whole.rows] == [3, 1, 0]
    assert window.rows[0].missing == 3
    assert window.rows[0].edge.states.total() == 6
    assert [column.total for column in window.columns] == [column.total for column in whole.columns[:2]]
    assert whole.columns[0].total == {"in_force": 0, "missing": 2, "sent": 3}
    assert (window.count, window.missing) == (whole.count, whole.missing) == (12, 4)
    assert len(window.rows[0].cells) == 2
    assert window.column_page.paginator.num_pages == 3


def test_every_window_together_is_the_whole(sent: World) -> None:
    with acting_as(Caller.secretariat()):
        whole = matrix()
        pieces = {
            (row.municipality.id, text.id): cell.label
            for rows in (1, 2, 3)
            for columns in (1, 2, 3)
            for window in [matrix(rows=1, columns=2, row_page=rows, column_page=columns)]
            for row in window.rows
            for text, cell in zip(window.texts, row.cells, strict=True)
            if cell
        }
    assert pieces == {
        (row.municipality.id, text.id): cell.label
        for row in whole.rows
        for text, cell in zip(whole.texts, row.cells, strict=True)
        if cell
    }


def test_a_cut_shows_only_rows_and_columns_that_have_something_in_it(sent: World) -> None:
    assert cut(state="own") == {"København": ["dækket af egen aftale"]}
    assert cut(state="missing", member="viborg") == {"Viborg": ["spørgsmål stillet"]}
    assert cut(older_than=30, order="alder") == {"Aalborg": ["til stillingtagen", "ønskes indgået"]}
    assert cut(about="Aftale 4") == {"Aalborg": ["gældende"], "København": [""], "Viborg": [""]}
    assert cut(about="Kystsoft") == {"Aalborg": [], "København": [], "Viborg": []}


@pytest.mark.parametrize(
    ("blocker", "expected"),
    [
        ("question", {"Viborg": ["spørgsmål stillet"]}),
        ("signatory", {"Aalborg": ["ønskes indgået"]}),
        ("supplier", {}),
        ("delivery", {}),
    ],
)
def test_what_holds_an_agreement_back_is_a_cut_of_its_own(
    sent: World, blocker: str, expected: dict[str, list[str]]
) -> None:
    assert cut(blocker=blocker) == expected


def test_who_is_to_sign_first_says_whom_a_signature_waits_for(world: World, client_of: Clients) -> None:
    text = world.released()
    world.send(text, "aalborg")
    with acting_as(Caller.owner()):
        Standing.objects.update(state="to_sign")
    assert cut(blocker="supplier") == {}
    with acting_as(Caller.secretariat()):
        assert [cell.may_be_reminded for row in matrix().rows for cell in row.cells if cell] == [True]
    with acting_as(Caller.owner()):
        Sending.objects.update(signing_order="supplier_first")
    assert cut(blocker="supplier") == {"Aalborg": ["til underskrift"]}
    with acting_as(Caller.owner()):
        Standing.objects.update(state="signed_by_one")
    assert cut(blocker="supplier") == {"Aalborg": ["underskrevet af én part"]}
    with acting_as(Caller.secretariat()):
        assert [cell.may_be_reminded for row in matrix().rows for cell in row.cells if cell] == [False]


def test_the_database_and_the_page_agree_on_every_cut(sent: World) -> None:
    """The same rule is written twice: as a query for the counts, and on the cells for what is on the way."""
    with acting_as(Caller.secretariat()):
        everything = [cell for row in matrix().rows for cell in row.cells if cell]
        for asked in ({"state": "missing"}, {"blocker": "any"}, {"older_than": 25}, {"state": "own"}):
            choice = Choice(**asked)  # type: ignore[arg-type]
            found = matrix(choice)
            assert found.count == sum(choice.takes(cell) for cell in everything) > 0, asked


def test_rows_and_columns_are_ordered_as_asked(sent: World) -> None:
    with acting_as(Caller.secretariat()):
        by_name = matrix(Choice(order="navn"))
        by_age = matrix(Choice(order="alder"))
    assert [row.municipality.short_name for row in by_name.rows] == ["København", "Viborg", "Aalborg"]
    assert [text.number for text in by_name.texts] == [f"2026-{number:04}" for number in (5, 4, 3, 2, 1, 0)]
    assert by_age.rows[0].municipality.short_name == "Aalborg"
    assert by_age.texts[0].number == "2026-0000"


def test_what_is_sent_but_not_there_yet_stands_in_the_matrix_with_the_reason(sent: World) -> None:
    text = text_of(sent, 8)
    aalborg, viborg, koebenhavn = (sent.members[name] for name in ("aalborg", "viborg", "koebenhavn"))
    with acting_as(Caller.owner()):
        job = Job.objects.create(
            kind="agreements.deliver", caller={}, state="failed", by_id=uuid4(), by_name="Sara"
        )
        sending = text.sendings.get()
        sending.municipality_ids, sending.job_id = [aalborg.id, viborg.id], job.id
        sending.save()
        Recipient.objects.create(
            delivery_id=sending.id,
            kind="agreement",
            joint_id=text.id,
            municipality=aalborg,
            reason="Kommunens arkiv mangler en opdatering.",
        )
    assert cut(about="Aftale 8") == {
        "København": [""],
        "Viborg": ["dokumentet mangler"],
        "Aalborg": ["venter på levering"],
    } | {koebenhavn.short_name: [""]}
    assert cut(blocker="delivery") == {"Aalborg": ["venter på levering"]}
    assert cut(blocker="document") == {"Viborg": ["dokumentet mangler"]}
    with acting_as(Caller.secretariat()):
        column = matrix(Choice(about="Aftale 8")).columns[0]
        assert column.total == {"in_force": 0, "missing": 2, "sent": 2}


def test_one_who_has_left_is_counted_nowhere(sent: World) -> None:
    with acting_as(Caller.owner()):
        Municipality.objects.filter(pk=sent.members["viborg"].id).update(state="left")
    with acting_as(Caller.secretariat()):
        found = matrix()
        assert [row.municipality.short_name for row in found.rows] == ["Aalborg", "København"]
        assert (found.count, found.columns[0].total["sent"]) == (9, 2)


def test_agreements_on_one_template_version_are_one_click(sent: World, client_of: Clients) -> None:
    with acting_as(Caller.owner()):
        old = WordTemplate.objects.get(kind="agreement", structure="dt2020")
        new = WordTemplate.objects.create(
            kind="agreement",
            version="3",
            name="Databehandleraftale",
            valid_from=timezone.localdate(),
            sha256="c" * 64,
            body_sha256="d" * 64,
            uploaded_by_id=uuid4(),
            uploaded_by_name="Lise",
        )
        CommonText.objects.filter(title="Aftale 1").update(template=new, template_version="3")
    sara = client_of("sara")
    assert f"?skabelon={new.id}" in page(sara)
    shown = page(sara, f"?skabelon={new.id}&marker=alle")
    assert "3 kommuner og 1 aftaletekst: 3 aftaler" in shown
    assert 'name="alle" value="1" checked' in shown
    assert 'name="alle" value="1">' in page(sara, f"?skabelon={old.id}")
    assert "5 aftaletekster" in page(sara, f"?skabelon={old.id}")


def test_the_page_leads_to_each_agreements_story_and_keeps_the_cut(world: World, client_of: Clients) -> None:
    world.send(world.released(), "aalborg")
    sara = client_of("sara")
    with acting_as(Caller.secretariat()):
        issued = IssuedAgreement.objects.get()
    shown = page(sara, "?status=missing&visning=taet")
    assert f'href="{PATH}{issued.id}/"' in shown
    assert "Luftig visning" in shown
    assert "aftaleoverblik.xlsx?status=missing" in shown
    assert "Ingen aftaler i dette udsnit" in page(sara, "?status=own")
    for odd in ("?status=nonsense", "?dage=-1", "?skabelon=x", "?side=999&kolonner=x", "?orden=;DROP"):
        assert "Aftaleoverblik" in page(sara, odd), "what cannot be used counts as nothing"


def test_the_workbook_is_the_cut_and_holds_no_formulas(sent: World, client_of: Clients) -> None:
    with acting_as(Caller.owner()):
        CommonText.objects.filter(number="2026-0000").update(title="=1+1")
    answer = client_of("sara").get(f"{PATH}aftaleoverblik.xlsx?q=aalborg")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    grid = list(book["Aftaleoverblik"].iter_rows(values_only=True))
    assert [row[0] for row in grid] == ["Kommune", "Aalborg", "Gældende", "Mangler", "I alt"]
    head = next(cell for cell in book["Aftaleoverblik"][1] if "=1+1" in str(cell.value))
    assert head.data_type == "s"
    assert grid[1][-2:] == (3, 6)
    lines = list(book["Linjer"].iter_rows(values_only=True))
    assert len(lines) == 7
    assert {line[2] for line in lines[1:]} >= {"=1+1", "Aftale 1"}
    assert all(cell.data_type != "f" for row in book["Linjer"].iter_rows() for cell in row)


def test_a_thousand_columns_cost_as_many_queries_as_a_few(
    sent: World, client_of: Clients, django_assert_max_num_queries: Any
) -> None:
    sara = client_of("sara")
    page(sara)
    with acting_as(Caller.secretariat()), django_assert_max_num_queries(14):
        matrix(rows=2, columns=2)
    for number in range(10, 40):
        stand(sent.members["aalborg"], text_of(sent, number), "in_force")
    with acting_as(Caller.secretariat()), django_assert_max_num_queries(14):
        assert matrix(rows=2, columns=2).column_page.paginator.count == 36


def test_nobody_else_sees_the_overview(sent: World, client_of: Clients) -> None:
    assert client_of("sara").get(PATH).status_code == 200
    for who in ("mette", "leo"):
        assert client_of(who).get(PATH).status_code == 404
        assert client_of(who).get(f"{PATH}aftaleoverblik.xlsx").status_code == 404
