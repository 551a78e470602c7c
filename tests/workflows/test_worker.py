"""The real worker, with the real logins: what is put in is done, and killing it loses nothing."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.utils import timezone

from secretariat.embedded.install import REPOSITORY
from tenants.models import Municipality
from tests.workflows import worker as handlers
from walls.callers import Caller, acting_as
from workflows.actors import Actor
from workflows.jobs import enqueue
from workflows.models import Job
from workflows.municipal.models import MunicipalLogEntry
from workflows.tasks import sweep

pytestmark = pytest.mark.processes
BY = Actor.system("Prøve")
COMMAND = [
    sys.executable,
    "-m",
    "celery",
    f"--app={handlers.__name__}",
    "--quiet",
    "worker",
    "--concurrency=1",
]


@contextmanager
def running() -> Iterator[subprocess.Popen[bytes]]:
    """Start a worker on the copy of the database; it and its children are killed at the end."""
    environment = os.environ | {"SEKRETARIAT_DB_NAME": connection.settings_dict["NAME"]}
    process = subprocess.Popen(COMMAND, cwd=REPOSITORY, env=environment, start_new_session=True)
    try:
        yield process
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(30)


@pytest.fixture
def municipalities(committed: None) -> dict[str, Caller]:
    """The roles of the members by schema."""
    with acting_as(Caller.owner()):
        return {each.schema_name: Caller.municipality(each) for each in Municipality.objects.all()}


def put_in(kind: str, caller: Caller, **payload: str) -> UUID:
    with acting_as(Caller.secretariat()):
        return enqueue(kind, by=BY, caller=caller, payload=payload).id


def state(job_id: UUID) -> str:
    with acting_as(Caller.jobs()):
        return Job.objects.get(pk=job_id).state


def lines(caller: Caller) -> int:
    with acting_as(caller):
        return MunicipalLogEntry.objects.filter(action="note").count()


def test_each_job_is_done_for_its_own_municipality(
    municipalities: dict[str, Caller], eventually: Callable[[Callable[[], bool]], bool]
) -> None:
    with running():
        jobs = [put_in("test.note", caller, subject=str(uuid4())) for caller in municipalities.values()]
        assert eventually(lambda: {state(each) for each in jobs} == {"done"})
    assert {lines(caller) for caller in municipalities.values()} == {1}


def test_a_killed_workers_job_is_done_by_the_next_once(
    municipalities: dict[str, Caller], eventually: Callable[[Callable[[], bool]], bool], tmp_path: Path
) -> None:
    aalborg = municipalities["m_aalborg"]
    with running():
        job = put_in("test.dies", aalborg, subject=str(uuid4()), began=str(tmp_path / "began"))
        assert eventually((tmp_path / "began").exists)
    assert state(job) == "running"
    with acting_as(Caller.jobs()):
        Job.objects.filter(pk=job).update(started_at=timezone.now() - timedelta(minutes=1))
    with running():
        assert eventually(lambda: sweep() is None and state(job) == "done")
    assert lines(aalborg) == 1
