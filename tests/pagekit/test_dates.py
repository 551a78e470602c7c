"""Dates as Danes write and read them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretariat.pagekit.dates import in_english, in_words, parse_date, working_days_in_words

WRITTEN = [
    "12.3.2026",
    "12.03.2026",
    "12-03-2026",
    "12/3/2026",
    "12 3 2026",
    "2026-03-12",
    "12. marts 2026",
    "12 marts 2026",
    "12. mar. 2026",
    " 12. MARTS 2026 ",
]
REFUSED = ["", "31.2.2026", "12.13.2026", "12. martz 2026", "12. m 2026", "marts 2026", "12.3.26", "i morgen"]


@pytest.mark.parametrize("text", WRITTEN)
def test_a_date_is_understood_in_every_common_form(text: str) -> None:
    assert parse_date(text) == date(2026, 3, 12)


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_date_is_not_guessed_at(text: str) -> None:
    assert parse_date(text) is None


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_date_in_words_is_read_back_as_the_same_date(day: date) -> None:
    assert parse_date(in_words(day)) == day


def test_a_supplier_reads_dates_in_english() -> None:
    assert in_english(date(2026, 3, 12)) == "12 March 2026"


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "i dag"),
        (1, "om 1 arbejdsdag"),
        (3, "om 3 arbejdsdage"),
        (-1, "for 1 arbejdsdag siden"),
        (-2, "for 2 arbejdsdage siden"),
    ],
)
def test_working_days_are_told_in_words(days: int, words: str) -> None:
    assert working_days_in_words(days) == words
