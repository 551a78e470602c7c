"""Ours and the baselines, in turn: A B A B …, after a warm-up whose results must be equal."""

import gc
import operator
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, NotRequired, TypedDict

Times = dict[str, list[float]]


class Result(TypedDict):
    """What a benchmark returns: medians in seconds, and ours divided by each baseline.

    Where a benchmark tells it, `extra_ms`: milliseconds that ours takes more for one piece of the job;
    `peak_ratio`: the most memory ours holds for ten times the job, divided by that for the job.
    """

    name: str
    ours_s: float
    baselines_s: dict[str, float]
    ratios: dict[str, float]
    rounds: int
    equal: bool
    extra_ms: NotRequired[float]
    peak_ratio: NotRequired[float]


class NotEqualError(AssertionError):
    """Two sides did different things, so their times say nothing."""


def _nothing(*_: Any) -> None:
    return None


@dataclass(frozen=True)
class Side:
    """One way of doing the job.

    `work` alone is timed. It is given what `prepare` returned, and its own result goes to
    `outcome`, which returns what the job left behind (rows, files, grants) to be compared;
    `clean` removes it again. `equals(ours, theirs)` compares two outcomes. `scale` multiplies the
    time of a baseline that does only a part of the job (a tenth counts tenfold); such a side
    brings an `equals` of its own.
    """

    name: str
    work: Callable[[Any], Any]
    prepare: Callable[[], Any] = _nothing
    outcome: Callable[[Any, Any], Any] | None = None
    clean: Callable[[Any, Any], None] = _nothing
    equals: Callable[[Any, Any], bool] = field(default=operator.eq)
    scale: float = 1.0


def measure(name: str, ours: Side, baselines: Sequence[Side], *, rounds: int = 5) -> Result:
    """Warm up, compare, then time each side `rounds` times in turn; return the medians.

    Raises NotEqualError, naming the side, before anything is timed.
    """
    warm_up(ours, baselines)
    times = take_turns([ours, *baselines], rounds)
    ours_s = statistics.median(times[ours.name])
    medians = {side.name: statistics.median(times[side.name]) for side in baselines}
    return result(
        name, ours_s, medians, {side: ours_s / seconds for side, seconds in medians.items()}, rounds
    )


def measure_in_pairs(
    name: str, ours: Side, baselines: Sequence[Side], *, rounds: int, pieces: int, extra_over: str
) -> Result:
    """As `measure`, for differences of a few per cent: told is the median over the rounds' own ratios.

    A machine that is slow for some seconds slows both sides of a round, so their ratio stays. Every
    other round runs in the opposite order. `extra_ms` is the median over the rounds of what ours took
    more than the side `extra_over`, in milliseconds for one of the `pieces` of the job.
    """
    warm_up(ours, baselines)
    times = take_turns([ours, *baselines], rounds, turning=True)
    medians = {side.name: statistics.median(times[side.name]) for side in baselines}
    ratios = {side.name: in_pairs(operator.truediv, times, ours.name, side.name) for side in baselines}
    found = result(name, statistics.median(times[ours.name]), medians, ratios, rounds)
    found["extra_ms"] = in_pairs(operator.sub, times, ours.name, extra_over) * 1000 / pieces
    return found


def in_pairs(how: Callable[[float, float], float], times: Times, one: str, other: str) -> float:
    """Return the median of what `how` makes of the two sides' seconds, round by round."""
    return statistics.median(map(how, times[one], times[other]))


def take_turns(sides: Sequence[Side], rounds: int, *, turning: bool = False) -> Times:
    """Time each side once a round; `turning` runs every other round backwards."""
    times: Times = {side.name: [] for side in sides}
    for number in range(rounds):
        for side in reversed(sides) if turning and number % 2 else sides:
            times[side.name].append(once(side)[0] * side.scale)
    return times


def result(
    name: str, ours_s: float, baselines_s: dict[str, float], ratios: dict[str, float], rounds: int
) -> Result:
    """Return the result of sides that were found equal."""
    return {
        "name": name,
        "ours_s": ours_s,
        "baselines_s": baselines_s,
        "ratios": ratios,
        "rounds": rounds,
        "equal": True,
    }


def warm_up(ours: Side, baselines: Sequence[Side]) -> None:
    """Run every side once and compare what it left behind with what ours did."""
    _, expected = once(ours, look=True)
    for side in baselines:
        _, found = once(side, look=True)
        if ours.outcome and side.outcome and not side.equals(expected, found):
            raise NotEqualError(f"{side.name}: {_difference(expected, found)}")


def once(side: Side, *, look: bool = False) -> tuple[float, Any]:
    """Run one side once; return its seconds and, where asked to look, what it left behind."""
    given = side.prepare()
    gc.collect()
    began = time.perf_counter()
    made = side.work(given)
    seconds = time.perf_counter() - began
    outcome = side.outcome(given, made) if look and side.outcome else None
    side.clean(given, made)
    return seconds, outcome


def _difference(expected: Any, found: Any) -> str:
    if isinstance(expected, dict) and isinstance(found, dict):
        keys = [key for key in expected.keys() | found.keys() if expected.get(key) != found.get(key)]
        return "; ".join(
            f"{key}: {expected.get(key)!r} ≠ {found.get(key)!r}" for key in sorted(keys, key=str)
        )[:2000]
    return f"{expected!r} ≠ {found!r}"[:2000]
