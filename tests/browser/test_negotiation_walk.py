"""A negotiation of two rounds: the supplier's Word file, departures, a precedent, a second reader."""

import io
import re
from typing import Any
from uuid import uuid4

import pytest
from docx import Document
from playwright.sync_api import Browser, Locator, Page, expect

from agreements.joint.defaults import complete_values
from agreements.joint.parts import PARTS
from secretariat.demo.people import LISE, METTE, SARA
from secretariat.demo.redlining import Redline
from tests.browser.installation import Installation
from tests.browser.mass import Mass
from tests.browser.walking import choose_file, download, look, refused, word_text

pytestmark = pytest.mark.browser
RUN = uuid4().hex[:8]
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
AALBORG = "0851"
TITLE = f"Sagsstyring {RUN}"
SUPPLIER = f"Fyrtårn & Søn {RUN} A/S"
BEFORE_US = f"Havblik {RUN} ApS"
SUSANNE = f"susanne.{RUN}@fyrtaarn.example"
HOSTILE = "R&D {{ 7 * 7 }} {% if %} <w:p>x</w:p> på Ærø, »citat« æøåÆØÅ"
LONG = "Behandl kun oplysninger efter instruks. " * 250
NIGHT = "Vagten dækker ikke nætter & weekender: {{ timer }} <w:p> 48 er muligt."
EARLIER = "Ydelsen bruges ikke om natten, så 48 timer kan accepteres."
HOURS = "Underretningen sker senest 48 timer efter, at databehandleren er blevet opmærksom på bruddet."
NOTICE = "Varslet er 45 dage, når underdatabehandleren ligger i Danmark."
PROOF = "Databehandleren bekræfter skriftligt på anmodning, at sletningen er sket."
PAID = "Kopien er en del af ydelsen."
KEPT = "Det følger af forordningen og kan ikke fraviges."
REPLACED = (
    ("senest 24 timer efter", "senest 48 timer efter", NIGHT),
    ("60 dage", "45 dage", "Det er vores faste praksis."),
    ("bekræfter skriftligt, at", "bekræfter på anmodning, at", "Det sker ellers aldrig."),
    ("på den dataansvarliges anmodning kunne", "på rimelig anmodning kunne", ""),
    ("straks den dataansvarlige besked", "den dataansvarlige besked uden ophold", ""),
    ("omfanget af den", "betalingen for den", "Bistand koster."),
    ("før overførslen sker", "hurtigst muligt", ""),
    (" mod behørig legitimation", "", "Det er en selvfølge."),
    ("de oplysninger til rådighed", "alle oplysninger til rådighed", ""),
    ("i alt, der angår behandling", "i det meste, der angår behandling", ""),
    (" i et tredjeland eller i en international organisation,", " i et tredjeland,", ""),
)
INSERTED = (
    ("Den dataansvarlige kan få en kopi", "Kopien udleveres mod betaling."),
    ("Databehandleren dokumenterer alle brud", "Bistand ud over to timer betales særskilt."),
    ("Hvordan revision og inspektion foregår", "Inspektion varsles mindst 30 dage forud."),
)
COMMENTED = (
    ("hæfter databehandleren fuldt ud", "Hæftelsen bør følge hovedaftalens loft."),
    ("behandlingsgrundlag", "Hvem dokumenterer det?"),
    ("genforhandlet", "Højst én gang om året."),
    ("fastsættes de i bilag C", "Hvem betaler?"),
    ("fælles postkasser", "Må det være en telefon?"),
)
LEFT_OUT = "ved at stille dokumentation for sine foranstaltninger til rådighed"
WISHES = len(REPLACED) + len(INSERTED) + len(COMMENTED) + 1


def test_a_negotiation_of_two_rounds_ends_in_the_agreement_that_was_agreed(
    installation: Installation, browser: Browser, mass: Mass
) -> None:
    precedent(mass)
    made = mass.supplier(name=SUPPLIER, email=SUSANNE, person="Susanne Søgaard", systems={TITLE: [AALBORG]})
    typed = {"bilag-a": {"purpose": HOSTILE}, "sikkerhed": {"instruction": LONG}}
    text = mass.text(supplier=made["id"], title=TITLE, until="at_supplier", changes=typed)
    where = f"/aftaler/{text['id']}/"

    susanne = installation.sign_in(browser, "leverandoer", SUSANNE)
    susanne.goto(installation.url("leverandoer", where))
    answer_in_word(susanne)
    sara = installation.sign_in(browser, "sekretariat", SARA.email)
    sara.goto(installation.url("sekretariat", f"{where}forhandling/"))
    answer(sara)
    assert mass.answer_rest(text=text["id"], outcome="refused", words=KEPT) == WISHES - 5
    second_round(sara, susanne, installation, where)
    released(installation, browser, where)
    mass.send(text=text["id"], codes=[AALBORG])
    compare_with_the_data(installation, browser, text["number"], typed)


def precedent(mass: Mass) -> None:
    """Another supplier has asked for 48 hours before, and got it."""
    name = f"Havblik {RUN}"
    before = mass.supplier(
        name=BEFORE_US, email=f"hans.{RUN}@havblik.example", person="Hans Hav", systems={name: [AALBORG]}
    )
    text = mass.text(supplier=before["id"], title=name, until="at_supplier")["id"]
    mass.wishes(text=text, changes=[["senest 24 timer efter", "senest 48 timer efter", "Nætter."]])
    assert mass.answer_rest(text=text, outcome="granted", words=EARLIER, agreed=HOURS) == 1


def answer_in_word(susanne: Page) -> None:
    """Change the Word file in twenty places, see what was read, and send it."""
    redline = Redline(download(susanne, "Hent teksten som Word"), author="Susanne Søgaard")
    for old, new, comment in REPLACED:
        redline.replace(old, new, comment=comment)
    for after, new in INSERTED:
        redline.insert_paragraph(after, new)
    for at, words in COMMENTED:
        redline.comment(at, words)
    redline.delete_paragraph(LEFT_OUT)
    susanne.get_by_role("link", name="Send jeres Word-fil").click()
    choose_file(susanne, "ønsker.pdf", b"%PDF-1.4 ikke en Word-fil")
    susanne.get_by_role("button", name="Læs filen").click()
    refused(susanne, "Word")
    look(susanne, "leverandoer-wordfil-afvist")
    choose_file(susanne, "Vores ønsker & rettelser.docx", redline.saved(), WORD)
    susanne.get_by_role("button", name="Læs filen").click()
    expect(susanne.locator("main")).to_contain_text(f"{WISHES} ønsker.")
    rows = susanne.locator("main tbody tr")
    expect(rows).to_have_count(WISHES)
    expect(rows.filter(has_text=NIGHT).locator("del")).to_contain_text("24 timer")
    look(susanne, "leverandoer-wordfil-laest")
    susanne.get_by_role("button", name="Send ønsker").click()
    expect(susanne.locator("main")).to_contain_text("sendt til sekretariatet")


def row_of(sara: Page, place: str) -> Locator:
    """The part of the page about the wish to a point."""
    heading = sara.get_by_role("heading", level=2, name=re.compile(rf"^{re.escape(place)} "))
    return sara.locator("section.negotiation-row").filter(has=heading)


def answer(sara: Page) -> None:
    """Answer five of the wishes: three departures, the first by a precedent; a counter-proposal, a no."""
    expect(sara.locator(".negotiation-head")).to_contain_text(f"0 af {WISHES}")
    hours = row_of(sara, "10.2")
    expect(hours).to_contain_text(NIGHT)
    expect(hours.locator(".negotiation-between")).to_contain_text(BEFORE_US)
    expect(hours.locator(".negotiation-between")).to_contain_text(EARLIER)
    look(sara, "sekretariat-forhandling-20")
    hours.get_by_role("link", name=re.compile(BEFORE_US)).click()
    expect(sara.locator("main")).to_contain_text(EARLIER)
    look(sara, "sekretariat-tidligere-runde")
    sara.go_back()
    for place, agreed, why in (
        ("10.2", HOURS, EARLIER),
        ("7.3", NOTICE, "Kun i Danmark."),
        ("11.1", PROOF, "Kommunen kan bede om det."),
    ):
        departs(row_of(sara, place), agreed, why)
    counter = row_of(sara, "7.8")
    counter.get_by_role("button", name="Modforslag").click()
    refused(sara, "Skriv en begrundelse")
    look(sara, "sekretariat-modforslag-afvist")
    sara.get_by_label("Begrundelse eller modforslag").fill("Vi foreslår et loft i hovedaftalen.")
    sara.get_by_role("button", name="Modforslag").click()
    paid = sara.locator("section.negotiation-row").filter(has_text="Kopien udleveres mod betaling.")
    paid.get_by_label("Begrundelse eller modforslag").fill(PAID)
    paid.get_by_role("button", name="Afvis med begrundelse").click()
    expect(sara.locator(".negotiation-head")).to_contain_text(f"5 af {WISHES}")


def departs(row: Locator, agreed: str, why: str) -> None:
    """Grant a wish as a departure in appendix D."""
    row.get_by_label("Begrundelse eller modforslag").fill(why)
    row.get_by_text("Når ønsket imødekommes").click()
    row.get_by_label("Som fravigelse i bilag D").check()
    row.get_by_label("Aftalt i stedet").fill(agreed)
    row.get_by_role("button", name="Imødekom").click()
    expect(row.page.locator(".messages")).to_contain_text("er gemt")


def second_round(sara: Page, susanne: Page, installation: Installation, where: str) -> None:
    """Send the answers as comments in round 2's Word file; the supplier compares the rounds and accepts."""
    sara.goto(installation.url("sekretariat", f"{where}send-til-leverandoer/"))
    sara.get_by_role("button", name="Send til leverandøren").click()
    expect(sara.locator("main")).to_contain_text("Runde 2 er sendt")
    susanne.goto(installation.url("leverandoer", where))
    content = download(susanne, "Hent teksten som Word")
    said = "\n".join(each.text for each in Document(io.BytesIO(content)).comments)
    assert said.count("Imødekommet") == 3
    assert said.count("Modforslag") == 1
    assert said.count("Afvist") == WISHES - 4
    for words in (
        EARLIER,
        NIGHT,
        "Vi foreslår et loft i hovedaftalen.",
        PAID,
        KEPT,
    ):
        assert words in said
    for agreed in (HOURS, NOTICE, PROOF):
        assert agreed in word_text(content)
    susanne.get_by_role("link", name="Sammenlign runder").click()
    look(susanne, "leverandoer-sammenlign")
    susanne.get_by_label("Fra").select_option("1")
    susanne.get_by_label("Til").select_option("2")
    susanne.get_by_label("Vis kun ændringer").check()
    susanne.get_by_role("button", name="Sammenlign").click()
    expect(susanne.locator(".comparison ins").filter(has_text="48 timer")).to_have_count(1)
    look(susanne, "leverandoer-sammenlign-runder")
    susanne.goto(installation.url("leverandoer", where))
    susanne.get_by_role("button", name="Ingen ønsker: godkend teksten").click()
    expect(susanne.locator("main")).to_contain_text("Teksten er godkendt")


def released(installation: Installation, browser: Browser, where: str) -> None:
    """The leader cannot release departures that nobody else has read; she reads them, and releases."""
    lise = installation.sign_in(browser, "sekretariat", LISE.email)
    expect(lise.locator("main")).to_contain_text(TITLE)
    lise.goto(installation.url("sekretariat", f"{where}andenlaeser/"))
    expect(lise.locator("main")).to_contain_text(NOTICE)
    look(lise, "sekretariat-andenlaeser")
    lise.get_by_role("button", name="Send tilbage").click()
    refused(lise, "skal ændres")
    lise.get_by_role("button", name="Godkend som andenlæser").click()
    expect(lise.locator(".messages")).to_contain_text("Teksten er læst")
    lise.get_by_role("button", name="Frigiv teksten").click()
    expect(lise.locator("main")).to_contain_text("Teksten er frigivet")
    lise.goto(installation.url("sekretariat", f"/aftaler/fravigelser/?q={RUN}"))
    expect(lise.locator("main tbody tr")).to_have_count(4)
    look(lise, "sekretariat-fravigelser")


def compare_with_the_data(
    installation: Installation, browser: Browser, number: str, typed: dict[str, dict[str, Any]]
) -> None:
    """Aalborg's document says field by field what was filled in and agreed, exactly as typed."""
    mette = installation.sign_in(browser, "aalborg", METTE.email)
    mette.goto(installation.url("aalborg", "/aftaler/"))
    mette.get_by_role("link", name=re.compile(TITLE)).first.click()
    content = download(mette, re.compile(r"\.docx$"))
    words = word_text(content)
    values = complete_values(mailbox="aftaler@leverandoer.example")
    for part in PARTS:
        filled = {**values[part.key], **typed.get(part.key, {})}
        for key, value in filled.items():
            for each in written(value):
                assert each in words or each.capitalize() in words, f"{part.key}.{key}: {each[:80]}"
    for words_of in (HOURS, NOTICE, PROOF, SUPPLIER, "Aalborg Kommune", "29189420"):
        assert words_of in words, words_of
    assert f"{number}-{AALBORG}" in Document(io.BytesIO(content)).sections[0].header.paragraphs[0].text
    assert "Viborg Kommune" not in words


def written(value: Any) -> list[str]:
    """The pieces of a value that stand in the document as they were typed; choices stand in other words."""
    if isinstance(value, list):
        return [piece for each in value for piece in written(each)]
    if isinstance(value, dict):
        return [piece for each in value.values() for piece in written(each)]
    if isinstance(value, str) and (" " in value or "@" in value):
        return value.strip().split("\n")
    return []
