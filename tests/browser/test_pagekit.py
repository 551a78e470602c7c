"""The page kit in a real browser: everybody can use its pieces, on a phone too, and without JavaScript."""

from typing import Any

import pytest
from django.utils import translation
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import assert_accessible, assert_fits, shoot
from tests.browser.gallery.forms import Deadline
from tests.browser.gallery.stage import draw, put

pytestmark = pytest.mark.browser

LATE = {"deadline": "31.2.2026", "reason": "x" * 300}
PAGES: list[tuple[str, str, dict[str, Any]]] = [
    ("secretariat.html", "secretariat", {}),
    ("municipality.html", "municipality", {"form": Deadline(LATE, {})}),
    ("supplier.html", "supplier", {}),
    ("403.html", "", {}),
    ("404.html", "", {}),
    ("409.html", "", {"reason": "Lise har sendt rapporten."}),
    ("500.html", "", {}),
    ("errors/csrf.html", "", {}),
]


@pytest.mark.parametrize(("name", "site", "more"), PAGES, ids=[name for name, _, _ in PAGES])
def test_everybody_can_use_the_page_on_a_desktop_and_on_a_phone(
    page: Page, name: str, site: str, more: dict[str, Any]
) -> None:
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    put(page, draw(name, site, **more))
    shoot(page, "kit-" + name.removesuffix(".html").replace("/", "-"))
    assert_accessible(page)
    page.set_viewport_size({"width": 390, "height": 800})
    assert_accessible(page)
    assert_fits(page)
    assert complaints == []


def test_errors_are_summed_up_on_top_with_links_to_the_fields(page: Page) -> None:
    put(page, draw("municipality.html", "municipality", form=Deadline(LATE, {})))
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    summary.get_by_role("link", name="Ny frist: Skriv en dato, der findes, fx 12.3.2026.").click()
    expect(page.get_by_label("Ny frist")).to_be_focused()
    expect(page.get_by_label("Ny frist")).to_have_value("31.2.2026")


def test_a_form_without_errors_has_no_summary(page: Page) -> None:
    put(page, draw("municipality.html", "municipality", form=Deadline()))
    expect(page.get_by_role("alert")).to_have_count(0)


def test_a_supplier_may_read_the_page_in_english(page: Page) -> None:
    with translation.override("en"):
        put(page, draw("supplier.html", "supplier"))
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    expect(page.get_by_role("button", name="Dansk")).to_be_visible()


def test_keys_move_through_the_work_and_can_be_switched_off(page: Page) -> None:
    put(page, draw("secretariat.html", "secretariat"))
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.get_by_role("link", name="Fjordens Data ApS", exact=True)).to_be_focused()
    page.keyboard.press("?")
    assert_accessible(page)
    page.get_by_role("button", name="Slå genveje fra").click()
    page.keyboard.press("k")
    expect(page.get_by_role("link", name="Nordlys Omsorg A/S", exact=True)).not_to_be_focused()


def test_marking_all_rows_marks_each_and_counts_them(page: Page) -> None:
    put(page, draw("secretariat.html", "secretariat"))
    page.get_by_label("Markér alle").check()
    expect(page.locator("[data-marked]")).to_have_text("8")
    page.get_by_label("Markér Nordlys Planlagt").uncheck()
    expect(page.locator("[data-marked]")).to_have_text("7")


def test_an_upload_ends_on_the_page_the_server_answers_with(page: Page) -> None:
    answer = draw("supplier.html", "supplier")
    put(page, draw("municipality.html", "municipality", form=Deadline()), posted=answer)
    page.get_by_label("Bilag").set_input_files(
        {"name": "erklæring.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"}
    )
    page.get_by_role("button", name="Gem frist").click()
    expect(page.get_by_role("heading", name="Det skal du sende")).to_be_visible()
    expect(page).to_have_title("Det skal du sende · Fællestilsyn")


def test_the_menu_on_a_phone_opens_without_javascript(browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 700})
    page = context.new_page()
    put(page, draw("secretariat.html", "secretariat"))
    link = page.get_by_role("navigation", name="Hovedmenu").get_by_role("link", name="Leverandører")
    expect(link).to_be_hidden()
    page.get_by_text("Menu", exact=True).click()
    expect(link).to_be_visible()
    context.close()
