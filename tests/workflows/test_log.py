"""The log is added to, never changed, and lies on the side of the wall where the thing was done."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.db.utils import ProgrammingError

from accounts.models import Person
from documents.municipal.models import MunicipalFile
from tests.personae import PERSONAE
from walls.callers import Caller, acting_as
from workflows.actors import Actor
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
