"""What is logged is sealed in the order in which it became final, at most half a minute later."""

from collections.abc import Iterator
from hashlib import sha256
from threading import Barrier, Thread
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from django.db.utils import ProgrammingError

from accounts.models import Person
from tests.conftest import server
from tests.personae import PERSONAE
from walls.callers import Caller, acting_as
from workflows.actors import Actor
from workflows.log import record
from workflows.models import Seal
from workflows.sealing import Sealed, seal_all

# A row is sealed when every older transaction of the server is over, those of other tests' databases too.
pytestmark = pytest.mark.processes

SARA = PERSONAE["sara"].id
BY = Actor(SARA, "Sara Sagsbehandler", "Sekretariatet")
CANONICAL = """
    SELECT workflows_canonical_v1(number, at, subject_kind, subject_id, action, before, after, reason, data,
                                  by_id, by_name) FROM workflows_logentry WHERE number = %s"""


def ask(query: str, *given: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, given)
        return cursor.fetchall() if cursor.description else []


def write(*actions: str) -> None:
    with acting_as(Caller.secretariat()):
        for action in actions:
            record(Person(id=SARA), action, by=BY, reason="æøå", data={"b": [1, 2.50], "aa": None})


def seal() -> Sealed:
    with acting_as(Caller.jobs()):
        return seal_all()


def sealed() -> list[str]:
    """Return the actions of the shared log in the order of its chain."""
    with acting_as(Caller.secretariat()):
        rows = ask(
            "SELECT action FROM workflows_seal s JOIN workflows_logentry ON number = entry "
            "WHERE subject_id = %s ORDER BY position",
            SARA,
        )
    return [row[0] for row in rows]


@pytest.fixture
def elsewhere(committed: None) -> Iterator[psycopg.Connection]:
    """Another connection, which leaves its transaction open until told."""
    with server(settings.DATABASES["default"]["NAME"]) as other:
        other.autocommit = False
        yield other
        other.rollback()


def insert(other: psycopg.Connection, action: str) -> None:
    other.execute(
        "INSERT INTO public.workflows_logentry "
        "(at, subject_kind, subject_id, action, before, after, reason, data, by_id, by_name) "
        "VALUES (now(), 'accounts.person', %s, %s, '', '', '', '{}', %s, 'Sara')",
        [SARA, action, SARA],
    )


def test_each_link_is_the_sha256_of_the_former_and_the_row(committed: None) -> None:
    write("first", "second")
    assert seal().rows["public"] >= 2
    link = sha256(b"public").digest()
    with acting_as(Caller.secretariat()):
        for number, each in enumerate(Seal.objects.order_by("position"), 1):
            ((text,),) = ask(CANONICAL, each.entry)
            link = sha256(link + text.encode()).digest()
            assert (each.position, bytes(each.digest)) == (number, link)
    assert sealed() == ["first", "second"]


def test_what_is_sealed_is_not_sealed_again(committed: None) -> None:
    write("first")
    seal()
    assert seal().rows == {}
    write("second")
    assert seal().rows == {"public": 1}
    assert sealed() == ["first", "second"]


def test_a_row_waits_until_every_older_transaction_is_over(elsewhere: psycopg.Connection) -> None:
    insert(elsewhere, "slow")
    write("quick")
    seal()
    assert sealed() == []  # the slow one could still be committed before it
    elsewhere.commit()
    seal()
    assert sealed() == ["slow", "quick"]


def test_a_slow_one_that_came_later_does_not_hold_up_the_former(elsewhere: psycopg.Connection) -> None:
    write("quick")
    insert(elsewhere, "slow")
    seal()
    assert sealed() == ["quick"]
    elsewhere.commit()
    write("after")
    seal()
    assert sealed() == ["quick", "slow", "after"]


def test_a_number_of_a_transaction_that_was_rolled_back_is_a_gap_and_no_fault(
    elsewhere: psycopg.Connection,
) -> None:
    write("first")
    insert(elsewhere, "taken back")
    elsewhere.rollback()
    write("second")
    seal()
    assert sealed() == ["first", "second"]


def test_rows_brought_from_another_server_are_sealed_too(elsewhere: psycopg.Connection) -> None:
    insert(elsewhere, "restored")
    far = "SET xid = (pg_current_xact_id()::text::bigint + 100000)::text::xid8"
    elsewhere.execute("ALTER TABLE public.workflows_logentry DISABLE TRIGGER USER")
    elsewhere.execute(f"UPDATE public.workflows_logentry {far} WHERE action = 'restored'")
    elsewhere.execute("ALTER TABLE public.workflows_logentry ENABLE TRIGGER USER")
    elsewhere.commit()
    seal()
    write("new")
    seal()
    assert sealed() == ["restored", "new"]


def test_of_two_who_seal_at_once_one_does_it(committed: None) -> None:
    write(*(f"act {number}" for number in range(200)))
    start, done = Barrier(2), []

    def run() -> None:
        start.wait()
        done.append(seal().rows.get("public", 0))
        connection.close()

    threads = [Thread(target=run) for _ in range(2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sealed() == [f"act {number}" for number in range(200)]
    with acting_as(Caller.secretariat()):
        assert sum(done) == Seal.objects.count()


def test_a_schema_that_is_locked_is_named_and_the_others_go_on(elsewhere: psycopg.Connection) -> None:
    elsewhere.execute("LOCK TABLE m_aalborg.workflows_municipal_municipalseal")
    write("first")
    done = seal()
    assert list(done.passed_over) == ["m_aalborg"]
    assert done.rows["public"] >= 1
    elsewhere.rollback()
    assert seal().passed_over == {}


@pytest.mark.parametrize("key", ["sara", "mette", "leo"])
def test_nobody_but_the_worker_seals(caller_of: Any, key: str) -> None:
    with acting_as(caller_of(key)), pytest.raises(ProgrammingError, match="permission denied"):
        ask("SELECT workflows_seal_v1('public', false)")


def test_only_a_log_can_be_sealed(db: None) -> None:
    with acting_as(Caller.jobs()), pytest.raises(ProgrammingError, match="There is no log"):
        ask("SELECT workflows_seal_v1('pg_catalog', false)")
