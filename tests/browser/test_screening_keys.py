"""The screening queue by its keys alone: choose, save, skip; and no key acts while somebody writes."""

import pytest
from playwright.sync_api import Browser, expect

from secretariat.demo.people import SARA
from tests.browser.installation import Installation
from tests.browser.walking import look

pytestmark = pytest.mark.browser


def test_the_queue_is_answered_with_keys(installation: Installation, browser: Browser) -> None:
    page = installation.sign_in(browser, "sekretariat", SARA.email)
    page.goto(installation.url("sekretariat", "/register/screening/"))
    page.get_by_role("link", name="Begynd med det første").click()
    heading, answers = page.locator("h1"), page.locator('input[name="screening"]')
    look(page, "screening-keys")
    first = heading.inner_text()
    page.keyboard.press("n")
    expect(heading).not_to_have_text(first)
    page.wait_for_load_state()
    second = heading.inner_text()
    page.keyboard.press("5")
    expect(answers.nth(4)).to_be_checked()
    page.keyboard.press("2")
    expect(answers.nth(1)).to_be_checked()
    reason = page.get_by_label("Begrundelse")
    reason.fill("")
    reason.press_sequentially("Kun 1 register g")
    expect(answers.nth(1)).to_be_checked()
    expect(heading).to_have_text(second)
    answers.nth(1).focus()
    page.evaluate("localStorage.setItem('genveje', 'fra')")
    page.keyboard.press("1")
    expect(answers.nth(1)).to_be_checked()
    page.evaluate("localStorage.removeItem('genveje')")
    page.keyboard.press("g")
    expect(heading).not_to_have_text(second)
    expect(page.get_by_text(f"{second.splitlines()[-1]}: ")).to_be_visible()
