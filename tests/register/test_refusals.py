"""What cannot be true refuses a line, with field and advice; what is merely missing does not."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from register.directory import directory
from register.portfolio.columns import Field
from register.portfolio.lines import LineReader, RefusedLine
from register.portfolio.portfolio import Portfolio

Read = Callable[..., Portfolio]


@pytest.mark.parametrize(
    ("header", "value", "reason"),
    [
        ("Kommunens CVR", "00000000", "ukendt kommune"),
        ("Kommunens CVR", "98915001", "ukendt kommune"),
        ("Leverandørens CVR", "12345678", "ugyldigt CVR på leverandør"),
        ("Leverandørens CVR", "9891500", "ugyldigt CVR på leverandør"),
        ("Leverandørens CVR", "hos økonomi", "ugyldigt CVR på leverandør"),
        ("It-system", "", "systemnavn mangler"),
        ("It-system", " \u00a0 ", "systemnavn mangler"),
        ("It-system", "-", "systemnavn mangler"),
        ("Aftaledato", "31-02-2024", "ugyldig dato"),
        ("Aftaledato", "13-03-2026", "ugyldig dato"),
        ("Aftaledato", "snart", "ugyldig dato"),
        ("Aftaledato", "2024", "ugyldig dato"),
        ("Aftaledato", "01-01-1900", "ugyldig dato"),
        ("Antal registrerede", -5, "negativt antal registrerede"),
        ("Antal registrerede", "ca. -5", "negativt antal registrerede"),
        ("Antal registrerede", "mange", "ugyldigt antal registrerede"),
        ("Antal registrerede", 8.5, "ugyldigt antal registrerede"),
        ("KITOS UUID", "ikke-et-uuid", "ugyldigt KITOS-uuid"),
        ("KITOS UUID", "00000000-0000-0000-0000-000000000000", "ugyldigt KITOS-uuid"),
    ],
)
def test_a_line_that_cannot_be_true_is_refused(read: Read, header: str, value: object, reason: str) -> None:
    portfolio = read({header: value})
    assert portfolio.figures()["refused"] == {reason: 1}
    assert portfolio.refused[0].fault.field == header
    assert portfolio.refused[0].fault.advice
    assert not portfolio.uses


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("Kommunens CVR", "DK 29 18 94 20"),
        ("Kommunens CVR", 29189420),
        ("Kommunens CVR", ""),
        ("Leverandørens CVR", "98 91 50 01"),
        ("Leverandørens CVR", "SE 556012-5790"),
        ("Leverandørens CVR", ""),
        ("Leverandørens CVR", "ukendt"),
        ("Leverandør", ""),
        ("It-system", " PlanHub "),
        ("Aftaledato", "29-02-2024"),
        ("Aftaledato", "12-03-2026"),
        ("Aftaledato", "2021-07-27"),
        ("Aftaledato", ""),
        ("Aftaledato", "-"),
        ("Antal registrerede", 0),
        ("Antal registrerede", "ca. 8.241"),
        ("Antal registrerede", ""),
        ("Antal registrerede", "ukendt"),
        ("KITOS UUID", "{947ED28A-D7FA-4BBF-A98C-EDD00BD7FE0C}"),
        ("KITOS UUID", ""),
        ("Personoplysninger", "måske"),
        ("Databehandleraftale", "spørg Jens"),
        ("Systemejer", "Jens"),
    ],
)
def test_a_line_that_can_be_true_or_merely_lacks_something_is_taken(
    read: Read, header: str, value: object
) -> None:
    portfolio = read({header: value})
    assert portfolio.figures()["refused"] == {}
    assert len(portfolio.uses) == 1


def test_one_of_the_98_that_is_no_member_is_refused_with_that_reason(read: Read) -> None:
    portfolio = read({}, {"Kommunens CVR": "29189846"}, members=frozenset({"29189420"}))
    assert portfolio.figures()["refused"] == {"kommunen er ikke medlem": 1}
    assert "Viborg Kommune er ikke medlem" in portfolio.refused[0].fault.advice
    assert len(portfolio.uses) == 1


FAULTS: list[tuple[str, Any, str]] = [
    ("Kommunens CVR", "00000000", "ukendt kommune"),
    ("Leverandørens CVR", "12345678", "ugyldigt CVR på leverandør"),
    ("It-system", "", "systemnavn mangler"),
    ("Aftaledato", "31-02-2024", "ugyldig dato"),
    ("Antal registrerede", -1, "negativt antal registrerede"),
    ("KITOS UUID", "x", "ugyldigt KITOS-uuid"),
]


@pytest.mark.parametrize("first", range(len(FAULTS)))
def test_a_line_with_several_faults_counts_once_under_the_first_in_order(read: Read, first: int) -> None:
    faults = FAULTS[first:]
    portfolio = read({header: value for header, value, _ in faults})
    assert portfolio.figures()["refused"] == {faults[0][2]: 1}
    assert [other.reason.value for other in portfolio.refused[0].others] == [fault[2] for fault in faults[1:]]


def test_what_was_read_as_unknown_is_told(read: Read) -> None:
    portfolio = read(
        {"Personoplysninger": "måske ikke", "Systemejer": "Jens", "Databehandleraftale": "spørg Jens"}
    )
    (use,) = portfolio.uses.values()
    assert use.line.facts.personal_data == "uoplyst"
    assert use.line.facts.agreement == "ikke_oplyst"
    assert use.line.facts.owner_email == ""
    assert len(use.line.notes) == 3


def test_a_name_that_belongs_to_another_cvr_number_is_told(read: Read) -> None:
    (use,) = read({"Kommune": "Viborg Kommune"}).uses.values()
    assert use.line.municipality.name == "Aalborg Kommune"
    assert "CVR-nummeret gælder" in use.line.notes[0]


CELLS = st.one_of(
    st.text(),
    st.floats(),
    st.integers(),
    st.booleans(),
    st.none(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.sampled_from(["29189420", "98915001", "ja", "ca. 8.241", "12-03-2024", "-", "#N/A"]),
)


@given(st.lists(CELLS, min_size=len(Field), max_size=len(Field)))
def test_no_cell_breaks_the_reading_of_a_line(cells: list[object]) -> None:
    reader = LineReader("Ark1", list(Field), directory(), date(2026, 3, 12))
    read = reader.read(2, tuple(cells))
    if isinstance(read, RefusedLine):
        assert read.fault.advice
    else:
        assert read.municipality.cvr
        assert read.system_key
        assert read.facts.subjects is None or read.facts.subjects.number >= 0
