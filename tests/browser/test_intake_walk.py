"""A hundred old agreements are taken in from an index and a pile; what does not fit waits on a list."""

import io
import re
import zipfile
from typing import Any
from uuid import uuid4

import openpyxl
import pytest
import xlsxwriter
from playwright.sync_api import Browser, Page, expect

from secretariat.demo.people import BO, METTE
from tests.browser.installation import Installation
from tests.browser.mass import Mass
from tests.browser.walking import WORKER_PATIENCE, choose_file, download, look, refused
from tests.papers import paper

pytestmark = pytest.mark.browser
RUN = uuid4().hex[:6]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEADINGS = (
    "System",
    "Leverandør",
    "CVR-nr.",
    "Aftale nr.",
    "Aftaledato",
    "Udløber",
    "Opsigelsesvarsel",
    "Filnavn",
    "Skabelon",
    "Varsel, underdatabehandlere",
    "Bemærkninger",
)
ALL, SURE = 100, 96
DOUBTFUL, WITHOUT, LOST, WRONG = 96, 97, 98, 99
INVENTED_CVR = "98915001"
VIBORG = "0791"


def test_a_hundred_old_agreements_are_taken_in(
    installation: Installation, browser: Browser, mass: Mass
) -> None:
    systems = {system(number): [VIBORG] for number in range(ALL)}
    email = f"arkiv.{RUN}@leverandoer.example"
    mass.supplier(name=f"Arkivhuset {RUN}", email=email, person="Arne Arkiv", systems=systems)
    bo = installation.sign_in(browser, "viborg", BO.email)
    begin(installation, bo)
    put_files(bo)
    take_in(bo)
    work_through(installation, bo)
    compare_with_the_index(installation, bo)
    mette = installation.sign_in(browser, "aalborg", METTE.email)
    mette.goto(installation.url("aalborg", f"/aftaler/?q={RUN}"))
    expect(mette.locator("main")).not_to_contain_text(f"Arkiv {RUN}")


def system(number: int) -> str:
    """The system of a line; letters that look alike and signs that could be code are among them."""
    return f"Arkiv {RUN} {number:03d}" + (" æøå & <b>" if number == DOUBTFUL else "")


def row(number: int) -> tuple[Any, ...]:
    """One line of the index: a quarter names its file, a quarter its number, the rest neither."""
    until = "31. april 2027" if number == WRONG else "31. december 2029"
    named = f"Aftale {RUN}-{number:03d}.pdf" if number < SURE // 4 or number == LOST else ""
    return (
        system(number),
        f"Firma {RUN} {number} ApS",
        INVENTED_CVR if number != DOUBTFUL else "",
        f"DBA-{RUN}-{number:03d}" if SURE // 4 <= number < SURE // 2 else "",
        "12. marts 2021",
        until,
        "3 måneder",
        named,
        "Datatilsynet 2020",
        "30 dage",
        "Ligger i arkivskabet",
    )


def file_name(number: int) -> str:
    """The name a line's file has in the pile."""
    if number < SURE // 4:
        return f"Aftale {RUN}-{number:03d}.pdf"
    if number < SURE // 2:
        return f"scan DBA-{RUN}-{number:03d} underskrevet.pdf"
    if number < SURE * 3 // 4:
        return f"{INVENTED_CVR}_Arkiv_{RUN}_{number:03d}.pdf"
    if number < SURE:
        return f"Firma {RUN} {number} - Arkiv {RUN} {number:03d}.pdf"
    return f"{system(number)[:17]}.pdf".replace(f"{number:03d}", f"{number:03d} æøå & b")


def begin(installation: Installation, bo: Page) -> None:
    """Put the index up; a text file is refused."""
    bo.goto(installation.url("viborg", "/aftaler/eksisterende/"))
    look(bo, "kommune-eksisterende-aftaler")
    choose_file(bo, "indeks.xlsx", b"System;Firma", XLSX)
    bo.get_by_role("button", name="Læs indekset").click()
    refused(bo, "regneark")
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("Aftaler")
        sheet.write(0, 0, "Viborg Kommune: databehandleraftaler")
        for line, cells in enumerate((HEADINGS, *(row(number) for number in range(ALL))), start=2):
            sheet.write_row(line, 0, cells)
    choose_file(bo, f"Gamle aftaler {RUN}.xlsx", made.getvalue(), XLSX)
    bo.get_by_role("button", name="Læs indekset").click()
    expect(bo.locator("h1")).to_contain_text(f"Gamle aftaler {RUN}")
    bo.get_by_text("Sådan er indekset læst").click()
    expect(bo.locator("main")).to_contain_text("»Bemærkninger« bruges ikke.")


def put_files(bo: Page) -> None:
    """Put the pile up in one zip: a file for most lines, one that no line has, and one that is no PDF."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for number in range(DOUBTFUL + 1):
            package.writestr(f"arkiv/{file_name(number)}", paper([[f"Aftale {number}", system(number)]]))
        package.writestr("arkiv/Uden navn.pdf", paper([["En aftale uden navn"]]))
        package.writestr("arkiv/virus.pdf", b"MZ ikke en pdf")
    choose_file(bo, "aftaler.zip", made.getvalue(), "application/zip")
    bo.get_by_role("button", name="Læg filerne i bunken").click()
    expect(bo.locator(".messages")).to_contain_text("98 filer er lagt i bunken", timeout=WORKER_PATIENCE)
    expect(bo.locator("main")).to_contain_text("Afviste filer (1)")
    look(bo, "kommune-bunke")


def take_in(bo: Page) -> None:
    """Take in what has found its file; the rest stays."""
    expect(bo.locator("main")).to_contain_text(f"{SURE} linjer har fundet")
    bo.get_by_role("button", name="Tag aftalerne ind").click()
    expect(bo.get_by_text("Se jeres aftaler")).to_be_visible(timeout=WORKER_PATIENCE)
    expect(bo.locator(".counter").filter(has_text="taget ind")).to_contain_text(str(SURE))
    look(bo, "kommune-bunke-taget-ind")


def work_through(installation: Installation, bo: Page) -> None:
    """The work list: a doubt settled, a wrong day corrected, a file placed, and two left where they are."""
    bo.goto(installation.url("viborg", "/aftaler/arbejdsliste/"))
    lines = bo.get_by_role("region", name="Linjer")
    waiting = lines.locator("tbody tr").filter(has_text=f"Arkiv {RUN}")
    expect(waiting).to_have_count(ALL - SURE)
    expect(waiting.filter(has_text=system(WRONG))).to_contain_text("Gælder til")
    look(bo, "kommune-arbejdsliste")
    waiting.get_by_role("link", name=system(WRONG)).click()
    bo.get_by_label("Gælder til").fill("30. april 2027")
    bo.get_by_label(re.compile(r"^Fil\b")).select_option(label="Uden navn.pdf")
    look(bo, "kommune-linje")
    bo.get_by_role("button", name="Gem linjen").click()
    expect(bo.locator(".messages")).to_contain_text("er rettet")
    bo.goto(bo.url.split("?")[0] + "?vis=doubtful")
    bo.get_by_label(re.compile("^Markér linje")).check()
    bo.get_by_role("button", name="Den foreslåede fil er den rigtige").click()
    expect(bo.locator(".messages")).to_contain_text("1 linje er bekræftet")
    bo.get_by_label("Tag også linjer uden fil ind").check()
    bo.get_by_role("button", name="Tag aftalerne ind").click()
    expect(bo.get_by_text("Se jeres aftaler")).to_be_visible(timeout=WORKER_PATIENCE)
    bo.goto(installation.url("viborg", "/aftaler/arbejdsliste/"))
    left = bo.get_by_role("region", name="Linjer").locator("tbody tr").filter(has_text=f"Arkiv {RUN}")
    expect(left).to_have_count(1)
    expect(left).to_contain_text(system(WITHOUT))
    missing = bo.get_by_role("region", name="Aftaler").locator("tbody tr").filter(has_text=f"Arkiv {RUN}")
    expect(missing).to_have_count(1)
    expect(missing).to_contain_text(system(LOST))


def compare_with_the_index(installation: Installation, bo: Page) -> None:
    """The list as a workbook says the same as the index, line by line; a file is the one that was put up."""
    bo.goto(installation.url("viborg", f"/aftaler/?q={RUN}"))
    look(bo, "kommune-egne-aftaler")
    sheet = openpyxl.load_workbook(io.BytesIO(download(bo, "Hent listen som regneark"))).active
    assert sheet is not None
    lines = ["|".join(str(cell or "") for cell in cells) for cells in sheet.iter_rows(values_only=True)]
    for number in (each for each in range(ALL) if each != WITHOUT):
        found = [line for line in lines if f"{system(number)}|" in line]
        assert len(found) == 1, system(number)
        end = ("2027-04-30", "2027-01-30") if number == WRONG else ("2029-12-31", "2029-09-30")
        for words in (row(number)[1], row(number)[2], row(number)[3], *end):
            assert str(words) in found[0], found[0]
    bo.get_by_role("link", name=re.compile(f"^{re.escape(system(90))}")).first.click()
    assert download(bo, re.compile(r"\.pdf$")) == paper([["Aftale 90", system(90)]])
    look(bo, "kommune-egen-aftale")
