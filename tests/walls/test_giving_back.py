"""What a request leaves on a pooled connection never reaches the next; in doubt, nothing is served."""

from collections.abc import Iterator
from threading import Thread

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.db.utils import OperationalError, ProgrammingError
from django.test import Client

from tenants.models import Municipality
from tests.conftest import server
from walls.backend.base import NobodyError, RoleNotTakenError
from walls.callers import Caller, acting_as, wrapper


def ask(query: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall() if cursor.description else []


@pytest.fixture
def pooled(committed: None) -> Iterator[None]:
    """Connections come from a pool of one, so that the next holder gets the same connection."""
    options = connection.settings_dict["OPTIONS"]
    connection.close()
    options["pool"] = {"min_size": 1, "max_size": 1, "timeout": 5}
    yield
    connection.close()
    wrapper().close_pool()
    del options["pool"]


def schema_caller(schema: str) -> Caller:
    with acting_as(Caller.owner()):
        return Caller.municipality(Municipality.objects.get(schema_name=schema))


def backend() -> object:
    with acting_as(Caller.secretariat()):
        return ask("SELECT pg_backend_pid()")[0][0]


def test_the_pool_gives_the_same_connection_again(pooled: None) -> None:
    first = backend()
    connection.close()
    assert backend() == first


def test_nothing_is_left_on_a_connection_that_is_given_back(pooled: None) -> None:
    aalborg = schema_caller("m_aalborg")
    with acting_as(Caller.jobs()):
        ask("SELECT pg_advisory_lock(42)")
    with acting_as(aalborg):
        ask("SET work_mem = '64MB'")
        ask("DECLARE left_open CURSOR WITH HOLD FOR SELECT 1")
        ask("LISTEN gossip")
        ask("PREPARE kept AS SELECT 1")
        before = ask("SELECT pg_backend_pid()")
    connection.close()
    with wrapper().pool.connection() as raw:  # type: ignore[union-attr]
        found = raw.execute(
            "SELECT current_user = session_user, current_setting('search_path') LIKE '%m_%', "
            "current_setting('work_mem'), (SELECT count(*) FROM pg_cursors WHERE is_holdable), "
            "(SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()), "
            "(SELECT count(*) FROM pg_listening_channels()), "
            "(SELECT count(*) FROM pg_prepared_statements), pg_backend_pid()"
        ).fetchone()
    assert found == (True, False, "4MB", 0, 0, 0, 0, before[0][0])


def test_a_transaction_left_open_is_rolled_back(pooled: None) -> None:
    with acting_as(Caller.owner()):
        ask("CREATE TABLE kept (a int)")
        connection.set_autocommit(False)
        ask("INSERT INTO kept VALUES (1)")
        connection.close()
    with acting_as(Caller.owner()):
        assert ask("SELECT count(*) FROM kept") == [(0,)]


def test_a_thread_started_in_a_request_acts_as_nobody(committed: None) -> None:
    heard: list[object] = []

    def work() -> None:
        try:
            heard.append(Municipality.objects.count())
        except NobodyError as error:
            heard.append(error)
        finally:
            connection.close()

    with acting_as(schema_caller("m_aalborg")):
        thread = Thread(target=work)
        thread.start()
        thread.join(10)
    assert [type(each) for each in heard] == [NobodyError]


@pytest.mark.parametrize("pool", [False, True])
def test_after_a_killed_backend_the_next_request_is_right(
    pool: bool, request: pytest.FixtureRequest, committed: None
) -> None:
    if pool:
        request.getfixturevalue("pooled")
    aalborg, viborg = schema_caller("m_aalborg"), schema_caller("m_viborg")
    with acting_as(aalborg):
        (pid,) = ask("SELECT pg_backend_pid()")[0]
        with server() as superuser:
            superuser.execute("SELECT pg_terminate_backend(%s)", [pid])
        with pytest.raises(OperationalError):
            ask("SELECT 1")
    connection.close()  # as Django does at the end of a request
    with acting_as(viborg):
        assert ask("SELECT current_schema()") == [("m_viborg",)]


def test_one_that_died_in_the_pool_meets_nobody(pooled: None) -> None:
    pid = backend()
    connection.close()
    with server() as superuser:
        superuser.execute("SELECT pg_terminate_backend(%s)", [pid])
    assert backend() != pid


def test_a_role_not_taken_within_a_transaction_ends_it_and_loses_no_place_in_the_pool(pooled: None) -> None:
    ghost = Caller("municipality", "no_such_role", "m_aalborg")
    for _ in range(3):
        with pytest.raises(RoleNotTakenError), acting_as(Caller.owner()), transaction.atomic():  # noqa: PT012
            ask("CREATE TABLE half (a int)")
            with acting_as(ghost):
                ask("SELECT 1")
    with acting_as(Caller.owner()):
        assert ask("SELECT to_regclass('half')") == [(None,)]


def test_a_request_that_cannot_take_its_role_shows_nobodys_page(committed: None) -> None:
    """The role is gone (a restore forgot it): an error page, never the former one's rows."""
    client = Client(SERVER_NAME=f"aalborg.{settings.BASE_DOMAIN}", raise_request_exception=False)
    form = {"login": "mette@aalborg.example", "password": "tolv-gode-tegn-2026"}
    assert client.post("/konto/log-ind/", form).status_code == 302
    role = schema_caller("m_aalborg").role
    with server() as superuser:
        superuser.execute(f'ALTER ROLE "{role}" RENAME TO hidden_for_a_while')
    try:
        answer = client.get("/")
        assert answer.status_code == 500
        assert "Aalborg" not in answer.content.decode()
    finally:
        with server() as superuser:
            superuser.execute(f'ALTER ROLE hidden_for_a_while RENAME TO "{role}"')
    assert client.get("/").status_code == 200


def test_only_the_owner_runs_scripts(db: None) -> None:
    from walls.apply import run_script

    with acting_as(Caller.owner()):
        run_script("SELECT 1; SELECT 2")
    with acting_as(Caller.secretariat()), pytest.raises(PermissionError):
        run_script("SELECT 1; SELECT 2")


def test_a_named_cursor_takes_one_statement_too(db: None) -> None:
    with acting_as(Caller.secretariat()):
        assert [one.schema_name for one in Municipality.objects.order_by("schema_name").iterator()]
        with (
            pytest.raises(ProgrammingError, match="multiple commands"),
            connection.chunked_cursor() as cursor,
        ):
            cursor.execute("SELECT 1; SELECT 2")


def test_nothing_cached_for_one_is_read_by_another(committed: None) -> None:
    aalborg, viborg = schema_caller("m_aalborg"), schema_caller("m_viborg")
    with acting_as(aalborg):
        cache.set("figures", "Aalborgs", 60)
        assert cache.get("figures") == "Aalborgs"
    for other in (viborg, Caller.secretariat(), Caller.door(), Caller.jobs()):
        with acting_as(other):
            assert cache.get("figures") is None
    assert cache.get("figures") is None
