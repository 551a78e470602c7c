"""Makes .venv and installs the locked packages in it."""

from __future__ import annotations

import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path

from secretariat.embedded.errors import EmbeddedError

REPOSITORY = Path(__file__).resolve().parents[2]
VENV = REPOSITORY / ".venv"
PYTHON = VENV / "bin" / "python"

# A lock file whose packages include those of others: installing it installs them too.
INCLUDES = {
    "requirements-test.txt": ("requirements.txt",),
    "requirements.txt": (),
    "requirements-bench.txt": (),
}

Run = Callable[[str, list[str | Path]], int]


def packages_folders() -> list[str]:
    """Where packages of .venv lie, for a Python that is not .venv's own."""
    paths = {sysconfig.get_path(kind, "venv", {"base": str(VENV)}) for kind in ("purelib", "platlib")}
    return sorted(path for path in paths if path)


def install(lock_file: str, say: Callable[[str], None], run: Run) -> bool:
    """Brings .venv in step with a lock file; returns whether anything had to be done.

    `say` shows progress; `run(name, command)` runs a program and returns its exit code. Two of these
    at a time wait for each other. Raises EmbeddedError with what to do when it cannot be done.
    """
    VENV.mkdir(exist_ok=True)
    with open(VENV / ".lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        usable = _usable()
        if usable and _stamp(lock_file).exists() and _stamp(lock_file).read_text() == _digest(lock_file):
            return False
        if not usable:
            say("opretter .venv")
            _make(run)
        say("installerer pakker med faste versioner (første gang typisk under et minut)")
        command: list[str | Path] = [
            PYTHON,
            "-m",
            "pip",
            "install",
            "--require-hashes",
            "--no-deps",
            "--progress-bar=off",
        ]
        if run("pakker", [*command, "-r", REPOSITORY / lock_file]) != 0:
            raise EmbeddedError(
                "Pakkerne kunne ikke installeres; se linjerne ovenfor. "
                "Er der forbindelse til pakkeregisteret? Kør bin/up igen, når det er rettet."
            )
        for done in (lock_file, *INCLUDES[lock_file]):
            _stamp(done).write_text(_digest(done))
        return True


def _stamp(lock_file: str) -> Path:
    return VENV / f".installed-{lock_file}"


def _digest(lock_file: str) -> str:
    return hashlib.sha256((REPOSITORY / lock_file).read_bytes()).hexdigest()


def _usable() -> bool:
    """A .venv whose Python is gone, or that was moved from elsewhere, is made again."""
    if not PYTHON.exists():
        return False
    check = [str(PYTHON), "-c", "import sys, pip; print(sys.prefix) if sys.version_info >= (3, 11) else None"]
    answer = subprocess.run(check, capture_output=True, text=True)
    return answer.returncode == 0 and Path(answer.stdout.strip()).resolve() == VENV.resolve()


def _make(run: Run) -> None:
    for entry in VENV.iterdir():
        if entry.name != ".lock":
            shutil.rmtree(entry) if entry.is_dir() and not entry.is_symlink() else entry.unlink()
    command: list[str | Path] = [sys.executable, "-m", "venv", VENV]
    if importlib.util.find_spec("ensurepip") is not None:
        if run("pakker", command) == 0:
            return
    elif importlib.util.find_spec("pip") is not None and run("pakker", [*command, "--without-pip"]) == 0:
        # Debian's Python without python3-venv: its own pip puts pip into .venv.
        own_pip: list[str | Path] = [sys.executable, "-m", "pip", "--python", PYTHON, "install", "-q", "pip"]
        if run("pakker", own_pip) == 0:
            return
    raise EmbeddedError(
        f"Python på {sys.executable} kan ikke oprette et virtuelt miljø. "
        f"På Debian og Ubuntu: apt-get install python3-venv. Kør derefter bin/up igen."
    )


def clean_environment() -> dict[str, str]:
    """Our surroundings without what would make another Python's packages visible."""
    dropped = {"PYTHONPATH", "PYTHONHOME", "PYTHONSTARTUP", "DJANGO_SETTINGS_MODULE", "VIRTUAL_ENV"}
    kept = {name: value for name, value in os.environ.items() if name not in dropped}
    return kept | {"PIP_ROOT_USER_ACTION": "ignore", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
