"""Answering in a real browser: last year's answers, exceptions, and nothing lost whatever happens."""

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from secretariat.demo.people import LEO
from tests.browser.installation import Installation
from tests.browser.walking import look

pytestmark = pytest.mark.browser
CHANGES = "Er der siden sidste tilsyn sket ændringer"
WHICH = "Beskriv ændringerne"
OFFERED = "der ikke nåede at blive gemt"


def test_answers_are_confirmed_saved_and_never_lost(installation: Installation, browser: Browser) -> None:
    leo = installation.sign_in(browser, "leverandoer", LEO.email)
    confirm_last_years(installation, leo)
    answer_with_an_exception(leo)
    leo = lose_the_connection_and_close(leo)
    two_at_once(installation, browser, leo)


def question(page: Page, words: str) -> Locator:
    """Return the panel of the question that has the words."""
    return page.locator(".question").filter(has_text=words)


def confirm_last_years(installation: Installation, leo: Page) -> None:
    """Find the case that was answered last year too, read those answers and confirm them."""
    leo.goto(installation.url("leverandoer", "/tilsyn/"))
    cases = {each.get_attribute("href") or "" for each in leo.locator("main a[href^='/tilsyn/']").all()}
    again = leo.get_by_role("link", name="fra sidste tilsyn, og bekræft")
    for case in sorted(each for each in cases if re.fullmatch(r"/tilsyn/[0-9a-f-]{36}/", each)):
        leo.goto(installation.url("leverandoer", f"{case}svar/"))
        if again.count():
            break
    again.click()
    expect(leo.locator("main")).to_contain_text("Undtagelse for")
    look(leo, "leverandoer-svar-fra-sidst")
    leo.get_by_role("button", name="Bekræft alle uændrede").click()
    expect(leo.locator("main")).to_contain_text("bekræftet som uændrede")
    stands = leo.locator(".question").filter(has=leo.get_by_label("Uændret", exact=True)).first
    expect(stands.get_by_label("Uændret", exact=True)).to_be_checked()
    expect(stands.locator(".own-answer")).to_be_hidden()
    stands.get_by_label("Ændret", exact=True).check()
    expect(stands.locator(".own-answer")).to_be_visible()
    stands.get_by_label("Uændret", exact=True).check()


def answer_with_an_exception(leo: Page) -> None:
    """What depends on an answer comes with it; one system is otherwise than the others."""
    changes, which = question(leo, CHANGES), question(leo, WHICH)
    expect(which).to_be_hidden()
    changes.get_by_label("Ja", exact=True).first.check()
    expect(which).to_be_visible()
    changes.get_by_text("Undtagelse for").first.click()
    changes.get_by_label("Hvad gælder for systemet?").first.fill("Kun dette system har fået nyt driftssted.")
    expect(changes.locator(".saved")).to_have_text(re.compile(r"^Gemt \d\d\.\d\d$"))


def lose_the_connection_and_close(leo: Page) -> Page:
    """Write without a connection and close the window; the words are there the next time."""
    context = leo.context
    context.set_offline(True)
    which = question(leo, WHICH)
    which.get_by_role("textbox").first.fill("Ny hovedleverandør af drift fra maj.")
    expect(which.locator(".saved")).to_contain_text("gemt i denne browser")
    address = leo.url
    leo.close()
    context.set_offline(False)
    again = context.new_page()
    again.goto(address)
    which = question(again, WHICH)
    words = which.get_by_role("textbox").first
    expect(words.or_(which.get_by_text(OFFERED)).first).to_be_visible()
    if which.get_by_text(OFFERED).count():  # else the browser has sent it after the window was closed
        which.get_by_role("button", name="Sæt det ind").click()
        expect(which.locator(".saved")).to_have_text(re.compile(r"^Gemt \d\d\.\d\d$"))
    look(again, "leverandoer-svar-igen")
    expect(words).to_have_value("Ny hovedleverandør af drift fra maj.")
    again.reload()
    expect(question(again, WHICH)).not_to_contain_text(OFFERED)
    return again


def two_at_once(installation: Installation, browser: Browser, leo: Page) -> None:
    """A colleague writes from the same page: both texts are shown, and one is chosen."""
    colleague = installation.sign_in(browser, "leverandoer", LEO.email)
    colleague.goto(leo.url)
    mine, theirs = question(leo, WHICH), question(colleague, WHICH)
    mine.get_by_role("textbox").first.fill("Ny hovedleverandør fra 1. maj.")
    expect(mine.locator(".saved")).to_have_text(re.compile(r"^Gemt \d\d\.\d\d$"))
    theirs.get_by_role("textbox").first.fill("Vi skifter driftsleverandør i juni.")
    expect(theirs.locator(".clash")).to_contain_text("Ny hovedleverandør fra 1. maj.")
    expect(theirs.locator(".clash")).to_contain_text("Vi skifter driftsleverandør i juni.")
    theirs.get_by_role("button", name="Brug svaret fra").click()
    expect(colleague.locator("main")).to_contain_text("er valgt")
    expect(question(colleague, WHICH).get_by_role("textbox").first).to_have_value(
        "Vi skifter driftsleverandør i juni."
    )
