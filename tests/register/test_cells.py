"""Numbers, dates and names as Danes write them."""

from datetime import date, datetime, time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from register.portfolio.cells import agreement, email, yes_no
from register.portfolio.counts import Count, NegativeCount, NotACount, count
from register.portfolio.dates import EARLIEST, NotADate, agreement_date
from register.portfolio.identifiers import CVR_WEIGHTS, Registration, is_cvr, registration
from register.portfolio.spelling import name_key, supplier_key, tidy

TODAY = date(2026, 3, 12)
MONTHS = [
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
]


@pytest.mark.parametrize(
    ("text", "number", "is_estimate"),
    [
        ("ca. 8.241", 8241, True),
        ("8.241", 8241, False),
        ("8 241", 8241, False),
        ("8241,0", 8241, False),
        ("8.241,00", 8241, False),
        ("1.234.567", 1234567, False),
        ("ca 500", 500, True),
        ("~500", 500, True),
        ("12.000 (skøn)", 12000, True),
        ("10 tusind", 10000, False),
        ("1,5 mio.", 1500000, False),
        ("ca. 10.000 borgere", 10000, True),
        ("500-1000", 1000, True),
        ("1.000+", 1000, True),
        ("0", 0, False),
        ("over 10.000", 10001, True),
        ("under 1.000", 999, True),
        ("8\u00a0241", 8241, False),
    ],
)
def test_a_number_of_persons_is_read_as_danes_write_it(text: str, number: int, is_estimate: bool) -> None:
    assert count(text) == Count(number, is_estimate)


@given(
    st.integers(0, 50_000_000),
    st.sampled_from([".", " ", "\u00a0", ""]),
    st.sampled_from(["", "ca. ", "cirka "]),
)
def test_any_number_with_any_separator_is_itself(number: int, separator: str, about: str) -> None:
    text = about + f"{number:,}".replace(",", separator)
    assert count(text) == Count(number, bool(about))


@given(st.integers(1, 10**9))
def test_below_zero_is_never_taken(number: int) -> None:
    for value in (-number, float(-number), f"-{number}", f"minus {number}"):
        with pytest.raises(NegativeCount):
            count(value)


@given(st.text())
@example("INFINITY")
@example("nan")
@example("1e999")
def test_no_text_breaks_the_reading_of_a_number(text: str) -> None:
    try:
        found = count(text)
    except (NegativeCount, NotACount):
        return
    assert found is None or 0 <= found.number <= 50_000_000


@given(st.dates(EARLIEST, TODAY))
def test_a_date_is_itself_in_every_danish_form(day: date) -> None:
    forms = [
        f"{day:%d-%m-%Y}",
        f"{day:%d.%m.%Y}",
        f"{day.day}/{day.month}/{day.year}",
        f"{day:%Y-%m-%d}",
        f"{day:%Y%m%d}",
        f"{day.day}. {MONTHS[day.month - 1]} {day.year}",
        f"{day:%Y-%m-%d} 00:00:00",
        f" {day.day}.{day.month}.{day.year} ",
    ]
    assert {agreement_date(form, TODAY) for form in forms} == {day}
    assert agreement_date(day, TODAY) == agreement_date(datetime.combine(day, time(13)), TODAY) == day
    serial = (day - date(1899, 12, 30)).days
    assert agreement_date(float(serial), TODAY) == agreement_date(str(serial), TODAY) == day


@given(st.text())
def test_no_text_breaks_the_reading_of_a_date(text: str) -> None:
    try:
        found = agreement_date(text, TODAY)
    except NotADate:
        return
    assert EARLIEST <= found <= TODAY


@given(st.integers(10_000_000, 99_999_999))
def test_a_cvr_number_passes_modulus_11_and_nothing_else_does(number: int) -> None:
    text = str(number)
    right = sum(int(digit) * weight for digit, weight in zip(text, CVR_WEIGHTS, strict=True)) % 11 == 0
    assert is_cvr(text) is right
    assert registration(f"DK-{text}") == (Registration("DK", text) if right else None)


def test_foreign_numbers_keep_their_country() -> None:
    assert registration("SE 556012-5790") == Registration("SE", "5560125790")
    assert registration("NO 987 654 321 MVA") == Registration("NO", "987654321MVA")
    assert registration("XX 12345678") is None


@pytest.mark.parametrize(
    ("text", "answer", "state"),
    [
        ("Ja", "ja", "ja"),
        ("JA ", "ja", "ja"),
        ("nej", "nej", "nej"),
        ("", "uoplyst", "ikke_oplyst"),
        ("Uoplyst", "uoplyst", "ikke_oplyst"),
        ("i proces", None, "i_proces"),
        ("Ikke relevant", None, "ikke_relevant"),
        ("Ja (2021)", "ja", "ja"),
        ("blå", None, None),
    ],
)
def test_answers_and_agreement_states(text: str, answer: str | None, state: str | None) -> None:
    assert (yes_no(text), agreement(text)) == (answer, state)


def test_an_address_is_found_in_the_text_around_it() -> None:
    assert email("Jens Holm <Jens@Aalborg.example>") == "jens@aalborg.example"
    assert email("-") == ""
    assert email("Jens Holm") is None


@pytest.mark.parametrize("text", ["planhub 5", "  PlanHub\u00a05 ", "PLANHUB 5", "Plan-Hub 5", "Plan Hub 5"])
def test_spelling_variants_of_a_system_are_one_name(text: str) -> None:
    assert name_key(text) == name_key("PlanHub 5")


@pytest.mark.parametrize("text", ["PlanHub 6", "PlanHub", "PlanHub 5 Web", "PlanHub 5+"])
def test_other_systems_are_other_names(text: str) -> None:
    assert name_key(text) != name_key("PlanHub 5")
    assert name_key("Plan 1 2") != name_key("Plan 12")


def test_company_forms_are_one_in_any_spelling_but_do_count() -> None:
    assert supplier_key("TRANEVÆRK AS") == supplier_key("Traneværk A/S") == supplier_key("Traneværk a.s.")
    assert supplier_key("Lys & Lyd ApS") == supplier_key("Lys og Lyd Aps.")
    assert supplier_key("Traneværk A/S") != supplier_key("Traneværk ApS")


@given(st.text())
def test_tidying_twice_changes_nothing_more(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)
    assert name_key(tidy(text)) == name_key(text)
