"""The log is added to, never changed, and lies on the side of the wall where the thing was done."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.db.utils import ProgrammingError

from accounts.models import Person
from documents.municipal.models import MunicipalFile
from tests.personae import PERSONAE
from tests.workflows.errand import Errand
from walls import names
from walls.callers import Caller, acting_as
from workflows.actors import Actor
from workflows.engine import move
from workflows.log import history, record
from workflows.models import LogEntry
from workflows.municipal.models import MunicipalLogEntry

WRITERS = ["sara", "mette", "leo"]


def change(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("key", WRITERS)
def test_everybody_may_add(
    caller_of: Callable[[str], Caller], actor: Callable[[str], Actor], key: str
) -> None:
    subject = Person(id=PERSONAE[key].id)
    with acting_as(caller_of(key)):
        record(subject, "test", by=actor(key), reason="Fordi")
    with acting_as(Caller.secretariat()):
        (row,) = history(subject)
    assert (row.by_id, row.reason) == (PERSONAE[key].id, "Fordi")


@pytest.mark.parametrize("key", WRITERS)
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE workflows_logentry SET reason = 'nej'",
        "DELETE FROM workflows_logentry",
        "TRUNCATE workflows_logentry",
    ],
)
def test_nobody_on_the_sites_may_change_it(
    caller_of: Callable[[str], Caller], key: str, statement: str
) -> None:
    with acting_as(caller_of(key)), pytest.raises(ProgrammingError, match="permission denied"):
        change(statement)


@pytest.mark.parametrize("caller", [Caller.door(), Caller.jobs()], ids=lambda caller: caller.kind)
def test_nor_at_the_door_nor_by_the_worker(db: None, caller: Caller) -> None:
    with acting_as(caller), pytest.raises(ProgrammingError, match="permission denied"):
        change("DELETE FROM workflows_logentry")


@pytest.mark.parametrize("key", ["mette", "leo"])
def test_only_the_secretariat_reads_the_joint_log(caller_of: Callable[[str], Caller], key: str) -> None:
    with acting_as(Caller.secretariat()):
        LogEntry.objects.count()
    with acting_as(caller_of(key)), pytest.raises(ProgrammingError, match="permission denied"):
        LogEntry.objects.count()


@pytest.mark.parametrize(
    "verb",
    [
        "UPDATE workflows_municipal_municipallogentry SET reason = ''",
        "DELETE FROM workflows_municipal_municipallogentry",
    ],
)
def test_a_municipalitys_own_log_stands_in_its_schema_and_is_not_changed(
    caller_of: Callable[[str], Caller], actor: Callable[[str], Actor], verb: str
) -> None:
    with acting_as(caller_of("mette")):
        record(MunicipalFile(), "test", by=actor("mette"))
        assert MunicipalLogEntry.objects.count() == 1
    with acting_as(caller_of("bo")):
        assert MunicipalLogEntry.objects.count() == 0
    with acting_as(caller_of("mette")), pytest.raises(ProgrammingError, match="permission denied"):
        change(verb)


EVIDENCE = [
    "workflows_logentry",
    "workflows_seal",
    "workflows_logheads",
    "m_aalborg.workflows_municipal_municipallogentry",
    "m_aalborg.workflows_municipal_municipalseal",
]


@pytest.mark.parametrize("table", EVIDENCE)
@pytest.mark.parametrize("verb", ["UPDATE {0} SET {1} = {1}", "DELETE FROM {0}", "TRUNCATE {0}"])
def test_even_the_owner_of_the_tables_is_refused_and_told_why(db: None, table: str, verb: str) -> None:
    column = "day" if "heads" in table else "number" if "entry" in table else "position"
    with acting_as(Caller.owner()), pytest.raises(ProgrammingError, match="append-only: it is evidence"):
        change(verb.format(table, column))


def test_the_owner_may_add_and_read(db: None) -> None:
    with acting_as(Caller.owner()):
        record(Person(id=PERSONAE["sara"].id), "test", by=Actor.system())
        assert LogEntry.objects.filter(action="test").exists()


def test_a_municipality_that_leaves_takes_its_log_along(db: None) -> None:
    with acting_as(Caller.owner()):
        change("DROP SCHEMA m_viborg CASCADE")
        with pytest.raises(ProgrammingError, match="does not exist"):
            change("SELECT 1 FROM m_viborg.workflows_municipal_municipallogentry")


def test_if_the_log_cannot_be_written_the_step_is_not_taken(planned: Errand, walker: Actor) -> None:
    with acting_as(Caller.owner()):
        change(f'REVOKE INSERT ON workflows_logentry FROM "{names.group("secretariat")}"')
    with pytest.raises(ProgrammingError, match="permission denied for table workflows_logentry"):
        move(planned, "go", by=walker)
    assert Errand._default_manager.get(pk=planned.pk).state == "planned"
    with acting_as(Caller.owner()):
        change(f'GRANT INSERT ON workflows_logentry TO "{names.group("secretariat")}"')
    assert move(planned, "go", by=walker).state == "under_way"
