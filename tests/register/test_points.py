"""The point model, at its limits and where something is not known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from register.points import PointModel, Processing, Score, any_of, score, strictest, wanted

MODEL = PointModel.from_value(
    {
        "limits": [1000, 10000],
        "special_categories": 3,
        "other_protected": 2,
        "special_processing": 2,
        "bands": [[2, 1], [4, 2], [6, 3], [10, 5]],
    }
)
answers = st.sampled_from([True, False, None])
numbers = st.one_of(st.none(), st.integers(1, 1_000_000))


def points(
    subjects: int | None,
    special: bool | None = False,
    other: bool | None = False,
    processing: bool | None = False,
) -> Score:
    return score(Processing(subjects, special, other, processing), MODEL)


@pytest.mark.parametrize(
    ("subjects", "expected"), [(1, 1), (999, 1), (1000, 2), (1001, 2), (9999, 2), (10000, 2), (10001, 3)]
)
def test_the_number_of_persons_gives_one_to_three_points(subjects: int, expected: int) -> None:
    assert points(subjects).lowest == points(subjects).highest == expected


@pytest.mark.parametrize(
    ("processing", "total", "concept"),
    [
        (Processing(500, False, False, False), 1, 1),
        (Processing(50_000, False, False, False), 3, 2),
        (Processing(500, False, True, False), 3, 2),
        (Processing(5_000, True, False, False), 5, 3),
        (Processing(50_000, True, False, False), 6, 3),
        (Processing(50_000, False, True, True), 7, 5),
        (Processing(50_000, True, True, False), 8, 5),
        (Processing(50_000, True, True, True), 10, 5),
    ],
)
def test_the_examples_of_the_field(processing: Processing, total: int, concept: int) -> None:
    result = score(processing, MODEL)
    assert (result.lowest, result.highest, result.concept) == (total, total, concept)


def test_nobody_registered_is_no_processor_relation() -> None:
    assert points(0, True, True, True).no_personal_data
    assert points(0).concept is None
    assert not points(1).no_personal_data


def test_a_negative_number_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        points(-1)


def test_what_is_unknown_gives_a_lowest_and_a_highest_total() -> None:
    result = points(None, None, None, None)
    assert (result.lowest, result.highest) == (1, 10)
    assert result.must_be_found_out


def test_an_unknown_that_changes_nothing_need_not_be_found_out() -> None:
    result = points(None, True, True, True)
    assert (result.lowest, result.highest) == (8, 10)
    assert not result.must_be_found_out
    assert result.concept == 5


@pytest.mark.parametrize(
    ("total", "allowed"), [(2, {1, 2, 3, 4, 5, 6}), (6, {3, 4, 5, 6}), (7, {5, 6}), (10, {5, 6})]
)
def test_concept_four_is_enough_up_to_six_points_and_not_at_seven(total: int, allowed: set[int]) -> None:
    assert MODEL.allowed(total) == allowed


def test_cpr_counts_as_other_protected_data() -> None:
    assert any_of(True, None) is True
    assert any_of(False, False) is False
    assert any_of(False, None) is None


def test_a_joint_audit_runs_at_the_strictest_result() -> None:
    together = strictest([points(500), points(671_714), points(0)])
    assert (together.lowest, together.highest, together.concept) == (3, 3, 2)
    assert strictest([points(0)]).no_personal_data


@given(numbers, answers, answers, answers)
def test_the_true_result_lies_between_lowest_and_highest(
    subjects: int | None, special: bool | None, other: bool | None, processing: bool | None
) -> None:
    wide = points(subjects, special, other, processing)
    assert wide.lowest is not None
    assert wide.highest is not None
    assert 1 <= wide.lowest <= wide.highest <= 10
    for known in (1, 1000, 10_001) if subjects is None else (subjects,):
        for filled in ((True, True, True), (False, False, False)):
            chosen = [
                fill if answer is None else answer
                for answer, fill in zip((special, other, processing), filled, strict=True)
            ]
            exact = points(known, *chosen)
            assert exact.lowest == exact.highest
            assert wide.lowest <= (exact.lowest or 0) <= wide.highest


@given(numbers, answers, answers, answers)
def test_somebody_is_asked_exactly_where_the_answer_can_change_the_concept(
    subjects: int | None, special: bool | None, other: bool | None, processing: bool | None
) -> None:
    known = Processing(subjects, special, other, processing)
    asked = wanted(known, MODEL)
    assert bool(asked) == points(subjects, special, other, processing).must_be_found_out
    assert all(getattr(known, name) is None for name in asked)


@pytest.mark.parametrize(
    ("known", "asked"),
    [
        (Processing(None, True, True, True), ()),
        (Processing(None, True, True, False), ("subjects",)),  # 6 to 8 points
        (Processing(500, True, True, None), ("special_processing",)),  # 6 or 8 points
        (Processing(500, False, False, None), ("special_processing",)),  # 1 or 3 points
        (Processing(5_000, False, True, False), ()),
        (Processing(1_500, False, None, False), ("other_protected",)),  # 2 or 4 points
        (Processing(50_000, None, True, True), ()),  # 7 or 10 points: concept 5 whatever it is
    ],
)
def test_only_the_fact_that_decides_is_asked_for(known: Processing, asked: tuple[str, ...]) -> None:
    assert wanted(known, MODEL) == asked


def test_church_tax_in_a_payroll_is_special_data_and_cpr_alone_is_not() -> None:
    assert points(5_000, special=True, other=True).lowest == 7  # church tax, union dues and CPR
    assert points(5_000, special=False, other=True).lowest == 4  # CPR alone: C yes, B no


def test_new_weights_give_new_totals() -> None:
    model = PointModel.from_value({**_stored(), "special_categories": 2, "other_protected": 3})
    assert score(Processing(50_000, True, False, False), model).lowest == 5
    assert score(Processing(50_000, False, True, False), model).lowest == 6


def test_a_value_that_is_no_point_model_is_refused() -> None:
    with pytest.raises(ValueError, match="rise"):
        PointModel.from_value({**_stored(), "bands": [[4, 2], [2, 1]]})
    assert PointModel.from_value(_stored()) == MODEL


def _stored() -> dict[str, object]:
    return {
        "limits": [1000, 10000],
        "special_categories": 3,
        "other_protected": 2,
        "special_processing": 2,
        "bands": [[2, 1], [4, 2], [6, 3], [10, 5]],
    }
