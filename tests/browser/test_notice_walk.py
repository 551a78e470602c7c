"""A notice of a new sub-processor to twenty-five: an objection, a mandate, receipts, and appendix B."""

import io
import re
from collections import Counter
from datetime import timedelta
from uuid import uuid4

import openpyxl
import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from secretariat.demo.people import BO, METTE, SARA
from secretariat.pagekit.dates import in_words
from tests.browser.installation import Installation
from tests.browser.mass import Mass
from tests.browser.walking import WORKER_PATIENCE, choose_file, download, look, refused, word_text
from tests.papers import paper

pytestmark = pytest.mark.browser
RUN = uuid4().hex[:8]
TITLE = f"Lønsystem {RUN}"
SUSANNE = f"susanne.{RUN}@loen.example"
NEW = f"Bjergsky & Sønner {RUN} AG"
AALBORG, VIBORG = "0851", "0791"
NUMBER = f"CHE-{RUN}"
OBJECTION = "Bjergsky har ikke vist, hvem der har nøglerne & adgangen."
NOT_USED = "Jeres oplysninger bliver på det nuværende driftssted."
MEMBERS = 25


def test_a_notice_to_twenty_five_with_an_objection_and_a_mandate(
    installation: Installation, browser: Browser, mass: Mass
) -> None:
    name = f"Lønhuset {RUN} A/S"
    codes = [code for code in sorted(mass.contacts()) if code not in (AALBORG, VIBORG)]
    codes = [AALBORG, VIBORG, *codes[: MEMBERS - 2]]
    made = mass.supplier(name=name, email=SUSANNE, person="Susanne Salg", systems={TITLE: codes})
    text = mass.text(supplier=made["id"], title=TITLE, until="released")["id"]
    mass.send(text=text, codes=codes)
    mass.in_force(text=text, codes=codes)

    bo = installation.sign_in(browser, "viborg", BO.email)
    gives_mandate(installation, bo)
    susanne = installation.sign_in(browser, "leverandoer", SUSANNE)
    where = notifies(installation, susanne)
    sara = installation.sign_in(browser, "sekretariat", SARA.email)
    forwards(installation, sara, where)
    mette = installation.sign_in(browser, "aalborg", METTE.email)
    objects(installation, mette)
    mass.let_pass(text=text, codes=codes[2:])
    answers_under_mandate(installation, sara, where)
    receives(installation, susanne, where)
    sees_the_outcome(installation, mette)
    mass.days_pass(text=text, codes=codes)
    reads_appendix_b(installation, bo)
    who_rests_on_it(installation, sara)


def gives_mandate(installation: Installation, bo: Page) -> None:
    """Viborg lets the secretariat answer for it; not sign for it."""
    bo.goto(installation.url("viborg", "/aftaler/fuldmagter/ny/"))
    bo.get_by_label(re.compile("sekretariatet", re.IGNORECASE)).first.check()
    bo.locator("main [name=covers]").first.check()
    for box in bo.locator("main [name=covers]").all():
        box.check()
    bo.get_by_label("Gælder fra").fill("1. januar 2026")
    choose_file(bo, "fuldmagt.pdf", paper([["Fuldmagt til sekretariatet"]]))
    bo.get_by_role("button", name="Registrér fuldmagten").click()
    refused(bo, "kan ikke underskrive for kommunen")
    look(bo, "kommune-fuldmagt-afvist")
    bo.locator("main [name=covers][value=sign]").uncheck()
    choose_file(bo, "fuldmagt.pdf", paper([["Fuldmagt til sekretariatet"]]))
    bo.get_by_role("button", name="Registrér fuldmagten").click()
    expect(bo.locator("main")).to_contain_text("fuldmagt.pdf")
    look(bo, "kommune-fuldmagter")


def notifies(installation: Installation, susanne: Page) -> str:
    """The supplier enters the notice; a country outside the EEA needs a basis."""
    susanne.goto(installation.url("leverandoer", "/aftaler/varsler/ny/"))
    susanne.get_by_label("Underdatabehandlerens navn").fill(NEW)
    susanne.get_by_label("CVR- eller registreringsnummer").fill(NUMBER)
    susanne.get_by_label("Adresse").fill("Bahnhofstrasse 1, Zürich")
    susanne.get_by_label("Kontakt", exact=True).fill("drift@bjergsky.example")
    susanne.get_by_label("Land for behandlingen").select_option("US")
    susanne.get_by_label("Formål").fill("Drift af <reserve>servere & sikkerhedskopier")
    day = timezone.localdate() + timedelta(days=90)
    susanne.get_by_label("Tages i brug fra").fill(in_words(day))
    susanne.get_by_role("button", name="Send varslet").click()
    refused(susanne, "Overførselsgrundlag")
    look(susanne, "leverandoer-varsel-afvist")
    susanne.get_by_label("Land for behandlingen").select_option("DE")
    susanne.get_by_role("button", name="Send varslet").click()
    expect(susanne.locator(".messages")).to_contain_text("Varslet er sendt til sekretariatet")
    return susanne.url.split("/aftaler/")[1]


def forwards(installation: Installation, sara: Page, where: str) -> None:
    """The case worker forwards it the same day and recommends."""
    sara.goto(installation.url("sekretariat", f"/aftaler/{where}"))
    sara.get_by_role("link", name="Send til kommunerne").first.click()
    expect(sara.locator("main")).to_contain_text(f"{MEMBERS} kommuner får varslet")
    look(sara, "sekretariat-varsel-send")
    sara.get_by_role("button", name="Send til kommunerne").click()
    sara.get_by_role("link", name="Giv anbefaling").first.click()
    sara.locator("main [name=verdict]").first.check()
    sara.get_by_label("Vurdering").fill("Ingen bemærkninger: behandlingen sker i Tyskland.")
    sara.get_by_role("button", name="Giv anbefaling").click()
    look(sara, "sekretariat-varsel")


def objects(installation: Installation, mette: Page) -> None:
    """Aalborg reads the recommendation and objects; without a reason it cannot be done."""
    expect(mette.locator("main")).to_contain_text(NEW)
    mette.goto(installation.url("aalborg", f"/aftaler/varsler/?q={RUN}"))
    mette.get_by_role("link", name=NEW).first.click()
    expect(mette.locator("main")).to_contain_text("Ingen bemærkninger: behandlingen sker i Tyskland.")
    mette.get_by_text("Det ændres i bilag B").click()
    look(mette, "kommune-varsel")
    mette.get_by_role("button", name="Gør indsigelse").click()
    mette.get_by_role("button", name=re.compile("Send indsigelse")).click()
    refused(mette, "Feltet skal udfyldes")
    mette.get_by_label("Begrundelse").fill(OBJECTION)
    look(mette, "kommune-varsel-indsigelse")
    mette.get_by_role("button", name="Send indsigelse for 1 aftale").click()
    expect(mette.locator("main")).to_contain_text("Jeres indsigelser venter på leverandøren")
    look(mette, "kommune-varsler")


def answers_under_mandate(installation: Installation, sara: Page, where: str) -> None:
    """Only Viborg is silent, and the secretariat holds its mandate."""
    sara.goto(installation.url("sekretariat", f"/aftaler/{where}"))
    boxes = sara.locator("main input[name=linje]")
    expect(boxes).to_have_count(1)
    sara.get_by_label(re.compile("^Markér Viborg Kommune")).check()
    sara.get_by_role("button", name="Ingen indsigelse efter fuldmagt").click()
    look(sara, "sekretariat-varsel-fuldmagt")
    sara.get_by_role("button", name="Svar for 1 aftale").click()
    viborg = sara.locator("main tbody tr").filter(has_text="Viborg")
    expect(viborg).to_contain_text(re.compile("ingen indsigelse", re.IGNORECASE), timeout=WORKER_PATIENCE)


def receives(installation: Installation, susanne: Page, where: str) -> None:
    """The supplier has a receipt of each municipality, and answers the objection."""
    susanne.goto(installation.url("leverandoer", f"/aftaler/{where}"))
    rows = susanne.locator("main tbody tr")
    expect(rows).to_have_count(MEMBERS)
    expect(rows.filter(has_text="Viborg")).to_contain_text("efter fuldmagt")
    expect(rows.filter(has_text="Aalborg")).to_contain_text(OBJECTION)
    look(susanne, "leverandoer-kvitteringer")
    book = openpyxl.load_workbook(
        io.BytesIO(download(susanne, re.compile("Hent kvitteringerne som Excel")))
    ).active
    assert book is not None
    kinds = Counter(str(cells[2]) for cells in book.iter_rows(min_row=2, values_only=True))
    assert sum(kinds.values()) == 2 * MEMBERS, kinds
    susanne.get_by_role("link", name="Svar: bruges ikke for kommunen").click()
    susanne.get_by_label("Svar til kommunen").fill(NOT_USED)
    susanne.locator("main form button").first.click()
    expect(susanne.locator(".messages")).to_contain_text("Kommunen har fået jeres svar")


def sees_the_outcome(installation: Installation, mette: Page) -> None:
    """Aalborg reads that the sub-processor is not used for it."""
    mette.goto(installation.url("aalborg", f"/aftaler/varsler/?q={RUN}"))
    mette.get_by_role("link", name=NEW).first.click()
    expect(mette.locator("main")).to_contain_text(NOT_USED)


def reads_appendix_b(installation: Installation, bo: Page) -> None:
    """Viborg's appendix B has a new version with the day, not signed again; the old one can be read."""
    bo.goto(installation.url("viborg", f"/aftaler/?q={RUN}"))
    bo.get_by_role("link", name=TITLE).first.click()
    expect(bo.locator("main")).to_contain_text("Version 2")
    bo.get_by_role("link", name="Version 2").click()
    expect(bo.locator("main")).to_contain_text(NEW)
    look(bo, "kommune-bilag-b")
    words = word_text(download(bo, "Hent som Word"))
    for each in (NEW, NUMBER, "Bahnhofstrasse 1, Zürich", "Drift af <reserve>servere", "Nordhavn"):
        assert each in words, each
    bo.get_by_role("link", name="Version 1").click()
    stood = bo.get_by_role("region", name="Underdatabehandlere")
    expect(stood).to_contain_text("Nordhavn Hosting A/S")
    expect(stood).not_to_contain_text(NEW)


def who_rests_on_it(installation: Installation, sara: Page) -> None:
    """All that rests on the sub-processor is one page: not Aalborg, for which it is not used."""
    sara.goto(installation.url("sekretariat", f"/aftaler/hvem-er-beroert/?q={RUN}"))
    sara.get_by_role("link", name=NEW).click()
    expect(sara.locator("main")).to_contain_text(f"{MEMBERS - 1} kommuner er berørt")
    rows = sara.locator("main tbody tr")
    expect(rows.filter(has_text="Viborg Kommune")).to_contain_text("databehandler")
    expect(rows.filter(has_text="Aalborg Kommune")).to_have_count(0)
    look(sara, "sekretariat-hvem-er-beroert")
