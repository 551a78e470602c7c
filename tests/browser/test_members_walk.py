"""Sixty-two members get a text, decline, ask and sign; forged copies are caught; one member comes later."""

import io
import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from secretariat.demo.people import BENTE, BO, SARA
from tests.browser.installation import Installation
from tests.browser.mass import Mass
from tests.browser.walking import WORKER_PATIENCE, choose_file, download, look, refused
from tests.papers import Issuer
from tests.papers import signed as signed_here

pytestmark = pytest.mark.browser
RUN = uuid4().hex[:8]
TITLE = f"Borgerkontakt {RUN}"
SUSANNE = f"susanne.{RUN}@kontakt.example"
AALBORG, VIBORG = "0851", "0791"
SIGNING = 20
QUESTION = "Gælder aftalen også for <skolerne> & børnehaverne?"
ANSWER = "Ja, de er en del af kommunen."
REASON = "Vi skifter system til sommer."
ISSUER = Issuer()
# The installation trusts no issuer: anybody could have made these certificates.
UNCONFIRMED = "integriteten er i orden, men underskriverens identitet er ikke bekræftet"
KNOWN = "Hvordan ved I, hvem der har underskrevet?"


@pytest.fixture(scope="module")
def case(mass: Mass) -> dict[str, Any]:
    """A released text of a system that all members but one use; twenty of them can sign."""
    contacts = mass.contacts()
    codes = sorted(contacts)
    late = codes[0]
    using = [code for code in codes if code != late]
    name = f"Kontakthuset {RUN} A/S"
    made = mass.supplier(name=name, email=SUSANNE, person="Susanne Salg", systems={TITLE: using})
    text = mass.text(supplier=made["id"], title=TITLE, until="released")
    others = [code for code in using if code not in (AALBORG, VIBORG)]
    signing = others[: SIGNING - 1]
    addresses = mass.signatories(codes=signing) | {AALBORG: BENTE.email}
    roles = {"declines": others[-1], "decline": others[-5:-1], "ask": others[-6], "late": late}
    return {"text": text, "contacts": contacts, "using": using, "sign": addresses, "name": name, **roles}


def test_they_choose_and_what_comes_back_is_seen(
    installation: Installation, browser: Browser, mass: Mass, case: dict[str, Any]
) -> None:
    sara = installation.sign_in(browser, "sekretariat", SARA.email)
    send_to_all(installation, sara, case)
    contact = case["contacts"][case["declines"]]
    declines(installation, browser, contact)
    asks(installation, browser)
    ways: dict[str, dict[str, str]] = {code: {"decline": REASON} for code in case["decline"]}
    ways |= {case["ask"]: {"ask": "Hvornår begynder driften?"}}
    ways |= {code: {"want": address} for code, address in case["sign"].items()}
    mass.choose(text=case["text"]["id"], ways=ways)
    answers(installation, sara, case["text"]["number"])
    bo = installation.sign_in(browser, "viborg", BO.email)
    bo.get_by_role("link", name=re.compile(TITLE)).first.click()
    expect(bo.locator("main")).to_contain_text(ANSWER)
    expect(bo.locator("main")).to_contain_text(QUESTION)


def send_to_all(installation: Installation, sara: Page, case: dict[str, Any]) -> None:
    """Look at what they get, member by member, and send; the worker makes and delivers the documents."""
    sara.goto(installation.url("sekretariat", f"/aftaler/{case['text']['id']}/send-til-kommuner/"))
    marked = sara.locator("main input[name=municipality]:checked")
    expect(marked).to_have_count(len(case["using"]))
    sara.get_by_role("button", name="Se, hvad de får").click()
    expect(sara.locator("main")).to_contain_text("Intet er sendt endnu")
    look(sara, "sekretariat-udsendelse-forhaandsvisning")
    sara.get_by_role("button", name=f"Send til {len(case['using'])} kommuner").click()
    look(sara, "sekretariat-udsendelse-fremdrift")
    expect(sara.locator("main")).to_contain_text("Alle aftaler er leveret", timeout=WORKER_PATIENCE)
    expect(sara.locator("main tbody tr")).to_have_count(len(case["using"]))


def declines(installation: Installation, browser: Browser, contact: dict[str, str]) -> None:
    """A member's own contact person declines; without what applies instead it cannot be done."""
    page = installation.sign_in(browser, contact["site"], contact["email"])
    page.get_by_role("link", name=re.compile(TITLE)).first.click()
    page.get_by_text("Andre handlinger").click()
    page.get_by_role("link", name="Vi indgår den ikke").click()
    page.get_by_label("Hvorfor indgår I ikke aftalen?").fill(REASON)
    page.get_by_role("button", name="Fravælg aftalen").click()
    refused(page, "Feltet skal udfyldes")
    page.get_by_label("Hvilken aftale gælder i stedet?").fill("Vores egen aftale af 3. maj 2024")
    page.get_by_role("button", name="Fravælg aftalen").click()
    expect(page.locator("main")).to_contain_text("Vores egen aftale af 3. maj 2024")


def asks(installation: Installation, browser: Browser) -> None:
    """Viborg asks."""
    bo = installation.sign_in(browser, "viborg", BO.email)
    bo.get_by_role("link", name=re.compile(TITLE)).first.click()
    bo.get_by_text("Andre handlinger").click()
    bo.get_by_role("link", name="Stil et spørgsmål").click()
    bo.get_by_label("Jeres spørgsmål til sekretariatet").fill(QUESTION)
    bo.get_by_role("button", name="Send spørgsmålet").click()
    expect(bo.locator("main")).to_contain_text("spørgsmål stillet")


def answers(installation: Installation, sara: Page, number: str) -> None:
    """The case worker answers both questions from her first page."""
    for _ in range(2):
        sara.goto(installation.url("sekretariat"))
        sara.get_by_role("link", name=re.compile(f"spørger om {number}")).first.click()
        sara.get_by_label("Svar til kommunen").fill(ANSWER)
        with sara.expect_navigation():
            sara.get_by_role("button", name="Send svaret").click()
    sara.goto(installation.url("sekretariat"))
    expect(sara.get_by_role("link", name=re.compile(f"spørger om {number}"))).to_have_count(0)


@pytest.mark.libreoffice
def test_forty_signatures_are_checked_and_forged_ones_are_caught(
    installation: Installation, browser: Browser, mass: Mass, case: dict[str, Any]
) -> None:
    susanne = installation.sign_in(browser, "leverandoer", SUSANNE)
    susanne.goto(installation.url("leverandoer", f"/aftaler/{case['text']['id']}/"))
    other = next(code for code in case["sign"] if code != AALBORG)
    another = sent_pdf(susanne, case["contacts"][other]["name"])
    sent = sent_pdf(susanne, "Aalborg Kommune")
    her = ISSUER.signer("Susanne Salg")
    hand_in(susanne, "aftale.pdf", signed(another, her))
    expect(susanne.locator("main")).to_contain_text("ikke den aftale, der blev sendt")
    expect(susanne.get_by_role("button", name="Send kopien til kommunen")).to_have_count(0)
    look(susanne, "leverandoer-anden-aftale")
    susanne.get_by_role("link", name="Læg en anden fil op").click()
    first = signed(sent, her)
    hand_in(susanne, "aftale underskrevet.pdf", first)
    expect(susanne.locator("main")).to_contain_text("Susanne Salg")
    look(susanne, "leverandoer-kontrol-identitet")
    expect(susanne.locator("main")).to_contain_text(UNCONFIRMED[1:])
    susanne.get_by_role("button", name="Send kopien til kommunen").click()
    refused(susanne, "Feltet skal udfyldes")
    susanne.get_by_label(KNOWN).fill("Jeg har selv underskrevet.")
    susanne.get_by_role("button", name="Send kopien til kommunen").click()
    expect(susanne.locator("main")).to_contain_text("Tak. Kopien er sendt til Aalborg Kommune")

    bente = installation.sign_in(browser, "aalborg", BENTE.email)
    bente.get_by_role("link", name=re.compile(TITLE)).first.click()
    bente.get_by_role("link", name=re.compile("^Læg .*aftale.* op")).first.click()
    both = signed(first, ISSUER.signer("Bente Friis", cvr="29189420"), field="Kommunen")
    hand_in(bente, "begge.pdf", tampered(both))
    expect(bente.locator("main")).to_contain_text("tilføjet eller ændret indhold")
    expect(bente.get_by_role("button", name="Gem som kommunens underskrevne kopi")).to_have_count(0)
    look(bente, "kommune-aendret-efter-underskrift")
    bente.get_by_role("link", name="Læg en anden fil op").click()
    hand_in(bente, "begge.pdf", both)
    bente.get_by_label(KNOWN).fill("Modtaget direkte fra Susanne Salg, som vi har talt med.")
    bente.get_by_role("button", name="Gem som kommunens underskrevne kopi").click()
    expect(bente.locator("main")).to_contain_text("Den underskrevne aftale er gemt")
    bente.get_by_role("link", name=re.compile("Se underskrifterne")).click()
    expect(bente.locator("main")).to_contain_text("Bente Friis")
    look(bente, "kommune-underskrifter")

    rest = [code for code in case["sign"] if code != AALBORG]
    verdicts = mass.sign(text=case["text"]["id"], codes=rest, parties=["supplier", "municipality"])
    said = [each for found in verdicts.values() for each in found]
    assert Counter(said) == {UNCONFIRMED: 2 * (SIGNING - 1)}
    see_the_matrix(installation, browser, case)


def signed(*given: Any, **more: Any) -> bytes:
    """Sign beside the browser's own event loop, which the signing would not share."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(signed_here, *given, **more).result()


def sent_pdf(susanne: Page, municipality: str) -> bytes:
    """Go to a municipality's agreement among those to sign, and download its PDF."""
    susanne.get_by_role("link", name=re.compile(f"^{municipality}")).first.click()
    content = download(susanne, re.compile(r"\.pdf$"))
    if municipality != "Aalborg Kommune":
        susanne.go_back()
    return content


def hand_in(page: Page, name: str, content: bytes) -> None:
    """Upload a copy, which is checked."""
    choose_file(page, name, content)
    page.get_by_role("button", name="Læg aftalen op").click()
    expect(page.locator("h1")).to_contain_text("Kontrol af den underskrevne kopi")


def tampered(content: bytes) -> bytes:
    """The signed file with a line written into it afterwards."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content), strict=False)
    more = generic.StreamObject(stream_data=b"BT /F1 10 Tf 50 300 Td (Punkt 7 bortfalder.) Tj ET")
    writer.add_stream_to_page(0, writer.add_object(more))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def see_the_matrix(installation: Installation, browser: Browser, case: dict[str, Any]) -> None:
    """The secretariat sees where each of them stands, on the page and in the workbook."""
    sara = installation.sign_in(browser, "sekretariat", SARA.email)
    sara.goto(installation.url("sekretariat", f"/aftaler/overblik/?tekst={case['text']['number']}"))
    look(sara, "sekretariat-overblik-62")
    book = openpyxl.load_workbook(io.BytesIO(download(sara, re.compile("Excel"))))
    lines = [row for row in book["Linjer"].iter_rows(min_row=2, values_only=True) if row[2] == TITLE]
    found = Counter(str(row[5]) for row in lines)
    assert sum(found.values()) == len(case["using"])
    assert found["fravalgt"] == 5, found
    assert found["underskrevet"] == SIGNING, found


def test_a_member_that_begins_later_gets_what_stands(
    installation: Installation, browser: Browser, mass: Mass, case: dict[str, Any]
) -> None:
    mass.starts_to_use(system=TITLE, code=case["late"])
    sara = installation.sign_in(browser, "sekretariat", SARA.email)
    sara.goto(installation.url("sekretariat", "/aftaler/udsendelser/"))
    contact = case["contacts"][case["late"]]
    row = sara.locator("main tbody tr").filter(has_text=TITLE)
    expect(row).to_contain_text(contact["name"])
    expect(row).to_contain_text(f"Begyndte at bruge {TITLE}")
    look(sara, "sekretariat-udsendelser")
    marked = sara.locator("main tbody input[name=row]:checked")
    while marked.count():
        marked.first.uncheck()
    row.get_by_role("checkbox").check()
    sara.get_by_role("button", name="Send til de markerede").click()
    sara.goto(installation.url("sekretariat", f"/aftaler/{case['text']['id']}/"))
    sara.get_by_role("link", name=re.compile(": 1 kommune$")).click()
    expect(sara.locator("main")).to_contain_text("Alle aftaler er leveret", timeout=WORKER_PATIENCE)
    theirs = installation.sign_in(browser, contact["site"], contact["email"])
    theirs.get_by_role("link", name=re.compile(TITLE)).first.click()
    expect(theirs.get_by_role("link", name="Vi ønsker aftalen").first).to_be_visible()
    assert download(theirs, re.compile(r"\.docx$")).startswith(b"PK")
    look(theirs, "kommune-sen-aftale")
