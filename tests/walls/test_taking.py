"""Taking a role: nothing without one, one's own rows only, and nothing left on the connection."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.db.utils import ProgrammingError

from tenants.models import Municipality
from walls.backend.base import NobodyError, RoleNotTakenError
from walls.callers import Caller, acting_as


def ask(query: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()


def test_nobody_reads_nothing(db: None) -> None:
    with pytest.raises(NobodyError):
        Municipality.objects.count()


def test_somebody_reads(db: None) -> None:
    with acting_as(Caller.secretariat()):
        assert Municipality.objects.count() == 3


def test_a_municipality_acts_in_its_own_schema(members: dict[str, Municipality]) -> None:
    with acting_as(Caller.municipality(members["aalborg"])):
        assert ask("SELECT current_schema()") == [("m_aalborg",)]
        assert ask("SELECT count(*) FROM workflows_municipal_municipallogentry") == [(0,)]


def test_it_cannot_read_the_neighbours_schema(members: dict[str, Municipality]) -> None:
    with (
        acting_as(Caller.municipality(members["aalborg"])),
        pytest.raises(ProgrammingError, match="permission denied"),
    ):
        ask("SELECT count(*) FROM m_viborg.workflows_municipal_municipallogentry")


def test_after_a_block_one_acts_as_before(members: dict[str, Municipality]) -> None:
    with acting_as(Caller.municipality(members["aalborg"])):
        with acting_as(Caller.municipality(members["viborg"])):
            assert ask("SELECT current_schema()") == [("m_viborg",)]
        assert ask("SELECT current_schema()") == [("m_aalborg",)]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT 1; SELECT 2",
        "SELECT set_config('role', 'postgres', false)",
        "CREATE TEMP TABLE shadow (a int)",
        "DO $$ BEGIN END $$",
        "SELECT ts_stat('SELECT 1::text::tsvector')",
        "SELECT query_to_xml('SELECT 1', true, true, '')",
        "UPDATE pg_settings SET setting = 'postgres' WHERE name = 'role'",
    ],
)
def test_known_ways_out_are_closed(members: dict[str, Municipality], query: str) -> None:
    with acting_as(Caller.municipality(members["aalborg"])), pytest.raises(ProgrammingError):
        ask(query)


def test_a_role_that_does_not_exist_closes_the_connection(committed: None) -> None:
    ghost = Caller("municipality", "no_such_role", "m_aalborg")
    with acting_as(Caller.secretariat()):
        before = ask("SELECT pg_backend_pid()")
    with acting_as(ghost), pytest.raises(RoleNotTakenError):
        ask("SELECT 1")
    with acting_as(Caller.secretariat()):
        assert ask("SELECT pg_backend_pid()") != before


def test_a_rolled_back_block_does_not_leave_the_wrong_role(caller_of: Callable[[str], Caller]) -> None:
    from django.db import transaction

    with acting_as(caller_of("mette")):
        assert ask("SELECT current_schema()") == [("m_aalborg",)]
        with pytest.raises(ProgrammingError), transaction.atomic(), acting_as(caller_of("bo")):
            ask("SELECT * FROM no_such_table")
        assert ask("SELECT current_schema()") == [("m_aalborg",)]
