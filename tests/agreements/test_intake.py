"""Existing agreements taken in: an index and a pile of files, a hundred at a time."""

import io
import time
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from agreements.municipal.generations import Generation
from agreements.municipal.intake import actions
from agreements.municipal.intake.access import work
from agreements.municipal.intake.columns import Column, column_of
from agreements.municipal.models import Agreement, Intake, IntakeFile, IntakeLine, KeptFile
from documents.municipal.models import MunicipalFile
from documents.uploadhandlers import ReceivedFile
from tenants.models import Letter, Standing
from tests.agreements.conftest import PDF, World
from tests.agreements.test_pages import fetch, page, send
from walls.callers import Caller, acting_as
from workflows import jobs
from workflows.models import Job

Clients = Callable[[str], Client]
Upload = Callable[..., ReceivedFile]
L = IntakeLine.State
HEADINGS = (
    "System",
    "Leverandør",
    "CVR-nr.",
    "Aftaledato",
    "Udløber",
    "Opsigelsesvarsel",
    "Skabelon",
    "Filnavn",
)
CVR = "98915001"


def index_of(*rows: tuple[Any, ...], headings: tuple[str, ...] = HEADINGS, above: int = 0) -> bytes:
    """Return a workbook with a table, maybe with something above it."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Aftaler")
        for line in range(above):
            sheet.write(line, 0, "Aalborg Kommune, oversigt over databehandleraftaler")
        for line, row in enumerate((headings, *rows), start=above):
            sheet.write_row(line, 0, row)
    return made.getvalue()


def pdf(mark: object) -> bytes:
    """Return a PDF that no other is equal to."""
    head, _, rest = PDF.partition(b"\n")
    return head + b"\n% " + str(mark).encode() + b"\n" + rest


def zip_of(files: dict[str, bytes]) -> bytes:
    """Return a zip with the files."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return made.getvalue()


@pytest.fixture
def pile(world: World, upload: Upload) -> Callable[..., Intake]:
    """Aalborg opens a pile with an index and files; act as Aalborg."""

    def of(content: bytes, files: dict[str, bytes] | None = None) -> Intake:
        by = world.actor("mette")
        intake = actions.begin(index=upload(content, "indeks.xlsx"), by=by)
        received = [upload(each, name) for name, each in (files or {}).items()]
        actions.add_files(intake=intake, received=received, by=by)
        return Intake.objects.get(pk=intake.pk)

    return of


def states(intake: Intake) -> list[str]:
    """Return the state of each line in the order of the index."""
    return [each.state for each in intake.lines.order_by("position")]


def take_in(world: World, intake: Intake, *, with_unmatched: bool = False) -> Intake:
    """Confirm, and do what the worker does."""
    actions.confirm(intake=intake, with_unmatched=with_unmatched, by=world.actor("mette"))
    with acting_as(Caller.jobs()):
        job = Job.objects.get(kind="agreements.take_in", state="queued")
    jobs.run(job.id)
    return Intake.objects.get(pk=intake.pk)


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("IT-system", Column.SYSTEM),
        ("Systemets navn", Column.SYSTEM),
        ("Databehandler", Column.SUPPLIER),
        ("Leverandørens CVR-nummer", Column.CVR),
        ("Aftalens titel", Column.TITLE),
        ("Aftale nr.", Column.NUMBER),
        ("Indgået", Column.AGREED_ON),
        ("Udløbsdato", Column.UNTIL),
        ("Ikrafttrædelse", Column.FROM),
        ("Varsel, underdatabehandlere", Column.NOTICE_DAYS),
        ("Opsigelsesvarsel", Column.TERMINATION),
        ("Opsiges senest", Column.NOTICE_BY),
        ("Anvendt skabelon", Column.GENERATION),
        ("Sagsnummer (ESDH)", Column.JOURNAL),
        ("KLE", Column.KLE),
        ("PDF-fil", Column.FILE),
        ("Bemærkninger", None),
    ],
)
def test_a_column_is_known_by_its_heading(heading: str, column: Column | None) -> None:
    assert column_of(heading) == column


def test_a_hundred_agreements_are_taken_in_with_their_files(
    world: World, pile: Callable[..., Intake]
) -> None:
    rows = [
        (
            f"System {n:03d}",
            f"Firma {n} ApS",
            CVR,
            "12. marts 2021",
            "31-12-2027",
            "3 måneder",
            "Datatilsynet 2020",
            "",
        )
        for n in range(100)
    ]
    files = {f"DBA_{CVR}_System {n:03d}.pdf": pdf(n) for n in range(100)}
    with acting_as(world.caller_of("mette")):
        began = time.perf_counter()
        intake = pile(index_of(*rows, above=3), files)
        assert states(intake) == [L.MATCHED] * 100
        intake = take_in(world, intake)
        assert time.perf_counter() - began < 60
        assert intake.state == Intake.State.CLOSED
        found = Agreement.objects.filter(common_text_id=None)
        assert found.count() == KeptFile.objects.count() == 100
        each = found.get(title="System 042")
        assert each.agreed_on == date(2021, 3, 12)
        assert each.valid_until == date(2027, 12, 31)
        assert each.notice_by == date(2027, 9, 30)
        assert each.generation == Generation.DT2020
        assert each.own_files.get().file.name == f"DBA_{CVR}_System 042.pdf"
        assert len(set(found.values_list("number", flat=True))) == 100
    with acting_as(world.caller_of("bo")):
        assert not Agreement.objects.exists()
        assert not Intake.objects.exists()
        assert not MunicipalFile.objects.exists()
    with acting_as(Caller.secretariat()):
        assert not Standing.objects.exists()
        assert not Letter.objects.exists()


def test_a_file_is_found_by_its_name_in_the_index_by_number_or_by_two_things_that_agree(
    world: World, pile: Callable[..., Intake]
) -> None:
    headings = ("System", "Leverandør", "CVR", "Filnavn", "Journalnummer")
    rows = [
        ("Omsorg", "Nordlys Data A/S", "", "N:\\aftaler\\Nordlys 2019.PDF", ""),
        ("Bibliotek", "Bogsystemer ApS", "", "", "2019-004711"),
        ("Vejnet", "Vejdata ApS", "", "", ""),
        ("Ældreportal", "", CVR, "", ""),
    ]
    files = (
        "nordlys 2019.pdf",
        "sag 2019-004711 underskrevet.pdf",
        "vejdata vejnet.pdf",
        f"aeldreportal-{CVR}.pdf",
    )
    with acting_as(world.caller_of("mette")):
        intake = pile(index_of(*rows, headings=headings), {name: pdf(name) for name in files})
        lines = intake.lines.select_related("file").order_by("position")
        assert [each.file.name if each.file else each.reason for each in lines][:3] == list(files[:3])
        assert [each.state for each in lines][:3] == [L.MATCHED] * 3


def test_what_is_in_doubt_is_proposed_never_taken(world: World, pile: Callable[..., Intake]) -> None:
    rows = [
        ("Omsorg", "Nordlys Data A/S", "", "", "", "", "", ""),
        ("Vejnet", "Vejdata ApS", "", "", "", "", "", ""),
        ("Parkering", "P-data ApS", "", "", "", "", "", "findes ikke.pdf"),
    ]
    files = {"omsorg.pdf": pdf(1), "vejdata vejnet 2019.pdf": pdf(2), "vejdata vejnet 2021.pdf": pdf(3)}
    with acting_as(world.caller_of("mette")):
        intake = pile(index_of(*rows), files)
        assert states(intake) == [L.DOUBTFUL, L.DOUBTFUL, L.UNMATCHED]
        omsorg, vejnet, parkering = intake.lines.order_by("position")
        assert omsorg.file is not None
        assert vejnet.file is None
        assert "2019" in vejnet.reason
        assert "2021" in vejnet.reason
        assert "ligger ikke i bunken" in parkering.reason
        take_in(world, intake)
        assert not Agreement.objects.exists()
        assert (
            actions.accept_proposals(intake=intake, line_ids=[omsorg.id, vejnet.id], by=world.actor("mette"))
            == 1
        )
        intake = take_in(world, intake)
        assert Agreement.objects.get().title == "Omsorg"
        assert intake.state == Intake.State.OPEN
        assert {each.title for each in work().lines} == {"Vejnet", "Parkering"}


def test_a_longer_name_is_another_system(world: World, pile: Callable[..., Intake]) -> None:
    rows = [
        ("Journal", "Nordlys Data A/S", CVR, "", "", "", "", ""),
        ("Journal Plus", "Nordlys Data A/S", CVR, "", "", "", "", ""),
    ]
    files = {f"{CVR} Journal Plus.pdf": pdf(1), f"{CVR} Journal.pdf": pdf(2)}
    with acting_as(world.caller_of("mette")):
        intake = pile(index_of(*rows), files)
        found = {each.title: each.file.name for each in intake.lines.select_related("file") if each.file}
        assert found == {"Journal": f"{CVR} Journal.pdf", "Journal Plus": f"{CVR} Journal Plus.pdf"}


def test_a_correction_stands_whatever_comes_into_the_pile_later(
    world: World, pile: Callable[..., Intake], upload: Upload
) -> None:
    by = world.actor("mette")
    with acting_as(world.caller_of("mette")):
        intake = pile(
            index_of(("Omsorg", "Nordlys Data A/S", CVR, "", "", "", "", "")), {"scan0001.pdf": pdf(1)}
        )
        line, scan = intake.lines.get(), intake.files.get()
        actions.correct_line(
            line=line, facts={"title": "Omsorg og pleje"}, file=scan, without_file=False, by=by
        )
        actions.add_files(intake=intake, received=[upload(pdf(2), f"{CVR} Omsorg.pdf")], by=by)
        line = intake.lines.get()
        assert (line.title, line.file_id, line.state) == ("Omsorg og pleje", scan.id, L.MATCHED)
        take_in(world, intake)
        assert Agreement.objects.get().own_files.get().file.name == "scan0001.pdf"
        assert [each.name for each in work().files] == [f"{CVR} Omsorg.pdf"]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (("Omsorg", "Nordlys", "98915002", "", "", "", "", ""), "CVR-"),
        (("Omsorg", "Nordlys", CVR, "31-02-2021", "", "", "", ""), "findes ikke i kalenderen"),
        (("Omsorg", "Nordlys", CVR, "1-1-2099", "", "", "", ""), "ligger i fremtiden"),
        (("", "Nordlys", CVR, "", "", "", "", ""), "mangler et system"),
        (("Omsorg", "", "", "", "", "", "", ""), "mangler en leverandør"),
    ],
)
def test_a_refused_line_says_why_and_comes_back_as_a_workbook(
    world: World, pile: Callable[..., Intake], client_of: Clients, row: tuple[str, ...], reason: str
) -> None:
    with acting_as(world.caller_of("mette")):
        intake = pile(index_of(row, ("Vejnet", "=1+1", CVR, "", "", "", "", "")))
        assert states(intake)[0] == L.REFUSED
    mette = client_of("mette")
    assert reason in page(mette, f"/aftaler/eksisterende/{intake.id}/?vis=refused")
    book = openpyxl.load_workbook(io.BytesIO(fetch(mette, f"/aftaler/eksisterende/{intake.id}/afviste/")))
    cells = [cell for line in book.active.iter_rows() for cell in line]
    assert reason in " ".join(str(each.value) for each in cells)
    assert all(each.data_type != "f" for each in cells)


def test_the_same_index_twice_makes_no_second_agreement(world: World, pile: Callable[..., Intake]) -> None:
    content = index_of(("Omsorg", "Nordlys Data A/S", CVR, "12-03-2021", "", "", "", ""))
    with acting_as(world.caller_of("mette")):
        take_in(world, pile(content, {f"{CVR} omsorg.pdf": pdf(1)}))
        again = pile(content)
        assert states(again) == [L.REFUSED]
        assert "taget ind i forvejen som E-0001" in again.lines.get().reason
        doubled = pile(index_of(*[("Vejnet", "Vejdata", CVR, "12-03-2021", "", "", "", "")] * 2))
        assert states(doubled) == [L.UNMATCHED, L.REFUSED]


def test_a_line_without_file_is_taken_in_when_asked_for_and_stays_on_the_work_list(
    world: World, pile: Callable[..., Intake], client_of: Clients
) -> None:
    with acting_as(world.caller_of("mette")):
        intake = take_in(
            world, pile(index_of(("Omsorg", "Nordlys", CVR, "", "", "", "", ""))), with_unmatched=True
        )
        assert intake.state == Intake.State.CLOSED
        (found, missing), *_ = work().agreements
        assert {"fil", "skabelon", "aftaledato"} <= set(missing)
    mette = client_of("mette")
    assert "Arbejdsliste (1)" in page(mette, "/aftaler/")
    facts = {
        "title": "Omsorg", "supplier_name": "Nordlys", "systems": "Nordlys Journal",
        "agreed_on": "12. marts 2021", "notice_days": "2 måneder", "generation": "older",
    }  # fmt: skip
    send(mette, f"/aftaler/{found.id}/ret/", facts)
    given = {"kind": "agreement", "file": SimpleUploadedFile("omsorg.pdf", PDF, "application/pdf")}
    send(mette, f"/aftaler/{found.id}/egne-filer/", given)
    assert "Intet mangler" in page(mette, "/aftaler/arbejdsliste/")
    with acting_as(world.caller_of("mette")):
        found = Agreement.objects.get()
        assert (found.notice_days, found.generation, found.number) == (60, Generation.OLDER, "E-0001")


def test_a_zip_is_unpacked_and_each_file_checked(
    world: World, pile: Callable[..., Intake], upload: Upload
) -> None:
    content = zip_of(
        {
            f"aftaler/{CVR} Omsorg.pdf": pdf(1),
            "__MACOSX/._x.pdf": b"x",
            "../../etc/ond.pdf.exe": b"MZ",
            "side.pdf": b"<html><script>alert(1)</script>",
            "inde.zip": zip_of({"a.pdf": PDF}),
        }
    )
    hostile = content.replace(
        b"../../etc/", b"aa/bb/etc/"
    )  # names that point out are refused as a whole, see below
    with acting_as(world.caller_of("mette")):
        intake = pile(index_of(("Omsorg", "Nordlys", CVR, "", "", "", "", "")), {"alle.zip": hostile})
        kept = {each.name: each.state for each in intake.files.all()}
        assert kept == {
            f"{CVR} Omsorg.pdf": "waiting",
            "ond.pdf.exe": "refused",
            "side.pdf": "refused",
            "inde.zip": "refused",
        }
        assert states(intake) == [L.MATCHED]
        actions.add_files(intake=intake, received=[upload(content, "ud.zip")], by=world.actor("mette"))
        assert "peger ud af filen" in IntakeFile.objects.get(name="ud.zip").reason


def test_a_bomb_in_the_pile_is_refused_quickly_and_the_rest_is_kept(
    world: World, pile: Callable[..., Intake], store: Path
) -> None:
    bomb = zip_of({"a.pdf": b"\0" * 60_000_000})
    with acting_as(world.caller_of("mette")):
        began = time.perf_counter()
        intake = pile(
            index_of(("Omsorg", "Nordlys", CVR, "", "", "", "", "")), {"b.zip": bomb, "ok.pdf": pdf(1)}
        )
        assert time.perf_counter() - began < 10
        assert {each.name: each.state for each in intake.files.all()} == {
            "b.zip": "refused",
            "ok.pdf": "waiting",
        }


def test_the_same_file_twice_is_one(world: World, pile: Callable[..., Intake]) -> None:
    with acting_as(world.caller_of("mette")):
        intake = pile(index_of(("Omsorg", "Nordlys", CVR, "", "", "", "", "")), {"a.pdf": PDF, "b.pdf": PDF})
        assert sorted(intake.files.values_list("state", flat=True)) == ["refused", "waiting"]


def test_another_municipality_finds_nothing_of_a_pile(
    world: World, pile: Callable[..., Intake], client_of: Clients
) -> None:
    with acting_as(world.caller_of("mette")):
        intake = pile(index_of(("Omsorg", "Nordlys", CVR, "", "", "", "", "")), {"a.pdf": PDF})
        line, file = intake.lines.get(), intake.files.get()
    mette, bo = client_of("mette"), client_of("bo")
    for path in ("", "kvittering/", f"linjer/{line.id}/", f"filer/{file.id}/"):
        assert fetch(mette, f"/aftaler/eksisterende/{intake.id}/{path}")
        assert bo.get(f"/aftaler/eksisterende/{intake.id}/{path}").status_code == 404
    assert bo.post(f"/aftaler/eksisterende/{intake.id}/tag-ind/").status_code == 404
    assert client_of("ib").get(f"/aftaler/eksisterende/{intake.id}/").status_code == 403


def test_the_whole_way_in_the_browser(world: World, client_of: Clients) -> None:
    mette = client_of("mette")
    sheet = index_of(("Omsorg", "Nordlys", CVR, "12-03-2021", "løbende", "", "Leverandørens egen", ""))
    where = send(mette, "/aftaler/eksisterende/", {"index": SimpleUploadedFile("i.xlsx", sheet)})
    files = [SimpleUploadedFile(f"{CVR} omsorg.pdf", pdf(1)), SimpleUploadedFile("ond.pdf", b"MZ")]
    send(mette, f"{where}filer/", {"pile": files})
    shown = page(mette, where)
    assert "CVR-nummer og system står i filens navn." in shown
    assert "ond.pdf" in shown
    send(mette, f"{where}tag-ind/", {})
    assert "Aftalerne tages ind" in page(mette, where)
    with acting_as(Caller.jobs()):
        job = Job.objects.get(kind="agreements.take_in")
    jobs.run(job.id)
    assert "Én aftale er taget ind" in page(mette, where)
    with acting_as(world.caller_of("mette")):
        found = Agreement.objects.get()
    told = page(mette, f"/aftaler/{found.id}/")
    assert "Leverandørens egen" in told
    assert "tog kommunens egen aftale ind" in told
    assert PDF[:8] in fetch(mette, f"/aftaler/{found.id}/egne-filer/{_kept(world, found)}/")


def _kept(world: World, found: Agreement) -> str:
    with acting_as(world.caller_of("mette")):
        return str(found.own_files.get().id)


def test_only_the_municipality_s_own_confirmed_pile_starts_a_job(
    world: World, pile: Callable[..., Intake]
) -> None:
    from django.db import connection, transaction
    from django.db.utils import DatabaseError

    with acting_as(world.caller_of("mette")):
        intake = pile(index_of(("Omsorg", "Nordlys", CVR, "", "", "", "", "")))
    for who in ("mette", "bo"):
        call = "SELECT agreements_municipal_start_intake_v1(%s)"
        with acting_as(world.caller_of(who)), pytest.raises(DatabaseError), transaction.atomic():
            connection.cursor().execute(call, [intake.id])


def test_a_file_that_cannot_be_read_is_told_at_its_line_on_the_work_list_and_in_the_receipt(
    world: World, pile: Callable[..., Intake], client_of: Clients, upload: Upload
) -> None:
    row = ("Nordlys Journal", "Nordlys Data A/S", CVR, "1. maj 2023", "", "", "", "aftale.pdf")
    with acting_as(world.caller_of("mette")):
        intake = pile(index_of(row), {"aftale.pdf": b"%PDF-1.4 ikke en fil"})
        assert IntakeFile.objects.get().state == "refused"
        [line] = intake.lines.all()
        assert (line.state, line.reason.startswith("Filen »aftale.pdf« blev afvist: ")) == ("unmatched", True)
        assert [each.name for each in work().refused] == ["aftale.pdf"]
    mette = client_of("mette")
    assert "aftale.pdf" in page(mette, "/aftaler/arbejdsliste/")
    book = openpyxl.load_workbook(io.BytesIO(fetch(mette, f"/aftaler/eksisterende/{intake.id}/kvittering/")))
    cells = [cell.value for each in book.active.iter_rows() for cell in each]
    assert "Fil: afvist" in cells
    with acting_as(world.caller_of("mette")):
        by = world.actor("mette")
        actions.add_files(intake=intake, received=[upload(pdf(1), "aftale.pdf")], by=by)
        assert not work().refused
        assert states(intake) == ["matched"]
