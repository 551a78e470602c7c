"""What one holder leaves on a connection, and what a message of several statements does.

Each is first shown to reach the next holder where nothing is cleared, or to run where the message is
sent as one text; then it is cleared, or refused.
"""

from collections.abc import Iterator

import psycopg
import pytest
from django.conf import settings
from psycopg.pq import ExecStatus

from tests.isolation.raw import Raw, Who
from walls import names
from walls.backend.base import GIVE_BACK, ExtendedCursor

LEFT = {
    "a cursor with the former one's rows": (
        "DECLARE kept CURSOR WITH HOLD FOR SELECT current_user",
        "FETCH kept",
    ),
    "a prepared statement": ("PREPARE kept AS SELECT 'the former one'", "EXECUTE kept"),
    "a setting": (
        "SET application_name = 'the former one'",
        "SELECT 1 WHERE current_setting('application_name') LIKE 'the%'",
    ),
    "a channel that is listened to": ("LISTEN gossip", "SELECT pg_listening_channels()"),
    "a role": ("SELECT 1", "SELECT 1 WHERE current_user <> session_user"),
    "a search path": (
        "SET search_path = m_aalborg",
        "SELECT 1 WHERE current_setting('search_path') LIKE 'm_%'",
    ),
}


@pytest.fixture
def connected(unlocked: Raw) -> Iterator[psycopg.Connection]:
    """Return a connection of the municipalities' login, as the pool would hand it out."""
    where = unlocked.connection.info
    password = settings.DATABASE_LOGINS["worker"][1]
    login = names.login("municipality")
    with psycopg.connect(
        host=where.host, port=where.port, dbname=where.dbname, user=login, password=password, autocommit=True
    ) as opened:
        yield opened


def finds(connection: psycopg.Connection, query: str) -> bool:
    try:
        return bool(connection.execute(query.encode()).fetchall())
    except psycopg.Error:
        return False


@pytest.mark.parametrize("what", LEFT)
def test_what_is_left_reaches_the_next_only_where_nothing_is_cleared(
    connected: psycopg.Connection, who: dict[str, Who], what: str
) -> None:
    leaving, looking = LEFT[what]
    for clear in (False, True):
        connected.execute(f'SET ROLE "{who["municipality"].role}"'.encode())
        connected.execute(leaving.encode())
        if clear:
            assert connected.pgconn.exec_(GIVE_BACK).status in (ExecStatus.COMMAND_OK, ExecStatus.TUPLES_OK)
        assert finds(connected, looking) is not clear
        connected.pgconn.exec_(GIVE_BACK)


def test_a_prepared_statement_reads_the_rows_of_whoever_runs_it(
    unlocked: Raw, connected: psycopg.Connection, who: dict[str, Who]
) -> None:
    """Even if one were left: row policies are asked anew under the role that runs it."""
    rows = b"PREPARE own AS SELECT array_agg(DISTINCT municipality_id) FROM accounts_engagement"
    connected.execute(f'SET ROLE "{who["municipality"].role}"'.encode())
    connected.execute(rows)
    aalborgs = connected.execute(b"EXECUTE own").fetchone()
    connected.execute(f'SET ROLE "{who["viborg"].role}"'.encode())
    viborgs = connected.execute(b"EXECUTE own").fetchone()
    ids = dict(unlocked.ask("SELECT schema_name, id FROM tenants_municipality"))
    assert (aalborgs, viborgs) == (([ids["m_aalborg"]],), ([ids["m_viborg"]],))


def test_a_role_taken_in_what_is_rolled_back_is_not_the_one_that_counts(
    connected: psycopg.Connection, who: dict[str, Who]
) -> None:
    """PostgreSQL gives the former role back with the rollback; walls/backend then takes its own anew."""
    connected.execute(f'SET ROLE "{who["viborg"].role}"'.encode())
    with connected.transaction(force_rollback=True):
        connected.execute(f'SET ROLE "{who["municipality"].role}"'.encode())
    assert connected.execute(b"SELECT current_user").fetchone() == (who["viborg"].role,)


STACKED = 'SELECT 1; SET ROLE "{viborg}"; SELECT count(*) FROM m_viborg.workflows_municipal_municipallogentry'


@pytest.mark.parametrize("cursor", [psycopg.ClientCursor, ExtendedCursor])
def test_a_second_statement_runs_in_the_simple_protocol_only(
    connected: psycopg.Connection, who: dict[str, Who], cursor: type[psycopg.ClientCursor]
) -> None:
    connected.execute(f'SET ROLE "{who["municipality"].role}"'.encode())
    query = STACKED.format(viborg=who["viborg"].role)
    opened = cursor(connected)
    if cursor is psycopg.ClientCursor:
        opened.execute(query)  # type: ignore[arg-type]
        assert connected.execute(b"SELECT current_user").fetchone() == (who["viborg"].role,)
    else:
        with pytest.raises(psycopg.errors.SyntaxError, match="multiple commands"):
            opened.execute(query)  # type: ignore[arg-type]
        assert connected.execute(b"SELECT current_user").fetchone() == (who["municipality"].role,)


@pytest.mark.parametrize(
    "statement", ["RESET ROLE", "SET SESSION AUTHORIZATION {superuser}", "SET ROLE {superuser}"]
)
def test_without_a_role_a_login_reads_nothing_and_becomes_nobody_greater(
    unlocked: Raw, connected: psycopg.Connection, who: dict[str, Who], statement: str
) -> None:
    superuser = unlocked.ask("SELECT quote_ident(session_user)")[0][0]
    connected.execute(f'SET ROLE "{who["municipality"].role}"'.encode())
    assert finds(connected, "SELECT 1 FROM tenants_municipality")
    if "superuser" in statement:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connected.execute(statement.format(superuser=superuser).encode())
        unlocked.ask(statement.format(superuser=superuser))  # the twin: who may, can
    else:
        connected.execute(statement.encode())
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connected.execute(b"SELECT 1 FROM public.tenants_municipality")
