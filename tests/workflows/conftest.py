"""What the tests of the workflows room share."""

from collections.abc import Iterator
from uuid import uuid4

import pytest

from tests.workflows.errand import Errand, errand, make_table
from walls.callers import Caller, acting_as
from workflows.actors import Actor

WALKER = Actor(uuid4(), "Vera Vandrer", "Sekretariatet", frozenset({"errands.go", "errands.finish"}))


@pytest.fixture
def walker() -> Actor:
    """Somebody who may take every step of an errand."""
    return WALKER


@pytest.fixture
def planned(db: None) -> Iterator[Errand]:
    """A planned errand; the test acts as the secretariat."""
    make_table()
    with acting_as(Caller.secretariat()):
        yield errand()
