"""Version 2 of a report, a correction, a withdrawal and a late joiner, on bin/up with its worker."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from secretariat.demo.people import LISE, METTE, SARA
from tests.browser.installation import Installation
from tests.browser.walking import WORKER_PATIENCE, download, word_text

pytestmark = pytest.mark.browser


def test_a_report_is_sent_again_corrected_and_withdrawn(installation: Installation, browser: Browser) -> None:
    mette = installation.sign_in(browser, "aalborg", METTE.email)
    mette.goto(installation.url("aalborg", "/tilsyn/"))
    page, case_number = approved_report(mette)
    sara = installation.sign_in(browser, "sekretariat", SARA.email)
    sara.goto(installation.url("sekretariat", f"/tilsyn/?q={case_number}"))
    sara.locator("tbody th a").first.click()
    expect(sara.locator(".kicker")).to_have_text(case_number)
    case = sara.url.partition("?")[0]

    again(installation, browser, sara, case, kind="Ny version", reason="Leverandøren har ændret sin drift.")
    mette.goto(page)
    expect(mette.locator("main")).to_contain_text("ny udgave")
    mette.get_by_role("link", name=re.compile("[Vv]ersion 2|[Uu]dgave 2")).first.click()
    expect(mette.locator("main")).to_contain_text("fornyet stillingtagen")
    newest = mette.url
    own = word_text(download(mette, re.compile("Tilsynsrapport.*docx")))
    assert "Aalborg Kommune" in own
    assert "version 2.0" in own

    again(installation, browser, sara, case, kind="Rettelse", reason="En stavefejl.")
    mette.goto(newest)
    expect(mette.locator("main")).to_contain_text("En stavefejl.")

    sara.goto(case + "rapport/")
    sara.get_by_text("Træk rapporten tilbage").click()
    sara.locator("form[action$='/tilbage/'] textarea").fill("Forkert leverandør.")
    sara.get_by_role("button", name="Træk tilbage fra alle kommuner").click()
    expect(sara.locator("main")).to_contain_text("Rapporten er trukket tilbage")
    mette.goto(newest)
    expect(mette.locator("main")).to_contain_text("Forkert leverandør.")
    expect(mette.get_by_role("button", name="Send indsigelse")).to_have_count(0)


def approved_report(mette: Page) -> tuple[str, str]:
    """Open a report that has been approved, and return its address and the case's number."""
    rows = mette.get_by_role("region", name="Stillingtagen").locator("tbody tr")
    rows.filter(has_text="Tilsyn godkendt").filter(has_text="Grøn").first.locator("th a").click()
    expect(mette.locator("main")).to_contain_text("Tilsynskoncept")
    expect(mette.locator(".kicker")).to_have_text("Tilsynsrapport")
    facts = mette.locator("main").inner_text()
    found = re.search(r"T-\d{4}-\d{4}", facts)
    assert found, "the page names the case"
    return mette.url, found.group(0)


def again(installation: Installation, browser: Browser, sara: Page, case: str, **given: str) -> None:
    """Begin another version, have it read where a rule asks for that, and send it."""
    sara.goto(case + "rapport/")
    sara.get_by_text("Udgiv igen: ny version eller rettelse").click()
    form = sara.locator("form[action$='/ny-udgave/']")
    form.get_by_label(re.compile("^" + given["kind"])).check()
    form.get_by_label("Begrundelse").fill(given["reason"])
    form.get_by_role("button", name="Begynd ny udgave").click()
    sara.get_by_role("button", name=re.compile("^Dan rapport")).click()
    expect(sara.locator("main")).to_contain_text("Rapporten er dannet")
    if sara.get_by_text("hos kvalitetslæser", exact=False).first.is_visible():
        lise = installation.sign_in(browser, "sekretariat", LISE.email)
        lise.goto(case + "rapport/")
        lise.get_by_role("button", name="Godkend til udsendelse").click()
        lise.context.close()
    sara.goto(case + "send/")
    sara.get_by_role("button", name="Send 1 rapport").click()
    expect(sara.locator("main")).to_contain_text("Sendt til", timeout=WORKER_PATIENCE)
