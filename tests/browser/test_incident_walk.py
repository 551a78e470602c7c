"""An incident to forty members: alarmed, told more, read by all but three, and told by its supplier."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from secretariat.demo.people import METTE, SARA
from tests.browser.installation import Installation
from tests.browser.mass import Mass
from tests.browser.walking import WORKER_PATIENCE, look, refused

pytestmark = pytest.mark.browser
RUN = uuid4().hex[:8]
SYSTEM = f"Journalsystem {RUN}"
SVEND = f"svend.{RUN}@journal.example"
TITLE = f"Adgang til filer <{RUN}>"
AALBORG = "0851"
MEMBERS, SILENT = 40, 3


def written(hours: int) -> str:
    """A moment so many hours from now, as a Dane writes it."""
    return f"{timezone.localtime() + timedelta(hours=hours):%d.%m.%Y kl. %H.%M}"


def test_an_incident_to_forty_with_an_update_and_three_that_have_not_read_it(
    installation: Installation, browser: Browser, mass: Mass
) -> None:
    codes = [AALBORG, *[code for code in sorted(mass.contacts()) if code != AALBORG][: MEMBERS - 1]]
    assert len(codes) == MEMBERS
    mass.supplier(name=f"Journalhuset {RUN} A/S", email=SVEND, person="Svend Salg", systems={SYSTEM: codes})
    sara = installation.sign_in(browser, "sekretariat", SARA.email)
    incident = alarms(installation, sara)
    mette = installation.sign_in(browser, "aalborg", METTE.email)
    notes(installation, mette)
    mass.open_incident(incident=incident, codes=codes)
    updates(sara)
    mass.open_incident(incident=incident, codes=codes[:-SILENT])
    reminds(sara)
    reports(installation, installation.sign_in(browser, "leverandoer", SVEND))


def alarms(installation: Installation, sara: Page) -> str:
    """From the box to the alarm: who is concerned, the text, the mail as it will be, sent."""
    sara.goto(installation.url("sekretariat", f"/aftaler/hvem-er-beroert/?q={SYSTEM}"))
    expect(sara.locator("main")).to_contain_text(f"{MEMBERS} kommuner er berørt")
    look(sara, "sekretariat-hvem-er-beroert-system")
    sara.get_by_role("link", name="Straksorientering").click()
    sara.get_by_role("button", name="Gem, og se mailen").click()
    refused(sara, "Feltet skal udfyldes")
    sara.get_by_label("Overskrift").fill(TITLE)
    sara.get_by_label("Det ved vi", exact=True).fill("Uvedkommende har haft adgang.")
    sara.get_by_label("Det ved vi ikke endnu").fill("Hvor mange filer.")
    sara.get_by_label("Næste opdatering").fill(written(4))
    sara.get_by_label("Leverandøren blev klar over det").fill(written(-3))
    sara.get_by_label("Sekretariatet fik det at vide").fill(written(-1))
    sara.get_by_label("Oplyst af").fill("Svend Salg, Journalhuset")
    sara.get_by_label("Kontakt for spørgsmål").fill("24 24 24 24")
    look(sara, "sekretariat-straksorientering-skriv")
    sara.get_by_role("button", name="Gem, og se mailen").click()
    expect(sara.locator("main")).to_contain_text(f"{MEMBERS} kommuner får én mail hver")
    look(sara, "sekretariat-straksorientering-kladde")
    sara.get_by_role("link", name="Send straksorientering").first.click()
    look(sara, "sekretariat-straksorientering-send")
    sara.get_by_role("button", name="Send straksorientering").click()
    expect(sara.locator(".messages")).to_contain_text("Straksorienteringen er sendt")
    delivered(sara)
    return sara.url.rstrip("/").rsplit("/", maxsplit=1)[1]


def delivered(sara: Page) -> None:
    """Wait until the worker has delivered to all."""
    number = sara.locator("main a[href='#kommuner']").filter(has_text="Arkivet venter")
    for _ in range(120):
        if re.search(r"\b0\b", number.inner_text()):
            return
        sara.wait_for_timeout(1000)
        sara.reload()
    raise AssertionError("The worker has not delivered.")


def notes(installation: Installation, mette: Page) -> None:
    """Aalborg's alarm stands first; it writes its own note."""
    mette.goto(installation.url("aalborg", "/"))
    expect(mette.locator("main [role=alert]").first).to_contain_text(TITLE)
    look(mette, "kommune-alarm")
    mette.get_by_role("link", name="Læs straksorienteringen").first.click()
    expect(mette.locator("main")).to_contain_text("72 timer")
    look(mette, "kommune-haendelse")
    mette.get_by_role("link", name="Skriv jeres vurdering").click()
    mette.get_by_label("Ja, det var et brud på persondatasikkerheden hos os").check()
    mette.get_by_label("Antal registrerede").fill("120")
    mette.locator("main [name=reported][value=yes]").check()
    mette.get_by_role("button", name="Gem notatet").click()
    refused(mette, "Skriv, hvornår det skete.")
    look(mette, "kommune-haendelse-notat")
    mette.locator("main [name=reported_at]").fill(written(0))
    mette.locator("main [name=reference]").fill("2026-441-1")
    mette.locator("main [name=told][value=no]").check()
    mette.locator("main [name=why_not_told]").fill("Lav risiko.")
    mette.get_by_role("button", name="Gem notatet").click()
    expect(mette.locator(".messages")).to_contain_text("Vurderingen er noteret")
    look(mette, "kommune-haendelse-vurderet")


def updates(sara: Page) -> None:
    """A further text to the same forty: nobody has opened it yet."""
    sara.reload()
    expect(sara.locator("#kommuner + .table-frame")).to_contain_text("Mette")
    sara.get_by_role("link", name="Send opdatering").first.click()
    sara.get_by_label("Det ved vi", exact=True).fill("120 filer er læst.")
    sara.get_by_role("button", name="Send opdatering").click()
    expect(sara.locator(".messages")).to_contain_text("Opdateringen er sendt")
    delivered(sara)


def reminds(sara: Page) -> None:
    """Three have not opened it: their numbers stand there, and one click reminds them."""
    sara.reload()
    silent = sara.locator("#mangler ~ .table-frame").first.locator("tbody tr")
    expect(silent).to_have_count(SILENT)
    look(sara, "sekretariat-haendelse")
    sara.get_by_role("button", name=f"Ryk {SILENT} kommuner").click()
    expect(sara.locator(".messages")).to_contain_text(f"{SILENT} kommuner får en påmindelse nu")


def reports(installation: Installation, svend: Page) -> None:
    """The supplier sees whom a breach is reported to, and writes to all of them in one act."""
    svend.goto(installation.url("leverandoer", "/aftaler/brud/"))
    expect(svend.locator("main tbody tr")).to_have_count(MEMBERS)
    look(svend, "leverandoer-brud")
    svend.get_by_role("link", name="Meld brud til alle").click()
    svend.get_by_label("Overskrift").fill(TITLE)
    svend.get_by_label("Det ved vi", exact=True).fill("Vi har lukket adgangen.")
    svend.get_by_label("I blev klar over det").fill(written(-3))
    svend.get_by_label("Kontakt for spørgsmål").fill("24 24 24 24")
    svend.get_by_role("button", name="Se, hvem den når").click()
    expect(svend.locator("#modtagere")).to_contain_text(f"{MEMBERS} kommuner")
    look(svend, "leverandoer-brud-meld")
    svend.get_by_role("button", name="Send til kommunerne nu").click()
    expect(svend.locator(".messages")).to_contain_text("sendt til kommunerne")
    rows = svend.locator("main tbody tr")
    for _ in range(WORKER_PATIENCE // 2000):
        if rows.count() == MEMBERS:
            break
        svend.wait_for_timeout(1000)
        svend.reload()
    expect(rows).to_have_count(MEMBERS)
    look(svend, "leverandoer-brud-kvittering")
