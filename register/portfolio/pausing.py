"""Doing without the garbage collector for a moment."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """No search for cycles within: some hundred thousand cells and lines are made, and all are kept.

    Each search would walk through them again, a quarter of the time it takes to read a portfolio.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
