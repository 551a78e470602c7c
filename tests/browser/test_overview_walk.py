"""The year seen by the leader, by the board in totals only, and by a municipality that makes its report."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from secretariat.demo.people import KARL, LISE, METTE
from tests.browser.installation import Installation
from tests.browser.walking import download, look, word_text

pytestmark = pytest.mark.browser


def number_in(page: Page, selector: str) -> int:
    return int(page.locator(selector).first.inner_text().strip().replace(".", ""))


def test_the_leader_follows_a_number_to_its_list(installation: Installation, browser: Browser) -> None:
    lise = installation.come_in(browser, "sekretariat", LISE.email)
    lise.get_by_role("link", name="Overblik", exact=True).first.click()
    expect(lise.locator("h1")).to_contain_text("Overblik")
    look(lise, "overblik")
    rows = lise.locator("section[aria-labelledby=h-quarters] tbody tr")
    totals = [int(each.replace(".", "")) for each in rows.locator("td:last-child").all_inner_texts()]
    assert sum(totals[:-1]) == totals[-1] > 0
    rows.last.locator("td:last-child a").click()
    expect(lise.locator("main")).to_contain_text(f"{totals[-1]} tilsyn")
    look(lise, "overblik-tilsyn")
    lise.go_back()
    workers = lise.locator("section[aria-labelledby=h-workers] tbody td:last-child").all_inner_texts()
    assert sum(int(each.replace(".", "")) for each in workers) == totals[-1]
    book = download(lise, re.compile("Excel"))
    assert book[:2] == b"PK"
    lise.get_by_role("link", name="Kommune for kommune").click()
    look(lise, "overblik-kommuner")
    missing = [
        int(each.split("/")[0]) for each in lise.locator(".told-matrix tbody .told-edge").all_inner_texts()
    ]
    assert sum(missing) == number_in(lise, ".told-matrix tfoot .told-edge")
    assert missing
    lise.locator(".told-matrix tbody th a").first.click()
    look(lise, "overblik-kommune")


def test_a_board_member_sees_totals_and_nothing_else(installation: Installation, browser: Browser) -> None:
    lise = installation.come_in(browser, "sekretariat", LISE.email)
    lise.goto(installation.url("sekretariat", "/overblik/bestyrelse/"))
    lise.get_by_role("button", name="Dan årsberetningen som Word").click()
    expect(lise.locator("main")).to_contain_text("er dannet som Word")
    karl = installation.come_in(browser, "sekretariat", KARL.email)
    expect(karl.locator("h1")).to_have_text("Tal i alt")
    expect(karl.locator("main")).not_to_contain_text(re.compile("Aalborg|Viborg|Dan årsberetningen"))
    look(karl, "bestyrelse")
    told = word_text(download(karl, re.compile("Årsberetning")))
    assert "Foreningen har" in told
    assert "Aalborg" not in told
    refused = ("/overblik/", "/overblik/kommuner/", "/overblik/tilsyn/", "/tilsyn/stillingtagen/", "/soeg/")
    for path in refused:
        answer = karl.goto(installation.url("sekretariat", path))
        assert answer is not None
        assert answer.status == 403, path


def test_a_municipality_makes_its_year_report(installation: Installation, browser: Browser) -> None:
    mette = installation.come_in(browser, "aalborg", METTE.email)
    mette.get_by_role("link", name="Årsrapport").first.click()
    look(mette, "aarsrapport")
    run = mette.locator("section[aria-labelledby=h-got] tbody tr").first
    assert run.locator("td").inner_text() != "0"
    mette.get_by_role("button", name="Dan årsrapporten som Word").click()
    expect(mette.locator("main")).to_contain_text("er dannet som Word")
    told = word_text(download(mette, re.compile("Årsrapport .* udgave")))
    assert "Aalborg Kommune" in told
    for row in mette.locator("section[aria-labelledby=h-got] tbody tr").all():
        words, number = row.locator("th").inner_text(), row.locator("td").inner_text()
        assert f"{words}\n{number}" in told
    assert "Viborg" not in told
