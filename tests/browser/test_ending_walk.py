"""What ends: a negotiation without agreement, with advice; an agreement, until deletion is proven."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, expect

from secretariat.demo.people import BO, LISE, METTE, SARA
from tests.browser.installation import Installation
from tests.browser.mass import Mass
from tests.browser.walking import choose_file, download, look, refused
from tests.papers import paper

pytestmark = pytest.mark.browser
RUN = uuid4().hex[:8]
SUSANNE = f"susanne.{RUN}@ende.example"
STUCK, ENDING = f"Vagtplan {RUN}", f"Journalarkiv {RUN}"
AALBORG, VIBORG = "0851", "0791"
ADVICE = "Indgå jeres egen aftale, og fasthold <24 timer> & 60 dages varsel."
WHY = "Systemet er udfaset & afløst."
SAID = "Alt er slettet <også> i sikkerhedskopier & hos underdatabehandlere."
MORE = "Vi mangler en erklæring om sikkerhedskopierne."
LAW = "Afleveret til Stadsarkivet efter arkivlovens § 12."
PROOF = paper([["Erklæring om sletning"]])


@pytest.fixture(scope="module")
def supplier(mass: Mass) -> str:
    """A supplier of two systems: Aalborg uses both, Viborg none."""
    systems = {STUCK: [AALBORG], ENDING: [AALBORG]}
    name = f"Enden {RUN} ApS"
    made = mass.supplier(name=name, email=SUSANNE, person="Susanne Salg", systems=systems)
    return str(made["id"])


def test_a_negotiation_that_fails_leaves_the_members_with_advice(
    installation: Installation, browser: Browser, mass: Mass, supplier: str
) -> None:
    text = mass.text(supplier=supplier, title=STUCK, systems=[STUCK], until="at_supplier")["id"]
    mass.wishes(
        text=text, changes=[["senest 24 timer efter", "senest 96 timer efter", "Vi kan ikke mindre."]]
    )
    where = f"/aftaler/{text}/"
    sara = installation.sign_in(browser, "sekretariat", SARA.email)
    sara.goto(installation.url("sekretariat", where))
    expect(sara.get_by_role("link", name="Afbryd uden enighed")).to_have_count(0)
    lise = installation.sign_in(browser, "sekretariat", LISE.email)
    lise.goto(installation.url("sekretariat", f"{where}trin/break_off/"))
    lise.locator("main form button.button-danger").click()
    refused(lise, "Feltet skal udfyldes")
    lise.get_by_label("Råd til de kommuner, der bruger systemerne").fill(ADVICE)
    look(lise, "sekretariat-afbryd-uden-enighed")
    lise.locator("main form button.button-danger").click()
    expect(lise.locator(".messages")).to_contain_text("kommunerne har fået jeres råd")
    look(lise, "sekretariat-afbrudt")

    mette = installation.sign_in(browser, "aalborg", METTE.email)
    expect(mette.locator("main")).to_contain_text(STUCK)
    mette.goto(installation.url("aalborg", "/raad/"))
    advice = mette.locator("section.panel").filter(has_text=STUCK)
    expect(advice).to_contain_text(ADVICE)
    look(mette, "kommune-raad")
    advice.get_by_role("button", name="Vi har læst rådet").click()
    expect(mette.locator("section.panel").filter(has_text=STUCK)).to_contain_text("Læst")
    bo = installation.sign_in(browser, "viborg", BO.email)
    bo.goto(installation.url("viborg", "/raad/"))
    expect(bo.locator("main")).not_to_contain_text(STUCK)
    susanne = installation.sign_in(browser, "leverandoer", SUSANNE)
    susanne.goto(installation.url("leverandoer", where))
    expect(susanne.locator("main")).not_to_contain_text(ADVICE)
    expect(susanne.get_by_role("link", name="Send jeres Word-fil")).to_have_count(0)


def test_an_agreement_is_terminated_and_followed_until_deletion_is_proven(
    installation: Installation, browser: Browser, mass: Mass, supplier: str
) -> None:
    text = mass.text(supplier=supplier, title=ENDING, systems=[ENDING], until="released")["id"]
    mass.send(text=text, codes=[AALBORG])
    mass.in_force(text=text, codes=[AALBORG])
    mette = installation.sign_in(browser, "aalborg", METTE.email)
    mette.goto(installation.url("aalborg", f"/aftaler/?q={RUN}"))
    mette.get_by_role("link", name=ENDING).first.click()
    agreement_url = mette.url
    terminates(mette)
    mass.end_comes(text=text, code=AALBORG)
    susanne = installation.sign_in(browser, "leverandoer", SUSANNE)
    susanne.goto(installation.url("leverandoer", "/aftaler/"))
    proves(susanne)
    judges(mette, agreement_url, "return")
    susanne.reload()
    expect(susanne.locator("main")).to_contain_text(MORE)
    fills_in_proof(susanne)
    judges(mette, agreement_url, "accept")
    susanne.reload()
    expect(susanne.locator("main")).to_contain_text("Kommunen har godkendt jeres dokumentation")
    sara = installation.sign_in(browser, "sekretariat", SARA.email)
    sara.goto(installation.url("sekretariat", f"/aftaler/overblik/?q={RUN}"))
    expect(sara.locator("main")).to_contain_text("sletning dokumenteret")


def terminates(mette: Page) -> None:
    """Terminate by a notice that the supplier can read; the end cannot come before the notice."""
    mette.get_by_text("Andre handlinger").click()
    mette.get_by_role("link", name="Opsig aftalen").click()
    mette.get_by_label("Aftalen ophører den").fill("1. januar 2020")
    mette.get_by_label("Hvorfor opsiges aftalen?").fill(WHY)
    mette.get_by_role("button", name="Opsig aftalen").click()
    refused(mette, "før den er opsagt")
    look(mette, "kommune-opsigelse-afvist")
    mette.get_by_label("Aftalen ophører den").fill("31. december 2030")
    mette.get_by_role("button", name="Opsig aftalen").click()
    expect(mette.locator("h1")).to_contain_text("opsagt")
    expect(mette.locator("main")).to_contain_text(WHY)
    look(mette, "kommune-opsagt")


def proves(susanne: Page) -> None:
    """The supplier reads why, and documents the deletion with a signed declaration."""
    susanne.get_by_role("link", name="Aalborg Kommune").first.click()
    expect(susanne.locator("main")).to_contain_text("Dokumentér sletning eller tilbagelevering")
    susanne.get_by_label("Oplysningerne er slettet").check()
    susanne.get_by_role("button", name="Send dokumentationen").click()
    refused(susanne, "Feltet skal udfyldes")
    look(susanne, "leverandoer-sletning-afvist")
    fills_in_proof(susanne)
    look(susanne, "leverandoer-sletning-sendt")


def fills_in_proof(susanne: Page) -> None:
    """Fill in the declaration and send it."""
    susanne.get_by_label("Oplysningerne er slettet").check()
    susanne.get_by_label("Hvornår er det sket?").fill("2. november 2026")
    susanne.get_by_label("Erklæring", exact=True).fill(SAID)
    choose_file(susanne, "erklæring om sletning.pdf", PROOF)
    susanne.get_by_role("button", name="Send dokumentationen").click()
    expect(susanne.locator(".messages")).to_contain_text("Det er sendt til Aalborg Kommune")


def judges(mette: Page, agreement_url: str, how: str) -> None:
    """Read the proof; send it back with a reason, or accept it with what the law keeps."""
    mette.goto(agreement_url)
    expect(mette.locator("main")).to_contain_text(SAID)
    assert download(mette, "erklæring om sletning.pdf") == PROOF
    if how == "return":
        look(mette, "kommune-sletning-dokumenteret")
        mette.goto(f"{agreement_url}trin/return_evidence/")
        mette.get_by_label("Hvad mangler der?").fill(MORE)
        mette.get_by_role("button", name="Send dokumentationen tilbage").click()
        expect(mette.locator("main")).to_contain_text(MORE)
        return
    mette.get_by_role("link", name="Godkend dokumentationen").first.click()
    mette.get_by_label(re.compile("^Opbevares efter lov")).fill(LAW)
    mette.get_by_role("button", name="Godkend dokumentationen").click()
    expect(mette.locator("h1")).to_contain_text("sletning dokumenteret")
    expect(mette.locator("main")).to_contain_text(LAW)
    look(mette, "kommune-aftale-afsluttet")
