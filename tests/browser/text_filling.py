"""Filling in a part of a contract text as a case worker does, field by field."""

from typing import Any

from playwright.sync_api import Page

from agreements.joint.defaults import complete_values
from agreements.joint.parts import PART_OF
from agreements.municipal.notices.periods import read_period


def fill_part(page: Page, key: str, mailbox: str, *, save: bool = True) -> None:
    """Fill in the part that is open with usual terms; save it, which opens the next."""
    page.wait_for_url(f"**/tekst/{key}/")
    values = dict(complete_values(mailbox=mailbox)[key])
    rows = PART_OF[key].rows
    folded = page.locator("main form details:not([open]) > summary")
    while folded.count():
        folded.first.click()
    for number, row in enumerate(values.pop(rows.key, []) if rows else []):
        if not page.locator(f"main [name^='rows-{number}-']").count():
            page.get_by_role("button", name="Tilføj en linje").click()
            page.locator(f"main [name^='rows-{number}-']").first.wait_for()
        for name, value in row.items():
            _fill(page, f"rows-{number}-{name}", value)
    for name, value in values.items():
        _fill(page, name, value)
    if save:
        page.get_by_role("button", name="Gem og gå til næste del").click()


def _fill(page: Page, name: str, value: Any) -> None:
    """Fill in a field of any kind: box, list, ticks, one of a few, a number with a unit."""
    if page.locator(f"main [name='{name}_0']").count():
        period = read_period(str(value or ""))
        page.locator(f"main [name='{name}_0']").fill(str(period.number) if period else "")
        page.locator(f"main [name='{name}_1']").select_option(period.unit if period else "dage")
        return
    field = page.locator(f"main [name='{name}']")
    kind = field.first.evaluate("field => field.type")
    if kind == "radio":
        page.locator(f"main [name='{name}'][value='{value}']").check()
    elif kind == "checkbox" and isinstance(value, list):
        for each in value:
            page.locator(f"main [name='{name}'][value='{each}']").check()
    elif kind == "checkbox":
        field.set_checked(bool(value))
    elif kind == "select-one":
        field.select_option(str(value))
    else:
        field.fill("" if value is None else str(value))
