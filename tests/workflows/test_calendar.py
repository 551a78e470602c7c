"""Danish working days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from walls.callers import Caller, acting_as
from workflows.calendar import (
    add_working_days,
    closed_in,
    deadline_after,
    easter,
    forget_closed_days,
    holidays,
    is_quiet,
    is_working_day,
    past_quiet,
    why_quiet,
    working_days_between,
)
from workflows.models import ClosedDay, LegalValue

DAYS = st.dates(date(2000, 1, 1), date(2080, 12, 31))


@pytest.fixture
def no_closed_days(db: None) -> None:
    """The plain calendar, read once; the properties ask no database."""
    with acting_as(Caller.secretariat()):
        assert ClosedDay.objects.filter(yearly=False).count() == 0
        assert not is_working_day(date(2026, 12, 24))


@pytest.mark.parametrize(
    "sunday",
    [date(2000, 4, 23), date(2008, 3, 23), date(2011, 4, 24), date(2019, 4, 21), date(2024, 3, 31),
     date(2025, 4, 20), date(2026, 4, 5), date(2027, 3, 28), date(2038, 4, 25)],
)  # fmt: skip
def test_easter_falls_where_the_church_says(sunday: date) -> None:
    assert easter(sunday.year) == sunday


def test_the_holidays_of_2026() -> None:
    assert holidays(2026) == {
        date(2026, 1, 1): "nytårsdag",
        date(2026, 4, 2): "skærtorsdag",
        date(2026, 4, 3): "langfredag",
        date(2026, 4, 6): "2. påskedag",
        date(2026, 5, 14): "Kristi himmelfartsdag",
        date(2026, 5, 25): "2. pinsedag",
        date(2026, 12, 25): "juledag",
        date(2026, 12, 26): "2. juledag",
    }


def test_store_bededag_is_abolished_from_2024(no_closed_days: None) -> None:
    assert not is_working_day(date(2023, 5, 5))
    assert is_working_day(date(2024, 4, 26))


def test_offices_are_closed_on_constitution_day(no_closed_days: None) -> None:
    assert not is_working_day(date(2025, 6, 5))
    assert is_working_day(date(2025, 6, 4))


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (date(2026, 4, 1), 1, date(2026, 4, 7)),  # over Easter
        (date(2026, 4, 1), 0, date(2026, 4, 1)),  # a working day is its own
        (date(2026, 4, 4), 0, date(2026, 4, 7)),  # Saturday in Easter: the next one
        (date(2026, 4, 4), 1, date(2026, 4, 7)),
        (date(2026, 4, 7), -1, date(2026, 4, 1)),  # a reminder beforehand
        (date(2026, 12, 23), 5, date(2027, 1, 5)),  # over the turn of the year
    ],
)
def test_deadlines_of_known_days(no_closed_days: None, start: date, days: int, end: date) -> None:
    assert add_working_days(start, days) == end


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        (date(2026, 4, 1), date(2026, 4, 7), 1),
        (date(2026, 4, 1), date(2026, 4, 1), 0),
        (date(2026, 4, 7), date(2026, 4, 1), -1),
        (date(2026, 4, 3), date(2026, 4, 6), 0),
    ],
)
def test_days_between_known_days(no_closed_days: None, start: date, end: date, days: int) -> None:
    assert working_days_between(start, end) == days


def test_the_rules_hold_for_every_day(no_closed_days: None) -> None:
    @given(DAYS, st.integers(1, 120))
    def adding_and_counting_agree(start: date, days: int) -> None:
        end = add_working_days(start, days)
        assert is_working_day(end)
        assert end > start
        assert working_days_between(start, end) == days

    @given(DAYS, st.integers(0, 400))
    def counting_back_is_counting_with_the_sign_turned(start: date, length: int) -> None:
        end = start + timedelta(days=length)
        assert working_days_between(end, start) == -working_days_between(start, end)

    @given(DAYS, st.integers(1, 60))
    def back_and_forth_leads_home_from_a_working_day(start: date, days: int) -> None:
        first = add_working_days(start, 0)
        assert first >= start
        assert add_working_days(add_working_days(first, -days), days) == first

    adding_and_counting_agree()
    counting_back_is_counting_with_the_sign_turned()
    back_and_forth_leads_home_from_a_working_day()


def test_a_closed_day_that_was_entered_counts(no_closed_days: None) -> None:
    day = date(2026, 5, 15)
    assert is_working_day(day)
    with acting_as(Caller.secretariat()):
        ClosedDay(day=day, name="kollektiv fridag").save(force_insert=True)
        forget_closed_days()
        assert not is_working_day(day)
        assert add_working_days(date(2026, 5, 13), 1) == date(2026, 5, 18)


def test_a_day_that_is_closed_every_year_counts_from_its_first_year_to_its_last(no_closed_days: None) -> None:
    with acting_as(Caller.secretariat()):
        ClosedDay(day=date(2026, 10, 1), yearly=True, until=date(2028, 1, 1), name="personaledag").save(
            force_insert=True
        )
        forget_closed_days()
        closed = [not is_working_day(date(year, 10, 1)) for year in (2025, 2026, 2027, 2029)]
        assert closed == [False, True, True, False]
        assert closed_in(2026)[date(2026, 10, 1)] == "personaledag"


def test_no_deadline_falls_on_a_closed_day_or_in_a_quiet_week(no_closed_days: None) -> None:
    with acting_as(Caller.secretariat()):
        for start in (date(2026, 1, 1) + timedelta(days=n) for n in range(365)):
            for days in (0, 5, 10, 20):
                end = deadline_after(start, days)
                assert not is_quiet(end)
                assert end == past_quiet(add_working_days(start, days))
        assert deadline_after(date(2026, 12, 11), 10) == date(2027, 1, 11), "past weeks 52, 53 and 1"


def test_the_reader_is_told_why_a_day_cannot_be_a_deadline(no_closed_days: None) -> None:
    with acting_as(Caller.secretariat()):
        assert "2. påskedag" in why_quiet(date(2026, 4, 6))
        assert "lørdag" in why_quiet(date(2026, 4, 11))
        assert "uge 29" in why_quiet(date(2026, 7, 15))
        assert why_quiet(date(2026, 4, 7)) == ""


def test_quiet_weeks_are_a_dated_value(no_closed_days: None) -> None:
    with acting_as(Caller.secretariat()):
        LegalValue(key="reminders.quiet_weeks", value=[42], valid_from=date(2026, 9, 1), source="Prøve").save(
            force_insert=True
        )
        forget_closed_days()
        assert is_quiet(date(2026, 7, 15))
        assert is_quiet(date(2026, 10, 14))
        assert not is_quiet(date(2027, 7, 14))
