"""A supplier that never answers, through to what the municipality decides; and one that gets more time."""

import re
from datetime import date
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, expect

from secretariat.demo.people import METTE, SARA
from secretariat.pagekit.dates import in_words
from tests.browser.casework import Desk
from tests.browser.installation import Installation
from tests.browser.mass import Mass
from tests.browser.walking import look

pytestmark = pytest.mark.browser
RUN = uuid4().hex[:6]
TRIED = "Vi har skrevet tre gange og ringet til direktøren."


def begun(mass: Mass, name: str, email: str) -> tuple[str, dict[str, str]]:
    """Send the letter to a supplier whose one system Aalborg uses; return the supplier and the audit."""
    made = mass.supplier(
        name=f"{name} {RUN} A/S", email=email, person="Tavs Sørensen", systems={f"{name} {RUN}": ["0851"]}
    )
    return made["id"], mass.audit(supplier=made["id"], systems=[f"{name} {RUN}"])


def test_a_supplier_that_never_answers(installation: Installation, browser: Browser, mass: Mass) -> None:
    email, chief = f"tavs.{RUN}@tavs.example", f"chef.{RUN}@tavs.example"
    supplier, made = begun(mass, "Tavshed", email)
    audit, number = made["id"], made["number"]
    mass.manager(supplier=supplier, name="Chefen", email=chief)
    mass.deadline_at(audit=audit, working_days=5)
    assert "nærmer sig" in installation.mail(browser, email, number)
    sara = Desk(
        installation.come_in(browser, "sekretariat", SARA.email),
        installation.url("sekretariat", f"/tilsyn/{audit}/"),
    )
    main = sara.open()
    expect(main.locator(".action-impossible", has_text="Kunne ikke gennemføres")).to_contain_text(
        "ikke udløbet"
    )
    mass.deadline_at(audit=audit, working_days=-5)
    assert "Vi har ikke modtaget jeres svar" in installation.mail(browser, email, "Påmindelse")
    mass.deadline_at(audit=audit, working_days=-10)
    assert number in installation.mail(browser, chief, "Rykker: svar på tilsyn")

    for _ in range(2):  # nobody hears of it from others first: the members are told a day later
        passed = date.fromisoformat(mass.deadline_at(audit=audit, working_days=-20))
    told = installation.mail(browser, METTE.email, f"Orientering om manglende svar: Tavshed {RUN}")
    assert number in told
    letters = sara.open("breve/")
    expect(letters).to_contain_text("Rykker: svar på")
    expect(letters).to_contain_text("Orientering om manglende svar")
    expect(sara.open("historik/")).to_contain_text(
        "orienterede kommunerne om det manglende svar: Aalborg Kommune"
    )

    sara.page.goto(installation.url("sekretariat", "/?vis=overskredet"))
    sara.page.get_by_role("link", name=re.compile(f"Tavshed {RUN}")).first.click()
    give_up(sara)
    report = report_of_nothing(sara, mass, audit)
    assert in_words(passed) in report
    refuse(installation, browser, mass, number, f"Tavshed {RUN}")
    assert mass.decisions(audit=audit) == {"0851": "not_approved"}
    expect(sara.open("kommuner/")).to_contain_text("ikke godkendt")


def give_up(sara: Desk) -> None:
    """Say that it could not be done; what has been tried must be said."""
    main = sara.page.locator("main")
    main.get_by_text("Andre handlinger").click()
    main.get_by_role("link", name="Kunne ikke gennemføres").click()
    main.get_by_role("button", name="Tilsynet kunne ikke gennemføres").click()
    expect(main.locator(".error-summary")).to_be_visible()
    main.get_by_label("Begrundelse").fill(TRIED)
    main.get_by_role("button", name="Tilsynet kunne ikke gennemføres").click()
    expect(sara.page.locator(".messages")).to_contain_text("»kunne ikke gennemføres«")
    expect(sara.open("rapport/")).to_contain_text("Dan rapport")
    look(sara.page, "sekretariat-kunne-ikke-gennemfoeres")


def report_of_nothing(sara: Desk, mass: Mass, audit: str) -> str:
    """Make the report, have it read, send it, and return what it says: the consequence, and no more."""
    report = sara.send_report(mass, audit, "1 kommune")
    assert "Tilsynet kunne ikke gennemføres: databehandleren har ikke svaret inden fristen" in report
    assert "Kommunen bør overveje, hvad den selv vil gøre." in report
    assert "● Rød" in report
    assert "Databehandleren har ikke afleveret dokumentation." in report
    assert "har oplyst" not in report, "who has not answered has told nothing"
    return report


def refuse(installation: Installation, browser: Browser, mass: Mass, number: str, system: str) -> None:
    """Aalborg does not approve, and says what it does instead."""
    mette = installation.come_in(browser, "aalborg", METTE.email)
    mette.goto(installation.url("aalborg", "/tilsyn/"))
    mette.locator("main details").evaluate_all("folds => folds.forEach(fold => { fold.open = true; })")
    mette.get_by_role("link", name=system, exact=True).first.click()
    main = mette.locator("main")
    expect(main).to_contain_text("kunne ikke gennemføres")
    mette.get_by_label("Tilsynet kan ikke godkendes").check()
    mette.get_by_label("Vi fører selv tilsyn").check()
    main.locator("[name=what_now_note]").fill("Vi besøger leverandøren i januar.")
    mette.get_by_role("button", name="Gem stillingtagen").click()
    expect(mette.locator(".messages")).to_be_visible()
    assert mass.received(code="0851", number=number) == [
        {
            "version": 1,
            "state": "not_approved",
            "what_now": "own_audit",
            "what_now_note": "Vi besøger leverandøren i januar.",
        }
    ]


def test_a_supplier_that_gets_more_time(installation: Installation, browser: Browser, mass: Mass) -> None:
    email = f"travl.{RUN}@travl.example"
    _, made = begun(mass, "Travlhed", email)
    audit = made["id"]
    mass.deadline_at(audit=audit, working_days=1)
    wanted = date.fromisoformat(mass.working_day(ahead=12))
    travl = installation.sign_in(browser, "leverandoer", email)
    mine = installation.url("leverandoer", f"/tilsyn/{audit}/")
    ask(travl, mine, wanted)
    sara = Desk(
        installation.come_in(browser, "sekretariat", SARA.email),
        installation.url("sekretariat", f"/tilsyn/{audit}/"),
    )
    sara.open().get_by_role("link", name="Svar på anmodningen").click()
    sara.page.get_by_label("Svar til leverandøren").fill("Det er i orden, men der kan ikke gives mere tid.")
    sara.page.get_by_role("button", name="Giv udsættelse").click()
    expect(sara.page.locator(".messages")).to_contain_text("Udsættelsen er givet")
    assert in_words(wanted) in installation.mail(browser, email, "der kan ikke gives mere tid")

    mass.days_go(audit=audit, days=8)  # the first deadline has passed, the new one has not
    mass.answer_all(audit=audit)
    travl.goto(mine + "indsend/")
    travl.get_by_role("button", name="Indsend").click()
    expect(travl.locator("main")).to_contain_text("jeres svar er indsendt")
    expect(travl.locator("main")).to_contain_text("givet")
    assert mass.states(audits=[audit]) == {"review": 1}
    history = sara.open("historik/")
    for words in (
        "bad om mere tid",
        "gav leverandøren mere tid",
        f"ændrede fristen til {in_words(wanted)}",
        "sendte svarene",
    ):
        expect(history).to_contain_text(words)
    sara.page.goto(installation.url("sekretariat", "/?vis=overskredet"))
    expect(sara.page.locator("main")).not_to_contain_text(f"Travlhed {RUN}")


def ask(travl: Page, mine: str, wanted: date) -> None:
    """Ask for a day that is no later, and then for one that is; a second wish waits for the answer."""
    travl.goto(mine)
    travl.get_by_role("link", name="Bed om udsættelse").click()
    for day, words in (
        (date(2020, 1, 2), "Den nye frist skal ligge efter den nuværende"),
        (wanted, "Ønsket er sendt"),
    ):
        travl.get_by_label("Ønsket frist").fill(f"{day.day}.{day.month}.{day.year}")
        travl.get_by_label("Begrundelse").fill("Vores revisor er forsinket.")
        travl.get_by_role("button", name="Send ønsket").click()
        expect(travl.locator("body")).to_contain_text(words)
    expect(travl.locator("main")).to_contain_text(f"I har bedt om udsættelse til {in_words(wanted)}")
