"""The members' portfolio is read to the last figure."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from register.directory import directory
from register.portfolio.portfolio import Portfolio, read_portfolio


@pytest.fixture(scope="module")
def portfolio(demo_workbook: Path) -> Iterator[Portfolio]:
    """The demo's portfolio, read."""
    with demo_workbook.open("rb") as source:
        yield read_portfolio(source, directory(), date(2026, 6, 1))


def test_every_figure_equals_the_facit(portfolio: Portfolio, facit: dict[str, Any]) -> None:
    assert portfolio.figures() == facit


def test_the_reasons_stand_in_the_facits_order(portfolio: Portfolio, facit: dict[str, Any]) -> None:
    assert list(portfolio.figures()["refused"]) == list(facit["refused"])


def test_concluded_agreements_give_the_two_thresholds(portfolio: Portfolio) -> None:
    members = Counter(
        system for (_, system), use in portfolio.uses.items() if use.line.facts.agreement == "ja"
    )
    assert sum(count >= 10 for count in members.values()) == 459
    assert sum(count >= 20 for count in members.values()) == 250


def test_a_refused_line_is_found_by_the_number_the_spreadsheet_shows(portfolio: Portfolio) -> None:
    assert portfolio.refused[0].number == 19
    assert portfolio.refused[0].fault.reason == "systemnavn mangler"
