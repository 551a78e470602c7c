"""bin/up from its first line to its last, on an empty installation."""

import os
import signal
import stat
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from secretariat.embedded.ports import is_free, kept_port
from secretariat.embedded.processes import Processes, Record, start_time

REPOSITORY = Path(__file__).resolve().parents[2]
SITES = ("sekretariat", "leverandoer")

# One installation is made, stopped, killed and started again: the tests run in this order.
pytestmark = pytest.mark.processes

Eventually = Callable[[Callable[[], bool]], bool]


class Run:
    """A running bin/up, and what it has said so far."""

    def __init__(self, data: Path, port: int, environment: dict[str, str]) -> None:
        self.data, self.port, self.environment = data, port, environment
        self.said: list[str] = []
        self.child = subprocess.Popen(
            [sys.executable, REPOSITORY / "bin" / "up", "--empty", "--data", data, "--port", str(port)],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def until(self, words: str) -> str:
        """Reads its log up to the line with these words; returns all it has said."""
        assert self.child.stdout is not None
        for line in self.child.stdout:
            self.said.append(line)
            if words in line:
                return "".join(self.said)
        raise AssertionError(f"never said {words!r}:\n{''.join(self.said)}")

    def records(self) -> dict[str, Record]:
        return {record.name: record for record in Processes(self.data / "processes").written_down()}

    def end(self, number: int) -> int:
        """Sends a signal and returns the exit code; its log is read to the end."""
        self.child.send_signal(number)
        return self.child.wait(timeout=60)

    def page(self, site: str) -> int:
        """The status of a site's front page, redirects followed on this machine."""
        address = f"http://127.0.0.1:{self.port}/"
        request = urllib.request.Request(address, headers={"Host": f"{site}.localhost:{self.port}"})
        try:
            with urllib.request.build_opener(Stay()).open(request, timeout=20) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as answer:
            answer.close()
            return answer.code


class Stay(urllib.request.HTTPRedirectHandler):
    """A redirect is an answer; its host name need not be known to this machine."""

    def redirect_request(self, *_: object) -> None:
        return None


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of the one installation."""
    return tmp_path_factory.mktemp("whole") / "data"


@pytest.fixture
def start(folder: Path, quiet_environment: dict[str, str], tmp_path: Path) -> Iterator[Callable[[], Run]]:
    """Starts bin/up on it; whatever a failed test left running is ended."""
    runs: list[Run] = []

    def begin() -> Run:
        runs.append(Run(folder, kept_port(tmp_path / "port"), quiet_environment))
        return runs[-1]

    yield begin
    for run in runs:
        run.end(signal.SIGTERM)
        assert run.child.stdout is not None
        run.child.stdout.close()


def test_an_empty_installation_starts_invites_one_administrator_and_stops_when_asked(
    start: Callable[[], Run], folder: Path
) -> None:
    run = start()
    said = run.until("klar (")
    assert said.index("pakker installeret (") < said.index("starter PostgreSQL") < said.index("klar (")
    assert f"http://sekretariat.localhost:{run.port}/" in said
    assert f"http://leverandoer.localhost:{run.port}/" in said
    assert "administrator@sekretariat.example" in said
    assert [run.page(site) < 400 for site in SITES] == [True, True]
    assert stat.S_IMODE((folder / "environment").stat().st_mode) == 0o600
    assert "SUPERUSER" not in (folder / "environment").read_text()
    records = run.records()
    assert set(records) == {"postgres", "valkey", "web", "worker", "beat"}
    assert run.end(signal.SIGTERM) == 0
    assert [record.name for record in records.values() if record.alive()] == []
    assert is_free(run.port)


def test_commands_reach_a_running_installation_by_its_folder(start: Callable[[], Run], folder: Path) -> None:
    run = start()
    said = run.until("klar (")
    assert "invite_first_administrator" not in said
    answer = subprocess.run(
        [sys.executable, REPOSITORY / "manage.py", "migrate_schemas"],
        env=run.environment | {"SEKRETARIAT_DATA": str(folder)},
        capture_output=True,
        text=True,
    )
    assert (answer.returncode, answer.stderr) == (0, "")


def test_a_killed_run_leaves_nothing_and_the_next_start_is_as_usual(
    start: Callable[[], Run], eventually: Eventually
) -> None:
    killed = start()
    killed.until("klar (")
    records = killed.records()
    killed.end(signal.SIGKILL)
    next_run = start()
    next_run.until("klar (")
    assert [name for name, record in records.items() if start_time(record.pid) == record.started] == []
    assert next_run.page("sekretariat") < 400


def test_a_worker_that_dies_is_started_again_and_a_dead_server_stops_everything(
    start: Callable[[], Run], eventually: Eventually
) -> None:
    run = start()
    run.until("klar (")
    before = run.records()
    os.kill(before["worker"].pid, signal.SIGKILL)
    run.until("worker stoppede (signal 9) og startes igen")
    assert eventually(lambda: run.records().get("worker", before["worker"]) != before["worker"])
    os.kill(before["web"].pid, signal.SIGKILL)
    run.until("web stoppede uventet (signal 9)")
    assert run.child.wait(timeout=60) == 1
    assert [name for name, record in before.items() if record.alive()] == []
