"""Ours and the baselines, in turn: A B A B …, after a warm-up whose results must be equal."""

import gc
import operator
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypedDict


class Result(TypedDict):
    """What a benchmark returns: medians in seconds, and ours divided by each baseline."""

    name: str
    ours_s: float
    baselines_s: dict[str, float]
    ratios: dict[str, float]
    rounds: int
    equal: bool


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
    times: dict[str, list[float]] = {side.name: [] for side in (ours, *baselines)}
    for _ in range(rounds):
        for side in (ours, *baselines):
            times[side.name].append(once(side)[0] * side.scale)
    medians = {side: statistics.median(seconds) for side, seconds in times.items()}
    ours_s = medians.pop(ours.name)
    return {
        "name": name,
        "ours_s": ours_s,
        "baselines_s": medians,
        "ratios": {side: ours_s / seconds for side, seconds in medians.items()},
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
