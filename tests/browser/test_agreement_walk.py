"""The way of an agreement, walked by its real users in a real browser, on bin/up with its worker."""

import io
import re
from uuid import uuid4

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect

from secretariat.demo.people import BENTE, BO, IB, LEO, LISE, METTE, SARA
from tests.browser.installation import Installation
from tests.browser.text_filling import fill_part
from tests.browser.walking import (
    SECRET,
    WORKER_PATIENCE,
    choose_file,
    download,
    land,
    look,
    refused,
    word_text,
)
from tests.papers import paper

pytestmark = pytest.mark.browser
SCAN = paper([[]])  # one page without text
RUN = uuid4().hex[:8]
CONTACT = f"nina.{RUN}@leverandoer.example"
MAILBOX = f"databeskyttelse.{RUN}@leverandoer.example"
TITLE = f"Journalsystem {RUN}"
WISH = "Vi ønsker 36 timer om natten & i <weekender>."
ANSWER = "Kommunerne skal kunne anmelde inden 72 timer, så 24 timer står fast."


@pytest.mark.libreoffice
def test_an_agreement_from_draft_to_in_force(installation: Installation, browser: Browser) -> None:
    sara = installation.sign_in(browser, "sekretariat", SARA.email)
    mette = installation.sign_in(browser, "aalborg", METTE.email)
    bo = installation.sign_in(browser, "viborg", BO.email)
    supplier, system = used_by_both(mette, bo)

    add_contact(installation, sara, supplier)
    text_url = make_text(installation, sara, supplier, system)
    send_to_supplier(sara, text_url)
    nina = write_a_wish(installation, browser)
    answer_the_wish(sara, text_url)
    accept(nina, text_url)
    release_and_send(installation, browser, sara, text_url)

    agreement_url = want(installation, browser, mette, sara)
    sign_by_both(installation, browser, nina)
    take_effect(mette, agreement_url)
    decline(installation, bo, agreement_url)
    see_the_matrix(installation, browser, sara, text_url)


def used_by_both(mette: Page, bo: Page) -> tuple[str, str]:
    """Supplier and name of a system that Aalborg and Viborg both use, from the lists they can download."""
    lists = []
    for page in (mette, bo):
        page.get_by_role("link", name="Systemer", exact=True).first.click()
        sheet = openpyxl.load_workbook(
            io.BytesIO(download(page, "Hent tabellen som Excel, som den er vist"))
        ).active
        assert sheet is not None
        rows = [[str(cell or "") for cell in row] for row in sheet.iter_rows(min_row=2, values_only=True)]
        lists.append({(supplier, system) for system, supplier, *_ in rows if supplier})
    look(mette, "kommune-systemer")
    return min(lists[0] & lists[1])


def add_contact(installation: Installation, sara: Page, supplier: str) -> None:
    """Write the supplier's contact in the register; a wrong address is refused and kept."""
    sara.goto(installation.url("sekretariat", "/register/leverandoerer/"))
    sara.locator("main").get_by_role("searchbox").or_(sara.locator("main input[name=q]")).first.fill(supplier)
    sara.locator("main").get_by_role("button", name=re.compile("Søg|Vis|Filtr")).first.click()
    look(sara, "sekretariat-leverandoerer")
    sara.get_by_role("link", name=supplier, exact=True).first.click()
    look(sara, "sekretariat-leverandoer")
    sara.get_by_role("link", name="Ny kontaktperson").first.click()
    sara.get_by_label("Navn", exact=True).fill("Nina Nyborg")
    sara.get_by_label("E-mail").fill("nina hos leverandøren")
    sara.get_by_role("button", name="Gem kontaktperson").click()
    refused(sara, "e-mail")
    expect(sara.get_by_label("E-mail")).to_have_value("nina hos leverandøren")
    look(sara, "sekretariat-kontakt-afvist")
    sara.get_by_label("E-mail").fill(CONTACT)
    sara.get_by_role("button", name="Gem kontaktperson").click()
    expect(sara.locator("main")).to_contain_text(CONTACT)


def make_text(installation: Installation, sara: Page, supplier: str, system: str) -> str:
    """Begin a text and fill it in, part by part; what cannot stand in a contract is refused."""
    sara.goto(installation.url("sekretariat", "/aftaler/"))
    look(sara, "sekretariat-aftaletekster")
    sara.get_by_role("link", name="Ny aftaletekst").first.click()
    sara.get_by_label("Leverandør").select_option(label=supplier)
    sara.get_by_role("button", name="Videre").click()
    sara.get_by_role("button", name="Opret teksten").click()
    refused(sara, "Sæt mindst ét hak.")
    sara.get_by_label("Titel").fill(TITLE)
    sara.get_by_label(system, exact=True).check()
    look(sara, "sekretariat-ny-aftaletekst")
    sara.get_by_role("button", name="Opret teksten").click()
    look(sara, "sekretariat-aftaletekst-udkast")
    text_url = sara.url

    sara.get_by_role("link", name=re.compile("Ydelse og leverandør")).first.click()
    fill_part(sara, "ydelse", MAILBOX)
    fill_part(sara, "kontakt", MAILBOX, save=False)
    sara.get_by_label("Fælles postkasse", exact=True).fill(CONTACT)
    sara.get_by_label("Frist for underretning om brud (timer)").fill("100")
    save_part(sara)
    refused(sara, "højst være 72 timer", "tilhører en person")
    expect(sara.get_by_label("Fælles postkasse", exact=True)).to_have_value(CONTACT)
    expect(sara.get_by_label("Frist for underretning om brud (timer)")).to_have_value("100")
    look(sara, "sekretariat-aftaletekst-afvist")
    fill_part(sara, "kontakt", MAILBOX)
    fill_part(sara, "bilag-a", MAILBOX)
    look(sara, "sekretariat-aftaletekst-bilag-b")
    fill_part(sara, "bilag-b", MAILBOX)
    fill_part(sara, "sikkerhed", MAILBOX, save=False)
    sara.get_by_label("Lavt", exact=True).check()
    save_part(sara)
    refused(sara, "Niveauet kan ikke være lavt")
    for part in ("sikkerhed", "bistand", "steder", "tilsyn", "bilag-d", "kommunen"):
        fill_part(sara, part, MAILBOX)
    sara.wait_for_url(text_url)
    return text_url


def save_part(sara: Page) -> None:
    """Save the part that is open."""
    sara.get_by_role("button", name="Gem og gå til næste del").click()


def send_to_supplier(sara: Page, text_url: str) -> None:
    """Read the text as Word, and send round 1 to the supplier; a deadline in the past is refused."""
    sara.goto(text_url)
    look(sara, "sekretariat-aftaletekst-udfyldt")
    draft = word_text(download(sara, "Hent teksten som Word"))
    assert "Nordhavn Hosting A/S" in draft
    assert MAILBOX in draft
    assert CONTACT not in draft
    sara.get_by_role("link", name="Send til leverandøren").first.click()
    sara.get_by_label("Besked til leverandøren").fill("Læs især bilag B & C.")
    due = sara.get_by_label("Svar ønskes senest")
    proposed = due.input_value()
    due.fill("4. marts 2020")
    sara.get_by_role("button", name="Send til leverandøren").click()
    refused(sara, "efter i dag")
    expect(sara.get_by_label("Besked til leverandøren")).to_have_value("Læs især bilag B & C.")
    due.fill(proposed)
    look(sara, "sekretariat-aftaletekst-send")
    sara.get_by_role("button", name="Send til leverandøren").click()
    expect(sara.locator("main")).to_contain_text("hos leverandøren")
    look(sara, "sekretariat-aftaletekst-sendt")


def write_a_wish(installation: Installation, browser: Browser) -> Page:
    """Land from the mail, choose a password, read, write one wish, and send it."""
    nina = land(installation, browser, CONTACT, "til gennemlæsning")
    expect(nina.locator("main")).to_contain_text("På vegne af")
    look(nina, "leverandoer-invitation-tekst")
    nina.get_by_label("Vælg en adgangskode").fill(SECRET)
    nina.get_by_role("button", name="Opret adgang").click()
    expect(nina.locator("h1")).to_contain_text(TITLE)
    look(nina, "leverandoer-tekst")
    assert "Nordhavn Hosting A/S" in word_text(download(nina, "Hent teksten som Word"))
    nina.get_by_role("link", name=re.compile("Skriv et ønske.*brud", re.IGNORECASE)).first.click()
    nina.get_by_role("button", name="Gem ønsket").click()
    refused(nina, "Feltet skal udfyldes")
    nina.get_by_label("Hvad ønsker I anderledes").fill(WISH)
    look(nina, "leverandoer-oenske")
    nina.get_by_role("button", name="Gem ønsket").click()
    look(nina, "leverandoer-tekst-med-oenske")
    nina.get_by_role("button", name="Send ønsker").click()
    expect(nina.locator("main")).to_contain_text("sendt til sekretariatet")
    expect(nina.get_by_role("link", name=re.compile("Skriv et ønske"))).to_have_count(0)
    return nina


def answer_the_wish(sara: Page, text_url: str) -> None:
    """Refuse the wish: without a reason it cannot be done; then send round 2."""
    sara.goto(text_url)
    look(sara, "sekretariat-aftaletekst-oensker")
    sara.get_by_role("link", name="Runde 1").click()
    expect(sara.locator("main")).to_contain_text(WISH)
    look(sara, "sekretariat-runde")
    sara.get_by_role("link", name=re.compile("Besvar ønsket")).click()
    sara.get_by_role("button", name="Afvis med begrundelse").click()
    refused(sara, "begrundelse")
    sara.get_by_label("Begrundelse eller modforslag").fill(ANSWER)
    look(sara, "sekretariat-svar-paa-oenske")
    sara.get_by_role("button", name="Afvis med begrundelse").click()
    expect(sara.locator("main")).to_contain_text("Alle ønsker er besvaret")
    look(sara, "sekretariat-forhandling")
    sara.goto(text_url + "send-til-leverandoer/")
    sara.get_by_role("button", name="Send til leverandøren").click()
    expect(sara.locator("main")).to_contain_text("Runde 2 er sendt")


def accept(nina: Page, text_url: str) -> None:
    """Read the answer and agree on the wording."""
    nina.reload()
    expect(nina.locator("main")).to_contain_text(ANSWER)
    look(nina, "leverandoer-tekst-runde-2")
    nina.get_by_role("button", name="Ingen ønsker: godkend teksten").click()
    expect(nina.locator("main")).to_contain_text("Teksten er godkendt")
    look(nina, "leverandoer-tekst-godkendt")


def release_and_send(installation: Installation, browser: Browser, sara: Page, text_url: str) -> None:
    """Only the leader releases; then Sara sends to the members that use the system."""
    sara.goto(text_url)
    expect(sara.get_by_role("button", name="Frigiv teksten")).to_have_count(0)
    lise = installation.sign_in(browser, "sekretariat", LISE.email)
    lise.get_by_role("link", name=re.compile(TITLE)).first.click()
    look(lise, "sekretariat-aftaletekst-frigiv")
    lise.get_by_role("button", name="Frigiv teksten").click()
    expect(lise.locator("main")).to_contain_text("Teksten er frigivet")
    sara.reload()
    sara.get_by_role("link", name="Send til kommunerne").first.click()
    expect(sara.get_by_label("Markér Aalborg Kommune")).to_be_checked()
    expect(sara.get_by_label("Markér Viborg Kommune")).to_be_checked()
    look(sara, "sekretariat-aftaletekst-modtagere")
    sara.get_by_role("button", name="Send til de markerede kommuner").click()
    look(sara, "sekretariat-aftaletekst-udsendelse")
    expect(sara.locator("main")).to_contain_text("Alle aftaler er leveret", timeout=WORKER_PATIENCE)
    look(sara, "sekretariat-aftaletekst-leveret")


def want(installation: Installation, browser: Browser, mette: Page, sara: Page) -> str:
    """Mette opens the documents, asks, gets an answer, and wants the agreement."""
    mette.goto(installation.url("aalborg"))
    look(mette, "kommune-nyt-aftale")
    mette.get_by_role("link", name=re.compile(TITLE)).first.click()
    look(mette, "kommune-aftale")
    agreement_url = mette.url
    text = word_text(download(mette, re.compile(r"\.docx$")))
    assert "Aalborg Kommune" in text
    assert "Viborg Kommune" not in text
    assert CONTACT not in text
    printable = download(mette, re.compile(r"\.pdf$"))
    assert printable.startswith(b"%PDF-")
    assert b"pdfaid:part" in printable  # fit for the archive

    mette.get_by_text("Andre handlinger").click()
    mette.get_by_role("link", name="Stil et spørgsmål").click()
    mette.get_by_role("button", name="Send spørgsmålet").click()
    refused(mette, "Feltet skal udfyldes")
    mette.get_by_label("Jeres spørgsmål til sekretariatet").fill("Gælder aftalen også vores skoler?")
    look(mette, "kommune-aftale-spoerg")
    mette.get_by_role("button", name="Send spørgsmålet").click()
    expect(mette.locator("main")).to_contain_text("spørgsmål stillet")
    look(mette, "kommune-aftale-spurgt")

    sara.goto(installation.url("sekretariat"))
    number = mette.locator(".kicker").inner_text()
    sara.get_by_role("link", name=f"Aalborg Kommune spørger om {number}").first.click()
    sara.get_by_label("Svar til kommunen").fill("Ja, skolerne er en del af kommunen.")
    look(sara, "sekretariat-aftale-svar")
    with sara.expect_navigation():
        sara.get_by_role("button", name="Send svaret").click()

    mette.reload()
    expect(mette.locator("main")).to_contain_text("Ja, skolerne er en del af kommunen.")
    ib = installation.sign_in(browser, "aalborg", IB.email)
    ib.goto(agreement_url)
    expect(ib.locator("h1")).to_contain_text(TITLE)
    expect(ib.get_by_role("link", name="Vi ønsker aftalen")).to_have_count(0)
    mette.get_by_role("link", name="Vi ønsker aftalen").first.click()
    mette.get_by_label(re.compile(BENTE.name)).check()
    look(mette, "kommune-aftale-oensker")
    mette.get_by_role("button", name="Vi ønsker aftalen").click()
    expect(mette.locator("main")).to_contain_text("til underskrift")
    return agreement_url


def sign_by_both(installation: Installation, browser: Browser, nina: Page) -> None:
    """Bente signs for Aalborg from her mail, then the supplier, both on paper; a web page and a day ahead
    are refused."""
    bente = installation.sign_in(browser, "aalborg", BENTE.email)
    look(bente, "kommune-underskriver-nyt")
    bente.get_by_role("link", name=re.compile(TITLE)).first.click()
    bente.get_by_role("link", name="Læg underskrevet aftale op").first.click()
    upload(bente, "aftale.pdf", b"<html>ikke en aftale</html>")
    refused(bente, "skal være en PDF eller et skannet billede")
    look(bente, "kommune-underskrift-afvist")
    upload(bente, "aftale underskrevet.pdf", SCAN)
    vouch(bente, "Bente Friis", "1. januar 2099")
    bente.get_by_role("button", name="Gem som kommunens underskrevne kopi").click()
    refused(bente, "fremtiden")
    expect(bente.get_by_label("Hvem står inde for den skannede kopi?")).to_have_value("Bente Friis")
    look(bente, "kommune-underskrift-skannet")
    vouch(bente, "Bente Friis", "12. marts 2026")
    bente.get_by_role("button", name="Gem som kommunens underskrevne kopi").click()
    expect(bente.locator("main")).to_contain_text("underskrevet af én part")
    look(bente, "kommune-underskrevet")

    nina.goto(installation.url("leverandoer"))
    look(nina, "leverandoer-venter")
    nina.get_by_role("link", name=re.compile(f"Aalborg Kommune: {TITLE}")).first.click()
    assert download(nina, re.compile("aftale underskrevet")) == SCAN
    look(nina, "leverandoer-underskrift")
    upload(nina, "begge.pdf", SCAN)
    vouch(nina, "Nina Nyborg", "13. marts 2026")
    nina.get_by_role("button", name="Send kopien til kommunen").click()
    expect(nina.locator("main")).to_contain_text("Tak. Kopien er sendt til Aalborg Kommune")
    look(nina, "leverandoer-underskrevet")


def upload(page: Page, name: str, content: bytes) -> None:
    """Choose the signed file, and send it to be checked."""
    choose_file(page, name, content)
    page.get_by_role("button", name="Læg aftalen op").click()
    page.wait_for_load_state()


def vouch(page: Page, name: str, day: str) -> None:
    """Say who signed a scanned copy and when, and who vouches for it."""
    page.get_by_label("Hvem har underskrevet?").fill(name)
    page.get_by_label("Dato for underskrift").fill(day)
    page.get_by_label("Hvem står inde for den skannede kopi?").fill(name)
    page.get_by_label("Stilling").fill("Digitaliseringschef")
    page.get_by_label(re.compile("Alle sider er sammenlignet")).check()


def take_effect(mette: Page, agreement_url: str) -> None:
    """Register the agreement as in force; dates out of order are refused."""
    mette.goto(agreement_url)
    mette.get_by_role("link", name="Registrér som gældende").first.click()
    mette.get_by_label("Gælder til").fill("1. januar 2020")
    mette.get_by_role("button", name="Registrér som gældende").click()
    refused(mette, "skal ligge efter")
    mette.get_by_label("Gælder til").fill("31. december 2029")
    mette.get_by_label("Journalnummer").fill("2026-00471")
    look(mette, "kommune-aftale-ikraft")
    mette.get_by_role("button", name="Registrér som gældende").click()
    expect(mette.locator("h1")).to_contain_text("gældende")
    look(mette, "kommune-aftale-gaeldende")
    mette.get_by_role("link", name="Hele historikken").click()
    expect(mette.locator("main")).to_contain_text("registrerede aftalen som gældende")
    look(mette, "kommune-aftale-historik")


def decline(installation: Installation, bo: Page, agreement_url: str) -> None:
    """Viborg declines its own agreement, and sees nothing of Aalborg's."""
    answer = bo.goto(agreement_url.replace("aalborg.", "viborg."))
    assert answer is not None
    assert answer.status == 404
    look(bo, "kommune-findes-ikke")
    bo.goto(installation.url("viborg", "/aftaler/"))
    look(bo, "kommune-aftaler")
    bo.get_by_role("link", name=TITLE).click()
    expect(bo.locator("main")).not_to_contain_text("Aalborg")
    bo.get_by_text("Andre handlinger").click()
    bo.get_by_role("link", name="Vi indgår den ikke").click()
    bo.get_by_label("Hvorfor indgår I ikke aftalen?").fill("Vi skifter system til sommer.")
    bo.get_by_role("button", name="Fravælg aftalen").click()
    refused(bo, "Feltet skal udfyldes")
    expect(bo.get_by_label("Hvorfor indgår I ikke aftalen?")).to_have_value("Vi skifter system til sommer.")
    bo.get_by_label("Hvilken aftale gælder i stedet?").fill("Vores egen aftale af 3. maj 2024")
    look(bo, "kommune-aftale-fravaelg")
    bo.get_by_role("button", name="Fravælg aftalen").click()
    expect(bo.locator("main")).to_contain_text("Vores egen aftale af 3. maj 2024")
    look(bo, "kommune-aftale-fravalgt")


def see_the_matrix(installation: Installation, browser: Browser, sara: Page, text_url: str) -> None:
    """The secretariat sees where each stands; another supplier sees nothing."""
    sara.goto(text_url)
    sara.get_by_role("link", name="Hele historikken").click()
    expect(sara.locator("main")).to_contain_text("meldte ny status for aftalen med Aalborg Kommune")
    look(sara, "sekretariat-aftaletekst-historik")
    sara.goto(text_url)
    sara.get_by_role("link", name="Se, hvor kommunerne står").click()
    look(sara, "sekretariat-aftaleoverblik")
    of_this_text, rows = sara.url, sara.locator("[data-matrix] tbody tr")
    sara.goto(f"{of_this_text}&q=viborg")
    expect(rows.filter(has_text="Viborg")).to_contain_text("fravalgt")
    sara.goto(f"{of_this_text}&q=aalborg")
    aalborg = rows.filter(has_text="Aalborg")
    expect(aalborg).to_contain_text("gældende")
    aalborg.get_by_role("link", name=re.compile("gældende")).click()
    look(sara, "sekretariat-aftale-kommune")
    leo = installation.sign_in(browser, "leverandoer", LEO.email)
    answer = leo.goto(text_url.replace("sekretariat.", "leverandoer."))
    assert answer is not None
    assert answer.status == 404
