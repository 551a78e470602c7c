"""One readable log for many processes: a line is the name of who wrote it, and what it wrote."""

from __future__ import annotations

import re
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO

WIDTH = 9

# Lines that say nothing about this installation, or that the start itself says better.
NOISE = re.compile(
    "|".join(
        [
            r"starting PostgreSQL|listening on IPv4|database system (is|was) (ready|shut)|checkpoint",
            r"received fast shutdown|aborting any active|logical replication launcher|LOG:  shutting down",
            r"Task workflows\.(sweep|send_mail)\[",
            r"overcommit|Received SIGTERM scheduling|ready to exit",
            r"^ +(Downloading|Using cached|Preparing)|Requirement already|^Ignoring |^Successfully",
            r"^Looking in|^WARNING: Location",
            r"not recommended!|_warn_or_raise|Warm shutdown|SecurityWarning",
            r"superuser privileges|specify a different user|User information:|uid=\d+ euid=",
        ]
    )
)

# pip repeats the whole path of the lock file for every package, and all names at the end.
TAIL = re.compile(r" \(from -r .*\)$|(?<=^Installing collected packages):.*$")


class Console:
    """Writes whole lines, from any thread, and never lets a closed terminal stop the servers."""

    def __init__(self) -> None:
        self.began = time.monotonic()
        self._lock = threading.Lock()
        self._threads: dict[str, threading.Thread] = {}

    def seconds(self) -> float:
        """Since this console, or the clock, was started."""
        return time.monotonic() - self.began

    def restart_clock(self) -> None:
        """Counts from now."""
        self.began = time.monotonic()

    def say(self, text: str = "", name: str = "") -> None:
        """One or more lines; with a name, each is marked with it."""
        lines = [f"{name:<{WIDTH}} | {line}" if name else line for line in text.split("\n")]
        with self._lock:
            try:
                sys.stdout.write("\n".join(lines) + "\n")
                sys.stdout.flush()
            except (OSError, ValueError):
                pass

    def follow(self, name: str, pipe: IO[bytes]) -> None:
        """Writes what a process writes, in the background, until its end closes."""
        thread = threading.Thread(target=self._pump, args=(name, pipe), daemon=True)
        thread.start()
        self._threads[name] = thread

    def _pump(self, name: str, pipe: IO[bytes]) -> None:
        with pipe:
            for raw in pipe:
                line = raw.decode("utf-8", "replace").rstrip()
                if line and not NOISE.search(line):
                    self.say(TAIL.sub("", line), name)

    def drain(self, name: str) -> None:
        """Waits until everything that an ended process had written stands in the log."""
        if name in self._threads:
            self._threads.pop(name).join(timeout=2.0)


def keep_in(file: Path) -> Callable[[str, IO[bytes]], None]:
    """What to give a server as `follow` when its log belongs in a file, not on the terminal."""

    def copy(pipe: IO[bytes]) -> None:
        with pipe, open(file, "ab", buffering=0) as kept:
            for line in pipe:
                kept.write(line)

    def follow(name: str, pipe: IO[bytes]) -> None:
        threading.Thread(target=copy, args=(pipe,), daemon=True).start()

    return follow
