"""Times are taken in turn, and only of sides that did the same."""

import json
import subprocess
import sys

import pytest

from benchmarks.timing import NotEqualError, Side, in_pairs, measure, measure_in_pairs
from secretariat.embedded.install import REPOSITORY, clean_environment


def test_sides_take_turns_after_a_warm_up() -> None:
    order: list[str] = []
    ours, other = Side("ours", lambda _: order.append("ours")), Side("other", lambda _: order.append("other"))
    result = measure("turns", ours, [other], rounds=2)
    assert order == ["ours", "other"] * 3
    assert result["rounds"] == 2
    assert result["ratios"]["other"] == result["ours_s"] / result["baselines_s"]["other"]


def test_pairs_turn_round_and_tell_what_a_piece_costs_more() -> None:
    order: list[str] = []
    ours, other = Side("ours", lambda _: order.append("ours")), Side("other", lambda _: order.append("other"))
    result = measure_in_pairs("pairs", ours, [other], rounds=2, pieces=98, extra_over="other")
    assert order == ["ours", "other", "ours", "other", "other", "ours"]
    assert set(result["ratios"]) == {"other"}
    assert isinstance(result["extra_ms"], float)


def test_a_slow_spell_slows_both_sides_of_a_pair() -> None:
    """The medians' own ratio would say 1.1 or 11 by chance; the pairs say 1.1."""
    times = {"ours": [1.1, 11.0, 1.1, 11.0], "other": [1.0, 10.0, 1.0, 10.0]}
    assert in_pairs(lambda one, other: one / other, times, "ours", "other") == pytest.approx(1.1)


def test_a_side_that_left_something_else_is_refused_before_time_counts() -> None:
    ran: list[str] = []

    def side(name: str, rows: int) -> Side:
        return Side(name, lambda _: ran.append(name), outcome=lambda *_: {"rows": rows})

    assert measure("same", side("ours", 3), [side("other", 3)], rounds=1)["equal"] is True
    ran.clear()
    with pytest.raises(NotEqualError, match="rows: 3 ≠ 2"):
        measure("different", side("ours", 3), [side("other", 2)], rounds=1)
    assert ran == ["ours", "other"]


def test_a_baseline_that_did_a_tenth_counts_tenfold() -> None:
    wait = Side("tenth", lambda _: sum(range(200_000)), scale=10)
    same = Side("ours", lambda _: sum(range(200_000)))
    result = measure("scaled", same, [wait], rounds=5)
    assert 0.03 < result["ratios"]["tenth"] < 0.3


@pytest.mark.processes
def test_json_is_one_object_with_the_promised_keys_and_nothing_else() -> None:
    command = [sys.executable, "-m", "benchmarks.runner", "onboard", "--json", "--rounds", "1"]
    ran = subprocess.run(command, cwd=REPOSITORY, env=clean_environment(), capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    result = json.loads(ran.stdout)
    assert set(result) == {"name", "ours_s", "baselines_s", "ratios", "rounds", "equal"}
    assert (result["name"], result["rounds"], result["equal"]) == ("onboard", 1, True)
    assert set(result["ratios"]) == set(result["baselines_s"]) == {"django_tenants"}
