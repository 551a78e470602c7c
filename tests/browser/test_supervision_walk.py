"""The way of a supervision, walked by its real users in a real browser, on bin/up with its worker."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from secretariat.demo.people import SARA
from tests.browser.installation import Installation
from tests.browser.walking import PDF, SECRET, choose_file, download, land, look, word_text

pytestmark = pytest.mark.browser
CONTACT = f"nina.{uuid4().hex[:8]}@leverandoer.example"


def test_a_supervision_from_plan_to_documentation(installation: Installation, browser: Browser) -> None:
    sara = installation.sign_in(browser, "sekretariat", SARA.email)
    look(sara, "sekretariat-min-dag")

    case_url, systems = plan_and_announce(installation, sara)
    answer(installation, browser, len(systems))
    review(sara, case_url)


def plan_and_announce(installation: Installation, sara: Page) -> tuple[str, list[str]]:
    """Plan an audit over a supplier's systems, add a contact, send the letter."""
    sara.goto(installation.url("sekretariat", "/tilsyn/plan/"))
    look(sara, "sekretariat-plan")
    supplier = (
        sara.locator("form[method=post] tbody tr").first.locator("td[data-title='Leverandør']").inner_text()
    )
    sara.get_by_label("Søg system eller leverandør").fill(supplier)
    sara.get_by_role("button", name="Søg", exact=True).last.click()
    sara.get_by_label("Markér alle").check()
    systems = sara.locator("form[method=post] tbody th a").all_inner_texts()
    sara.get_by_role("button", name="Planlæg tilsyn").click()
    expect(sara.get_by_role("alert").or_(sara.locator(".alert")).first).to_contain_text("planlagt")

    sara.goto(installation.url("sekretariat", f"/tilsyn/?q={supplier}&status=planned"))
    look(sara, "sekretariat-tilsyn")
    sara.get_by_role("link", name=supplier).first.click()
    look(sara, "sekretariat-sag-planlagt")
    case_url = sara.url.partition("?")[0]  # the list goes along behind it
    sara.get_by_role("link", name="Leverandørens side").click()
    sara.get_by_role("link", name=re.compile("Tilføj|Ny kontakt")).first.click()
    sara.get_by_label("Navn", exact=True).fill("Nina Nyborg")
    sara.get_by_label("E-mail").fill(CONTACT)
    sara.get_by_role("button", name=re.compile("Gem|Tilføj")).first.click()

    sara.goto(case_url + "varsel/")
    sara.get_by_label("Modtager hos leverandøren").select_option(label=f"Nina Nyborg, {CONTACT}")
    look(sara, "sekretariat-varsel")
    sara.get_by_role("button", name="Send varsel").click()
    expect(sara.locator("main")).to_contain_text("Varslet")
    sara.goto(case_url + "breve/")
    look(sara, "sekretariat-breve")
    letter = word_text(download(sara, re.compile("[Vv]arsel")))
    assert systems[0] in letter
    assert "Aalborg Kommune" in letter
    return case_url, systems


def answer(installation: Installation, browser: Browser, systems: int) -> None:
    """Land from the mail, answer, upload, hand in."""
    nina = land(installation, browser, CONTACT, "tilsyn")
    expect(nina.locator("main")).to_contain_text("På vegne af")
    look(nina, "leverandoer-invitation")
    nina.get_by_label("Vælg en adgangskode").fill("kort")
    nina.get_by_role("button", name="Opret adgang").click()
    expect(nina.locator("main")).to_contain_text("kort")
    nina.get_by_label("Vælg en adgangskode").fill(SECRET)
    nina.get_by_role("button", name="Opret adgang").click()
    look(nina, "leverandoer-tilsyn")
    case_url = nina.url

    nina.get_by_role("link", name=re.compile(r"Besvar \d+ spørgsmål")).click()
    look(nina, "leverandoer-svar")
    questions = nina.locator(".question")
    for number in range(questions.count()):
        answer_one(questions.nth(number))
    first = questions.nth(0)
    first.get_by_label("Delvist").check()
    first.get_by_label(re.compile("Uddybning")).first.fill("Vi gennemgår instruksen hvert år & <retter> den.")
    answer_one(questions.nth(1))  # which is asked now
    nina.get_by_role("button", name="Gem, og gå til indsendelse").click()
    look(nina, "leverandoer-indsend")

    nina.goto(case_url + "dokumentation/")
    upload(nina, "brev.html", b"<html>ikke en erklaering</html>")
    expect(nina.locator(".error-summary, .alert-error").first).to_be_visible()
    look(nina, "leverandoer-afvist-fil")
    upload(nina, "erklæring 2025.pdf", PDF)
    expect(nina.locator(".file-list")).to_contain_text("ISAE 3000")
    look(nina, "leverandoer-dokumentation")

    nina.goto(case_url + "udsaettelse/")
    look(nina, "leverandoer-udsaettelse")
    nina.goto(case_url + "indsend/")
    nina.get_by_role("button", name="Indsend").click()
    expect(nina.locator("main")).to_contain_text("jeres svar er indsendt")


def answer_one(question: Locator) -> None:
    """Say no to what would ask more, and that the other types are not relevant."""
    if question.is_hidden():
        return
    if question.get_by_label("Nej", exact=True).count():
        question.get_by_label("Nej", exact=True).first.check()
        question.get_by_label("Uddybning").first.fill("Det er gennemgået i år.")
    else:
        question.get_by_label("Ikke relevant", exact=True).check()


def upload(page: Page, name: str, content: bytes) -> None:
    """Choose a file on the documentation page and send it."""
    choose_file(page, name, content)
    page.get_by_label("Titel").fill("ISAE 3000-erklæring 2025")
    page.get_by_label("Kommunerne må hente den", exact=True).check()
    page.get_by_role("button", name="Upload", exact=True).click()
    page.wait_for_load_state()


def review(sara: Page, case_url: str) -> None:
    """See the answers, accept them, and see the documentation."""
    sara.goto(case_url + "svar/")
    look(sara, "sekretariat-svar")
    sara.get_by_role("button", name="Markér resten som i orden").click()
    sara.goto(case_url + "dokumentation/")
    look(sara, "sekretariat-dokumentation")
