"""The way of a supervision, walked by its real users in a real browser, on bin/up with its worker."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Locator, Page, expect

from secretariat.demo.people import DORTE, IB, LISE, METTE, SARA
from tests.browser.installation import Installation
from tests.browser.walking import PDF, SECRET, choose_file, download, land, look, word_text

pytestmark = pytest.mark.browser
CONTACT = f"nina.{uuid4().hex[:8]}@leverandoer.example"


def test_a_supervision_from_plan_to_closed_finding(installation: Installation, browser: Browser) -> None:
    sara = installation.sign_in(browser, "sekretariat", SARA.email)
    look(sara, "sekretariat-min-dag")

    case_url, systems = plan_and_announce(installation, sara)
    nina = answer(installation, browser, len(systems))
    review_and_hear(sara, case_url)
    respond_to_hearing(nina)
    settle_and_report(installation, browser, sara, case_url)
    send(sara, case_url)
    decide(installation, browser, systems, sara.locator(".kicker").inner_text())
    follow_up(sara, nina, case_url)


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


def answer(installation: Installation, browser: Browser, systems: int) -> Page:
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
    return nina


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


def review_and_hear(sara: Page, case_url: str) -> None:
    """Accept answers and documentation, note a finding, send the draft to hearing."""
    sara.goto(case_url + "svar/")
    look(sara, "sekretariat-svar")
    sara.get_by_role("button", name="Markér resten som i orden").click()
    sara.goto(case_url + "dokumentation/")
    look(sara, "sekretariat-dokumentation")
    sara.get_by_role("button", name="Tilstrækkelig", exact=False).first.click()
    sara.get_by_role("button", name=re.compile("Gem adgangen")).click()
    sara.goto(case_url + "forhold/nyt/")
    sara.get_by_label("Slags").select_option("minor")
    sara.get_by_label("Overskrift").fill("Adgange gennemgås ikke hvert halve år")
    sara.get_by_label("Hvad der er fundet").fill("Gennemgangen af brugernes adgange er ikke dokumenteret.")
    look(sara, "sekretariat-nyt-forhold")
    sara.locator("main form button.button-primary").click()
    sara.goto(case_url + "hoering/")
    look(sara, "sekretariat-hoering")
    sara.get_by_role("button", name=re.compile("høring")).last.click()
    expect(sara.locator("main")).to_contain_text("i høring")


def respond_to_hearing(nina: Page) -> None:
    """Comment on the finding and send the answer."""
    nina.goto(re.sub(r"(/tilsyn/[0-9a-f-]+/).*", r"\1hoering/", nina.url))
    look(nina, "leverandoer-hoering")
    draft = word_text(download(nina, re.compile("Hent udkastet")))
    assert "Adgange gennemgås ikke hvert halve år" in draft
    nina.get_by_label("Jeres bemærkning").first.fill("Vi har indført en halvårlig gennemgang.")
    nina.get_by_role("button", name="Gem bemærkning").first.click()
    nina.get_by_role("button", name="Send 1 bemærkning").click()
    expect(nina.locator("main")).to_contain_text("jeres svar på høringen er sendt")


def settle_and_report(installation: Installation, browser: Browser, sara: Page, case_url: str) -> None:
    """Answer the comment, uphold the finding, make the report; the leader reads it."""
    sara.goto(case_url + "hoering/")
    sara.get_by_label("Delvist imødekommet").check()
    sara.get_by_label("Svar på bemærkningen").fill("Tak. Vi fastholder, til gennemgangen er dokumenteret.")
    sara.get_by_role("button", name="Gem svar").click()
    look(sara, "sekretariat-hoering-besvaret")
    sara.goto(case_url + "forhold/")
    look(sara, "sekretariat-forhold")
    sara.get_by_role("button", name=re.compile("Fasthold")).first.click()
    sara.goto(case_url + "rapport/")
    look(sara, "sekretariat-rapport")
    sara.get_by_role("button", name=re.compile("Dan rapport")).click()
    lise = installation.sign_in(browser, "sekretariat", LISE.email)
    lise.goto(case_url + "rapport/")
    look(lise, "sekretariat-kvalitetslaesning")
    lise.get_by_role("button", name="Godkend til udsendelse").click()
    expect(lise.locator("main")).to_contain_text("lar til udsendelse")


def send(sara: Page, case_url: str) -> None:
    """Send the report to the municipalities."""
    sara.goto(case_url + "send/")
    look(sara, "sekretariat-send")
    sara.get_by_role("button", name="Send 1 rapport").click()
    sara.goto(case_url + "kommuner/")
    expect(sara.locator("main")).to_contain_text("Aalborg")
    look(sara, "sekretariat-kommuner")


def decide(installation: Installation, browser: Browser, systems: list[str], number: str) -> None:
    """Mette decides, Dorte remarks and cannot decide, Ib reads."""
    mette = installation.sign_in(browser, "aalborg", METTE.email)
    look(mette, "kommune-nyt")
    mette.goto(installation.url("aalborg", "/tilsyn/"))
    look(mette, "kommune-tilsyn")
    mail = installation.mail(browser, METTE.email, "tilsyn")
    assert "aalborg.localhost" in mail
    open_report(mette, systems, number)
    look(mette, "kommune-rapport")
    report_url = mette.url
    ours = mette.locator("main table").first.inner_text()
    own = [system for system in systems if system in ours]
    text = word_text(download(mette, re.compile(r"\.docx")))
    assert "Adgange gennemgås ikke hvert halve år" in text
    assert own
    assert all(system in text for system in own)

    dorte = installation.sign_in(browser, "aalborg", DORTE.email)
    dorte.goto(report_url)
    look(dorte, "kommune-rapport-dpo")
    expect(dorte.get_by_role("button", name=re.compile("^Godkend|Gem stillingtagen"))).to_have_count(0)
    ib = installation.sign_in(browser, "aalborg", IB.email)
    ib.goto(report_url)
    expect(ib.get_by_role("button", name=re.compile("^Godkend|Gem stillingtagen"))).to_have_count(0)

    mette.goto(report_url)
    mette.get_by_label("Tilsynet godkendes", exact=True).check()
    mette.get_by_role("button", name="Gem stillingtagen").click()
    mette.wait_for_load_state()
    look(mette, "kommune-besluttet")
    expect(mette.locator("main")).to_contain_text("godkendt")
    mette.get_by_role("link", name="Hele historikken").click()
    expect(mette.locator("main")).to_contain_text("godkendte tilsynet med")
    look(mette, "kommune-historik")


def open_report(mette: Page, systems: list[str], number: str) -> None:
    """Open the report of this case; a system may have one from an earlier year too."""
    mette.locator("main details").evaluate_all("folds => folds.forEach(fold => { fold.open = true; })")
    name = re.compile(f"^({'|'.join(map(re.escape, systems))})$")
    links = mette.get_by_role("link", name=name)
    for address in links.evaluate_all("links => links.map(link => link.href)"):
        mette.goto(address)
        if number in mette.locator("main").inner_text():
            return
    raise AssertionError(f"No report of {number} among Aalborg's.")


def follow_up(sara: Page, nina: Page, case_url: str) -> None:
    """Plan, proof, confirmed, closed."""
    nina.goto(re.sub(r"(/tilsyn/[0-9a-f-]+/).*", r"\1", nina.url))
    nina.get_by_role("link", name=re.compile("Adgange gennemgås")).click()
    look(nina, "leverandoer-forhold")
    nina.get_by_label("Hvad vil I gøre?").fill("Halvårlig gennemgang indføres.")
    done = timezone.localdate() + timedelta(days=30)
    nina.get_by_label("Færdig senest").fill(f"{done.day}.{done.month}.{done.year}")
    nina.get_by_role("button", name="Send", exact=True).click()
    expect(nina.locator("main")).to_contain_text("Tak, det er sendt til sekretariatet")
    step(sara, case_url, "Godkend handlingsplan|plan")
    nina.reload()
    nina.get_by_label("Hvad har I gjort?").fill("Gennemgangen er udført og vedlagt.")
    nina.get_by_role("button", name="Send", exact=True).click()
    expect(nina.locator("main")).to_contain_text("Tak, det er sendt til sekretariatet")
    step(sara, case_url, "Bekræft")
    step(sara, case_url, "Luk")
    expect(sara.locator("main")).to_contain_text("lukket")
    look(sara, "sekretariat-forhold-lukket")
    sara.get_by_role("link", name="Historik", exact=True).click()
    expect(sara.locator("main")).to_contain_text("lukkede forhold")
    look(sara, "sekretariat-historik")


def step(sara: Page, case_url: str, words: str) -> None:
    """Take a step of the follow-up."""
    sara.goto(case_url + "forhold/")
    sara.get_by_role("button", name=re.compile(words)).first.click()
    sara.wait_for_load_state()
