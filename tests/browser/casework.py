"""A case worker's page of one case."""

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect


@dataclass
class Desk:
    """The case worker's page, and the case."""

    page: Page
    case: str

    def open(self, part: str = "") -> Locator:
        self.page.goto(f"{self.case}{part}")
        return self.page.locator("main")

    def step(self, number: int, label: str, reason: str = "") -> None:
        """Take a step of a finding."""
        self.open("forhold/")
        panel = self.page.locator(f"#forhold-{number}")
        panel.locator("details").evaluate_all("folds => folds.forEach(fold => { fold.open = true; })")
        panel.locator("textarea[name=reason]").fill(reason)
        panel.get_by_role("button", name=label).click()
        expect(self.page.locator(".messages")).to_contain_text(f"Forhold {number} er nu")
