"""A job runs for whom its row names, once, and for nobody who is no member any more."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.db.utils import ProgrammingError
from django.utils import timezone

from tenants.models import Municipality
from tests.personae import SUPPLIER_X, SUPPLIER_Y
from walls.callers import Caller, acting_as
from workflows import jobs
from workflows.actors import Actor
from workflows.jobs import RunningJob, enqueue
from workflows.models import Job
from workflows.tasks import run_job

SEEN: list[UUID] = []
BY = Actor.system("Prøve")


def look(job: RunningJob) -> dict[str, Any]:
    """Read the log of whichever schema the payload names; what is refused is refused here."""
    SEEN.append(job.id)
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT count(*) FROM "{job.payload["schema"]}".workflows_municipal_municipallogentry'
        )
        return {"rows": cursor.fetchall()[0][0]}


def files_of(job: RunningJob) -> dict[str, Any]:
    """Read a supplier's own rows, filtered by an id out of the payload as a careless handler would."""
    SEEN.append(job.id)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM accounts_engagement WHERE supplier_id = %s", [job.payload["supplier"]]
        )
        return {"rows": cursor.fetchall()[0][0]}


@pytest.fixture(autouse=True)
def handlers() -> Iterator[None]:
    """Handlers of the tests' own."""
    mine = {"test.look": look, "test.files": files_of}
    jobs._handlers.update(mine)
    SEEN.clear()
    yield
    for kind in mine:
        del jobs._handlers[kind]


def queued(caller: Caller, kind: str = "test.look", **payload: Any) -> UUID:
    with acting_as(Caller.secretariat()):
        return enqueue(kind, by=BY, caller=caller, payload=payload).pk


def row(key: UUID) -> dict[str, Any]:
    with acting_as(Caller.jobs()):
        return Job.objects.filter(pk=key).values().get()


def member(schema: str) -> Municipality:
    with acting_as(Caller.owner()):
        return Municipality.objects.get(schema_name=schema)


@pytest.mark.parametrize(
    "forged",
    ["3c55ed34-f730-4a3e-90ba-17460eb4756c", "", "x", "'; DROP TABLE workflows_job; --", "../1", "0"],
)
def test_a_forged_id_runs_nothing(members: dict[str, Municipality], forged: str) -> None:
    key = queued(Caller.municipality(members["aalborg"]), schema="m_aalborg")
    before = row(key)
    with suppress(ValueError):  # no id at all
        run_job(forged)
    assert (SEEN, row(key)) == ([], before)
    run_job(str(key))
    assert (SEEN, row(key)["state"]) == ([key], "done")


def test_a_finished_one_replayed_runs_nothing(members: dict[str, Municipality]) -> None:
    key = queued(Caller.municipality(members["aalborg"]), schema="m_aalborg")
    run_job(str(key))
    before = row(key)
    for _ in range(3):
        run_job(str(key))
    assert (SEEN, row(key)) == ([key], before)


@pytest.mark.parametrize("state", [Job.State.DONE, Job.State.FAILED])
def test_one_that_has_ended_runs_nothing(members: dict[str, Municipality], state: str) -> None:
    key = queued(Caller.municipality(members["aalborg"]), schema="m_aalborg")
    with acting_as(Caller.jobs()):
        Job.objects.filter(pk=key).update(state=state)
    before = row(key)
    run_job(str(key))
    assert (SEEN, row(key)) == ([], before)


def test_a_payload_that_names_anothers_schema_reads_nothing(committed: None) -> None:
    own = Caller.municipality(member("m_aalborg"))
    key = queued(own, schema="m_viborg")
    with pytest.raises(ProgrammingError, match="permission denied for schema m_viborg"):
        run_job(str(key))
    assert (row(key)["state"], row(key)["result"]) == ("queued", {})
    twin = queued(own, schema="m_aalborg")
    run_job(str(twin))
    assert row(twin)["state"] == "done"


def test_a_payload_that_names_another_supplier_reads_nothing(db: None) -> None:
    for supplier, rows in ((SUPPLIER_Y, 0), (SUPPLIER_X, 1)):
        key = queued(Caller.supplier(SUPPLIER_X), "test.files", supplier=str(supplier))
        run_job(str(key))
        assert row(key)["result"] == {"rows": rows}


@pytest.mark.parametrize(
    ("state", "runs"), [("left", False), ("joining", False), ("leaving", True), ("member", True)]
)
def test_a_municipality_that_has_left_gets_nothing_done(
    members: dict[str, Municipality], state: str, runs: bool
) -> None:
    """Its role and schema may still be there for a while; nobody acts in its name any more."""
    aalborg = members["aalborg"]
    key = queued(Caller.municipality(aalborg), schema="m_aalborg")
    with acting_as(Caller.owner()):
        Municipality.objects.filter(pk=aalborg.pk).update(state=state)
    before = row(key)
    if runs:
        run_job(str(key))
        assert (SEEN, row(key)["state"]) == ([key], "done")
        return
    with pytest.raises(PermissionError, match="no member"):
        run_job(str(key))
    assert (SEEN, row(key)) == ([], before)
    with acting_as(Caller.jobs()):
        Job.objects.update(created_at=timezone.now() - timedelta(hours=1))
        assert key not in jobs.overdue(), "nor is it handed over again for ever"


def test_a_municipality_that_never_was_gets_nothing_done(
    db: None, caller_of: Callable[[str], Caller]
) -> None:
    """A row with a forged caller: the schema of one with the id of none."""
    key = queued(caller_of("mette"), schema="m_aalborg")
    with acting_as(Caller.owner()):
        caller = {"kind": "municipality", "schema": "m_aalborg", "holder": str(uuid4())}
        Job.objects.filter(pk=key).update(caller=caller)
    before = row(key)
    with pytest.raises(PermissionError, match="no member"):
        run_job(str(key))
    assert (SEEN, row(key)) == ([], before)
