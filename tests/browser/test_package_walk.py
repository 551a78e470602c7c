"""A letter from the authority: one page, one zip, and what is missing is said on paper."""

import io
import zipfile
from uuid import uuid4

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect

from secretariat.demo.people import BO, METTE
from tests.browser.installation import Installation
from tests.browser.mass import Mass
from tests.browser.walking import WORKER_PATIENCE, download, look, word_text

pytestmark = pytest.mark.browser
RUN = uuid4().hex[:6]
SUPPLIER, SYSTEM = f"Æbleø Data/Øst {RUN} A/S", f"Børnejournal {RUN}"
ADDED = f"Vi har holdt møde med leverandøren {RUN}."


def test_a_package_of_two_processors_says_what_is_missing(
    installation: Installation, browser: Browser, mass: Mass
) -> None:
    email = f"aeble.{RUN}@leverandoer.example"
    made = mass.supplier(name=SUPPLIER, email=email, person="Åse Æble", systems={SYSTEM: ["0851"]})
    audit = mass.audit(supplier=made["id"], systems=[SYSTEM])["id"]
    mass.hand_in(audit=audit)
    mass.sent(audit=audit)
    mette = installation.come_in(browser, "aalborg", METTE.email)
    other = choose(installation, mette)
    missing = read_answers(mette)
    order(mette)
    with zipfile.ZipFile(io.BytesIO(download(mette, "Hent pakken"))) as package:
        compare(package, missing, other)
    mette.goto(installation.url("aalborg", "/dokumentation/"))
    expect(mette.locator("tbody tr").first).to_contain_text(SUPPLIER)
    address = mette.locator("tbody tr a").first.get_attribute("href") or ""
    bo = installation.come_in(browser, "viborg", BO.email)
    assert bo.goto(installation.url("viborg", address)).status == 404  # type: ignore[union-attr]


def choose(installation: Installation, mette: Page) -> str:
    """Name two processors; nothing named is told, and nothing is shown."""
    mette.goto(installation.url("aalborg", "/dokumentation/"))
    mette.get_by_role("link", name="Lav en dokumentationspakke").click()
    look(mette, "kommune-dokumentationspakke")
    mette.get_by_label("Udvalgte databehandlere eller systemer").check()
    mette.get_by_role("button", name="Vis svarene").click()
    expect(mette.locator("main")).to_contain_text("Sæt kryds ved mindst én")
    boxes = mette.locator("#udvalg input[name=p]")
    other = next(
        name
        for name in (boxes.nth(each).locator("xpath=..").inner_text() for each in range(boxes.count()))
        if RUN not in name
    )
    for name in (other, SUPPLIER):
        mette.locator("#udvalg").get_by_label(name.removesuffix(" (alle systemer)")).first.check()
    mette.get_by_role("button", name="Vis svarene").click()
    return other.removesuffix(" (alle systemer)")


def read_answers(mette: Page) -> list[str]:
    """The four answers stand there from the record, with a red line for what is missing."""
    answers = mette.locator("textarea")
    expect(answers).to_have_count(4)
    assert SYSTEM in answers.nth(0).input_value()
    assert "Rapporten er modtaget" in answers.nth(2).input_value()
    no_agreement = "Der er ingen gældende databehandleraftale i arkivet."
    expect(mette.locator(".gaps", has_text=no_agreement).first).to_be_visible()
    expect(mette.locator("main")).to_contain_text("Kommunen har ikke taget stilling til Tilsynsrapport")
    look(mette, "kommune-dokumentationspakke-svar")
    answers.nth(3).fill(f"{answers.nth(3).input_value()}\n{ADDED}")
    lines = [each for each in mette.locator(".gaps li").all_inner_texts() if SYSTEM in each]
    return [each.removeprefix("Mangler").strip().partition(". ")[0].rstrip(".") for each in lines]


def order(mette: Page) -> None:
    """Order it, leave the page, and find it again when it is made."""
    mette.get_by_role("button", name="Dan dokumentationspakke").click()
    expect(mette.locator("h1")).to_contain_text("Dokumentationspakke")
    address = mette.url
    mette.get_by_role("link", name="Tilsyn", exact=True).first.click()
    mette.goto(address)
    expect(mette.get_by_role("link", name="Hent pakken")).to_be_visible(timeout=WORKER_PATIENCE)
    look(mette, "kommune-dokumentationspakke-dannet")


def compare(package: zipfile.ZipFile, missing: list[str], other: str) -> None:
    """The letter and the index say the same as the page did, and name what is in the zip."""
    letter = word_text(package.read("00 Brev.docx"))
    assert ADDED in letter
    assert other in letter
    book = openpyxl.load_workbook(io.BytesIO(package.read("01 Bilagsfortegnelse.xlsx")))
    lacking = "\n".join(str(row[0]) for row in book["Mangler"].iter_rows(min_row=2, values_only=True))
    assert len(missing) >= 2
    for each in missing:
        assert each in letter
        assert each in lacking
    named = {row[4] for row in book["Bilag"].iter_rows(min_row=2, values_only=True)}
    assert {name for name in package.namelist() if name.startswith("Bilag/")} <= named
    assert any("Tilsynsrapport" in name for name in package.namelist())
    assert "rapport" in package.read("Log/log.txt").decode()
