"""Importing a workbook, and a municipality that keeps its own systems up to date, in a real browser."""

import io
import re
from typing import Any
from uuid import uuid4

import openpyxl
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from secretariat.demo.people import IB, KARL, METTE, SARA
from tests.browser.installation import Installation
from tests.browser.walking import WORKER_PATIENCE, choose_file, download, look, refused

pytestmark = pytest.mark.browser
RUN = uuid4().hex[:8]
NEW_SYSTEM, OTHER_SYSTEM = f"Gravko {RUN}", f"Æblehave {RUN}"
SUPPLIER = f"Prøveleverandør {RUN} A/S"
FIRST_NAME, SECOND_NAME = f"systemer {RUN}.xlsx", f"rettede {RUN}.xlsx"
HEADERS = [
    "Kommune",
    "Kommunens CVR",
    "It-system",
    "Leverandør",
    "Personoplysninger",
    "Antal registrerede",
    "Databehandleraftale",
    "Aftaledato",
]
AALBORG, VIBORG = ("Aalborg Kommune", "29189420"), ("Viborg Kommune", "29189846")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
IMPORTS = "/register/indlaesning/"
MISSING = f"Savnet {RUN}"


def test_an_import_from_upload_to_corrected_lines(installation: Installation, browser: Browser) -> None:
    sara = installation.sign_in(browser, "sekretariat", SARA.email)
    sara.goto(installation.url("sekretariat", "/register/systemer/"))
    look(sara, "sekretariat-systemer")
    sara.get_by_role("link", name="Indlæs regneark").first.click()
    expect(sara.locator(".error-summary")).to_have_count(0)
    look(sara, "sekretariat-indlaesning")
    refuse_wrong_files(sara)
    read_and_confirm(sara)
    send_the_refused_lines_again(installation, sara)
    see_them_in_the_register(installation, sara)


def test_a_municipality_keeps_its_systems_up_to_date(installation: Installation, browser: Browser) -> None:
    mette = installation.sign_in(browser, "aalborg", METTE.email)
    mette.get_by_role("link", name="Systemer", exact=True).first.click()
    look(mette, "kommune-systemer")
    mette.locator("tbody th a").first.click()
    name = mette.locator("h1").inner_text()
    url = mette.url
    count_the_registered(mette)
    stop_using(mette, name)
    report_missing(mette)
    answer_the_report(installation, browser, mette)

    ib = installation.sign_in(browser, "aalborg", IB.email)
    ib.goto(url)
    expect(ib.get_by_role("button", name="Gem", exact=True)).to_have_count(0)
    karl = installation.sign_in(browser, "sekretariat", KARL.email)
    answer = karl.goto(installation.url("sekretariat", "/register/systemer/"))
    assert answer is not None
    assert answer.status == 403
    look(karl, "sekretariat-ingen-adgang")


def workbook(*lines: list[Any]) -> bytes:
    """A workbook as a municipality sends it: a title above the table, then the lines."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["It-systemer, opgjort i marts"], [], HEADERS, *lines):
        sheet.append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def send(sara: Page, name: str, content: bytes) -> None:
    """Choose a workbook and send it."""
    choose_file(sara, name, content, XLSX)
    sara.get_by_role("button", name="Læs regneark").click()


def refuse_wrong_files(sara: Page) -> None:
    """No file, a file of another kind, and a workbook without the columns are each told plainly."""
    sara.get_by_role("button", name="Læs regneark").click()
    refused(sara, "Regneark")
    send(sara, "systemer.xlsx", b"Kommune;System\nAalborg;Gravko\n")
    refused(sara, "ikke et Excel-regneark")
    look(sara, "sekretariat-indlaesning-afvist")
    send(sara, "uden kolonner.xlsx", empty_workbook())
    expect(sara.locator("main")).to_contain_text("intet er ændret", timeout=WORKER_PATIENCE)
    look(sara, "sekretariat-indlaesning-ulaeselig")
    sara.get_by_role("link", name="Send en rettet fil").click()


def empty_workbook() -> bytes:
    """A workbook that is none of ours."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Uge", "Madplan"])
    sheet.append([12, "Fiskefrikadeller"])
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def read_and_confirm(sara: Page) -> None:
    """Preview: two new lines and one refused; nothing is written before the word is given."""
    content = workbook(
        [*AALBORG, NEW_SYSTEM, SUPPLIER, "Ja", "ca. 8.241", "Ja", "12-03-2024"],
        [*VIBORG, OTHER_SYSTEM, SUPPLIER, "Nej", None, "Ikke relevant", None],
        [*VIBORG, NEW_SYSTEM, SUPPLIER, "Ja", -5, "Ja", "12-03-2024"],
    )
    send(sara, FIRST_NAME, content)
    expect(sara.locator(".counters")).to_contain_text("nye", timeout=WORKER_PATIENCE)
    expect(counter(sara, "nye")).to_contain_text("2")
    expect(counter(sara, "afviste")).to_contain_text("1")
    look(sara, "sekretariat-indlaesning-nye")
    counter(sara, "afviste").click()
    line = sara.locator("tbody tr")
    expect(line).to_contain_text("6")
    expect(line).to_contain_text("»-5«")
    look(sara, "sekretariat-indlaesning-afviste-linjer")
    sara.get_by_role("button", name="Indlæs 2 linjer").click()
    expect(sara.locator("main")).to_contain_text("Registret er ajour med filen", timeout=WORKER_PATIENCE)
    look(sara, "sekretariat-indlaesning-kvittering")
    expect(sara.get_by_role("button", name=re.compile("^Indlæs"))).to_have_count(0)


def counter(sara: Page, label: str) -> Locator:
    """The number with this label."""
    return sara.locator(".counter", has_text=label)


def send_the_refused_lines_again(installation: Installation, sara: Page) -> None:
    """Download the refused line, open and correct it, change another, and send them; then the same again."""
    book = openpyxl.load_workbook(io.BytesIO(download(sara, re.compile("Hent .*afviste"))))
    sheet = book.active
    assert sheet is not None
    assert [cell.value for cell in sheet[1]][: len(HEADERS)] == HEADERS
    row = [cell.value for cell in sheet[2]]
    assert row[2] == NEW_SYSTEM
    assert "linje 6" in str(row[len(HEADERS)])
    sheet.cell(2, HEADERS.index("Antal registrerede") + 1, 512)
    sheet.append([*AALBORG, NEW_SYSTEM, SUPPLIER, "Ja", "9.000", "Ja", "12-03-2024"])
    made = io.BytesIO()
    book.save(made)

    sara.goto(installation.url("sekretariat", IMPORTS))
    expect(sara.locator("main")).to_contain_text(FIRST_NAME)
    send(sara, SECOND_NAME, made.getvalue())
    expect(sara.locator(".counters")).to_contain_text("nye", timeout=WORKER_PATIENCE)
    expect(counter(sara, "nye")).to_contain_text("1")
    expect(counter(sara, "ændrede").first).to_contain_text("1")
    expect(counter(sara, "afviste")).to_contain_text("0")
    counter(sara, "ændrede").first.click()
    look(sara, "sekretariat-indlaesning-aendrede")
    sara.get_by_role("button", name="Indlæs 2 linjer").click()
    expect(sara.locator("main")).to_contain_text("Registret er ajour med filen", timeout=WORKER_PATIENCE)

    sara.goto(installation.url("sekretariat", IMPORTS))
    send(sara, SECOND_NAME, made.getvalue())
    expect(sara.locator("main")).to_contain_text("Filen ændrer ikke noget", timeout=WORKER_PATIENCE)
    look(sara, "sekretariat-indlaesning-intet-nyt")
    sara.get_by_role("button", name="Fortryd").click()
    expect(sara.locator("main")).to_contain_text("blev ikke indlæst")
    look(sara, "sekretariat-indlaesninger")


def see_them_in_the_register(installation: Installation, sara: Page) -> None:
    """Both municipalities stand at the system, with their own numbers."""
    sara.goto(installation.url("sekretariat", f"/register/systemer/?q={NEW_SYSTEM}"))
    sara.get_by_role("link", name=NEW_SYSTEM).click()
    expect(sara.get_by_role("row", name=re.compile("^Aalborg"))).to_contain_text("9.000")
    expect(sara.get_by_role("row", name=re.compile("^Viborg"))).to_contain_text("512")
    look(sara, "sekretariat-system")
    sara.goto(installation.url("sekretariat", "/register/systemer/uden-aftale/"))
    look(sara, "sekretariat-uden-aftale")
    sara.goto(installation.url("sekretariat", "/register/systemer/?q=findes-slet-ikke"))
    look(sara, "sekretariat-systemer-ingen")


def count_the_registered(mette: Page) -> None:
    """Report the number of data subjects; words are no number and are kept."""
    mette.get_by_label("Antal registrerede").fill("rigtig mange")
    mette.get_by_role("button", name="Gem", exact=True).click()
    refused(mette, "Antal registrerede")
    expect(mette.get_by_label("Antal registrerede")).to_have_value("rigtig mange")
    look(mette, "kommune-antal-afvist")
    mette.get_by_label("Antal registrerede").fill("ca. 8.241")
    mette.get_by_role("button", name="Gem", exact=True).click()
    refused(mette, "bygger")
    mette.get_by_label("Hvad bygger skønnet på?").fill("Udtræk af brugere i marts")
    mette.get_by_role("button", name="Gem", exact=True).click()
    expect(mette.locator("main")).to_contain_text(re.compile(r"ca\. 8\.241\s+Skøn"))
    look(mette, "kommune-system")


def stop_using(mette: Page, name: str) -> None:
    """Take a system out of use, find it among those, and take it back."""
    mette.get_by_role("link", name="Bruges ikke længere").click()
    look(mette, "kommune-bruges-ikke")
    mette.get_by_label("Bemærkning").fill("Afløst den 1. marts 2026.")
    mette.get_by_role("button", name="Bruges ikke længere").click()
    expect(mette.locator("main")).to_contain_text("ude af fælles tilsyn for jer")
    look(mette, "kommune-systemer-efter")
    mette.get_by_label("Vis", exact=True).select_option("ude")
    mette.get_by_role("button", name="Vis", exact=True).click()
    mette.get_by_role("link", name=name, exact=True).click()
    look(mette, "kommune-system-ude")
    mette.get_by_role("button", name="Sæt på listen igen").click()
    expect(mette.locator("main")).to_contain_text("er igen på jeres liste")


def report_missing(mette: Page) -> None:
    """Report a system that the list lacks; without a name nothing is sent and the rest is kept."""
    mette.get_by_role("link", name="Systemer", exact=True).first.click()
    mette.get_by_role("link", name="Meld et system, der mangler").click()
    mette.get_by_label(re.compile("Bemærkning")).fill("Bruges i børnehaverne & <skoler>.")
    mette.get_by_role("button", name="Send til sekretariatet").click()
    refused(mette, "Systemets navn")
    expect(mette.get_by_label(re.compile("Bemærkning"))).to_have_value("Bruges i børnehaverne & <skoler>.")
    look(mette, "kommune-mangler-afvist")
    mette.get_by_label("Systemets navn").fill(MISSING)
    mette.get_by_role("button", name="Send til sekretariatet").click()
    expect(mette.locator("main")).to_contain_text("Sekretariatet ser på det")
    expect(mette.locator("main")).to_contain_text(MISSING)


def answer_the_report(installation: Installation, browser: Browser, mette: Page) -> None:
    """The secretariat adds the system, and the municipality finds it in its list."""
    sara = installation.sign_in(browser, "sekretariat", SARA.email)
    sara.goto(installation.url("sekretariat", "/register/manglende/"))
    look(sara, "sekretariat-mangler")
    sara.get_by_role("link", name=MISSING).click()
    sara.get_by_label("Opret som nyt system").check()
    sara.get_by_label(re.compile("Svar til kommunen")).fill("Tak, det er nu på listen.")
    look(sara, "sekretariat-mangler-svar")
    sara.get_by_role("button", name="Tilføj til kommunens liste").click()
    mette.goto(installation.url("aalborg", f"/systemer/?q={MISSING}"))
    expect(mette.get_by_role("link", name=MISSING, exact=True)).to_be_visible()
    expect(mette.locator("main")).to_contain_text("Tak, det er nu på listen.")
    look(mette, "kommune-systemer-meldt")
