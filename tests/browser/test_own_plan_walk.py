"""A plan adopted with two changes; an own supervision from planned to finished."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from secretariat.demo.people import METTE, SARA
from tests.browser.installation import Installation
from tests.browser.walking import PDF, WORKER_PATIENCE, download, look, word_text

pytestmark = pytest.mark.browser
YEAR = timezone.localdate().year + 1


def test_a_plan_is_put_forward_and_adopted_with_two_changes(
    installation: Installation, browser: Browser
) -> None:
    sara = installation.come_in(browser, "sekretariat", SARA.email)
    sara.goto(installation.url("sekretariat", f"/tilsyn/plan/kommuner/?aar={YEAR}"))
    if not sara.get_by_label("År", exact=True).is_visible():  # somebody has put one forward before
        sara.get_by_text("Forelæg planen for kommunerne").click()
    sara.get_by_label("År", exact=True).fill(str(YEAR))
    sara.get_by_label("Tiltrædes senest").fill(f"31.1.{YEAR}")
    sara.get_by_label("Til kommunerne").fill("Planen er drøftet i bestyrelsen.")
    look(sara, "plan-forelaeg")
    sara.get_by_role("button", name="Forelæg planen").click()
    expect(sara.locator("main")).to_contain_text("bliver forelagt for")

    mette = installation.come_in(browser, "aalborg", METTE.email)
    until_there(mette, installation.url("aalborg", "/tilsyn/plan/"))
    mette.get_by_role("link", name=f"Tilsynsplan {YEAR}").click()
    plan = mette.url
    expect(mette.locator("main")).to_contain_text("Planen er drøftet i bestyrelsen.")
    look(mette, "plan-forelagt")

    names = []
    for place, concept in ((0, "5"), (1, "6")):
        mette.goto(plan + "?vis=egne")
        row = mette.get_by_role("region", name="Planens systemer").locator("tbody tr").nth(place)
        names.append(row.locator("th").inner_text().split("\n")[0])
        row.get_by_role("link", name=re.compile("^Ændr")).click()
        mette.locator("[name=concept]").select_option(concept)
        mette.get_by_label("Interval i måneder").fill(str(13 + place))
        mette.get_by_label("Næste gang").select_option(f"{YEAR}-{3 + place}")
        mette.get_by_label("Begrundelse").fill(f"Vi vil se nærmere på det, {place}.")
        if place == 0:
            look(mette, "plan-aendr")
        mette.get_by_role("button", name="Gem ændringen").click()
        expect(mette.locator("main")).to_contain_text("er ændret")
    mette.get_by_role("button", name="Tiltræd planen med ændringer").click()
    expect(mette.locator("main")).to_contain_text("tiltrådt med ændringer og gemt som Word")
    look(mette, "plan-tiltraadt")
    words = word_text(download(mette, re.compile(f"Tilsynsplan {YEAR}.*docx")))
    for name, place in zip(names, (0, 1), strict=True):
        assert f"{name}: kommunens eget tilsyn, koncept {5 + place}, hver {13 + place}. måned" in words
    assert METTE.name in words
    sara.goto(installation.url("sekretariat", f"/tilsyn/plan/kommuner/?aar={YEAR}"))
    told = sara.get_by_role("region", name="Kommunernes planer").locator("tr", has_text="Aalborg Kommune")
    expect(told).to_contain_text("Tiltrådt med ændringer")


def until_there(page: Page, url: str) -> None:
    """The worker brings the plan; the list is looked at until it is there."""
    page.goto(url)
    waited = 0
    while page.get_by_role("link", name=f"Tilsynsplan {YEAR}").count() == 0:
        assert waited < WORKER_PATIENCE, "the plan came"
        page.wait_for_timeout(1_000)
        waited += 1_000
        page.reload()


def test_an_own_supervision_goes_from_planned_to_finished(
    installation: Installation, browser: Browser
) -> None:
    mette = installation.come_in(browser, "aalborg", METTE.email)
    mette.goto(installation.url("aalborg", "/systemer/?vis=uden-tilsyn&orden=-system"))
    look(mette, "systemer")
    mette.get_by_role("region", name="Vores systemer og aftaler").locator("tbody th a").first.click()
    system = mette.url
    name = mette.locator("h1").inner_text()
    look(mette, "system")
    if mette.get_by_role("link", name="Planlæg vores eget tilsyn").count():
        mette.get_by_role("link", name="Planlæg vores eget tilsyn").click()
        mette.get_by_label("Tilsynskoncept").select_option("2")
        mette.get_by_label("Planlagt til").fill(f"1.2.{YEAR}")
        look(mette, "eget-tilsyn-planlaeg")
        mette.get_by_role("button", name="Planlæg tilsynet").click()
    else:
        mette.get_by_role("link", name="Begynd tilsynet").click()
    mette.get_by_role("button", name="Begynd tilsynet").click()
    mette.get_by_label("Hvad har I set på?").fill("Bekræftelsen og listen over underdatabehandlere.")
    mette.get_by_role("button", name="Gem", exact=True).click()
    mette.get_by_text("Læg en fil op").click()
    mette.locator("input[type=file]").set_input_files(
        {"name": "bekraeftelse.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    mette.get_by_role("button", name="Læg filen op").click()
    expect(mette.locator("main")).to_contain_text("bekraeftelse.pdf", timeout=30_000)
    look(mette, "eget-tilsyn-i-gang")
    mette.get_by_label("Tilsynet godkendes", exact=True).check()
    mette.get_by_label(re.compile("^Grøn")).check()
    mette.get_by_label("Konklusion").fill("Databehandleren lever op til aftalen.")
    mette.get_by_label("Opfølgning").fill("Gennemgå brugerlisten")
    mette.get_by_role("button", name="Afslut tilsynet").click()
    expect(mette.locator("main")).to_contain_text("er afsluttet og tæller med")
    look(mette, "eget-tilsyn-afsluttet")
    mette.goto(system)
    held = mette.get_by_role("region", name="Tilsyn, der er ført")
    expect(held).to_contain_text("Vores eget tilsyn")
    expect(held).to_contain_text("Tilsyn godkendt")
    mette.goto(installation.url("aalborg", f"/systemer/?q={name}"))
    expect(mette.get_by_role("region", name="Vores systemer og aftaler")).to_contain_text("Eget, koncept")
