"""A case worker's page of one case."""

import re
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from tests.browser.mass import Mass
from tests.browser.walking import WORKER_PATIENCE, download, word_text


@dataclass
class Desk:
    """The case worker's page, and the case."""

    page: Page
    case: str

    def open(self, part: str = "") -> Locator:
        self.page.goto(f"{self.case}{part}")
        return self.page.locator("main")

    def send_report(self, mass: Mass, audit: str, told: str) -> str:
        """Make the report, have it read, send it to whom `told` says; returns its Word file's words."""
        main = self.open("rapport/")
        self.page.get_by_role("button", name=re.compile("^Dan rapport")).click()
        expect(self.page.locator(".messages")).to_contain_text("Rapporten er dannet")
        assert mass.read(audit=audit) == "ready"
        self.open("send/")
        self.page.get_by_role("button", name="Send 1 rapport").click()
        expect(main).to_contain_text(f"Sendt til {told}", timeout=WORKER_PATIENCE)
        self.open("rapport/")
        return word_text(download(self.page, re.compile("Tilsynsrapport.*docx")))

    def step(self, number: int, label: str, reason: str = "") -> None:
        """Take a step of a finding."""
        self.open("forhold/")
        panel = self.page.locator(f"#forhold-{number}")
        panel.locator("details").evaluate_all("folds => folds.forEach(fold => { fold.open = true; })")
        panel.locator("textarea[name=reason]").fill(reason)
        panel.get_by_role("button", name=label).click()
        expect(self.page.locator(".messages")).to_contain_text(f"Forhold {number} er nu")
