"""One's own security, in a real browser: an app is set up, used at the next sign-in, and removed again."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from secretariat.demo.people import DORTE, PASSWORD
from tests.accounts.second_steps import code_of
from tests.browser.installation import Installation
from tests.browser.walking import download, look, refused

pytestmark = pytest.mark.browser


def test_an_app_is_set_up_used_and_removed(installation: Installation, browser: Browser) -> None:
    dorte = installation.sign_in(browser, "aalborg", DORTE.email)
    dorte.get_by_role("link", name="Min sikkerhed").first.click()
    expect(dorte.locator("main")).to_contain_text("Slået fra")
    look(dorte, "min-sikkerhed")
    secret = set_up(dorte)
    keep_the_codes(dorte)
    come_back(installation, dorte, secret)
    remove(dorte)


def set_up(page: Page) -> str:
    """Type what the app shows; a wrong code is refused, and the key stays the same."""
    page.get_by_role("link", name="Sæt en app op").click()
    look(page, "totrin-opsaetning")
    secret = page.locator(".typed-key").inner_text().replace(" ", "")
    assert page.locator("img.qr").evaluate("image => image.naturalWidth") > 0, "the picture is drawn"
    page.get_by_label("Kode").fill("000000")
    page.get_by_role("button", name="Slå til").click()
    refused(page, "Koden passer ikke")
    assert page.locator(".typed-key").inner_text().replace(" ", "") == secret
    page.get_by_label("Kode").fill(code_of(secret, -1))
    page.get_by_role("button", name="Slå til").click()
    expect(page.locator("h1")).to_have_text("Nødkoder")
    return secret


def keep_the_codes(page: Page) -> None:
    """The codes are shown once, and can be had as text."""
    look(page, "noedkoder")
    shown = page.locator(".recovery-codes code").all_inner_texts()
    text = download(page, "Hent koderne som tekst").decode()
    assert re.findall(r"\d{4} \d{4}", text) == shown
    page.get_by_role("button", name="Jeg har gemt koderne").click()
    expect(page.locator("main")).to_contain_text("10 af dine 10 nødkoder er ubrugte")
    look(page, "min-sikkerhed-med-app")
    page.get_by_role("link", name="Se dine nødkoder").click()
    expect(page.locator("main")).not_to_contain_text(shown[0])
    look(page, "noedkoder-senere")


def come_back(installation: Installation, page: Page, secret: str) -> None:
    """Signing in again asks for the code, and leads to the page that was wanted."""
    page.get_by_role("button", name="Log ud").first.click()
    page.goto(installation.url("aalborg", "/konto/sikkerhed/"))
    page.get_by_label("E-mail").fill(DORTE.email)
    page.get_by_label("Adgangskode", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Log ind").click()
    expect(page.locator("h1")).to_have_text("Bekræft, at det er dig")
    look(page, "totrin-kode")
    page.get_by_label("Kode").fill("000000")
    page.get_by_role("button", name="Log ind").click()
    refused(page, "forkert, brugt eller for gammel")
    page.get_by_label("Kode").fill(code_of(secret))
    page.get_by_role("button", name="Log ind").click()
    expect(page.locator("h1")).to_have_text("Min sikkerhed")


def remove(page: Page) -> None:
    """Removing asks for the password."""
    page.get_by_role("link", name="Slå totrinsbekræftelse fra").click()
    look(page, "totrin-fjern")
    page.get_by_label("Din adgangskode").fill("forkert")
    page.get_by_role("button", name="Fjern appen").click()
    refused(page, "Adgangskoden er forkert")
    page.get_by_label("Din adgangskode").fill(PASSWORD)
    page.get_by_role("button", name="Fjern appen").click()
    expect(page.locator("main")).to_contain_text("Totrinsbekræftelse er slået fra")
