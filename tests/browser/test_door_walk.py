"""The way in, in a real browser: sign in, a forgotten password, a new colleague, the board, and English."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, expect

from secretariat.demo.people import BO, IB, KARL, LEO, LISE, METTE, PASSWORD
from tests.browser.installation import Installation
from tests.browser.walking import SECRET, land, look, refused, visitor

pytestmark = pytest.mark.browser
COLLEAGUE = f"pia.{uuid4().hex[:8]}@aalborg.example"
NEW_SECRET = "En-anden-lang-sætning-27"


def test_a_colleague_is_invited_and_forgets_a_password(installation: Installation, browser: Browser) -> None:
    mette = installation.sign_in(browser, "aalborg", METTE.email)
    invite(mette)
    pia = take_up(installation, browser)
    sign_out_and_mistype(installation, pia)
    choose_a_new_password(installation, browser, pia)
    close_access(mette, pia)


def test_a_password_of_one_site_opens_no_other(installation: Installation, browser: Browser) -> None:
    page = visitor(browser)
    for site in ("aalborg", "sekretariat", "leverandoer"):
        page.goto(installation.url(site, "/tilsyn/"))
        expect(page.locator("h1")).to_contain_text("Log ind")
        look(page, f"log-ind-{site}")
    sign_in(page, BO.email, PASSWORD)
    refused(page, "E-mail eller adgangskode er forkert.")

    ib = installation.sign_in(browser, "aalborg", IB.email)
    expect(ib.get_by_role("link", name="Personer")).to_have_count(0)
    answer = ib.goto(installation.url("aalborg", "/personer/"))
    assert answer is not None
    assert answer.status == 403
    look(ib, "kommune-ingen-adgang")


def test_the_board_reads_totals_only(installation: Installation, browser: Browser) -> None:
    karl = installation.sign_in(browser, "sekretariat", KARL.email)
    expect(karl.locator("h1")).to_have_text("Tal i alt")
    expect(karl.locator("main")).not_to_contain_text(re.compile("Aalborg|Viborg"))
    look(karl, "bestyrelse-tal")
    for path in ("/tilsyn/", "/aftaler/overblik/", "/register/leverandoerer/", "/personer/"):
        answer = karl.goto(installation.url("sekretariat", path))
        assert answer is not None
        assert answer.status == 403


def test_the_leader_sees_who_has_access(installation: Installation, browser: Browser) -> None:
    lise = installation.sign_in(browser, "sekretariat", LISE.email)
    lise.get_by_role("link", name="Personer").first.click()
    expect(lise.locator("main")).to_contain_text(KARL.name)
    look(lise, "sekretariat-personer")


def test_a_supplier_reads_english(installation: Installation, browser: Browser) -> None:
    leo = visitor(browser, locale="en-GB")
    leo.goto(installation.url("leverandoer", "/konto/log-ind/"))
    leo.get_by_role("button", name="English").first.click()
    expect(leo.locator("h1")).to_have_text("Sign in")
    look(leo, "supplier-sign-in")
    leo.get_by_label("Email").fill(LEO.email)
    leo.get_by_label("Password", exact=True).fill(PASSWORD)
    leo.get_by_role("button", name="Sign in").click()
    leo.wait_for_url(installation.url("leverandoer"))
    look(leo, "supplier-waiting")
    expect(leo.locator("main")).not_to_contain_text("venter på")
    leo.locator(".work-title").first.click()
    look(leo, "supplier-audit")
    leo.goto(installation.url("leverandoer", "/aftaler/"))
    look(leo, "supplier-texts")
    leo.goto(installation.url("leverandoer", "/personer/"))
    look(leo, "supplier-people")
    leo.get_by_role("button", name="Dansk").first.click()
    expect(leo.locator("h1")).to_contain_text("Personer")


def sign_in(page: Page, email: str, password: str) -> None:
    """Fill in the sign-in page that is open."""
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Adgangskode", exact=True).fill(password)
    page.get_by_role("button", name="Log ind").click()


def invite(mette: Page) -> None:
    """Invite a colleague; without a role nothing is sent, and the rest is kept."""
    mette.get_by_role("link", name="Personer", exact=True).first.click()
    look(mette, "kommune-personer")
    mette.get_by_label("Navn").fill("Pia Ø. Sørensen")
    mette.get_by_label("E-mail").fill(COLLEAGUE)
    mette.get_by_role("button", name="Send invitation").click()
    refused(mette, "Roller")
    expect(mette.get_by_label("Navn")).to_have_value("Pia Ø. Sørensen")
    look(mette, "kommune-personer-afvist")
    mette.get_by_label(re.compile("^Læser")).check()
    mette.get_by_role("button", name="Send invitation").click()
    expect(mette.locator("main")).to_contain_text(f"Der er sendt en invitation til {COLLEAGUE}")


def take_up(installation: Installation, browser: Browser) -> Page:
    """Land from the mail and choose a password; a short one is refused."""
    pia = land(installation, browser, COLLEAGUE, "adgang til Fællestilsyn")
    look(pia, "kommune-invitation")
    link = pia.url
    pia.get_by_label("Vælg en adgangskode").fill("kort")
    pia.get_by_role("button", name="Opret adgang").click()
    refused(pia, "adgangskode")
    pia.get_by_label("Vælg en adgangskode").fill(SECRET)
    pia.get_by_role("button", name="Opret adgang").click()
    expect(pia.locator("h1")).to_have_text("Nyt til jer")
    expect(pia.locator("main")).to_contain_text("Velkommen, Pia Ø. Sørensen")
    look(pia, "kommune-velkommen")
    other = visitor(browser)
    answer = other.goto(link)
    assert answer is not None
    assert answer.status == 404
    look(other, "invitation-brugt")
    return pia


def sign_out_and_mistype(installation: Installation, pia: Page) -> None:
    """Sign out, and in again with a wrong password; the address stays."""
    pia.get_by_role("button", name="Log ud").first.click()
    pia.goto(installation.url("aalborg", "/systemer/"))
    sign_in(pia, COLLEAGUE, "forkert adgangskode")
    refused(pia, "E-mail eller adgangskode er forkert.")
    expect(pia.get_by_label("E-mail")).to_have_value(COLLEAGUE)
    look(pia, "log-ind-forkert")


def choose_a_new_password(installation: Installation, browser: Browser, pia: Page) -> None:
    """Ask for a link, choose a new password by it, and get in where one was going."""
    pia.get_by_role("link", name="Glemt adgangskode?").click()
    look(pia, "glemt-adgangskode")
    pia.get_by_role("button", name="Send link").click()
    refused(pia, "E-mail")
    pia.get_by_label("E-mail").fill(COLLEAGUE)
    pia.get_by_role("button", name="Send link").click()
    expect(pia.locator("h1")).to_have_text("Se efter i din indbakke")
    look(pia, "glemt-adgangskode-sendt")
    fresh = land(installation, browser, COLLEAGUE, "bedt om en ny adgangskode")
    look(fresh, "ny-adgangskode")
    for label in ("Ny adgangskode", "Ny adgangskode (igen)"):
        fresh.get_by_label(label, exact=True).fill(NEW_SECRET)
    fresh.get_by_role("button", name="Gem adgangskode").click()
    expect(fresh.locator("h1")).to_have_text("Din nye adgangskode er gemt")
    look(fresh, "ny-adgangskode-gemt")

    pia.goto(installation.url("aalborg", "/systemer/"))
    sign_in(pia, COLLEAGUE, NEW_SECRET)
    expect(pia.locator("h1")).to_have_text("Vores systemer og aftaler")


def close_access(mette: Page, pia: Page) -> None:
    """The contact closes the colleague's access, which counts from the next click."""
    mette.reload()
    mette.get_by_role("row", name=re.compile(COLLEAGUE)).get_by_role("button").click()
    expect(mette.locator("main")).to_contain_text("Adgangen for Pia Ø. Sørensen er lukket")
    pia.reload()
    expect(pia.locator("h1")).to_contain_text("Log ind")
