"""Which lines are one system and one supplier, what a repeat is, and that the later line wins."""

from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from register.portfolio.portfolio import Portfolio

Read = Callable[..., Portfolio]
UUID_B = "28e57349-b646-4cd6-8301-ff1ee529da4f"
VIBORG = {"Kommunens CVR": "29189846", "Kommune": "Viborg Kommune"}
RANDERS = {"Kommunens CVR": "29189668", "Kommune": "Randers Kommune"}


def counted(portfolio: Portfolio) -> tuple[int, int, int]:
    """Systems, suppliers, uses."""
    figures = portfolio.figures()
    return figures["systems"], figures["suppliers_in_use"], figures["system_uses"]


def test_a_line_without_uuid_joins_the_system_of_the_same_name_and_supplier(read: Read) -> None:
    missing = {
        **VIBORG,
        "KITOS UUID": "",
        "It-system": " PLANHUB",
        "Leverandør": "pilekerne\u00a0danmark a/s",
    }
    assert counted(read({}, missing)) == (1, 1, 2)
    assert counted(read(missing, {})) == (1, 1, 2)


def test_a_supplier_is_its_number_whatever_it_is_called(read: Read) -> None:
    other_name = {**VIBORG, "KITOS UUID": "", "Leverandør": "Pilekerne A/S"}
    assert counted(read({}, other_name)) == (1, 1, 2)


def test_a_supplier_without_number_is_known_by_the_name(read: Read) -> None:
    assert counted(read({}, {**VIBORG, "KITOS UUID": "", "Leverandørens CVR": ""})) == (1, 1, 2)
    assert counted(read({}, {**VIBORG, "Leverandør": "", "KITOS UUID": ""})) == (1, 1, 2)


def test_the_same_name_from_another_supplier_is_another_system(read: Read) -> None:
    other = {**VIBORG, "KITOS UUID": "", "Leverandør": "Holmnet P/S", "Leverandørens CVR": "98170006"}
    assert counted(read({}, other)) == (2, 2, 2)


def test_two_uuids_are_two_systems_even_under_one_name(read: Read) -> None:
    portfolio = read({}, {**VIBORG, "KITOS UUID": UUID_B}, {**RANDERS, "KITOS UUID": ""})
    assert counted(portfolio) == (2, 1, 3)
    assert portfolio.merged.ambiguous == {2}


def test_a_uuid_is_one_system_under_all_its_names(read: Read) -> None:
    renamed = {**VIBORG, "It-system": "PlanHub Classic"}
    by_old_name = {**RANDERS, "It-system": "planhub classic", "KITOS UUID": ""}
    portfolio = read({}, renamed, by_old_name)
    assert counted(portfolio) == (1, 1, 3)


def test_the_shown_name_is_the_most_used_spelling_that_is_not_shouted(read: Read) -> None:
    portfolio = read({"It-system": "PLANHUB"}, {**VIBORG, "It-system": "PLANHUB"}, RANDERS)
    (system,) = portfolio.merged.systems.values()
    assert system.name == "PlanHub"


def test_an_exact_repeat_counts_as_such_and_changes_nothing(read: Read) -> None:
    portfolio = read({}, {}, VIBORG, {})
    assert portfolio.figures()["exact_repeats"] == 2
    assert portfolio.figures()["system_uses"] == 2
    assert [(repeat.number, first.number) for repeat, first in portfolio.repeats] == [(3, 2), (5, 2)]


def test_a_repeat_of_a_refused_line_is_refused_again(read: Read) -> None:
    portfolio = read({"It-system": ""}, {"It-system": ""})
    assert portfolio.figures()["exact_repeats"] == 0
    assert portfolio.figures()["refused"] == {"systemnavn mangler": 2}


def test_the_later_line_wins_and_the_earlier_one_is_known(read: Read) -> None:
    portfolio = read({"Antal registrerede": 10}, {"Antal registrerede": "ca. 20", "It-system": "PLANHUB"})
    (use,) = portfolio.uses.values()
    assert use.line.facts.subjects is not None
    assert (use.line.facts.subjects.number, use.line.facts.subjects.is_estimate) == (20, True)
    assert [earlier.number for earlier in use.replaced] == [2]
    assert portfolio.figures()["exact_repeats"] == 0


def test_used_by_at_least_ten_counts_every_use_and_personal_data_needs_one_yes(read: Read) -> None:
    cvrs = [
        "29189420",
        "29189846",
        "29189668",
        "29188386",
        "29189633",
        "29188505",
        "66137112",
        "58271713",
        "29188599",
    ]
    lines = [{"Kommunens CVR": cvr, "Databehandleraftale": "Nej", "Personoplysninger": "Nej"} for cvr in cvrs]
    assert read(*lines).figures()["systems_used_by_at_least_10"] == 0
    figures = read(*lines, {"Kommunens CVR": "11259979"}).figures()
    assert figures["systems_used_by_at_least_10"] == figures["of_those_10_with_personal_data"] == 1


LINES = [
    {},
    VIBORG,
    RANDERS,
    {"KITOS UUID": ""},
    {**VIBORG, "KITOS UUID": "", "It-system": "planhub"},
    {**RANDERS, "KITOS UUID": UUID_B, "It-system": "VejPilot"},
    {**VIBORG, "It-system": "VEJPILOT", "KITOS UUID": ""},
    {"Leverandørens CVR": ""},
    {"It-system": ""},
    {"Aftaledato": "31-02-2024"},
    {**VIBORG, "Antal registrerede": 7},
]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(len(LINES))))
def test_the_order_of_lines_changes_no_figure(read: Read, order: list[int]) -> None:
    assert read(*[LINES[place] for place in order]).figures() == read(*LINES).figures()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chosen=st.lists(st.sampled_from(LINES), min_size=1, max_size=12))
def test_every_line_is_counted_exactly_once(read: Read, chosen: list[dict[str, object]]) -> None:
    portfolio = read(*chosen)
    figures = portfolio.figures()
    superseded = sum(len(use.replaced) for use in portfolio.uses.values())
    assert figures["rows"] == len(chosen)
    accepted = figures["rows"] - sum(figures["refused"].values())
    assert accepted >= figures["system_uses"]
    assert accepted - figures["system_uses"] <= figures["exact_repeats"] + superseded
