"""A coordinator makes a key for the municipality's own system, renews it, and revokes it."""

from http.client import HTTPConnection

import pytest
from playwright.sync_api import Browser, Page, expect

from secretariat.demo.people import METTE
from tests.browser.installation import Installation
from tests.browser.walking import look, refused

pytestmark = pytest.mark.browser
NAME = "OS2compliance, prøve"


def status(installation: Installation, key: str) -> int:
    """Ask for the audits as the municipality's own system does, and return how it was answered."""
    line = HTTPConnection("127.0.0.1", installation.port, timeout=30)
    line.request("GET", "/api/audits", headers={"Host": "api.localhost", "X-API-Key": key})
    found = line.getresponse().status
    line.close()
    return found


def shown(page: Page) -> str:
    """The key that stands on the page now."""
    expect(page.locator("h1")).to_have_text("Ny API-nøgle")
    return page.get_by_label(NAME).input_value()


def test_a_key_is_made_shown_once_renewed_and_revoked(installation: Installation, browser: Browser) -> None:
    mette = installation.come_in(browser, "aalborg", METTE.email)
    mette.get_by_role("link", name="Personer").first.click()
    mette.get_by_role("link", name="API-nøgler").first.click()
    mette.get_by_role("button", name="Lav nøgle").click()
    refused(mette, "Navn")
    mette.get_by_label("Navn").fill(NAME)
    mette.get_by_role("button", name="Lav nøgle").click()
    first = shown(mette)
    look(mette, "api-noegle")
    mette.get_by_role("link", name="Tilbage til nøglerne").click()
    row = mette.get_by_role("row").filter(has_text=NAME)
    expect(row).to_contain_text("Aldrig")
    assert first not in mette.content(), "shown once"
    assert status(installation, first) == 200
    mette.reload()
    expect(row).not_to_contain_text("Aldrig")
    look(mette, "api-noegler")

    row.get_by_role("link", name="Forny").click()
    mette.get_by_label("Den gamle nøgle holder op").check()
    look(mette, "api-noegle-forny")
    mette.get_by_role("button", name="Lav den nye nøgle").click()
    second = shown(mette)
    assert (status(installation, first), status(installation, second)) == (401, 200)

    mette.get_by_role("link", name="Tilbage til nøglerne").click()
    row.get_by_role("button", name="Spær").click()
    expect(mette.locator("main")).to_contain_text("er spærret og virker ikke længere")
    assert status(installation, second) == 401
    expect(row.get_by_role("button")).to_have_count(0)
