"""How many clicks and keys an audit without findings costs its case worker, one alone and many together.

The suppliers' acts in between are done without the browser. How many there are together changes nothing in
what is counted: every act is on all that are marked, and only the look at each is one key a case.
"""

import time
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.installation import Installation
from tests.browser.mass import Mass
from tests.browser.walking import WORKER_PATIENCE, look

pytestmark = pytest.mark.browser
MOST = 12
TOGETHER = 12


class Hands:
    """A case worker's hands: every click and key is counted."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def press(self, key: str) -> None:
        self.count += 1
        self.page.wait_for_load_state()  # keys are listened for once the page is there
        self.page.keyboard.press(key)

    def click(self, where: Locator) -> None:
        self.count += 1
        where.click()

    def button(self, name: str) -> None:
        self.click(self.page.get_by_role("button", name=name))

    def my_day(self) -> None:
        self.click(self.page.get_by_role("link", name="Min dag", exact=True))


def prepare(mass: Mass, number: int) -> tuple[str, list[str]]:
    """Store a case worker with nothing but this many planned audits, of as many suppliers."""
    mark = uuid4().hex[:6]
    email = f"liv.{mark}@sekretariat.example"
    mass.case_worker(name="Liv Krogh", email=email)
    suppliers = [
        mass.supplier(
            name=f"Æblehave {mark} {place} A/S",
            email=f"{mark}.{place}@aeblehave.example",
            person="Åse Ægir",
            systems={f"Æblejournal {mark} {place}": ["0851", "0791"]},
        )["id"]
        for place in range(number)
    ]
    return email, mass.planned_for(worker=email, suppliers=suppliers)


def test_one_audit_without_findings(installation: Installation, browser: Browser, mass: Mass) -> None:
    email, audits = prepare(mass, 1)
    liv = installation.sign_in(browser, "sekretariat", email)
    look(liv, "sekretariat-min-dag-planlagt")
    hands = Hands(liv)
    hands.click(action(liv, "Send varsel"))
    expect(liv.get_by_role("heading", name="Send varsel om tilsyn")).to_be_visible()
    hands.press("g")
    expect(liv.locator("main")).to_contain_text("Varslet er sendt til Åse Ægir")
    for each in audits:
        mass.hand_in(audit=each)
    hands.my_day()
    hands.click(action(liv, "Gennemgå svar"))
    expect(liv.get_by_role("link", name="Næste i listen")).to_be_visible()
    look(liv, "sekretariat-svar-fra-min-dag")
    hands.button("Gennemgået, ingen bemærkninger")
    expect(liv.locator("main")).to_contain_text("gennemgået uden bemærkninger")
    mass.read_drawn(audits=audits)
    hands.my_day()
    hands.click(action(liv, "Send rapport"))
    expect(liv.get_by_role("heading", name="Send til kommunerne")).to_be_visible()
    hands.press("g")
    expect(liv.locator(".alert").first).to_contain_text("Sendt")
    assert sum(mass.states(audits=audits).get(state, 0) for state in ("published", "follow_up")) == 1
    assert hands.count <= MOST, hands.count


def test_many_together(installation: Installation, browser: Browser, mass: Mass) -> None:
    email, audits = prepare(mass, TOGETHER)
    liv = installation.sign_in(browser, "sekretariat", email)
    hands = Hands(liv)
    hands.press("a")
    expect(liv.locator("[data-marked]")).to_have_text(str(TOGETHER))
    hands.button("Send varsler")
    expect(liv.get_by_role("heading", name="Ny tilsynsrunde")).to_be_visible()
    hands.button(f"Send {TOGETHER} varsler")
    expect(liv.locator("progress")).to_have_count(0, timeout=WORKER_PATIENCE)
    expect(liv.get_by_role("heading", name="Ny tilsynsrunde")).to_have_count(0)
    wait_until(mass, audits, "announced")
    for each in audits:
        mass.hand_in(audit=each)

    hands.my_day()
    looks = Hands(liv)
    looks.click(action(liv, "Gennemgå svar"))
    seen = set()
    while True:  # one look at each
        expect(liv.get_by_role("link", name="Næste i listen")).to_be_visible()
        seen.add(liv.locator(".kicker").inner_text())
        if len(seen) == TOGETHER:
            break
        here = liv.url
        looks.press("n")
        liv.wait_for_url(lambda url, here=here: url != here)
    assert looks.count == TOGETHER

    hands.my_day()
    hands.press("a")
    hands.button("Gennemgået uden bemærkninger")
    look(liv, "sekretariat-samlet")
    hands.press("g")
    expect(liv.locator("main")).to_contain_text(f"{TOGETHER} sager er klaret", timeout=WORKER_PATIENCE)
    mass.read_drawn(audits=audits)
    hands.press("g")
    expect(liv.get_by_role("heading", name="Min dag", exact=True)).to_be_visible()
    hands.press("a")
    hands.button("Send rapporter")
    expect(liv.get_by_role("heading", name="Send til kommunerne")).to_be_visible()
    hands.press("g")
    wait_until(mass, audits, "published")
    assert hands.count <= MOST, hands.count


def action(page: Page, words: str) -> Locator:
    """The first button of this action on the desk, of her own cases."""
    return page.locator(".work-row:has(input[name=sag]) .work-action a.button", has_text=words).first


def wait_until(mass: Mass, audits: list[str], state: str) -> None:
    """Wait until the worker has brought every audit so far."""
    limit = time.monotonic() + WORKER_PATIENCE / 1000
    while mass.states(audits=audits) != {state: len(audits)}:
        assert time.monotonic() < limit, mass.states(audits=audits)
        time.sleep(0.5)
