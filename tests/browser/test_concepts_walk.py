"""One audit of each concept: what is asked, which documentation is wanted, and what the report rests on."""

import re
from dataclasses import dataclass
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, expect

from secretariat.demo.people import METTE, SARA
from tests.browser.casework import Desk
from tests.browser.installation import Installation
from tests.browser.mass import Mass
from tests.browser.walking import download, look, word_text

pytestmark = pytest.mark.browser
RUN = uuid4().hex[:6]
EMAIL = f"kim.{RUN}@koncept.example"
SUBPROCESSOR = f"Havbakke {RUN} ApS"


@dataclass(frozen=True)
class Concept:
    """What is otherwise in one concept; `reading` is what its document is looked at for."""

    name: str
    wanted: str
    rests_on: str
    kind: str = ""
    reading: str = ""


CONCEPTS = {
    2: Concept(
        "Bekræftelse", "Jeres bekræftelse i svarene er nok", "gennemført skriftligt som en bekræftelse"
    ),
    3: Concept(
        "Skriftlig status",
        "Det, jeres svar bygger på",
        "gennemført skriftligt på grundlag af databehandlerens svar på spørgeskemaet og den dokumentation",
        "policy",
        "Dokumentet er gældende og har en dato",
    ),
    4: Concept(
        "Certificering eller adfærdskodeks",
        "erklæring om anvendelighed (SoA)",
        "gennemført skriftligt på grundlag af en certificering, databehandlerens svar",
        "iso27001",
        "Udstederen er akkrediteret",
    ),
    5: Concept(
        "Uafhængig tredjeparts tilsyn",
        "erklæring fra en uafhængig revisor",
        "på grundlag af en uafhængig tredjeparts erklæring, databehandlerens svar",
        "isae3000",
        "Ledelsens udtalelse er med",
    ),
    6: Concept(
        "Eget eller fælles tilsyn",
        "det, der skal ses ved et tilsynsbesøg",
        "Kommunerne har selv ført tilsynet i fællesskab",
        "inspection",
        "Referatet er godkendt",
    ),
}
# Which questions tell the concepts apart, and the concepts in which each is asked.
ASKED = {
    "Bekræfter I, at I overholder alle krav i databehandleraftalen": {2},
    "Giver I kommunen besked, hvis I mener, at en instruks": {3, 6},
    "Hvilke underdatabehandlere bruger I i systemerne?": {3, 5, 6},
    "Hvilket certifikat eller hvilken adfærdskodeks": {4},
    "Hvilken erklæring fra en uafhængig tredjepart": {5},
    "Hvor kan et tilsynsbesøg finde sted": {6},
}


def test_one_audit_of_each_concept(installation: Installation, browser: Browser, mass: Mass) -> None:
    systems = {each: f"Koncept {each} {RUN}" for each in CONCEPTS}
    made = mass.supplier(
        name=f"Koncept {RUN} A/S",
        email=EMAIL,
        person="Kim Kofoed",
        systems={name: ["0851"] for name in systems.values()},
    )
    audits = {
        each: str(mass.of_concept(supplier=made["id"], system=name, concept=each)["id"])
        for each, name in systems.items()
    }
    kim = installation.sign_in(browser, "leverandoer", EMAIL)
    page = installation.come_in(browser, "sekretariat", SARA.email)
    for each, audit in audits.items():
        what_is_asked(kim, installation.url("leverandoer", f"/tilsyn/{audit}/"), each)
        hand_in(mass, audit, each)
        sara = Desk(page, installation.url("sekretariat", f"/tilsyn/{audit}/"))
        what_is_looked_at(sara, mass, audit, each)
        mass.sent(audit=audit)
        what_it_rested_on(sara, each)
    mette = installation.come_in(browser, "aalborg", METTE.email)
    mette.goto(installation.url("aalborg", "/tilsyn/"))
    mette.locator("main details").evaluate_all("folds => folds.forEach(fold => { fold.open = true; })")
    mette.get_by_role("link", name=systems[6], exact=True).first.click()
    expect(mette.locator("main")).to_contain_text(CONCEPTS[6].name)


def what_is_asked(kim: Page, mine: str, number: int) -> None:
    """The letter names the concept, the page what is wanted, and the questions are those of the concept."""
    concept = CONCEPTS[number]
    kim.goto(mine)
    expect(kim.locator("main")).to_contain_text(concept.wanted)
    assert f"{number}: {concept.name}" in word_text(download(kim, re.compile("Varsel om tilsyn")))
    kim.goto(mine + "svar/")
    questions = kim.locator("main").inner_text()
    for words, asked_in in ASKED.items():
        assert (words in questions) == (number in asked_in), (number, words)
    if number == 4:
        kim.goto(mine + "dokumentation/")
        expect(kim.locator("main")).to_contain_text(concept.wanted)
        look(kim, "leverandoer-dokumentation-koncept-4")


def hand_in(mass: Mass, audit: str, number: int) -> None:
    """Answer, with a sub-processor where it is asked, and upload the document of the concept."""
    concept = CONCEPTS[number]
    mass.answer_all(audit=audit)
    mass.table(audit=audit, question="subprocessors_list", rows=[[SUBPROCESSOR, "Danmark", "Drift", ""]])
    if concept.kind:
        mass.document(audit=audit, kind=concept.kind, title=f"{concept.name} {RUN}", content=audit)
    mass.submitted(audit=audit)


def what_is_looked_at(sara: Desk, mass: Mass, audit: str, number: int) -> None:
    """The case worker is asked about the document what its kind wants."""
    concept = CONCEPTS[number]
    if concept.kind:
        sara.open("dokumentation/").get_by_role("link", name=re.compile("^Gennemgå")).first.click()
        expect(sara.page.locator(".reading-form")).to_contain_text(concept.reading)
    mass.judged(audit=audit)


def what_it_rested_on(sara: Desk, number: int) -> None:
    """The report tells how this supervision was done, and of sub-processors only what was said."""
    concept = CONCEPTS[number]
    sara.open("rapport/")
    report = word_text(download(sara.page, re.compile("Tilsynsrapport.*docx")))
    assert f"{number}: {concept.name}" in report
    assert concept.rests_on in report
    assert (SUBPROCESSOR in report) == (number in {3, 5, 6})
    assert "oplyst, at der ikke bruges underdatabehandlere" not in report
    assert [
        other.rests_on for at, other in CONCEPTS.items() if at != number and other.rests_on in report
    ] == []
