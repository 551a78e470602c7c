"""What every walk does on its way: look at each page, open files again, land from a mail."""

import io
import re
from pathlib import Path

import docx
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import assert_accessible, assert_fits, shoot
from tests.browser.installation import Installation, link_in

SECRET = "En-god-lang-sætning-26"
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)
WORKER_PATIENCE = 240_000  # milliseconds: the worker shares two cores with other tests


def look(page: Page, name: str) -> None:
    """Every page on the way is accessible, fits a phone, and leaves a picture."""
    expect(page.locator("h1")).not_to_have_text("Der er sket en fejl hos os")
    assert_accessible(page)
    assert_fits(page)
    shoot(page, name)


def word_text(content: bytes) -> str:
    """All text of a Word file, tables included."""
    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def download(page: Page, name: str | re.Pattern[str]) -> bytes:
    """The file behind a link."""
    with page.expect_download() as found:
        page.get_by_role("link", name=name).first.click()
    return Path(found.value.path()).read_bytes()


def visitor(browser: Browser, *, locale: str = "da-DK") -> Page:
    """A page of somebody who has not signed in, in a browser session of their own."""
    return browser.new_context(locale=locale, viewport={"width": 1280, "height": 900}).new_page()


def land(installation: Installation, browser: Browser, to: str, words: str) -> Page:
    """Open the link in the newest mail to an address that has the words, as a visitor."""
    page = visitor(browser)
    page.goto(link_in(installation.mail(browser, to, words)))
    return page


def refused(page: Page, *words: str) -> None:
    """The page tells what is wrong, on top and at the field."""
    summary = page.locator(".error-summary")
    expect(summary).to_be_visible()
    for each in words:
        expect(summary).to_contain_text(each)


def choose_file(page: Page, name: str, content: bytes, kind: str = "application/pdf") -> None:
    """Choose a file in the page's file box, and see that the browser holds it."""
    box = page.locator("main input[type=file]")
    box.set_input_files({"name": name, "mimeType": kind, "buffer": content})
    expect(box).to_have_value(re.compile(re.escape(name)))
