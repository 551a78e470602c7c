"""A step is taken by whoever may, when it is possible, once, and leaves one log row."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from tests.workflows.errand import REST, Errand, errand, make_table
from walls.callers import Caller, acting_as
from workflows.actors import Actor
from workflows.engine import (
    MoveError,
    NotPermittedError,
    NotPossibleError,
    OutdatedError,
    available,
    move,
)
from workflows.log import history


def stored(case: Errand) -> Errand:
    return Errand._default_manager.get(pk=case.pk)


def test_a_step_changes_the_state_and_tells_who_when_from_to_why(planned: Errand, walker: Actor) -> None:
    move(planned, "go", by=walker, reason="Vejret er godt", note="via broen", data={"km": 4})
    found = stored(planned)
    assert (found.state, found.note, found.facts) == ("under_way", "via broen", {"seen": {"bridge": True}})
    (row,) = history(planned)
    assert (row.action, row.before, row.after) == ("go", "planned", "under_way")
    assert (row.by_id, row.by_name) == (walker.id, "Vera Vandrer, Sekretariatet")
    assert (row.reason, row.data) == ("Vejret er godt", {"km": 4})


def test_without_the_permission_nothing_happens(planned: Errand) -> None:
    reader = Actor(planned.id, "Ib", permissions=frozenset({"errands.finish"}))
    with pytest.raises(NotPermittedError, match="ikke adgang"):
        move(planned, "go", by=reader)
    assert stored(planned).state == "planned"
    assert not history(planned)


def test_a_guard_says_in_danish_why_not(planned: Errand, walker: Actor) -> None:
    move(planned, "go", by=walker)
    with pytest.raises(NotPossibleError) as told:
        move(planned, "finish", by=walker)
    assert told.value.reason == REST
    assert stored(planned).state == "under_way"
    Errand._default_manager.update(rested=True)
    assert move(planned, "finish", by=walker).state == "done"
    assert [row.action for row in history(planned)] == ["finish", "go"]


def test_what_is_possible_is_told_with_the_reason_against(planned: Errand, walker: Actor) -> None:
    assert [(each.name, each.label, each.ready) for each in available(planned, by=walker)] == [
        ("go", "Gå", True)
    ]
    move(planned, "go", by=walker)
    (finish,) = available(planned, by=walker)
    assert (finish.ready, finish.reason) == (False, REST)
    assert not available(planned, by=Actor(planned.id, "Ib"))


def test_steps_cannot_be_skipped(planned: Errand, walker: Actor) -> None:
    with pytest.raises(OutdatedError, match="ærindet har skiftet status"):
        move(planned, "finish", by=walker)
    assert stored(planned).state == "planned"


def test_the_guard_judges_what_is_stored_not_what_the_page_held(planned: Errand, walker: Actor) -> None:
    move(planned, "go", by=walker)
    planned.rested = True  # set in memory only
    with pytest.raises(NotPossibleError):
        move(planned, "finish", by=walker)


def test_a_page_that_lay_open_is_refused(planned: Errand, walker: Actor) -> None:
    old = stored(planned)
    move(planned, "go", by=walker)
    with pytest.raises(OutdatedError):
        move(old, "go", by=walker)
    assert len(history(planned)) == 1


def test_if_the_log_row_cannot_be_written_the_step_is_not_taken(planned: Errand) -> None:
    nameless = Actor(planned.id, "n" * 400, permissions=frozenset({"errands.go"}))
    from django.db.utils import DataError

    with pytest.raises(DataError):
        move(planned, "go", by=nameless)
    assert stored(planned).state == "planned"


def test_of_two_at_once_one_wins_and_leaves_one_row(committed: None, walker: Actor) -> None:
    make_table()
    with acting_as(Caller.secretariat()):
        case = errand()
    ready, outcomes = Barrier(2), []

    def press() -> None:
        try:
            with acting_as(Caller.secretariat()):
                mine = stored(case)
                ready.wait(10)
                move(mine, "go", by=walker)
                outcomes.append("won")
        except MoveError as error:
            outcomes.append(type(error).__name__)
        finally:
            connection.close()

    people = [Thread(target=press) for _ in range(2)]
    for each in people:
        each.start()
    for each in people:
        each.join(20)
    assert sorted(outcomes) == ["OutdatedError", "won"]
    with acting_as(Caller.secretariat()):
        assert [row.action for row in history(case)] == ["go"]
