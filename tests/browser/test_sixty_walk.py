"""Sixty reports decided by one municipality in at most ten clicks, and a system owner heard by a link."""

import io
from uuid import uuid4

import openpyxl
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.installation import Installation
from tests.browser.mass import Mass
from tests.browser.walking import download, land, look

pytestmark = pytest.mark.browser
RUN = uuid4().hex[:6]
CODE = "0787"
CLEAN, REMARKS, SERIOUS = 49, 9, 2
SENTENCE = (
    "60 systemer venter på jer: 49 uden bemærkninger, 9 med bemærkninger, 2 kræver særlig stillingtagen."
)


class Hand:
    """Counts what is clicked; writing in a field that has focus needs none."""

    def __init__(self) -> None:
        self.clicks = 0

    def click(self, what: Locator) -> None:
        """Click, once."""
        self.clicks += 1
        what.click()


def test_sixty_reports_in_ten_clicks_and_an_owner_by_link(
    installation: Installation, browser: Browser, mass: Mass
) -> None:
    who = mass.reports_come(code=CODE, clean=CLEAN, remarks=REMARKS, serious=SERIOUS, run=RUN)
    page = installation.come_in(browser, who["site"], who["email"])
    hear_an_owner(installation, browser, page, who["site"])

    hand = Hand()
    page.goto(installation.url(who["site"]))
    expect(page.locator("main")).to_contain_text(SENTENCE)
    look(page, "nyt-til-jer")
    hand.click(page.get_by_role("button", name="Godkend tilsyn for 49 systemer"))
    expect(page.locator("main")).to_contain_text("Tilsynet giver ikke anledning til bemærkninger.")
    look(page, "godkend-49")
    hand.click(page.get_by_role("button", name="Godkend tilsyn for 49 systemer"))
    expect(page.locator("#gemt")).to_contain_text("Tilsyn godkendt for 49 systemer")

    hand.click(page.locator("summary", has_text="Vis 9 systemer"))
    hand.click(page.get_by_role("button", name="Tag samme stilling til 9 systemer"))
    hand.click(page.get_by_text("Tilsynet godkendes med bemærkninger", exact=True))
    page.locator("textarea[name=remark]").fill("Vi følger op på fristen.")
    hand.click(page.get_by_role("button", name="Gem for 9 systemer"))
    expect(page.locator("#gemt")).to_contain_text("for 9 systemer")

    hand.click(page.get_by_role("button", name="Tag samme stilling til de 2"))
    hand.click(page.get_by_text("Tilsynet kan ikke godkendes", exact=True))
    hand.click(page.get_by_text("Vi kræver en handlingsplan", exact=True))
    hand.click(page.get_by_role("button", name="Gem for 2 systemer"))
    expect(page.locator("#gemt")).to_contain_text("Tilsyn ikke godkendt for 2 systemer")
    assert hand.clicks <= 10
    assert mass.open_systems(code=CODE) == 0

    look(page, "nyt-til-jer-besluttet")
    book = openpyxl.load_workbook(io.BytesIO(download(page, "Excel til KITOS"))).active
    assert book
    assert book.max_row == SERIOUS + 1
    page.get_by_role("link", name="Skriv journalnumre").click()
    look(page, "journalnumre")


def hear_an_owner(installation: Installation, browser: Browser, page: Page, site: str) -> None:
    """Ask the owner of one system, let the owner write by the link, and read it beside the decision."""
    page.goto(installation.url(site))
    page.get_by_role("link", name=f"System {RUN} 1 1", exact=True).click()
    page.locator("summary", has_text="Bed om en udtalelse").click()
    email = f"ejer.{RUN}@ejer.example"
    page.get_by_label("Systemejerens navn").fill("Ejner Ejer")
    page.locator("#systemejer").get_by_label("E-mail").fill(email)
    page.locator("#systemejer").get_by_label("Spørgsmål").fill("Kan I undvære systemet?")
    page.get_by_role("button", name="Send mail med link").click()
    expect(page.locator("#systemejer")).to_contain_text("Afventer svar")

    owner = land(installation, browser, email, "Udtalelse om")
    look(owner, "systemejer-aabn")
    owner.get_by_role("button", name="Åbn").click()
    expect(owner.locator("main")).to_contain_text("Kan I undvære systemet?")
    look(owner, "systemejer-udtalelse")
    owner.get_by_label("Din udtalelse").fill("Nej, vi bruger det hver dag.")
    owner.get_by_role("button", name="Send udtalelsen").click()
    expect(owner.locator("main")).to_contain_text("Udtalelsen er gemt")

    forwarded = land(installation, browser, email, "Udtalelse om")
    expect(forwarded.locator("main")).to_contain_text("Linket er i brug")
    page.reload()
    expect(page.locator("#systemejer")).to_contain_text("Nej, vi bruger det hver dag.")
    look(page, "rapport-med-udtalelse")
