"""A whole installation whose parts can be killed: the same servers, commands and environment as bin/up's.

bin/up ends when a server dies; in production each part is started again by itself. Here both can be done.
"""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import psycopg
from celery import Celery
from kombu.exceptions import OperationalError as BrokerGoneError
from psycopg.rows import namedtuple_row

from secretariat.embedded.console import keep_in
from secretariat.embedded.datafolder import DataFolder, superuser_variables, variables_for
from secretariat.embedded.install import PYTHON, REPOSITORY, VENV, clean_environment
from secretariat.embedded.ports import kept_port
from secretariat.embedded.processes import Processes, working_in
from secretariat.embedded.servers import EmbeddedPostgres, EmbeddedValkey
from secretariat.embedded.up import product_commands
from tests.crash.browser import Browser

PROCESS = {"web": "web", "worker": "worker", "broker": "valkey", "postgres": "postgres", "beat": "beat"}
BACKEND = "backend"  # one server process of PostgreSQL; the others then begin again by themselves
PARTS = (*PROCESS, BACKEND)
PREFIX = "ft"
OF_PRODUCT, OF_TESTS = "--app=secretariat.celery", "--app=tests.crash.hasty"
LATE = """
    UPDATE workflows_job SET not_before = NULL WHERE state = 'queued' AND not_before > now();
    UPDATE workflows_job SET created_at = created_at - interval '1 minute',
           started_at = started_at - interval '1 minute'
     WHERE state IN ('queued', 'running')
       AND coalesce(started_at, created_at) > now() - interval '40 seconds';
    UPDATE workflows_outboxmail SET send_after = now() WHERE state = 'waiting' AND send_after > now()"""


class Installation:
    """Servers with fsync, web, worker and, where it is `patient`, beat. A context manager.

    Not patient means: the harness itself sends what beat would send, and lets what waits for a
    minute seem older, so that a round takes seconds.
    """

    def __init__(self, folder: Path, smtp_url: str, *, patient: bool = False) -> None:
        self.data = DataFolder(folder)
        self.port = kept_port(self.data.path / "port")
        self.patient = patient
        self.smtp_url = smtp_url
        self.processes = Processes(self.data.path / "processes")
        self.follow = keep_in(self.data.path / "log")
        self.postgres = EmbeddedPostgres(
            self.data.path / "postgres", processes=self.processes, follow=self.follow
        )
        self.valkey = EmbeddedValkey(self.data.path / "valkey", processes=self.processes, follow=self.follow)
        self.environment: dict[str, str] = {}
        self._only: psycopg.Connection[Any] | None = None

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self.processes.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.processes.close()

    # --- starting and ending ---

    def start(self) -> None:
        """Do what bin/up does, in its order, whatever a broken-off run has left."""
        self.processes.stop_leftovers()
        self.postgres.start()
        self.valkey.start()
        own = {key: value for key, value in clean_environment().items() if not key.startswith("SEKRETARIAT_")}
        variables = variables_for(self.data, self.postgres, self.valkey, port=self.port)
        self.data.write_environment(variables)
        self.environment = own | variables | {"SEKRETARIAT_SMTP_URL": self.smtp_url}
        # Without LibreOffice on the path agreements are Word only: a PDF of each would take a minute.
        self.environment |= {"PATH": str(VENV / "bin"), "PYTHONUNBUFFERED": "1"}
        self.manage("prepare_database", more=superuser_variables(self.postgres))
        self.manage("migrate_schemas")
        for part in ("web", "worker", *(("beat",) if self.patient else ())):
            self._start_product(part)
        self._wait_for_web()

    def kill(self, part: str) -> None:
        """kill -9 of the part's whole process group; of PostgreSQL also every backend, at the same moment."""
        child = self.processes.children[PROCESS.get(part, "postgres")]
        backends = [pid for pid in working_in(self.postgres.cluster.resolve()) if pid != child.pid]
        if part == BACKEND:
            os.kill(max(backends), signal.SIGKILL)  # the youngest: most likely the act's own
            return
        os.killpg(child.pid, signal.SIGKILL)
        for pid in backends if part == "postgres" else ():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.processes.stop(PROCESS[part])

    def restart(self, part: str) -> None:
        """Start the part again; the others have gone on without it."""
        if part == "postgres":
            self.postgres.start()
        elif part == "broker":
            self.valkey.start()
        elif part != BACKEND:
            self._start_product(part)
        self._wait_for_web()

    def restart_all(self) -> None:
        """What bin/up does: the others end too, at once, and a later start puts everything right."""
        self.processes.close()
        self.start()

    def start_beat(self) -> None:
        """Start beat where it does not run; unless the installation is patient, one in a hurry."""
        if PROCESS["beat"] not in self.processes.children:
            self._start_product("beat")

    def stop_beat(self) -> None:
        """End the beat that was started for a while."""
        if not self.patient:
            self.processes.stop(PROCESS["beat"])

    def _start_product(self, name: str) -> None:
        command = product_commands(self.data, self.port)[name]
        if name == "worker":
            command.append("--include=tests.crash.hasty")
        elif name == "beat" and not self.patient:
            command = [OF_TESTS if part == OF_PRODUCT else part for part in command]
        self.processes.start(name, command, env=self.environment, cwd=REPOSITORY, follow=self.follow)

    def _wait_for_web(self) -> None:
        self.until(self._there, "web server and database answer")

    def _there(self) -> bool:
        try:
            self.ask("SELECT 1")
        except psycopg.OperationalError:
            return False
        return Browser(self.port, "sekretariat").answers()

    # --- asking and hurrying ---

    def manage(self, *command: str, more: dict[str, str] | None = None) -> str:
        """Run a manage.py command that must succeed; return what it says."""
        return self._run([PYTHON, REPOSITORY / "manage.py", *command], more or {})

    def stage(self, *given: str) -> str:
        """Put something on the stage; see tests/crash/stage.py."""
        return self._run([PYTHON, "-m", "tests.crash.stage", *given], {})

    def _run(self, command: list[str | Path], more: dict[str, str]) -> str:
        answer = subprocess.run(
            command, env=self.environment | more, cwd=REPOSITORY, capture_output=True, text=True
        )
        if answer.returncode != 0:
            raise AssertionError(f"{command[1:]} ended with {answer.returncode}: {answer.stderr[-3000:]}")
        return answer.stdout

    def superuser(self) -> "psycopg.Connection[Any]":
        """Return a fresh connection that sees everything."""
        return psycopg.connect(
            host=self.postgres.host,
            port=self.postgres.port,
            user=self.postgres.superuser,
            password=self.postgres.password,
            dbname="faellestilsyn",
            autocommit=True,
            connect_timeout=5,
            row_factory=namedtuple_row,
        )

    def ask(self, query: str, *given: Any) -> list[Any]:
        """Return the rows of a query, each time over a connection of its own."""
        if self._only is not None:
            return self._only.execute(query, given).fetchall()
        with self.superuser() as connection:
            return connection.execute(query, given).fetchall()

    @contextmanager
    def one_connection(self) -> "Iterator[psycopg.Connection[Any]]":
        """Ask over one connection, in a transaction that never happens."""
        with self.superuser() as connection, connection.transaction(force_rollback=True):
            self._only = connection
            try:
                yield connection
            finally:
                self._only = None

    def until(self, is_so: Callable[[], bool], what: str, *, hurry: bool = False) -> None:
        """Wait until something is so; raises AssertionError naming it when it takes too long."""
        limit, tick = time.monotonic() + (240 if self.patient else 90), 0.0
        while not is_so():
            if time.monotonic() > limit:
                raise AssertionError(f"Not in time: {what}.")
            if hurry and not self.patient and time.monotonic() > tick:
                self.hurry()
                tick = time.monotonic() + 1.0
            time.sleep(0.05)

    def hurry(self) -> None:
        """Be beat, and let what is overdue only after a while be overdue now."""
        with self.superuser() as connection:
            connection.execute(LATE)
        self.send("workflows.sweep", "workflows.send_mail", "workflows.seal", "audits.deliver_waiting")

    def send(self, *tasks: str) -> None:
        """Hand tasks to the worker, as beat does; nothing happens where the broker is away."""
        # A client that is made anew each time holds no connection to a broker that was killed.
        address = f"{self.valkey.url}/0"
        with suppress(BrokerGoneError), Celery("hurry", broker=address, set_as_current=False) as client:
            client.conf.broker_transport_options = {"global_keyprefix": f"{PREFIX}:"}
            for task in tasks:
                client.send_task(task, queue=f"{PREFIX}_work", expires=5, retry=False)
