"""Searching finds æ spelt ae, and one letter wrong, missing, too many or swapped; but guesses no number."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from register.models import Supplier, System
from walls.callers import Caller, acting_as
from workflows.searching import found_in, one_off, search

NAMES = ("Ærøskøbing Data A/S", "Nordlys Data A/S", "Kystsoft ApS", "Århus Fjernvarme", "100 % Sikker_IT")


@pytest.fixture
def suppliers(db: None) -> Iterator[None]:
    with acting_as(Caller.secretariat()):
        Supplier.objects.all().delete()
        for number, name in enumerate(NAMES):
            supplier = Supplier.objects.create(name=name, number=f"1015081{number}")
            System.objects.create(name=f"Elevjournal {number}", supplier=supplier)
            System.objects.create(name=f"Elevplan {number}", supplier=supplier)
        yield


def found(words: str) -> list[str]:
    rows = search(Supplier.objects.order_by("number"), words, "name", "number", "systems__name")
    return [each.name for each in rows]


@pytest.mark.usefixtures("suppliers")
@pytest.mark.parametrize(
    "typed",
    ["Ærøskøbing", "ærøskøbing", "aeroeskoebing", "AEROESKOEBING DATA", "data ærø", "Ærøskøbin", "10150810"],
)
def test_as_it_is_spelt_in_any_way_and_order(typed: str) -> None:
    assert found(typed) == [NAMES[0]]


@pytest.mark.usefixtures("suppliers")
@pytest.mark.parametrize("typed", ["nordlis", "nordys", "norddlys", "nodrlys", "Nrodlys data", "ordlys"])
def test_with_one_letter_wrong_missing_too_many_or_swapped(typed: str) -> None:
    assert found(typed) == [NAMES[1]]


@pytest.mark.usefixtures("suppliers")
@pytest.mark.parametrize("typed", ["norxlix", "apx", "10150899", "nordlys kystsoft", "Sikker%IT", "(.*)"])
def test_nothing_is_found_where_nothing_is_meant(typed: str) -> None:
    assert found(typed) == []
    assert found("%") == [NAMES[4]]


@pytest.mark.usefixtures("suppliers")
def test_what_is_spelt_right_is_not_mixed_with_what_resembles_it() -> None:
    Supplier.objects.create(name="Nordlyd Data", number="99999999")
    assert found("nordlys") == [NAMES[1]]
    assert found("nordlyd") == ["Nordlyd Data"]


@pytest.mark.usefixtures("suppliers")
def test_a_row_comes_once_however_often_it_holds_the_word() -> None:
    assert found("elev") == list(NAMES)
    assert found("") == list(NAMES)


@given(st.text("abcdefæøå", min_size=4, max_size=12), st.data())
def test_every_slip_of_one_letter_is_forgiven(word: str, data: st.DataObject) -> None:
    import re

    at = data.draw(st.integers(0, len(word) - 2))
    letter = data.draw(st.sampled_from("abcxyz"))
    slips = [
        word[:at] + letter + word[at + 1 :],
        word[:at] + word[at + 1 :],
        word[:at] + letter + word[at:],
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
    ]
    for slip in slips:
        assert re.search(one_off(slip), word)


def test_names_outside_tables_are_found_in_the_same_way() -> None:
    assert found_in("aeroe", "Ærø Kommune")
    assert found_in("", "Ærø Kommune")
    assert not found_in("fanø", "Ærø Kommune")
