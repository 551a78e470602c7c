"""A round of a hundred: what stops some, the letters one by one, the sending, one called back, the result."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, expect

from secretariat.demo.people import SARA
from tests.browser.installation import Installation
from tests.browser.mass import Mass
from tests.browser.walking import WORKER_PATIENCE, look

pytestmark = pytest.mark.browser
RUN = f"Runde{uuid4().hex[:6]}"
NUMBER = 100


def test_a_hundred_are_begun_at_once(installation: Installation, browser: Browser, mass: Mass) -> None:
    contacts = mass.planned(run=RUN, number=NUMBER)
    sara = installation.sign_in(browser, "sekretariat", SARA.email)
    main = sara.locator("main")
    sara.goto(installation.url("sekretariat", f"/tilsyn/?q={RUN}"))
    sara.get_by_label("Hele listen").check()
    sara.get_by_role("button", name="Send varsler").click()
    stops_come_first(sara)
    sara.get_by_role("button", name=f"Send {NUMBER} varsler").click()
    # The work goes on without the page, and the page is found again.
    expect(sara).to_have_url(re.compile("/tilsyn/runder/"))
    page = sara.url
    sara.goto(installation.url("sekretariat"))
    sara.goto(page)
    expect(main).to_contain_text("Alle varsler er dannet og sendt.", timeout=WORKER_PATIENCE)
    expect(main.get_by_text("varslet", exact=True)).to_have_count(NUMBER)
    look(sara, "sekretariat-runde-resultat")
    sara.locator("main input[name=sag]").first.check()
    sara.get_by_role("button", name="Kald de markerede tilbage").click()
    expect(main).to_contain_text("Ét varsel er kaldt tilbage")
    expect(main.get_by_text("varslet", exact=True)).to_have_count(NUMBER - 1)
    assert "Varsel om tilsyn" in installation.mail(browser, contacts[NUMBER - 1], RUN)
    sara.goto(installation.url("sekretariat", f"/tilsyn/?q={RUN}&status=planned"))
    expect(main).to_contain_text("4 tilsyn")


def stops_come_first(sara: Page) -> None:
    """Three are stopped, each with its reason; one is moved to the quarter of its statement."""
    main = sara.locator("main")
    for words in ("1 uden kontaktperson", "1 har en anden sag i gang", "1 venter en erklæring senere"):
        expect(main).to_contain_text(words)
    look(sara, "sekretariat-runde")
    sara.get_by_role("button", name=re.compile("^Flyt til")).click()
    expect(main).to_contain_text("er flyttet til")
    expect(main).not_to_contain_text("venter en erklæring senere")
    expect(main).to_contain_text(f"Brev 1 af {NUMBER}")
    sara.get_by_role("button", name=re.compile("→$")).click()
    expect(main).to_contain_text(f"Brev 2 af {NUMBER}")
    expect(main).to_contain_text(f"{RUN} 001 A/S Et")
