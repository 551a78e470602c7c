"""Legal values: an old case keeps what counted when it was decided."""

from datetime import date

import pytest

from walls.callers import Caller, acting_as
from workflows.models import LegalValue
from workflows.values import NoValueError, ensure, row_on, value_on, values_on

KEY = "test.answer_working_days"


@pytest.fixture
def two_values(db: None) -> None:
    """15 working days from 2022, 20 from 1 July 2025."""
    with acting_as(Caller.secretariat()):
        ensure(KEY, 15, date(2022, 3, 1), "Bestyrelsen 1. marts 2022")
        ensure(KEY, 20, date(2025, 7, 1), "Bestyrelsen 3. juni 2025", confirmed=False)


@pytest.mark.parametrize(
    ("day", "value"),
    [(date(2022, 3, 1), 15), (date(2025, 6, 30), 15), (date(2025, 7, 1), 20), (date(2030, 1, 1), 20)],
)
def test_the_value_of_the_day_counts(two_values: None, day: date, value: int) -> None:
    with acting_as(Caller.secretariat()):
        assert value_on(KEY, day) == value


def test_before_the_first_there_is_none(two_values: None) -> None:
    with acting_as(Caller.secretariat()), pytest.raises(NoValueError):
        value_on(KEY, date(2022, 2, 28))


def test_many_are_asked_for_at_once_and_what_had_not_begun_is_left_out(two_values: None) -> None:
    with acting_as(Caller.secretariat()):
        ensure("test.other", [1], date(2025, 1, 1), "Bestyrelsen")
        assert values_on((KEY, "test.other"), date(2024, 1, 1)) == {KEY: 15}
        assert values_on((KEY, "test.other"), date(2025, 7, 1)) == {KEY: 20, "test.other": [1]}


def test_its_source_goes_along(two_values: None) -> None:
    with acting_as(Caller.secretariat()):
        row = row_on(KEY, date(2025, 7, 1))
    assert (row.source, row.confirmed) == ("Bestyrelsen 3. juni 2025", False)


def test_what_an_administrator_changed_stays(two_values: None) -> None:
    with acting_as(Caller.secretariat()):
        LegalValue.objects.filter(key=KEY, valid_from=date(2025, 7, 1)).update(value=25)
        ensure(KEY, 20, date(2025, 7, 1), "Bestyrelsen 3. juni 2025")
        assert value_on(KEY, date(2026, 1, 1)) == 25
