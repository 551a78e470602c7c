"""The leader changes a letter: puts its template up wrong, then right, tries it, and takes it into use."""

import io
from uuid import uuid4

import pytest
from docx import Document
from playwright.sync_api import Browser, Page, expect

from secretariat.demo.people import LISE
from tests.browser.installation import Installation
from tests.browser.walking import choose_file, download, look, refused, word_text

pytestmark = pytest.mark.browser
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def with_paragraph(template: bytes, text: str) -> bytes:
    document, out = Document(io.BytesIO(template)), io.BytesIO()
    document.add_paragraph(text)
    document.save(out)
    return out.getvalue()


def put_up(page: Page, version: str, content: bytes) -> None:
    page.get_by_label("Dokument", exact=True).select_option(label="Varsel om tilsyn")
    page.get_by_label("Version").fill(version)
    page.get_by_label("Navn").fill("Med en linje mere")
    choose_file(page, "varsel.docx", content, WORD)
    page.get_by_role("button", name="Kontrollér og læg op").click()


def test_a_letter_is_changed_by_its_template(installation: Installation, browser: Browser) -> None:
    lise = installation.sign_in(browser, "sekretariat", LISE.email)
    lise.get_by_role("link", name="Skabeloner").first.click()
    look(lise, "sekretariat-skabeloner")
    lise.get_by_role("link", name="Felter, der kan bruges i Varsel om tilsyn").click()
    look(lise, "sekretariat-skabelon-felter")
    lise.go_back()
    lise.locator("section", has_text="Varsel om tilsyn").first.locator("tbody a").first.click()
    look(lise, "sekretariat-skabelon-i-brug")
    shipped = download(lise, "Hent selve skabelonen")

    lise.goto(installation.url("sekretariat", "/skabeloner/ny/"))
    look(lise, "sekretariat-skabelon-ny")
    version = f"prøve {uuid4().hex[:6]}"
    put_up(lise, version, with_paragraph(shipped, "Svar senest {{ svarfirst }}, {{ leverandoer.__class__ }}"))
    refused(lise, "Skabelonen kan ikke bruges endnu")
    expect(lise.locator("#problems ~ .table-frame")).to_contain_text("svarfirst")
    look(lise, "sekretariat-skabelon-fejl")

    put_up(lise, version, with_paragraph(shipped, "Svar senest {{ svarfrist|dato }}. Spørg os gerne."))
    expect(lise.locator(".messages")).to_contain_text("lagt op som udkast")
    look(lise, "sekretariat-skabelon-udkast")
    assert "Spørg os gerne." in word_text(download(lise, "Hent en prøve"))

    lise.get_by_role("button", name="Tag i brug").click()
    expect(lise.locator(".messages")).to_contain_text("Skabelonen bruges fra og med")
    look(lise, "sekretariat-skabelon-taget-i-brug")
    lise.get_by_role("button", name="Lad udgå").click()
    expect(lise.locator(".messages")).to_contain_text("Skabelonen er udgået")
