"""An embedded Valkey (Redis protocol): the broker and cache of the demo and of tests."""

from __future__ import annotations

import secrets
import signal
import socket
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from secretariat.embedded.binaries import valkey_server
from secretariat.embedded.errors import DidNotStart
from secretariat.embedded.ports import LOOPBACK, kept_port
from secretariat.embedded.processes import Processes

CONFIGURATION = """\
bind {host}
port {port}
protected-mode yes
requirepass {password}
dir "{folder}"
appendonly {appendonly}
save ""
maxmemory-policy noeviction
daemonize no
loglevel warning
"""


class EmbeddedValkey:
    """Valkey on loopback with a random password; `url` is what Celery and Django are given.

    A context manager, like EmbeddedPostgres.
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
        """`fast` keeps nothing on disk; the others as in EmbeddedPostgres."""
        self.folder = folder
        self.fast = fast
        self.follow = follow
        self.program = valkey_server(search)
        self.processes = processes or Processes(folder / "processes")
        self._owns_processes = processes is None
        self.host = LOOPBACK
        self.port = 0
        self.password = ""

    @property
    def url(self) -> str:
        """The address with password and without a database number: add "/0", "/1" …"""
        return f"redis://:{self.password}@{self.host}:{self.port}"

    def start(self) -> Self:
        """Starts the server and waits until it answers."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if self._owns_processes:
            self.processes.stop_leftovers()
        password_file = self.folder / "password"
        if not password_file.exists():
            password_file.touch(mode=0o600)
            password_file.write_text(secrets.token_hex(32) + "\n")
        self.password = password_file.read_text().strip()
        self.port = kept_port(self.folder / "port")
        # In a file, since a command line can be read by everyone on the machine.
        configuration = self.folder / "valkey.conf"
        configuration.touch(mode=0o600)
        configuration.write_text(
            CONFIGURATION.format(
                host=self.host,
                port=self.port,
                password=self.password,
                folder=self.folder.resolve(),
                appendonly="no" if self.fast else "yes",
            )
        )
        self.processes.start(
            "valkey", [self.program, configuration], stop_signal=signal.SIGTERM, follow=self.follow
        )
        self._wait_ready()
        return self

    def _wait_ready(self, patience: float = 30.0) -> None:
        until = time.monotonic() + patience
        while time.monotonic() < until:
            if self.processes.children["valkey"].poll() is not None:
                raise DidNotStart("Valkey stoppede under opstart; se linjerne ovenfor.")
            if self._answers():
                return
            time.sleep(0.02)
        raise DidNotStart(f"Valkey var ikke klar efter {patience:.0f} sekunder.")

    def _answers(self) -> bool:
        try:
            with socket.create_connection((self.host, self.port), timeout=2.0) as link:
                link.sendall(f"AUTH {self.password}\r\nPING\r\n".encode())
                received = b""
                while received.count(b"\r\n") < 2 and (part := link.recv(4096)):
                    received += part
                return received.endswith(b"+PONG\r\n")
        except OSError:
            return False

    def stop(self) -> None:
        """Stops the server in good order; nothing happens if it is not running."""
        self.processes.stop("valkey")
        if self._owns_processes:
            self.processes.close()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
