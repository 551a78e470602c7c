"""Child processes that never outlive the one that started them.

Every started process is written down in a folder, with its start time so that a reused process
id is never mistaken for it. A small guard process holds the other end of a pipe: when the
starter is gone, however it died, the guard stops what is written down. Whatever both left behind
(a power cut, a killed guard) is found and stopped at the next start.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass(frozen=True)
class Record:
    """A process that was started: enough to find it again and to stop it properly."""

    name: str
    pid: int
    started: str
    stop_signal: int
    abandon_signal: int
    starter: str

    def alive(self) -> bool:
        """Whether this very process still runs (a zombie does not)."""
        return start_time(self.pid) == self.started


def start_time(pid: int) -> str | None:
    """When the process began, as the system writes it; None if there is no such running process."""
    stat = Path(f"/proc/{pid}/stat")
    if Path("/proc/self/stat").exists():
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            return None
        return None if fields[0] in "ZX" else fields[19]
    answer = subprocess.run(["ps", "-o", "stat=,lstart=", "-p", str(pid)], capture_output=True, text=True)
    state, _, started = answer.stdout.strip().partition(" ")
    return None if not started or state.startswith("Z") else started.strip()


def working_in(folder: Path) -> list[int]:
    """The processes whose working directory is this folder, where the system tells (Linux)."""
    found = []
    for link in Path("/proc").glob("[0-9]*/cwd"):
        with contextlib.suppress(OSError):
            if link.readlink() == folder:
                found.append(int(link.parent.name))
    return found


def identity(pid: int) -> str:
    """A process id with its start time: two processes never share it."""
    return f"{pid}@{start_time(pid)}"


def abandon(records: Sequence[Record], patience: float) -> None:
    """Asks all of them at once to end quickly, then ends the groups of those that did not."""
    living = [record for record in records if record.alive()]
    for record in living:
        _send(record.pid, record.abandon_signal)
    if not _wait_gone(living, patience):
        for record in living:
            if record.alive():
                _send_group(record.pid, signal.SIGKILL)
        _wait_gone(living, 5.0)


def _send(pid: int, number: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, number)


def _send_group(pid: int, number: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, number)


def _wait_gone(records: Sequence[Record], patience: float) -> bool:
    until = time.monotonic() + patience
    while any(record.alive() for record in records):
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True


@contextlib.contextmanager
def _uninterrupted() -> Iterator[None]:
    """Puts off signals, so that no process is started without being written down."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[int] = []
    usual = {number: signal.signal(number, lambda got, _: came.append(got)) for number in ENDING}
    try:
        yield
    finally:
        for number, handler in usual.items():
            signal.signal(number, handler if handler is not None else signal.SIG_DFL)
    for pending in came:
        signal.raise_signal(pending)


class Processes:
    """The processes started for one data folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.children: dict[str, subprocess.Popen[bytes]] = {}
        self._guard: subprocess.Popen[bytes] | None = None

    def start(
        self,
        name: str,
        command: Sequence[str | Path],
        *,
        stop_signal: int = signal.SIGTERM,
        abandon_signal: int | None = None,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        follow: Callable[[str, IO[bytes]], None] | None = None,
    ) -> subprocess.Popen[bytes]:
        """Starts a process in a session of its own (Ctrl-C reaches the starter only) and writes it down.

        `stop_signal` asks it to end in good order; `abandon_signal` (by default the same) is sent when its
        starter is gone. `follow` is given the name and what the process writes; without it that goes
        to our own output.
        """
        self._start_guard()
        with _uninterrupted():
            child = subprocess.Popen(
                [str(part) for part in command],
                env=dict(env) if env is not None else None,
                cwd=cwd,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE if follow else None,
                stderr=subprocess.STDOUT if follow else None,
                start_new_session=True,
            )
            self.children[name] = child
            started, quickly = start_time(child.pid) or "", abandon_signal or stop_signal
            self._write(Record(name, child.pid, started, stop_signal, quickly, identity(os.getpid())))
        if follow and child.stdout:
            follow(name, child.stdout)
        return child

    def _start_guard(self) -> None:
        """The guard has its own session, so that what ends the terminal's group does not end it."""
        if self._guard is None or self._guard.poll() is not None:
            guard = Path(__file__).with_name("guard.py")
            self._guard = subprocess.Popen(
                [sys.executable, "-P", guard, self.folder, identity(os.getpid())],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )

    def stop(self, name: str, patience: float = 10.0) -> None:
        """Stops one process that this object started: in good order, then quickly, then at once."""
        child = self.children.pop(name, None)
        if child is None:
            return
        record = self._read(self._file(name))
        if record is not None and child.poll() is None:
            for number in (record.stop_signal, record.abandon_signal):
                child.send_signal(number)
                with contextlib.suppress(subprocess.TimeoutExpired):
                    child.wait(patience)
                    break
        # Also what the process itself had started and not stopped.
        _send_group(child.pid, signal.SIGKILL)
        child.wait()
        self._file(name).unlink(missing_ok=True)

    def close(self) -> None:
        """Stops everything that is still running, in the opposite order of starting, and the guard."""
        for name in reversed(list(self.children)):
            self.stop(name)
        if self._guard is not None and self._guard.stdin is not None:
            self._guard.stdin.close()
            self._guard.wait()
            self._guard = None

    def stop_leftovers(self, starter: str | None = None, patience: float = 12.0) -> list[str]:
        """Stops what an earlier, killed run left behind; returns the names of what still ran.

        With `starter`, only what that process started (the guard must not touch a later run).
        Without, call it only while holding the data folder's lock.
        """
        records = [record for record in self.written_down() if starter in (None, record.starter)]
        left = [record.name for record in records if record.alive()]
        abandon(records, patience)
        for record in records:
            if self._read(self._file(record.name)) == record:
                self._file(record.name).unlink(missing_ok=True)
        return left

    def written_down(self) -> list[Record]:
        """Every process that is written down, running or not."""
        return [record for file in sorted(self.folder.glob("*.json")) if (record := self._read(file))]

    def _file(self, name: str) -> Path:
        return self.folder / f"{name}.json"

    def _write(self, record: Record) -> None:
        """Whole or not at all: a half-written record would hide a running process."""
        new = self.folder / f"{record.name}.new"
        new.write_text(json.dumps(asdict(record)))
        new.replace(self._file(record.name))

    @staticmethod
    def _read(file: Path) -> Record | None:
        try:
            return Record(**json.loads(file.read_text()))
        except (OSError, ValueError, TypeError):
            return None
