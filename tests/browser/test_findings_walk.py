"""One audit with five findings, from a draft commented in Word to the last one closed in the next audit."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from secretariat.demo.people import DORTE, METTE, SARA
from secretariat.demo.redlining import Redline
from tests.browser.casework import Desk
from tests.browser.installation import Installation
from tests.browser.mass import Mass
from tests.browser.walking import PDF, download

pytestmark = pytest.mark.browser
RUN = uuid4().hex[:6]
FIVE, EMAIL = f"Femforhold {RUN} A/S", f"fie.{RUN}@fem.example"
ONE, TWO = f"Femsystem {RUN} Et", f"Femsystem {RUN} To"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# By number: the kind, the system, the heading, and what the supplier writes beside the text in Word.
FOUND = {
    1: ("recommendation", ONE, f"Awareness {RUN}", "Kampagnen er allerede planlagt."),
    2: ("minor", TWO, f"Adgange {RUN}", "Gennemgangen fandt sted i maj."),
    3: ("major", ONE, f"Sletning {RUN}", "Vi er enige."),
    4: ("critical", ONE, f"Kryptering {RUN}", "Vi mener, at forholdet er en mindre afvigelse."),
    5: ("undocumented", TWO, f"Gendannelse {RUN}", "Testen vedlægges senere."),
}


def words_of(number: int) -> str:
    return f"Beskrivelsen af det {number}. forhold i sag {RUN}."


def test_five_findings_from_hearing_to_closed(
    installation: Installation, browser: Browser, mass: Mass
) -> None:
    made = mass.supplier(
        name=FIVE, email=EMAIL, person="Fie Fem", systems={ONE: ["0851", "0791"], TWO: ["0851"]}
    )
    audit = str(mass.audit(supplier=made["id"], systems=[ONE, TWO])["id"])
    mass.hand_in(audit=audit)
    mass.in_hearing(
        audit=audit,
        found=[
            {"kind": kind, "system": system, "title": title, "text": words_of(number)}
            for number, (kind, system, title, _) in FOUND.items()
        ],
    )
    fie = installation.sign_in(browser, "leverandoer", EMAIL)
    mine = installation.url("leverandoer", f"/tilsyn/{audit}/")
    comment_in_word(fie, mine)
    sara = Desk(
        installation.come_in(browser, "sekretariat", SARA.email),
        installation.url("sekretariat", f"/tilsyn/{audit}/"),
    )
    answer_comments(sara)
    report_with_answers(sara, mass, audit)

    plan_and_prove(sara, fie, mine)
    assert mass.finding_states(audit=audit) == {
        "1": "next_audit",
        "2": "next_audit",
        "3": "closed",
        "4": "awaiting_plan",
        "5": "awaiting_plan",
    }
    accept_the_risk(installation, browser, mass, sara)
    mass.closed(audit=audit, numbers=[4, 5])
    sara.open()
    sara.page.get_by_role("link", name="Afslut sagen").click()
    sara.page.get_by_role("button", name="Afslut sagen").click()
    expect(sara.page.locator("h1")).to_contain_text("afsluttet")
    next_audit(installation, mass, sara, made["id"])
    assert mass.finding_states(audit=audit) == dict.fromkeys("12345", "closed")
    assert mass.own_record(code="0851", title=FOUND[2][2])["copy"] == "closed"


def comment_in_word(fie: Page, mine: str) -> None:
    """Take the draft, write a comment on each finding and another conclusion in Word, and send it back."""
    fie.goto(mine + "hoering/")
    redline = Redline(download(fie, re.compile("Hent udkastet")), author="Fie Fem")
    for number, (_, _, _, comment) in FOUND.items():
        redline.comment(words_of(number), comment)
    redline.replace("Tilsynet omfatter", "Tilsynet dækker", comment="Skriv, at vi har hjulpet til.")
    fie.get_by_text("Send udkastet tilbage med kommentarer i Word").click()
    fie.locator("main input[type=file]").set_input_files(
        {"name": "udkast med kommentarer.docx", "mimeType": WORD, "buffer": redline.saved()}
    )
    fie.get_by_role("button", name="Læs filen").click()
    expect(fie.locator(".messages")).to_contain_text("Vi har læst 6 bemærkninger")
    for number, (_, _, title, comment) in FOUND.items():
        section = fie.locator("section.panel").filter(has_text=f"Forhold {number}: {title}")
        expect(section.locator(".comment")).to_contain_text(comment)
        expect(section.locator(".comment")).to_contain_text("Fie Fem")
    expect(fie.locator("section.panel").first).to_contain_text("Tilsynet dækker")
    fie.get_by_role("button", name="Send 6 bemærkninger").click()
    expect(fie.locator("main")).to_contain_text("jeres svar på høringen er sendt")


def answer_comments(sara: Desk) -> None:
    """Answer each comment beside its section, and uphold every finding; without that no report is made."""
    main = sara.open("hoering/")
    open_ones = main.locator("article").filter(
        has=sara.page.get_by_role("button", name="Gem svar", exact=True)
    )
    expect(open_ones).to_have_count(6)
    for left in range(5, -1, -1):
        article = open_ones.first
        heading = article.locator("h3").inner_text()
        article.get_by_label(
            "Imødekommet" if "Forhold 4" not in heading else "Ikke imødekommet", exact=True
        ).check()
        article.get_by_label("Svar på bemærkningen").fill(f"Vores svar på {heading}.")
        article.get_by_role("button", name="Gem svar", exact=True).click()
        expect(open_ones).to_have_count(left)
    for number in FOUND:
        sara.step(number, "Fasthold")


def report_with_answers(sara: Desk, mass: Mass, audit: str) -> None:
    """Make the report, have it read, send it; the Word file holds every comment beside its answer."""
    text = sara.send_report(mass, audit, "2 kommuner")
    for number, (_, _, title, comment) in FOUND.items():
        assert title in text
        assert words_of(number) in text
        assert comment in text
        assert f"Vores svar på Forhold {number}: {title}." in text
    assert "Ikke imødekommet. Vores svar på Forhold 4" in text
    assert "Foreslået ordlyd: Tilsynet dækker" in text


def plan_and_prove(sara: Desk, fie: Page, mine: str) -> None:
    """The supplier's own date, which is late; proof; confirmed, closed, reopened, and closed for good."""
    late = timezone.localdate() + timedelta(days=400)
    for again in (False, True):
        hand_in_plan(fie, mine, done_by=late)
        sara.open("forhold/")
        expect(sara.page.locator("#forhold-3")).to_contain_text(
            "Det er efter fristen" if not again else "Færdig senest"
        )
        sara.step(3, "Godtag handlingsplanen", "Sletning kræver en ny version af systemet.")
        prove(fie)
        sara.step(3, "Bekræft udbedringen")
        sara.step(3, "Luk forholdet")
        if not again:
            sara.step(3, "Genåbn forholdet", "En stikprøve viser, at der ikke er slettet.")
            sara.step(3, "Bed om handlingsplan")
    sara.step(2, "Følg op ved næste tilsyn", "Gennemgangen sker i december.")


def hand_in_plan(fie: Page, mine: str, *, done_by: date) -> None:
    """Write what will be done and when."""
    fie.goto(mine)
    fie.get_by_role("link", name=re.compile(FOUND[3][2])).click()
    fie.get_by_label("Hvad vil I gøre?").fill("Vi indfører automatisk sletning.")
    fie.get_by_label("Færdig senest").fill(f"{done_by.day}.{done_by.month}.{done_by.year}")
    fie.get_by_role("button", name="Send", exact=True).click()
    expect(fie.locator("main")).to_contain_text("Tak, det er sendt til sekretariatet")


def prove(fie: Page) -> None:
    """Show that it is mended, with a file."""
    fie.reload()
    fie.get_by_label("Hvad har I gjort?").fill("Sletningen kører hver nat.")
    fie.locator("main input[type=file]").set_input_files(
        {"name": "sletning.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    fie.get_by_role("button", name="Send", exact=True).click()
    expect(fie.locator("main")).to_contain_text("Tak, det er sendt til sekretariatet")


def accept_the_risk(installation: Installation, browser: Browser, mass: Mass, sara: Desk) -> None:
    """Put what is critical to the municipalities; Aalborg accepts the risk for a time; its DPO remarks."""
    title, until = FOUND[4][2], timezone.localdate() + timedelta(days=90)
    sara.step(4, "Forelæg for kommunerne", "Leverandøren vil ikke rette op.")
    mail = installation.mail(browser, METTE.email, title)
    assert "Leverandøren vil ikke rette op." in mail
    mette = installation.come_in(browser, "aalborg", METTE.email)
    mette.goto(installation.url("aalborg", "/tilsyn/forhold/"))
    mette.get_by_role("link", name=title).click()
    expect(mette.locator("main")).to_contain_text("Leverandøren vil ikke rette op.")
    mette.get_by_label("Vi accepterer risikoen").check()
    mette.get_by_label("Hvem accepterer risikoen?").fill("Ulla Juhl, digitaliseringschef")
    mette.get_by_label("Risikoen accepteres til").fill(f"{until.day}.{until.month}.{until.year}")
    mette.get_by_label("Begrundelse").fill("Systemet udfases inden jul.")
    mette.get_by_role("button", name="Gem vores svar").click()
    expect(mette.locator("main")).to_contain_text("Ulla Juhl, digitaliseringschef")

    dorte = installation.come_in(browser, "aalborg", DORTE.email)
    dorte.goto(mette.url)
    expect(dorte.get_by_role("button", name="Gem vores svar")).to_have_count(0)
    dorte.get_by_label("Bemærkning").fill("Jeg fraråder det.")
    dorte.get_by_role("button", name="Gem bemærkning").click()
    expect(dorte.locator("#dpo")).to_contain_text("Jeg fraråder det.")

    own = mass.own_record(code="0851", title=title)
    assert own["copy"] == "presented"
    assert own["remarks"] == ["Jeg fraråder det."]
    assert own["stand"]["until"] == until.isoformat()
    assert (own["stand"]["response"], own["stand"]["owner"]) == (
        "risk_accepted",
        "Ulla Juhl, digitaliseringschef",
    )
    assert own["told"] == ["risk_accepted"]
    assert mass.own_record(code="0791", title=title)["stand"] is None, "another municipality's is its own"
    panel = sara.open("forhold/").locator("#forhold-4")
    expect(panel).to_contain_text("Aalborg Kommune: accepterer risikoen til")
    expect(panel).not_to_contain_text("udfases")
    sara.step(4, "Bed om handlingsplan")


def next_audit(installation: Installation, mass: Mass, sara: Desk, supplier: str) -> None:
    """The next audit begins with what was left to it, and closes it."""
    audit = str(mass.audit(supplier=supplier, systems=[ONE, TWO])["id"])
    mass.hand_in(audit=audit)
    later = Desk(sara.page, installation.url("sekretariat", f"/tilsyn/{audit}/"))
    main = later.open("forhold/")
    expect(main).to_contain_text("Fulgt op fra sidst (2)")
    main.get_by_role("button", name=re.compile(f"^Bragt i orden.*{FOUND[1][2]}")).click()
    expect(main).to_contain_text("Bragt i orden.")
    main.get_by_role("button", name="Resten er bragt i orden").click()
    expect(main.get_by_text("Bragt i orden.", exact=True)).to_have_count(2)
