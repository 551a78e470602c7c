"""What browser tests ask of every page: no fault that axe finds, and a picture of it where one is wanted."""

import os
from pathlib import Path

from playwright.sync_api import Page

AXE = Path(__file__).parent / "vendor/axe-core/axe.min.js"
PICTURES = Path(__file__).parent.parent / "screenshots"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
WIDTHS = {"desktop": 1280, "telefon": 390, "smal": 320}
HEIGHT = 900


def assert_accessible(page: Page) -> None:
    """Fail with rule, help text and elements for each breach of WCAG 2.1 AA on the page as it is now.

    axe is run by the browser's debugger, past the page's own content security policy, which stays in force.
    """
    page.evaluate(AXE.read_text(encoding="utf-8"))
    # Only what is wrong is told in full: naming every element that is right takes longer than looking at it.
    violations = page.evaluate(
        """async rules => (await axe.run({
            runOnly: {type: 'tag', values: rules}, resultTypes: ['violations']
        })).violations""",
        RULES,
    )
    faults = [
        f"{fault['id']}: {fault['help']}\n  " + "\n  ".join(node["html"][:200] for node in fault["nodes"])
        for fault in violations
    ]
    assert not faults, f"{page.url}\n" + "\n".join(faults)


def assert_fits(page: Page, width: int = 320) -> None:
    """Fail when the page must be scrolled sideways at this width (WCAG 1.4.10)."""
    before = page.viewport_size
    page.set_viewport_size({"width": width, "height": HEIGHT})
    needed = page.evaluate("document.documentElement.scrollWidth")
    wide = page.evaluate(
        """width => [...document.querySelectorAll('main *:not(br)')]
        .filter(e => e.getBoundingClientRect().right > width + 1)
        .filter(e => !e.closest('.table-frame, .tabs, .sr-only'))
        .slice(0, 5).map(e => e.outerHTML.slice(0, 120))""",
        width,
    )
    if before:
        page.set_viewport_size(before)
    assert needed <= width, f"{page.url} needs {needed} px: {wide}"
    assert not wide, f"{page.url} has parts beyond {width} px: {wide}"


def shoot(page: Page, name: str) -> None:
    """Store pictures of the whole page, on a desktop and two phones: screenshots/<name>-desktop.png …

    Only where SEKRETARIAT_TEST_PICTURES is set: three of each page make a run minutes longer.
    """
    if not os.environ.get("SEKRETARIAT_TEST_PICTURES"):
        return
    PICTURES.mkdir(exist_ok=True)
    before = page.viewport_size
    for kind, width in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.screenshot(path=PICTURES / f"{name}-{kind}.png", full_page=True)
    if before:
        page.set_viewport_size(before)
