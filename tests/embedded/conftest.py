"""What the tests of the embedded servers share."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from secretariat.embedded.identity import WALK, ordinary_user

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture
def quiet_environment() -> dict[str, str]:
    """A person's surroundings: none of the variables that the tests themselves run with."""
    return {name: value for name, value in os.environ.items() if not name.startswith("SEKRETARIAT_")}


def ways_to_run() -> dict[str, list[str]]:
    """As the user we are; as root also as an ordinary user, who may still read this repository."""
    if os.geteuid() != 0:
        return {"as this user": []}
    user = ordinary_user()
    switch = ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
    return {"as root": [], "as an ordinary user": [*switch, f"--inh-caps={WALK}", f"--ambient-caps={WALK}"]}


@pytest.fixture(params=list(ways_to_run().values()), ids=list(ways_to_run()))
def as_user(request: pytest.FixtureRequest, tmp_path: Path) -> list[str]:
    """What to put before a command so that it runs as somebody; that user owns `tmp_path`."""
    prefix: list[str] = request.param
    if prefix:
        os.chown(tmp_path, ordinary_user().pw_uid, ordinary_user().pw_gid)
    return prefix


@pytest.fixture
def serving(quiet_environment: dict[str, str]) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Starts `python -m secretariat.embedded serve` and waits until it says that it runs."""
    started: list[subprocess.Popen[str]] = []

    def serve(data: Path, prefix: list[str] | None = None, **more: str) -> subprocess.Popen[str]:
        command = [
            *(prefix or []),
            sys.executable,
            "-m",
            "secretariat.embedded",
            "serve",
            "--data",
            str(data),
        ]
        child = subprocess.Popen(
            command,
            cwd=REPOSITORY,
            env=quiet_environment | more,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        started.append(child)
        assert child.stdout is not None
        said = []
        for line in child.stdout:
            said.append(line)
            if "kører" in line:
                return child
        raise AssertionError("".join(said))

    yield serve
    for child in started:
        child.terminate()
        child.wait(timeout=30)
        assert child.stdout is not None
        child.stdout.close()
