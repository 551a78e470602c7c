"""What bin/test does: install, find a browser, run every check, say which failed."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from secretariat.embedded.errors import EmbeddedError
from secretariat.embedded.install import REPOSITORY, VENV, clean_environment, install

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

# Debian lays clamd where only root's PATH looks.
SCANNER_FOLDERS = "/usr/sbin:/usr/local/sbin"

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
        browser, scanner = find_browser(), find_scanner()
    except EmbeddedError as error:
        say(str(error))
        return 1
    if browser is not None:
        environment[BROWSER_VARIABLE] = str(browser)
    checks = runs_of_pytest(given, with_browser=browser is not None, with_scanner=scanner is not None)
    if not given:
        checks = CHECKS | checks
    failed = failing(checks, environment)
    absent = [name for name, found in (("browser", browser), ("clamd", scanner)) if found is None]
    if os.environ.get("CI") == "true":
        failed += absent
    return report(failed, absent, time.monotonic() - began)


def runs_of_pytest(given: Sequence[str], *, with_browser: bool, with_scanner: bool) -> dict[str, list[str]]:
    """The runs of pytest by name: with arguments one, else the quick tests side by side, then the slow.

    The quick tests keep both cores busy. Tests that start whole servers, and those that walk an installation
    in a browser, wait most of their time for processes and pages, so these two runs go beside each other.
    The browser's driver keeps an event loop in its process, in which Django refuses to ask the database, so
    it has a run of its own.
    """
    no_scanner = [] if with_scanner else ["not clamd"]
    if given:
        left_out = " and ".join([*([] if with_browser else ["not browser"]), *no_scanner])
        return {"tests": ["pytest", *(["-m", left_out] if left_out else []), *given]}
    runs = {
        "tests": ["pytest", "-n", "2", "-m", " and ".join(["not browser", "not processes", *no_scanner])],
        "whole servers": ["pytest", "-m", "processes and not browser"],
    }
    return runs | ({"browser": ["pytest", "-m", "browser"]} if with_browser else {})


def report(failed: Sequence[str], absent: Sequence[str], seconds: float) -> int:
    """Says how it went, and which programs were not there to test with; returns the exit code."""
    if "browser" in absent:
        say(
            "Browsertestene er IKKE kørt: der er ingen chromium her. "
            "Installer den (Debian: apt-get install chromium), og kør bin/test igen."
        )
    if "clamd" in absent:
        say(
            "Testene med en virusscanner er IKKE kørt: der er ingen clamd her. "
            "Installer den (Debian: apt-get install clamav-daemon), og kør bin/test igen."
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


def find_browser() -> Path | None:
    """A chromium on this machine; root on Debian installs one. None when there is no way to one."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None and install_by_apt("chromium", "browsertestene"):
        found = shutil.which("chromium")
    return Path(found) if found else None


def find_scanner() -> Path | None:
    """A clamd on this machine; root on Debian installs one. The tests give it signatures of their own."""
    found = shutil.which("clamd") or shutil.which("clamd", path=SCANNER_FOLDERS)
    if found is None and install_by_apt("clamav-daemon", "testene med en virusscanner"):
        found = shutil.which("clamd", path=SCANNER_FOLDERS)
    return Path(found) if found else None


def install_by_apt(package: str, purpose: str) -> bool:
    """Installs a Debian package where this is root's to do; returns whether it was tried."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    say(f"installerer {package} til {purpose}")
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for step in (["update"], ["install", "-y", "--no-install-recommends", package]):
        subprocess.run(["apt-get", "-qq", *step], env=quiet)
    return True


def say(text: str) -> None:
    """A line of bin/test's own."""
    print(f"test      | {text}", flush=True)


def run_plainly(name: str, command: list[str | Path]) -> int:
    """Runs an installing program; its words are shown only when it fails."""
    answer = subprocess.run(command, cwd=REPOSITORY, env=clean_environment(), capture_output=True, text=True)
    if answer.returncode != 0:
        print(answer.stdout, answer.stderr, sep="\n", flush=True)
    return answer.returncode
