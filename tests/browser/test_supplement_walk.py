"""A text in force is changed: a supplement to those who are bound, and one outside takes it by a link."""

import re
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, expect

from secretariat.demo.people import METTE, SARA
from tests.browser.installation import Installation
from tests.browser.mass import Mass
from tests.browser.walking import WORKER_PATIENCE, download, land, look, refused, visitor, word_text

pytestmark = pytest.mark.browser
RUN = uuid4().hex[:6]
TITLE = f"Tillægssystem {RUN}"
OUTSIDE = f"Udenfor {RUN} Kommune"
MAILBOX = f"post.{RUN}@udenfor.example"
CVR = "29189935"


@pytest.fixture
def text(mass: Mass) -> dict[str, Any]:
    """A text whose agreement with Aalborg is in force."""
    supplier = mass.supplier(
        name=f"Tillæg {RUN} A/S",
        email=f"{RUN}@tillaeg.example",
        person="Tove Till",
        systems={TITLE: ["0851"]},
    )
    made: dict[str, Any] = mass.text(supplier=supplier["id"], title=TITLE, until="released")
    mass.send(text=made["id"], codes=["0851"])
    return made


def test_a_change_becomes_a_supplement_and_one_outside_takes_it_by_a_link(
    installation: Installation, browser: Browser, mass: Mass, text: dict[str, Any]
) -> None:
    sara = installation.come_in(browser, "sekretariat", SARA.email)
    sara.goto(installation.url("sekretariat", f"/aftaler/{text['id']}/"))
    wait_for(sara, "/aftaler/udsendelser/", text["number"], gone=True)
    mass.in_force(text=text["id"], codes=["0851"])
    version = new_version(installation, sara, text)
    mass.agree(text=version)
    send_supplement(installation, sara, version)
    see_supplement(installation, browser, text["number"])
    send_outside(installation, sara, version)
    take_it(installation, browser)
    see_receipt(installation, sara, version)


def wait_for(page: Page, path: str, words: str, *, gone: bool = False) -> None:
    """Load a page again until the worker has done what the words tell, or is no longer at it."""
    site = page.url.split("/aftaler")[0]
    for _ in range(WORKER_PATIENCE // 500):
        page.goto(f"{site}{path}")
        if (words in page.locator("main").inner_text()) != gone:
            return
        page.wait_for_timeout(500)
    raise AssertionError(f"{path} says {words!r} still" if gone else f"{path} never says {words!r}")


def new_version(installation: Installation, sara: Page, text: dict[str, Any]) -> str:
    """Begin a new version, and change the time for objecting; no days at all are refused."""
    sara.goto(installation.url("sekretariat", f"/aftaler/{text['id']}/ny-version/"))
    sara.get_by_label("Hvorfor skal der være en ny version?").fill("Længere frist for indsigelse.")
    sara.get_by_role("button", name="Begynd ny version").click()
    version = sara.url.rstrip("/").rsplit("/", 1)[1]
    sara.goto(installation.url("sekretariat", f"/aftaler/{version}/tekst/bilag-b/"))
    number = sara.locator("main [name=objection_within_0]")
    expect(number).to_have_value("30")
    number.fill("0")
    sara.get_by_role("button", name="Gem og gå til næste del").click()
    refused(sara, "Frist for indsigelse", "mindst 1")
    look(sara, "sekretariat-frist-afvist")
    number.fill("6")
    sara.locator("main [name=objection_within_1]").select_option("uger")
    sara.get_by_role("button", name="Gem og gå til næste del").click()
    sara.goto(installation.url("sekretariat", f"/aftaler/{version}/aendringer/"))
    expect(sara.locator("main")).to_contain_text("30 dage efter varslet")
    expect(sara.locator("main")).to_contain_text("6 uger efter varslet")
    look(sara, "sekretariat-aendringer")
    return version


def send_supplement(installation: Installation, sara: Page, version: str) -> None:
    """Those who are bound are marked, each with what it gets."""
    sara.goto(installation.url("sekretariat", f"/aftaler/{version}/send-til-kommuner/"))
    expect(sara.get_by_label("Markér Aalborg Kommune")).to_be_checked()
    expect(sara.locator("main tr", has_text="Aalborg Kommune")).to_contain_text("Tillæg til")
    sara.get_by_role("button", name="Send til de markerede kommuner").click()
    expect(sara.locator("main")).to_contain_text("Alle aftaler er leveret", timeout=WORKER_PATIENCE)


def see_supplement(installation: Installation, browser: Browser, number: str) -> None:
    """The municipality gets a supplement beside the agreement that applies until it is signed."""
    mette = installation.come_in(browser, "aalborg", METTE.email)
    mette.goto(installation.url("aalborg", f"/aftaler/?q={RUN}"))
    mette.get_by_role("link", name=re.compile(TITLE)).first.click()
    main = mette.locator("main")
    if "Tillæg til" not in main.inner_text():
        mette.get_by_role("link", name=f"{number}-v2-0851").first.click()
    expect(main).to_contain_text("Tillæg til")
    expect(main).to_contain_text(f"{number}-0851")
    look(mette, "kommune-tillaeg")
    assert "6 uger efter varslet" in word_text(download(mette, re.compile(r"\.docx$")))


def send_outside(installation: Installation, sara: Page, version: str) -> None:
    """A number that is no CVR number is refused; then the worker mails a link."""
    path = f"/aftaler/{version}/uden-for/"
    sara.goto(installation.url("sekretariat", path))
    sara.get_by_label("Navn").fill(OUTSIDE)
    sara.get_by_label("CVR-nummer").fill("12345678")
    sara.get_by_label("Postkasse").fill(MAILBOX)
    sara.get_by_role("button", name="Send link").click()
    refused(sara, "CVR-nummeret findes ikke")
    sara.get_by_label("CVR-nummer").fill(CVR)
    sara.get_by_role("button", name="Send link").click()
    wait_for(sara, path, "sendt")
    look(sara, "sekretariat-uden-for")


def take_it(installation: Installation, browser: Browser) -> None:
    """Somebody without an account opens the link once, reads, and says so."""
    page = land(installation, browser, MAILBOX, TITLE)
    link = page.url
    look(page, "uden-for-link")
    page.get_by_role("button", name="Åbn aftalen").click()
    expect(page.locator("main")).to_contain_text(TITLE)
    look(page, "uden-for-aftale")
    words = word_text(download(page, re.compile(r"\.docx$")))
    assert OUTSIDE in words
    assert "Aalborg Kommune" not in words
    page.get_by_role("button", name="Vi har modtaget aftalen").click()
    refused(page, "Dit navn")
    page.get_by_label("Dit navn").fill("Ulla Udenfor")
    page.get_by_label("Ja, vi ønsker aftalen").check()
    page.get_by_role("button", name="Vi har modtaget aftalen").click()
    expect(page.locator("main")).to_contain_text("Tak for kvitteringen")
    other = visitor(browser)
    other.goto(link)
    expect(other.locator("main")).to_contain_text("Linket er brugt")
    other.goto(page.url)
    expect(other.locator("main")).not_to_contain_text(TITLE)


def see_receipt(installation: Installation, sara: Page, version: str) -> None:
    """The receipt stands on the secretariat's list."""
    sara.goto(installation.url("sekretariat", f"/aftaler/{version}/uden-for/"))
    row = sara.locator("main tr", has_text=OUTSIDE)
    expect(row).to_contain_text("Ulla Udenfor")
    assert download(sara, "Hent listen som Excel")[:2] == b"PK"
