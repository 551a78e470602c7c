"""Decisions as rows for KITOS and OS2compliance, the zip of reports, and journal numbers for many."""

import io
import zipfile
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import openpyxl
import pytest
from django.http.response import HttpResponseBase
from django.test import Client

from audits.municipal.journalling import TITLES, read_pasted
from audits.municipal.models import ReceivedSystem
from audits.municipal.states import Level
from integrations.oversight.rows import KITOS_COLUMNS, OS2_COLUMNS
from register.models import System
from tenants.models import Municipality
from tests.audits.delivering import TEXT, WORD, Sender
from walls.callers import Caller, acting_as
from workflows.municipal.models import MunicipalLogEntry

GREEN, YELLOW = Level.GREEN, Level.YELLOW


@pytest.fixture
def sender(members: dict[str, Municipality]) -> Sender:
    return Sender(members)


def rows_of(answer: HttpResponseBase) -> list[dict[str, Any]]:
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active  # type: ignore[attr-defined]
    assert sheet
    head, *lines = sheet.iter_rows(values_only=True)
    return [dict(zip(head, line, strict=True)) for line in lines]


def decided_together(mette: Client, caller: Caller, **given: str) -> str:
    """Decide on all that is open and return the query that names it, from the address one is led to."""
    with acting_as(caller):
        keys = [
            str(each) for each in ReceivedSystem.objects.filter(state="received").values_list("id", flat=True)
        ]
    answer = mette.post("/tilsyn/godkend/", {"confirmed": "ja", "system": keys, **given})
    assert answer.status_code == 302
    path, _, query = answer["Location"].partition("?")
    assert path == "/"
    return query.removesuffix("#gemt")


def test_what_was_just_decided_comes_out_in_both_forms(
    sender: Sender, mette: Client, aalborg: Caller
) -> None:
    kitos = uuid4()
    sender.send(GREEN, GREEN, name="=System")
    with acting_as(Caller.secretariat()):
        System.objects.filter(name="=System 1").update(kitos_uuid=kitos)
    query = decided_together(mette, aalborg, next_audit_on="1.11.2030", journal_number="2030-77")
    page = mette.get(f"/?{query}").content.decode()
    assert "Tilsyn godkendt for 2 systemer" in page
    one, two = rows_of(mette.get(f"/udveksling/kitos.xlsx?{query}"))
    assert tuple(one) == KITOS_COLUMNS
    assert (one["systemUuid"], two["systemUuid"]) == (str(kitos), "")
    assert one["systemName"] == "=System 1", "text, no formula"
    assert one["remark"] == f"Tilsyn godkendt. {TEXT[GREEN]}"
    assert one["isOversightCompleted"] == "Yes"
    assert one["oversightReportLink.url"].startswith("http://aalborg.localhost")
    assert f"{one['oversightScheduledInspectionDate']:%Y-%m-%d}" == "2030-11-01"
    os2, _ = rows_of(mette.get(f"/udveksling/os2compliance.xlsx?{query}"))
    assert tuple(os2) == OS2_COLUMNS
    assert (os2["supervisionModel"], os2["status"], os2["nextInspection"]) == ("DBS", "GREEN", "DATE")
    assert os2["responsibleUser"] == "Mette Aalborg, Aalborg Kommune"
    assert len(os2["conclusion"]) <= 4096


def test_rows_are_of_what_is_marked_of_a_moment_or_since_a_day(
    sender: Sender, mette: Client, aalborg: Caller, client_of: Callable[[str], Client]
) -> None:
    sender.send(GREEN, YELLOW, to=("aalborg", "viborg"))
    assert rows_of(mette.get("/udveksling/kitos.xlsx")) == [], "nothing is decided"
    query = decided_together(mette, aalborg, state="approved_remarks", remark="Husk fristen.")
    with acting_as(aalborg):
        key = str(ReceivedSystem.objects.get(level=YELLOW).id)
    assert len(rows_of(mette.get("/udveksling/kitos.xlsx"))) == 2
    assert len(rows_of(mette.get("/udveksling/kitos.xlsx?siden=2020-01-01"))) == 2
    assert rows_of(mette.get("/udveksling/kitos.xlsx?siden=2190-01-01")) == []
    (marked,) = rows_of(mette.post("/udveksling/os2compliance.xlsx", {"system": [key, "x", str(uuid4())]}))
    assert marked["conclusion"] == f"{TEXT[YELLOW]}\nHusk fristen."
    assert marked["nextInspection"] == "DBS"
    bo = client_of("bo")
    assert rows_of(bo.get(f"/udveksling/kitos.xlsx?{query}")) == []
    assert rows_of(bo.post("/udveksling/kitos.xlsx", {"system": [key]})) == []
    assert rows_of(mette.get("/udveksling/kitos.xlsx?kl=9999-99-99T00")) == []
    assert mette.get("/udveksling/andet.xlsx").status_code == 404


def test_the_zip_holds_each_report_once_with_titles(
    sender: Sender, mette: Client, aalborg: Caller, client_of: Callable[[str], Client]
) -> None:
    sender.send(GREEN, GREEN)
    sender.send(GREEN, name="Andet")
    assert mette.get("/tilsyn/rapporter.zip").status_code == 302, "nothing is picked"
    query = decided_together(mette, aalborg)
    answer = mette.get(f"/tilsyn/rapporter.zip?{query}")
    packed = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
    names = packed.namelist()
    assert len(names) == 3
    assert all(packed.read(each) == WORD for each in names if each != TITLES)
    sheet = openpyxl.load_workbook(io.BytesIO(packed.read(TITLES))).active
    assert sheet
    lines = list(sheet.iter_rows(values_only=True))
    assert len(lines) == 4, "a title for each system"
    assert all(any(name in str(line[7]) for name in names) for line in lines[1:])
    with acting_as(aalborg):
        assert MunicipalLogEntry.objects.filter(action="read").count() == 2, "the log says who took them out"
    bo = client_of("bo")
    assert bo.get(f"/tilsyn/rapporter.zip?{query}").status_code == 302


def test_journal_numbers_are_filled_in_for_many(
    sender: Sender, mette: Client, aalborg: Caller, client_of: Callable[[str], Client]
) -> None:
    sender.send(GREEN, GREEN, GREEN)
    query = decided_together(mette, aalborg)
    url = f"/tilsyn/journalnumre/?{query}"
    pasted = mette.post(url, {"udfyld": "ja", "pasted": "system 1\t2030-1\nSystem 2;2030-2\nUkendt\t9"})
    page = pasted.content.decode()
    assert 'value="2030-1"' in page
    assert "Ukendt" in page
    with acting_as(aalborg):
        rows = {each.name: each for each in ReceivedSystem.objects.all()}
        assert {each.journal_number for each in rows.values()} == {""}, "pasting stores nothing"
    given = {f"nr-{each.id}": f"2030-{name[-1]}" for name, each in rows.items()}
    assert mette.post(url, {"gem": "ja", **given}).status_code == 302
    with acting_as(aalborg):
        numbers = dict(ReceivedSystem.objects.values_list("name", "journal_number"))
        assert numbers == {"System 1": "2030-1", "System 2": "2030-2", "System 3": "2030-3"}
        assert MunicipalLogEntry.objects.filter(action="journal").count() == 3
    too_long = {f"nr-{each.id}": "x" * 61 for each in rows.values()}
    assert mette.post(url, {"gem": "ja", **too_long}).status_code == 200
    assert client_of("ib").post(url, {"gem": "ja", **given}).status_code == 403
    assert client_of("bo").post(url, {"gem": "ja", **given}).status_code == 302
    with acting_as(aalborg):
        assert dict(ReceivedSystem.objects.values_list("name", "journal_number")) == numbers


def test_a_list_without_names_goes_by_order() -> None:
    systems = [ReceivedSystem(name="B"), ReceivedSystem(name="A")]
    assert list(read_pasted("1\n2", systems).numbers.values()) == ["1", "2"]
    assert read_pasted("1", systems).unknown == ["1"], "one line does not say for which"
    assert read_pasted("", systems).numbers == {}
