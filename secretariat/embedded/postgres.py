"""An embedded PostgreSQL: made, started and stopped in a folder of the installation."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from secretariat.embedded.binaries import postgres_major, postgres_programs
from secretariat.embedded.errors import DidNotStart, OtherMajorVersion
from secretariat.embedded.identity import prefix_for
from secretariat.embedded.ports import LOOPBACK, kept_port
from secretariat.embedded.processes import Processes, working_in

SUPERUSER = "postgres"

SETTINGS = {
    "listen_addresses": LOOPBACK,
    "unix_socket_directories": "",
    "max_connections": "150",
    # One transaction over 98 schemas holds a lock on every table of each of them.
    "max_locks_per_transaction": "256",
    "password_encryption": "scram-sha-256",
    "shared_buffers": "256MB",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "15min",
    # There is no replica to feed; a first start writes less.
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "log_checkpoints": "off",
    "jit": "off",
    "log_timezone": "Europe/Copenhagen",
    "timezone": "Europe/Copenhagen",
    "log_line_prefix": "",
    # A statement and an error's details hold people's data and fill the log; who sent it knows it.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}

# For tests: data that nobody needs after a power cut.
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class EmbeddedPostgres:
    """PostgreSQL on loopback with a random superuser password and a port kept in its folder.

    A context manager; `host`, `port`, `superuser` and `password` say how to sign in. The caller
    holds the data folder's lock: two of these on one folder at a time is an error.
    """

    def __init__(
        self,
        folder: Path,
        *,
        fast: bool = False,
        processes: Processes | None = None,
        follow: Callable[[str, IO[bytes]], None] | None = None,
        search: list[str] | None = None,
    ) -> None:
        """`follow` reads its log (default: it goes to our own output); `search` is where packages lie."""
        self.folder = folder
        self.fast = fast
        self.follow = follow
        self.programs = postgres_programs(search)
        self.processes = processes or Processes(folder / "processes")
        self._owns_processes = processes is None
        self.host = LOOPBACK
        self.port = 0
        self.superuser = SUPERUSER
        self.password = ""

    @property
    def cluster(self) -> Path:
        """The folder that initdb makes."""
        return self.folder / "cluster"

    def check(self) -> None:
        """Raises OtherMajorVersion when the folder belongs to another PostgreSQL; starts nothing."""
        written = self.cluster / "PG_VERSION"
        if not written.exists():
            return
        theirs, ours = written.read_text().strip(), postgres_major(self.programs)
        if theirs != ours:
            raise OtherMajorVersion(
                f"Datamappen {self.folder.parent} er lavet af PostgreSQL {theirs}, men denne udgave bruger "
                f"PostgreSQL {ours}. Start med en anden mappe (bin/up --data MAPPE), eller tag en kopi ud "
                f"med den gamle udgave (pg_dump fra PostgreSQL {theirs}) og læs den ind i den nye. "
                f"Intet er ændret i mappen."
            )

    def start(self) -> Self:
        """Makes the cluster if there is none, starts the server and waits until it answers."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.check()
        if self._owns_processes:
            self.processes.stop_leftovers()
        prefix = self._make_cluster()
        self.password = (self.folder / "superuser-password").read_text().strip()
        self._wait_for_stragglers()
        # A run that was killed leaves this file; its processes are gone by now, and the number in it
        # may meanwhile belong to somebody else, which would stop the server.
        (self.cluster / "postmaster.pid").unlink(missing_ok=True)
        self.port = kept_port(self.folder / "port")
        settings = SETTINGS | {"port": str(self.port)} | (FAST if self.fast else {})
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        command: list[str | Path] = [*prefix, self.programs / "postgres", "-D", self.cluster, *options]
        # Without its starter it does not wait for its disk: the next start recovers from its log.
        self.processes.start(
            "postgres",
            command,
            stop_signal=signal.SIGINT,
            abandon_signal=signal.SIGQUIT,
            env=_environment(),
            follow=self.follow,
        )
        self._wait_ready()
        return self

    def _wait_for_stragglers(self, patience: float = 60.0) -> None:
        """A killed server's own processes end when their disk lets them, and hold its memory until then."""
        cluster, until = self.cluster.resolve(), time.monotonic() + patience
        while working_in(cluster):
            if time.monotonic() > until:
                raise DidNotStart(f"En afbrudt PostgreSQL bruger stadig {cluster}; prøv igen om lidt.")
            time.sleep(0.1)

    def _make_cluster(self) -> list[str]:
        """initdb into a folder beside, moved when whole: a killed first start begins again."""
        if (self.cluster / "PG_VERSION").exists():
            return prefix_for(self.programs, self.cluster)
        password_file = self.folder / "superuser-password"
        password_file.touch(mode=0o600)
        password_file.write_text(secrets.token_urlsafe(32) + "\n")
        prefix = prefix_for(self.programs, self.folder)
        made = self.folder / "cluster.new"
        shutil.rmtree(made, ignore_errors=True)
        # The built-in locale sorts alike on every machine; Danish order comes from stored keys.
        command: list[str | Path] = [
            *prefix,
            self.programs / "initdb",
            "-D",
            made,
            "-U",
            SUPERUSER,
            f"--pwfile={password_file}",
        ]
        command += ["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--locale-provider=builtin"]
        command += ["--builtin-locale=C.UTF-8", "--no-sync"]
        answer = subprocess.run(command, capture_output=True, text=True, env=_environment())
        if answer.returncode != 0:
            raise DidNotStart(f"PostgreSQL kunne ikke oprette sin datamappe:\n{answer.stderr.strip()}")
        made.rename(self.cluster)
        return prefix

    def _wait_ready(self, patience: float = 60.0) -> None:
        """The server itself writes in its pid file when it takes connections."""
        child, status = self.processes.children["postgres"], self.cluster / "postmaster.pid"
        until = time.monotonic() + patience
        while time.monotonic() < until:
            if child.poll() is not None:
                raise DidNotStart("PostgreSQL stoppede under opstart; se linjerne ovenfor.")
            lines = status.read_text().split("\n") if status.exists() else []
            if len(lines) > 7 and lines[7].strip() == "ready":
                return
            time.sleep(0.02)
        raise DidNotStart(f"PostgreSQL var ikke klar efter {patience:.0f} sekunder.")

    def stop(self) -> None:
        """Stops the server in good order; nothing happens if it is not running."""
        self.processes.stop("postgres")
        if self._owns_processes:
            self.processes.close()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def _environment() -> dict[str, str]:
    """Our surroundings without what would steer PostgreSQL elsewhere, in a language that always exists."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "SEKRETARIAT_"))}
    return kept | {"LC_ALL": "C", "TZ": "UTC"}
