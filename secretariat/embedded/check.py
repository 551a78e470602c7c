"""What bin/test does: install, find a browser, run every check, say which failed."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from secretariat.embedded.errors import EmbeddedError
from secretariat.embedded.install import REPOSITORY, VENV, clean_environment, install

# Debian lays clamd where only root's PATH looks.
ROOTS_FOLDERS = "/usr/sbin:/usr/local/sbin"


@dataclass(frozen=True)
class Program:
    """A program of the machine's own that tests ask, by the names it has and Debian's packages of it."""

    marker: str
    names: tuple[str, ...]
    packages: tuple[str, ...]
    tests_in_words: str

    def path(self) -> Path | None:
        """Where the program stands, or None."""
        places = os.environ.get("PATH", os.defpath) + os.pathsep + ROOTS_FOLDERS
        return next((Path(path) for name in self.names if (path := shutil.which(name, path=places))), None)


BROWSER = Program(
    "browser",
    ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
    ("chromium",),
    "Browsertestene",
)
PROGRAMS = (
    BROWSER,
    Program("clamd", ("clamd",), ("clamav-daemon",), "Testene med en virusscanner"),
    Program(
        "libreoffice",
        ("soffice", "libreoffice"),
        ("libreoffice-writer-nogui", "libreoffice-calc-nogui"),
        "Testene, der laver PDF,",
    ),
)

# Read by tests/conftest.py: the browser that the browser tests drive.
BROWSER_VARIABLE = "SEKRETARIAT_TEST_BROWSER"

CHECKS: dict[str, list[str]] = {
    "lint": ["ruff", "check", "."],
    "format": ["ruff", "format", "--check", "."],
    "floors": ["lint-imports"],
    "types": ["mypy"],
}

# pytest's own code for "no test was chosen".
NO_TESTS = 5


def main(given: Sequence[str]) -> int:
    """Runs the checks; returns 0 when all of them passed."""
    began = time.monotonic()
    environment = clean_environment()
    try:
        install("requirements-test.txt", say, run_plainly)
        say(f"pakker installeret ({time.monotonic() - began:.1f} s)")
        install_what_is_absent()
        found = {program.marker: program.path() for program in PROGRAMS}
    except EmbeddedError as error:
        say(str(error))
        return 1
    if found[BROWSER.marker] is not None:
        environment[BROWSER_VARIABLE] = str(found[BROWSER.marker])
    absent = [marker for marker, path in found.items() if path is None]
    checks = runs_of_pytest(given, absent)
    if not given:
        checks = CHECKS | checks
    failed = failing(checks, environment)
    if os.environ.get("CI") == "true":
        failed += absent
    return report(failed, absent, time.monotonic() - began)


def runs_of_pytest(given: Sequence[str], absent: Sequence[str]) -> dict[str, list[str]]:
    """The runs of pytest by name, without the tests of the programs that are absent (their markers).

    With arguments there is one run; else the quick tests side by side, then the slow. The quick tests keep
    both cores busy. Tests that start whole servers, and those that walk an installation in a browser, wait
    most of their time for processes and pages, so these two runs go beside each other. The browser's driver
    keeps an event loop in its process, in which Django refuses to ask the database: a run of its own.
    """
    if given:
        left_out = " and ".join(f"not {marker}" for marker in absent)
        return {"tests": ["pytest", *(["-m", left_out] if left_out else []), *given]}
    others = [f"not {marker}" for marker in absent if marker != BROWSER.marker]
    runs = {
        "tests": ["pytest", "-n", "2", "-m", " and ".join(["not browser", "not processes", *others])],
        "whole servers": ["pytest", "-m", " and ".join(["processes", "not browser", *others])],
    }
    browser = {"browser": ["pytest", "-m", " and ".join(["browser", *others])]}
    return runs if BROWSER.marker in absent else runs | browser


def report(failed: Sequence[str], absent: Sequence[str], seconds: float) -> int:
    """Says how it went, and which programs were not there to test with; returns the exit code."""
    for program in PROGRAMS:
        if program.marker in absent:
            say(
                f"{program.tests_in_words} er IKKE kørt: {program.names[0]} findes ikke her. "
                f"Installer den (Debian: apt-get install {' '.join(program.packages)}), og kør bin/test igen."
            )
    if failed:
        say(f"ikke bestået: {', '.join(failed)} ({seconds:.0f} s)")
        return 1
    say(f"alt bestået ({seconds:.0f} s)")
    return 0


def failing(checks: dict[str, list[str]], environment: dict[str, str]) -> list[str]:
    """Runs the checks in their order, each after the other but for the two that go beside each other."""
    failed, beside = [], "browser" in checks and "whole servers" in checks
    for name, command in checks.items():
        if beside and name == "whole servers":
            continue
        if beside and name == "browser":
            failed += failing_beside(checks, environment)
        elif not passes(name, command, environment):
            failed.append(name)
    return failed


def failing_beside(checks: dict[str, list[str]], environment: dict[str, str]) -> list[str]:
    """Runs the tests with whole servers while those in the browser run; tells of them when both are done."""
    began, name = time.monotonic(), "whole servers"
    with tempfile.TemporaryFile(mode="w+") as output:
        other = subprocess.Popen(
            line_of(checks[name]), cwd=REPOSITORY, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
        failed = [] if passes("browser", checks["browser"], environment) else ["browser"]
        code = other.wait()
        output.seek(0)
        print(output.read(), flush=True)
    return failed if told(name, code, began) else [*failed, name]


def line_of(command: Sequence[str]) -> list[str]:
    """The command line of a check, with the environment's own program."""
    return [str(VENV / "bin" / command[0]), *command[1:]]


def passes(name: str, command: Sequence[str], environment: dict[str, str]) -> bool:
    """Runs one check with its output on the terminal."""
    began = time.monotonic()
    code = subprocess.run(line_of(command), cwd=REPOSITORY, env=environment).returncode
    return told(name, code, began)


def told(name: str, code: int, began: float) -> bool:
    """Says how a check ended and how long it took; returns whether it passed."""
    say(f"{name}: {'ok' if code == 0 else f'kode {code}'} ({time.monotonic() - began:.1f} s)")
    if code == NO_TESTS and name == "tests":
        say("der blev ikke kørt nogen test")
    return code == 0


def install_what_is_absent() -> None:
    """Installs the programs that are not there; only root on Debian can."""
    absent = [program for program in PROGRAMS if program.path() is None]
    if not absent or os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    apt("update")
    for program in absent:
        say(f"installerer {' '.join(program.packages)}")
        apt("install", "-y", "--no-install-recommends", *program.packages)


def apt(*arguments: str) -> None:
    """Runs Debian's package manager without questions; what it cannot do shows in what is absent after."""
    subprocess.run(["apt-get", "-qq", *arguments], env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"})


def say(text: str) -> None:
    """A line of bin/test's own."""
    print(f"test      | {text}", flush=True)


def run_plainly(name: str, command: list[str | Path]) -> int:
    """Runs an installing program; its words are shown only when it fails."""
    answer = subprocess.run(command, cwd=REPOSITORY, env=clean_environment(), capture_output=True, text=True)
    if answer.returncode != 0:
        print(answer.stdout, answer.stderr, sep="\n", flush=True)
    return answer.returncode
