"""The filters that pages write dates, numbers and sizes with."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from secretariat.pagekit.tags.words import da_date, da_moment, da_number, da_relative_workdays, filesize_da


def test_a_moment_is_shown_as_the_day_it_has_in_denmark() -> None:
    late = datetime(2026, 3, 11, 23, 30, tzinfo=UTC)
    assert da_date(late) == "12. marts 2026"
    assert da_moment(late) == "12. marts 2026 kl. 00.30"


@pytest.mark.parametrize(
    ("number", "shown"), [(8241, "8.241"), (25712.5, "25.712,5"), (0, "0"), (-1200, "-1.200")]
)
def test_numbers_have_danish_separators(number: float, shown: str) -> None:
    assert da_number(number) == shown


@pytest.mark.parametrize(
    ("size", "shown"),
    [(0, "0 byte"), (812, "812 byte"), (1_400_000, "1,4 MB"), (23_000_000, "23 MB"), (209_715_200, "210 MB")],
)
def test_sizes_are_told_as_people_say_them(size: int, shown: str) -> None:
    assert filesize_da(size) == shown


def test_nothing_is_shown_for_nothing() -> None:
    assert [
        da_date(None),
        da_moment(None),
        da_number(None),
        da_relative_workdays(None),
        filesize_da(None),
    ] == [""] * 5


def test_on_english_pages_the_words_are_english() -> None:
    with translation.override("en"):
        assert da_date(date(2026, 3, 12)) == "12 March 2026"
        assert da_moment(datetime(2026, 3, 12, 9, 5, tzinfo=UTC)) == "12 March 2026 at 10:05"
        assert da_relative_workdays(-3) == "3 working days ago"
        assert da_number(8241) == "8,241"
        assert filesize_da(1_400_000) == "1.4 MB"
