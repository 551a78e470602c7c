"""How the days of a notice are counted: from receipt, in the agreement's own unit, on the Danish calendar."""

from datetime import date

import pytest

from agreements.municipal.notices.identity import identity, number_key, with_row
from agreements.municipal.notices.periods import Period, Terms, read_period


@pytest.mark.parametrize(
    ("number", "unit", "start", "end"),
    [
        (30, "dage", date(2026, 1, 5), date(2026, 2, 4)),
        (60, "dage", date(2026, 1, 5), date(2026, 3, 6)),
        (4, "uger", date(2026, 1, 5), date(2026, 2, 2)),
        (1, "måneder", date(2026, 1, 31), date(2026, 3, 2)),  # 28 February is a Saturday
        (3, "måneder", date(2026, 11, 30), date(2027, 3, 1)),  # 28 February 2027 is a Sunday
        (10, "arbejdsdage", date(2026, 3, 30), date(2026, 4, 16)),  # over Easter
        (30, "dage", date(2025, 12, 2), date(2026, 1, 2)),  # 1 January is closed
    ],
)
def test_a_period_ends_on_its_last_open_day(
    as_secretariat: None, number: int, unit: str, start: date, end: date
) -> None:
    assert Period(number, unit).ends(start) == end


@pytest.mark.parametrize(
    ("words", "period"),
    [
        ("30 dage efter varslet", Period(30, "dage")),
        ("senest 4 uger efter modtagelsen", Period(4, "uger")),
        ("2 måneder", Period(2, "måneder")),
        ("10 arbejdsdage", Period(10, "arbejdsdage")),
        ("5 hverdage", Period(5, "arbejdsdage")),
        ("senest tre måneder efter erklæringsperiodens udløb", Period(3, "måneder")),
        ("inden for én uge", Period(1, "uger")),
        ("aftalen 2 dage før", Period(2, "dage")),
        ("hen ugevis", None),
        ("hurtigst muligt", None),
        ("0 dage", None),
        ("", None),
    ],
)
def test_a_period_is_read_from_an_agreement_s_words(words: str, period: Period | None) -> None:
    assert read_period(words) == period


def test_the_objection_window_counts_and_without_one_the_whole_notice(db: None, as_secretariat: None) -> None:
    given = {"authorisation": "generel", "notice_number": 60, "notice_unit": "dage"}
    start = date(2026, 1, 5)
    terms = Terms.of({**given, "objection_within": "30 dage efter varslet"})
    assert (terms.due(start), terms.notice_ends(start)) == (date(2026, 2, 4), date(2026, 3, 6))
    assert Terms.of(given).due(start) == date(2026, 3, 6)
    assert Terms.of({}, notice_days=30).due(start) == date(2026, 2, 4)
    assert Terms.of({}).due(start) is None


def test_specific_authorisation_has_no_window_for_objecting(db: None, as_secretariat: None) -> None:
    given = {"authorisation": "specifik", "notice_number": 30, "notice_unit": "dage"}
    terms = Terms.of({**given, "objection_within": "5 dage"})
    assert (terms.authorisation, terms.due(date(2026, 1, 5))) == ("specifik", date(2026, 2, 4))


def test_a_company_is_known_by_its_number_however_it_is_written() -> None:
    assert identity("Fjordhost ApS", "DK 10 15 08 17") == identity("FJORDHOST", "CVR 10150817")
    assert identity("Fjordhost ApS", "") == identity("fjordhost a.p.s.", "-")
    assert identity("Fjordhost ApS", "") != identity("Fjordhost A/S", "")
    assert number_key("ukendt") == ""


def test_a_new_row_takes_the_place_of_the_same_company_s() -> None:
    old = [{"name": "A", "registration_number": "10150817"}, {"name": "B", "registration_number": "x"}]
    new = {"name": "A ny", "registration_number": "DK-10150817"}
    assert with_row(old, new) == [new, old[1]]
    other = {"name": "C", "registration_number": "98915001"}
    assert with_row(old, other) == [*old, other]
