"""bin/up refuses with words what it cannot do, before it does anything slow."""

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from secretariat.embedded.console import Console
from secretariat.embedded.datafolder import DataFolder
from secretariat.embedded.errors import EmbeddedError, PortTaken
from secretariat.embedded.ports import LOOPBACK, has_ipv6
from secretariat.embedded.up import Up, arguments, check_port

REPOSITORY = Path(__file__).resolve().parents[2]

LOOPBACKS = [LOOPBACK, "::1"] if has_ipv6() else [LOOPBACK]

Refusal = Callable[..., tuple[int, str]]


@pytest.fixture
def run_up(quiet_environment: dict[str, str]) -> Refusal:
    """Runs bin/up where it is expected to refuse; returns its exit code and what it said."""

    def run(*given: str | Path, **more: str) -> tuple[int, str]:
        answer = subprocess.run(
            [sys.executable, REPOSITORY / "bin" / "up", *given],
            env=quiet_environment | more,
            capture_output=True,
            text=True,
            timeout=90,
        )
        return answer.returncode, answer.stdout + answer.stderr

    return run


@pytest.fixture
def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
    return port


def up(folder: Path, *, empty: bool = False) -> Up:
    return Up(DataFolder(folder), Console(), port=8000, empty=empty)


def test_a_taken_port_is_said_at_once_with_another_to_try(tmp_path: Path, run_up: Refusal) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        code, said = run_up("--port", str(port), "--data", tmp_path)
    assert code == 1
    assert f"Port {port} er optaget af et andet program" in said
    assert f"--port {port + 1}" in said
    assert "Traceback" not in said
    assert not (tmp_path / "postgres").exists()


def test_a_free_port_is_accepted(free_port: int) -> None:
    check_port(free_port)


@pytest.mark.parametrize("address", LOOPBACKS)
def test_a_port_counts_as_taken_on_every_loopback_address(address: str, free_port: int) -> None:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.create_server((address, free_port), family=family), pytest.raises(PortTaken):
        check_port(free_port)


def test_a_second_run_on_the_same_data_is_told_of_the_first(tmp_path: Path, run_up: Refusal) -> None:
    held = DataFolder(tmp_path)
    code, said = run_up("--data", held.path)
    assert code == 1
    assert f"{tmp_path} er allerede i brug (proces {os.getpid()})" in said
    assert "Traceback" not in said


@pytest.mark.parametrize("port", ["0", "70000", "otte"])
def test_a_port_that_is_none_is_refused(port: str, run_up: Refusal) -> None:
    code, said = run_up("--port", port)
    assert code == 2
    assert "--port" in said


def test_the_command_line_is_understood(tmp_path: Path) -> None:
    given = arguments(["--port", "8123", "--data", str(tmp_path), "--empty"])
    assert (given.port, given.data, given.empty) == (8123, tmp_path, True)
    assert arguments([]).data == REPOSITORY / ".data"


def test_production_never_starts_the_embedded_servers(tmp_path: Path, run_up: Refusal) -> None:
    code, said = run_up("--data", tmp_path / "data", SEKRETARIAT_MODE="production")
    assert code == 2
    assert "bin/up kører kun demoen" in said
    assert not (tmp_path / "data").exists()


def test_an_older_python_is_told_what_is_needed(quiet_environment: dict[str, str]) -> None:
    source = (REPOSITORY / "bin" / "up").read_text().replace("(3, 11)", "(9, 0)")
    answer = subprocess.run(
        [sys.executable, "-c", source], env=quiet_environment, capture_output=True, text=True
    )
    assert answer.returncode == 1
    assert "kræver Python 3.11 eller nyere" in answer.stderr


def test_a_new_folder_is_a_first_start_and_is_marked_as_under_way(tmp_path: Path) -> None:
    first = up(tmp_path)
    assert first.first_start() is True
    assert first.data.read_state() == "making demo"


def test_a_first_start_that_was_broken_off_begins_again_from_nothing(tmp_path: Path) -> None:
    again = up(tmp_path)
    again.data.write_state("making demo")
    again.data.write_environment({"SEKRETARIAT_SECRET_KEY": "kept"})
    (tmp_path / "postgres" / "cluster").mkdir(parents=True)
    (tmp_path / "files").mkdir()
    assert again.first_start() is True
    assert not (tmp_path / "postgres").exists()
    assert not (tmp_path / "files").exists()
    assert again.data.read_environment() == {"SEKRETARIAT_SECRET_KEY": "kept"}


def test_a_whole_installation_is_never_made_again(tmp_path: Path) -> None:
    later = up(tmp_path)
    later.data.write_state("demo")
    (tmp_path / "postgres" / "cluster").mkdir(parents=True)
    assert later.first_start() is False
    assert (tmp_path / "postgres" / "cluster").exists()


def test_an_empty_installation_stays_empty_when_started_without_the_word(tmp_path: Path) -> None:
    later = up(tmp_path)
    later.data.write_state("empty")
    assert later.first_start() is False
    assert later.empty is True


def test_demo_data_is_not_turned_into_an_empty_installation(tmp_path: Path) -> None:
    later = up(tmp_path, empty=True)
    later.data.write_state("demo")
    with pytest.raises(EmbeddedError, match=r"har allerede demodata.*--data"):
        later.first_start()


def test_a_database_that_somebody_else_made_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "postgres" / "cluster").mkdir(parents=True)
    with pytest.raises(EmbeddedError, match="som bin/up ikke har lavet"):
        up(tmp_path).first_start()
